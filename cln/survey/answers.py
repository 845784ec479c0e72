"""Answers to the digital survey, taken in from a file; of each respondent only the latest is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Annotated

from pydantic import Field

from cln.cohort import days
from cln.cohort.identity import Names
from cln.cohort.queries import EnrolledEntry, EntryLine, entries_of, themes_of
from cln.cohort.roll import Roll
from cln.errors import Refused
from cln.files import scales
from cln.files.outcome import Tally
from cln.files.source import Source
from cln.files.taken import FromFile, OfCohort
from cln.programme import Kind
from cln.store import Change
from cln.store.rows import grouped
from cln.survey.queries import StoredAnswer, answers_of
from cln.survey.reading import surveys
from cln.survey.reading.columns import KNOWN, ColumnReading
from cln.survey.reading.respondents import is_older, latest_of, refuse_early_and_late, settle_dates
from cln.survey.reading.surveys import AnswerRow, Reading
from cln.survey.respondents import Known, Respondent, hunch_of, is_same, same_minute
from cln.tables.cohorts import Cohort
from cln.tables.levels import AnswerLevel
from cln.tables.survey import Answer

PORTION = 20_000
"""So many levels are held at once, of the eight or more that each answer has."""


@dataclass(frozen=True)
class NotAnswered(EntryLine):
    """An active entry without an answer, and the addresses of its people."""

    emails: tuple[str, ...]


@dataclass(frozen=True)
class Imported(FromFile, OfCohort):
    """What an import did, or in a dry run would have done."""

    file: str
    kind: Kind
    scale: tuple[str, ...]
    """The words of the ratings, worst first; empty for numbers."""
    columns: tuple[ColumnReading, ...]
    left_out: tuple[str, ...]
    """In words, what was passed over without harm."""
    added: int
    changed: int
    unchanged: int
    older: int
    older_rows: tuple[int, ...]
    """Rows left aside because the same person has answered later."""
    entries: int
    """All active ones."""
    not_answered: tuple[NotAnswered, ...]
    repeated: Annotated[tuple[int, ...], Field(exclude=True)]
    """Those of `older_rows` whose later answer is in the same file; of the others it is on record."""
    overtaken: Annotated[tuple[str, ...], Field(exclude=True)]
    """The entries that have withdrawn since, one for each row; they end `left_out`."""
    empty: Annotated[bool, Field(exclude=True)]
    """The file has no answer at all."""

    @property
    def rows(self) -> Tally:
        """The answers that counted."""
        return Tally(self.added, self.changed, self.unchanged)


def import_survey(
    change: Change,
    cohort: Cohort,
    source: Source,
    *,
    scale: str | None = None,
    kind: Kind | None = None,
    question: str | None = None,
) -> Imported:
    """Take in a file of answers; of each respondent only the latest answer is kept.

    Args:
        change: the unit of work.
        cohort: whose survey it is.
        source: a CSV or XLSX file in any known layout.
        scale: five words joined by `;`, worst first, for ratings in other words.
        kind: how the survey asks, where the file does not tell.
        question: the header of the question to read, where several ask about the themes.

    Raises:
        Refused: the cohort is closed or empty, the file cannot be read, or any row of it is wrong.
    """
    days.refuse_closed(cohort, "its survey is over")
    themes = {theme.name: theme.id or 0 for theme in themes_of(change.session, cohort)}
    known_scale = scales.parse(scale) if scale else None
    sheet = source.read("survey", cohort.name, KNOWN)
    enrolled = entries_of(change.session, cohort)
    if not enrolled:
        raise Refused(f"nobody is enrolled in {cohort.name} yet; enrol them first: cln cohort enrol FILE")
    reading = surveys.read(
        sheet,
        list(themes),
        scale=known_scale,
        kind=kind,
        question=question,
        order=source.date_format,
    )
    refuse_early_and_late(reading.answers, days.bounds(change.session, cohort))
    stored = {(s.answer.entry_id, s.answer.respondent): s for s in answers_of(change.session, cohort)}
    of_entry = grouped(stored.items(), lambda one: one[0][0])
    known = Known(Roll(cohort, enrolled), Names(change.session), themes, of_entry)
    answers, repeated = latest_of(reading.answers, known.who, surveys.age)
    reading.problems.refuse_any()
    source.doubt(*reading.doubts, *known.doubts)
    compared = _compare(answers, stored, themes)
    if reading.undecided:
        moved = any(not same_minute(row, stored[key]) for key, row in compared.differing.items())
        settle_dates(
            source, reading.source, reading.undecided, decides=bool(repeated or compared.older or moved)
        )
    _add(change, compared.new, themes)
    for key, row in compared.differing.items():
        _replace(change, stored[key], row, themes)
    return _imported(cohort, enrolled, reading, repeated, compared, known.overtaken)


@dataclass(frozen=True)
class _Compared:
    """The answers of a file beside those on record."""

    new: dict[Respondent, AnswerRow]
    differing: dict[Respondent, AnswerRow]
    older: tuple[int, ...]
    """The rows of those that are older than what is on record."""
    unchanged: int
    answered: set[int]
    """The ids of the entries that have answered, in the file or before."""


def _compare(
    given: Mapping[Respondent, AnswerRow],
    stored: Mapping[Respondent, StoredAnswer],
    themes: Mapping[str, int],
) -> _Compared:
    known = {key: row for key, row in given.items() if key in stored}
    older = {
        key: row.record.number
        for key, row in known.items()
        if is_older(row.submitted, stored[key].answer.submitted)
    }
    differing = {
        key: row for key, row in known.items() if key not in older and not is_same(row, stored[key], themes)
    }
    return _Compared(
        new={key: row for key, row in given.items() if key not in stored},
        differing=differing,
        older=tuple(older.values()),
        unchanged=len(known) - len(differing) - len(older),
        answered={entry for entry, _ in (*given, *stored)},
    )


def _imported(
    cohort: Cohort,
    enrolled: Sequence[EnrolledEntry],
    reading: Reading,
    repeated: tuple[int, ...],
    compared: _Compared,
    overtaken: Mapping[int, str],
) -> Imported:
    active = [entry for entry in enrolled if entry.entry.withdrawn_on is None]
    older_rows = sorted((*repeated, *compared.older))
    return Imported(
        cohort=cohort.name,
        file=reading.source,
        kind=reading.kind,
        scale=reading.scale,
        columns=reading.columns,
        left_out=(
            *reading.left_out,
            *(
                f"row {number}: {entry} has withdrawn since and is left out"
                for number, entry in overtaken.items()
            ),
        ),
        added=len(compared.new),
        changed=len(compared.differing),
        unchanged=compared.unchanged,
        older=len(older_rows),
        older_rows=tuple(older_rows),
        entries=len(active),
        not_answered=tuple(
            NotAnswered(*entry.line, tuple(person.email for person in entry.participants if person.email))
            for entry in active
            if entry.id not in compared.answered
        ),
        repeated=repeated,
        overtaken=tuple(overtaken.values()),
        empty=not reading.answers,
    )


def _add(change: Change, new: Mapping[Respondent, AnswerRow], themes: Mapping[str, int]) -> None:
    answers = change.add_many(
        Answer,
        [
            {"entry_id": entry, "respondent": respondent, "submitted": row.submitted, "hunch": row.hunch}
            for (entry, respondent), row in new.items()
        ],
    )
    levels = (
        {"answer_id": answer, "theme_id": themes[theme], "level": level}
        for answer, row in zip(answers, new.values(), strict=True)
        for theme, level in row.levels.items()
    )
    while some := list(islice(levels, PORTION)):
        change.add_many(AnswerLevel, some)


def _replace(change: Change, stored: StoredAnswer, row: AnswerRow, themes: Mapping[str, int]) -> None:
    stored.answer.submitted = row.submitted or stored.answer.submitted
    stored.answer.hunch = hunch_of(row, stored)
    for theme, level in row.levels.items():
        if themes[theme] in stored.levels:
            stored.levels[themes[theme]].level = level
        else:
            change.add(AnswerLevel(answer_id=stored.answer.id or 0, theme_id=themes[theme], level=level))
