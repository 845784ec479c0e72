"""Answers to the digital survey, taken in from a file; of each respondent only the latest is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated

from pydantic import Field

from cln.cohort import days
from cln.cohort.identity import Names, entry_meant
from cln.cohort.queries import EnrolledEntry, EntryLine, entries_of, themes_of
from cln.cohort.roll import Roll, Withdrawn
from cln.cohort.whom import MeansNobody
from cln.errors import Refused
from cln.files import scales
from cln.files.outcome import FromFile, OfCohort, Tally
from cln.files.source import Source
from cln.files.workbook import fitting
from cln.programme import Kind
from cln.store import Change
from cln.store.rows import grouped
from cln.survey.queries import StoredAnswer, answers_of
from cln.survey.reading import surveys
from cln.survey.reading.columns import KNOWN, ColumnReading
from cln.survey.reading.respondents import is_older, latest_of
from cln.survey.reading.surveys import AnswerRow, Reading
from cln.tables.cohorts import Answer, AnswerLevel, Cohort

Respondent = tuple[int, str]
"""The id of an entry, and who answered for it."""


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
    reading = surveys.read(sheet, list(themes), scale=known_scale, kind=kind, question=question)
    stored = {(s.answer.entry_id, s.answer.respondent): s for s in answers_of(change.session, cohort)}
    of_entry = grouped(stored.items(), lambda one: one[0][0])
    known = _Known(Roll(cohort, enrolled), Names(change.session), themes, of_entry)
    answers, repeated = latest_of(reading.answers, known.who, surveys.age)
    reading.problems.refuse_any()
    for sentence in (*reading.doubts, *known.doubts):
        source.doubt(sentence)
    compared = _compare(answers, stored, themes)
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


@dataclass
class _Known:
    """Everybody of a cohort, and the answers on record, while a file is read."""

    roll: Roll
    names: Names
    themes: Mapping[str, int]
    of_entry: Mapping[int, Sequence[tuple[Respondent, StoredAnswer]]]
    """Entry id -> the answers on record of its respondents."""
    overtaken: dict[int, str] = field(default_factory=dict)
    """Row -> the entry, of answers of entries that have withdrawn since."""
    doubts: list[str] = field(default_factory=list)
    """In words, how entries were found without a code."""
    recognised: set[Respondent] = field(default_factory=set)
    """Of anonymous answers on record those that stand in the file."""

    def who(self, answer: AnswerRow) -> Respondent | None:
        """Whose an answer is; None, and a problem noted, where its row is of nobody.

        None too, and put among those overtaken, where it was given before a withdrawal or is on record. An
        anonymous answer that is on record is known by what it says.
        """
        try:
            meant = entry_meant(self.roll, self.names, answer.identity, active=True)
        except MeansNobody as problem:
            if isinstance(problem, Withdrawn) and self._is_overtaken(answer, problem):
                self.overtaken[answer.record.number] = problem.entry.named
            else:
                answer.record.problem(problem.column, str(problem))
            return None
        entry = meant.entry
        if meant.doubt:
            self.doubts.append(f"row {answer.record.number}: {meant.doubt}")
        own = (entry.id, answer.respondent)
        if answer.email:
            return own
        alike = [one for one in self._on_record(answer, entry.id) if one not in self.recognised]
        key = own if own in alike else min(alike, default=own)
        while key in self.recognised:
            key = (entry.id, f"{key[1]}, another")
        self.recognised.add(key)
        return key

    def _is_overtaken(self, answer: AnswerRow, withdrawn: Withdrawn) -> bool:
        before = answer.submitted is not None and answer.submitted.date() <= withdrawn.on
        return before or bool(self._on_record(answer, withdrawn.entry.id))

    def _on_record(self, answer: AnswerRow, entry: int) -> list[Respondent]:
        """The answers of an entry that say the same, of the same person or of nobody known."""
        return [
            key
            for key, one in self.of_entry.get(entry, ())
            if (key[1] == answer.email if answer.email else "@" not in key[1])
            and _is_same(answer, one, self.themes)
        ]


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
        key: row for key, row in known.items() if key not in older and not _is_same(row, stored[key], themes)
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


def _same_minute(row: AnswerRow, stored: StoredAnswer) -> bool:
    if row.submitted is None or stored.answer.submitted is None:
        return row.submitted is None or row.submitted == stored.answer.submitted
    return row.submitted.replace(second=0) == stored.answer.submitted.replace(second=0, microsecond=0)


def _is_same(row: AnswerRow, stored: StoredAnswer, themes: Mapping[str, int]) -> bool:
    levels = {theme_id: level.level for theme_id, level in stored.levels.items()}
    return (
        _same_minute(row, stored)
        and _hunch(row, stored) == stored.answer.hunch
        and levels == {themes[theme]: level for theme, level in row.levels.items()}
    )


def _hunch(row: AnswerRow, stored: StoredAnswer) -> str | None:
    """A file that does not ask for the hunch takes none away, and a workbook that cut it changes nothing."""
    before = stored.answer.hunch
    cut = before is not None and row.hunch == fitting(before)
    return before if cut or "hunch" not in row.record.at else row.hunch


def _add(change: Change, new: Mapping[Respondent, AnswerRow], themes: Mapping[str, int]) -> None:
    answers = change.add_many(
        Answer,
        [
            {"entry_id": entry, "respondent": respondent, "submitted": row.submitted, "hunch": row.hunch}
            for (entry, respondent), row in new.items()
        ],
    )
    change.add_many(
        AnswerLevel,
        [
            {"answer_id": answer, "theme_id": themes[theme], "level": level}
            for answer, row in zip(answers, new.values(), strict=True)
            for theme, level in row.levels.items()
        ],
    )


def _replace(change: Change, stored: StoredAnswer, row: AnswerRow, themes: Mapping[str, int]) -> None:
    stored.answer.submitted = row.submitted or stored.answer.submitted
    stored.answer.hunch = _hunch(row, stored)
    for theme, level in row.levels.items():
        if themes[theme] in stored.levels:
            stored.levels[themes[theme]].level = level
        else:
            change.add(AnswerLevel(answer_id=stored.answer.id or 0, theme_id=themes[theme], level=level))
