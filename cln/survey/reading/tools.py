"""What survey tools add to the answers that they export: rows of headers, columns that nobody was asked.

Each tool is known by columns that no other writes. What it adds is taken away before the answers are read,
and an answer that nobody submitted is named. Sources: the tools' own manuals of their exports.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from cln.files.cells import text
from cln.files.place import Place
from cln.files.sheets import Row, Sheet
from cln.words import fold, spans


@dataclass(frozen=True)
class Tool:
    """A tool that people ask with; headers are folded."""

    name: str
    marks: tuple[frozenset[str], ...]
    """It wrote the file if all headers of one of these are there."""
    own: frozenset[str]
    """Columns that it adds, and that say nothing of who answered or when."""
    ends: frozenset[str] = frozenset()
    """Columns that say whether an answer was submitted."""


def _folded(*headers: str) -> frozenset[str]:
    return frozenset(map(fold, headers))


TOOLS = (
    Tool(
        "Qualtrics",
        (_folded("ResponseId", "Finished"), _folded("ResponseId", "RecordedDate")),
        _folded(
            *(
                "Start Date",
                "End Date",
                "Status",
                "Response Type",
                "IP Address",
                "Progress",
                "Duration (in seconds)",
            ),
            *("Finished", "Response ID", "External Reference", "External Data Reference"),
            *("Location Latitude", "Location Longitude", "Distribution Channel", "User Language"),
        ),
        _folded("Finished"),
    ),
    Tool(
        "LimeSurvey",
        (_folded("Last page", "Start language"),),
        _folded(
            *("id", "Response ID", "Last page", "Start language", "Seed", "Date started", "startdate"),
            *("Date last action", "datestamp", "IP address", "ipaddr", "Referrer URL", "refurl"),
            *("Total time", "interviewtime", "Access code", "token"),
        ),
        _folded("Date submitted", "submitdate"),
    ),
    Tool(
        "SmartSurvey",
        (_folded("UserID", "Started"), _folded("UserNo", "Started")),
        _folded(
            *("UserID", "UserNo", "Started", "IP Address", "Unique ID", "Tracking Link", "Collector"),
            *("Device", "Browser", "OS", "Language", "Custom Data", "Completed", "Completed?"),
        ),
        _folded("Completed", "Completed?"),
    ),
    Tool(
        "Jisc Online Surveys",
        (_folded("Unique Response Number"), _folded("Response ID", "Completion status")),
        _folded(
            *("Unique Response Number", "Response ID", "Respondent ID", "Status", "Completion status"),
            *("Start date", "Date started", "Response duration", "Survey language"),
        ),
        _folded("Completion status"),
    ),
)
_QUIZ = re.compile(
    r"(?:points|feedback) - (?P<after>.+)|(?P<before>.+?) \[(?:score|feedback)\]", re.IGNORECASE
)
_OF_QUIZ = _folded("Total points", "Quiz feedback", "Grade posted time", "Score")
_UNFINISHED = _folded("", "no", "false", "0", "partial", "incomplete", "in progress", "not completed")
_TRIAL = re.compile(r"survey (?:preview|test)", re.IGNORECASE)


@dataclass(frozen=True)
class Export:
    """The answers of a file; what its tool added has no header any more, but keeps its title."""

    sheet: Sheet
    tool: str = ""
    unfinished: frozenset[Place] = frozenset()
    """The rows of answers that nobody submitted."""
    trials: tuple[int, ...] = ()
    """The numbers of the rows that were only a trial of the form; they are not in the sheet any more."""

    def doubts(self, taken: Iterable[Place]) -> tuple[str, ...]:
        """In sentences, what the user should know, where the answers of these rows are taken in."""
        unfinished = sorted(place[1] for place in taken if place in self.unfinished)
        return (
            *_of_rows(unfinished, f"not submitted in {self.tool}, and taken in as far as answered"),
            *_of_rows(self.trials, f"a trial in {self.tool}, and left out"),
        )


def _of_rows(numbers: Sequence[int], what: str) -> list[str]:
    rows, are = ("row", "is") if len(numbers) == 1 else ("rows", "are")
    return [f"{rows} {spans(numbers)} {are} {what}"] if numbers else []


def of(sheet: Sheet) -> Export:
    """What a file holds, whatever tool wrote it; of a tool that nobody knows everything."""
    sheet = _without_quiz(sheet)
    headers = set(map(fold, sheet.headers))
    tool = next((tool for tool in TOOLS if any(mark <= headers for mark in tool.marks)), None)
    if tool is None:
        return Export(sheet)
    sheet = _below_its_headers(sheet)
    at = [place for place, header in enumerate(sheet.headers) if fold(header) in tool.ends]
    trials = [row for row in sheet.rows if _is_trial(sheet, row)]
    kept = tuple(row for row in sheet.rows if not _is_trial(sheet, row))
    unfinished = {row.place for row in kept if any(fold(text(row.cells[i])) in _UNFINISHED for i in at)}
    return Export(
        _blanked(replace(sheet, rows=kept), lambda place: fold(sheet.headers[place]) in tool.own),
        tool.name,
        frozenset(unfinished),
        tuple(row.number for row in trials),
    )


def _without_quiz(sheet: Sheet) -> Sheet:
    """Without what Microsoft and Google add to a form that is a quiz: points and feedback on each answer."""
    asked = set(map(fold, sheet.headers))

    def is_of_quiz(place: int) -> bool:
        match = _QUIZ.fullmatch(sheet.headers[place])
        return match is not None and fold(match["after"] or match["before"]) in asked

    if not any(map(is_of_quiz, range(len(sheet.headers)))):
        return sheet
    return _blanked(sheet, lambda place: is_of_quiz(place) or fold(sheet.headers[place]) in _OF_QUIZ)


def _blanked(sheet: Sheet, own: Callable[[int], bool]) -> Sheet:
    headers = tuple("" if own(place) else header for place, header in enumerate(sheet.headers))
    return replace(sheet, headers=headers, written=sheet.titles)


def _below_its_headers(sheet: Sheet) -> Sheet:
    """Qualtrics writes names in row 1, what was asked in row 2, and perhaps what an import needs in row 3."""
    place = sheet.find("ResponseId")
    if place is None or not sheet.rows or fold(text(sheet.rows[0].cells[place])) != "responseid":
        return sheet
    first, *rows = sheet.rows
    asked = tuple(text(cell) or sheet.headers[i] for i, cell in enumerate(first.cells))
    if rows and "ImportId" in text(rows[0].cells[place]):
        rows = rows[1:]
    return replace(sheet, headers=asked, written=asked, rows=tuple(rows))


def _is_trial(sheet: Sheet, row: Row) -> bool:
    place = sheet.find("Response Type", "Status")
    return place is not None and bool(_TRIAL.fullmatch(text(row.cells[place])))
