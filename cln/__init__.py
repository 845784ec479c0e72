"""Run Collaborative Learning Networks: register, survey, match into teams, track inquiries."""

__version__ = "0.1.0"
