"""What `cln` promises of the survey."""
