"""Why there is no match, and the smallest changes that would make one."""
