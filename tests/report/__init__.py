"""What report promises."""
