"""What is held about people: who is meant, showing it, erasing it, and how long it is kept."""
