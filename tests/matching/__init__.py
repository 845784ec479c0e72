"""What matching promises."""
