"""Figures about cohorts, for exports and reports: counts, fair shares, and who has worked with whom.

`units` reads what all figures are made of, once; everything else computes on it.
"""
