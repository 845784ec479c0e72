"""What may leave the partnership: no figure that tells of a few people."""

FEW = 5
"""Fewer than so many could be recognised; a group of nobody cannot."""
