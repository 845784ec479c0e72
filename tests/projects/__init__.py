"""What `cln` promises of the projects."""
