"""What `cln` promises of the match and its proposals."""
