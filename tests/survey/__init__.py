"""What survey promises."""
