"""Files that others wrote -> rows; every problem is named by file, row and column. No database here."""
