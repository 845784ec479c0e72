"""What may leave the partnership, and in which form: pseudonyms, free text, figures of a few."""

FEW = 5
"""Fewer than so many could be recognised; a group of nobody cannot."""
NEARLY = 1e-6
"""Two numbers that differ by less are one: figures are counts of at most some thousands, or their means."""
