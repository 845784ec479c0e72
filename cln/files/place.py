"""Where in a file something stands, and how sentences name it."""

Place = tuple[str, int]
"""The sheet of a row where rows of several sheets are read together, else ""; and the row, as a spreadsheet
counts from 1."""


def within(sheet: str) -> str:
    """What a sentence says of the sheet, before the row."""
    return f"sheet {sheet!r}, " if sheet else ""


def row_of(place: Place) -> str:
    """How sentences name a row."""
    sheet, number = place
    return f"{within(sheet)}row {number}"
