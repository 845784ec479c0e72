"""What figures promises."""
