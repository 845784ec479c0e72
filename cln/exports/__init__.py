"""Tables for other programs, for everybody or pseudonymised."""
