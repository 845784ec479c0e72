"""Files that others wrote, read; and files written whole or not at all. No database here."""
