"""What exports promises."""
