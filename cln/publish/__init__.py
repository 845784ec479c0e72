"""Summaries -> files that other programs read. No queries here."""
