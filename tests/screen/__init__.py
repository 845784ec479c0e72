"""What screen promises."""
