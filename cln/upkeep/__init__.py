"""What keeps the database whole: making and upgrading it, history, and the demo."""
