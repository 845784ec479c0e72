"""Reads a survey without a database."""

from collections.abc import Sequence
from typing import Any

from cln.files.sheets import Row, Sheet
from cln.survey.reading import surveys
from cln.survey.reading.surveys import Reading

THEMES = ("Literacy", "Learning, teaching and assessment", "Health & wellbeing", "Transitions")
PLAIN = ("code", "sector", "entry", "submitted", "email", "hunch", *THEMES)
CODE = "9889002"


def sheet(headers: Sequence[str], *rows: Sequence[Any]) -> Sheet:
    return Sheet("survey.csv", tuple(headers), tuple(Row(n, tuple(row)) for n, row in enumerate(rows, 2)))


def read(headers: Sequence[str], *rows: Sequence[Any], **options: Any) -> Reading:
    """Read rows that must all be right."""
    reading = surveys.read(sheet(headers, *rows), THEMES, **options)
    assert reading.problems.lines() == []
    return reading


def problems(headers: Sequence[str], *rows: Sequence[Any], **options: Any) -> list[str]:
    return surveys.read(sheet(headers, *rows), THEMES, **options).problems.lines()


def levels(reading: Reading) -> list[list[int]]:
    """The levels of each answer in the order of the themes."""
    return [[answer.levels[theme] for theme in THEMES] for answer in reading.answers]


def roles(reading: Reading) -> dict[str, str]:
    return {column.header: column.role for column in reading.columns}
