"""Finished teams changed, compared and explained."""
