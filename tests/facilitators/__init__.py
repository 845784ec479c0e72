"""What facilitators promises."""
