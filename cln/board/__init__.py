"""The board of the matching event: teams side by side, entries to be moved, and what each move costs."""
