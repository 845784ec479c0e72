"""What events promises."""
