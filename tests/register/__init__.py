"""What `cln` promises of the register."""
