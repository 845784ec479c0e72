"""What `cln import` promises."""
