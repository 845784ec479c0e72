"""What projects promises."""
