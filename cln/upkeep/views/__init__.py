"""What the commands of this room show: a result becomes blocks for the screen."""
