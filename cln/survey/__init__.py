"""The digital survey: questions for a form, its answers read and taken in, and who has answered."""
