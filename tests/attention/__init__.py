"""What attention promises."""
