"""The database as a whole: copies of it, whether it is sound, and its way into another place."""
