"""The board of the matching event, driven by keys and mouse on a real database."""
