"""The six events: when they are, who came, what people said of them, and what goes out before them."""
