"""What house promises."""
