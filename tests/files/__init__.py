"""What files promises."""
