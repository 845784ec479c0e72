"""The matching: who sits where, and why that is best."""
