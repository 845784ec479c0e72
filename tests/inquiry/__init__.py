"""What inquiry promises."""
