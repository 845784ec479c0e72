"""What upkeep promises."""
