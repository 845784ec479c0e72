"""What the board shows, in a terminal or in a window of the browser."""
