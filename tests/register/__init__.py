"""What register promises."""
