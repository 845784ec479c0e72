"""What `cln` promises of the events."""
