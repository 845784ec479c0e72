"""Files that others wrote, read for this room."""
