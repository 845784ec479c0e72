"""Who supports the teams, for which authority, and which councils are short of key facilitators."""
