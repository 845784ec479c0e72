"""What may leave the partnership, and in which form: pseudonyms, free text, figures of a few."""

FEW = 5
"""Fewer than so many could be recognised; a group of nobody cannot."""
