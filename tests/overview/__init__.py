"""What overview promises."""
