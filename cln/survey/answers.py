"""The digital survey: taking answers in, and knowing who has not answered."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated

from pydantic import Field
from sqlmodel import Session

from cln.cohort.queries import EnrolledEntry, active_entries, entries_of, themes_of
from cln.cohort.roll import Roll, Withdrawn
from cln.cohort.whom import MeansNobody, Which
from cln.errors import Refused
from cln.files import scales, sheets
from cln.programme import Kind
from cln.store import Change
from cln.survey.queries import StoredAnswer, answers_of, levels_of_answers
from cln.survey.reading import surveys
from cln.survey.reading.columns import ColumnReading
from cln.survey.reading.surveys import AnswerRow, Reading
from cln.tables.cohorts import Cohort
from cln.tables.surveys import Answer, AnswerLevel


@dataclass(frozen=True)
class EntryLine:
    """An entry in a list."""

    code: str
    sector: str
    entry: int
    name: str
    authority: str


@dataclass(frozen=True)
class NotAnswered(EntryLine):
    """An active entry without an answer, and the addresses of its people."""

    emails: tuple[str, ...]


@dataclass(frozen=True)
class Imported:
    """What an import did, or with `dry_run` would have done."""

    cohort: str
    file: str
    kind: Kind
    scale: tuple[str, ...]
    """The words of the ratings, worst first; empty for numbers."""
    columns: tuple[ColumnReading, ...]
    left_out: tuple[str, ...]
    """In words, what was passed over without harm."""
    dry_run: bool
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
    empty: Annotated[bool, Field(exclude=True)]
    """The file has no answer at all."""


@dataclass(frozen=True)
class Standing(EntryLine):
    """Where an active entry stands: when somebody last answered for it, and the themes at level 5."""

    answered: bool
    respondents: int
    submitted: datetime | None
    level_5: tuple[str, ...]


@dataclass(frozen=True)
class Standings:
    """Every active entry of a cohort."""

    cohort: str
    answered: int
    not_answered: int
    entries: tuple[Standing, ...]


def import_survey(
    change: Change,
    cohort: Cohort,
    path: Path,
    *,
    scale: str | None = None,
    kind: Kind | None = None,
    question: str | None = None,
    dry_run: bool = False,
) -> Imported:
    """Take in a file of answers; of each respondent only the latest answer is kept.

    Args:
        change: the unit of work.
        cohort: whose survey it is.
        path: a CSV or XLSX file in any known layout.
        scale: five words joined by `;`, worst first, for ratings in other words.
        kind: how the survey asks, where the file does not tell.
        question: the header of the question to read, where several ask about the themes.
        dry_run: only say what would happen.

    Raises:
        Refused: the cohort is closed or empty, the file cannot be read, or any row of it is wrong.
    """
    if cohort.closed_on is not None:
        raise Refused(f"{cohort.name} closed on {cohort.closed_on}; its survey is over")
    themes = {theme.name: theme.id or 0 for theme in themes_of(change.session, cohort)}
    known_scale = scales.parse(scale) if scale else None
    sheet = sheets.read(path)
    enrolled = entries_of(change.session, cohort)
    if not enrolled:
        raise Refused(f"nobody is enrolled in {cohort.name} yet; enrol them first: cln cohort enrol FILE")
    reading = surveys.read(sheet, list(themes), scale=known_scale, kind=kind, question=question)
    given, repeated, withdrawn = _by_respondent(reading, enrolled, cohort)
    reading.problems.refuse_any()
    stored = {(s.answer.entry_id, s.answer.respondent): s for s in answers_of(change.session, cohort)}
    new = {key: row for key, row in given.items() if key not in stored}
    older = {key for key, row in given.items() if key in stored and _is_older(row, stored[key])}
    differing = {
        key: row
        for key, row in given.items()
        if key in stored and key not in older and not _is_same(row, stored[key], themes)
    }
    if not dry_run:
        _add(change, new, themes)
        for key, row in differing.items():
            _replace(change, stored[key], row, themes)
    active = [entry for entry in enrolled if entry.entry.withdrawn_on is None]
    heard = {entry_id for entry_id, _ in (*given, *stored)}
    left_aside = (*repeated, *(given[key].record.number for key in older))
    return Imported(
        cohort=cohort.name,
        file=reading.source,
        kind=reading.kind,
        scale=tuple(reading.scale),
        columns=tuple(reading.columns),
        left_out=(*reading.left_out, *withdrawn),
        dry_run=dry_run,
        added=len(new),
        changed=len(differing),
        unchanged=len(given) - len(new) - len(differing) - len(older),
        older=len(left_aside),
        older_rows=tuple(sorted(left_aside)),
        entries=len(active),
        not_answered=tuple(
            NotAnswered(*_line(entry), tuple(person.email for person in entry.participants if person.email))
            for entry in active
            if entry.id not in heard
        ),
        repeated=tuple(sorted(repeated)),
        empty=not reading.answers,
    )


def standings(session: Session, cohort: Cohort) -> Standings:
    """Who has answered, when, and what they want most."""
    names = {theme.id: theme.name for theme in themes_of(session, cohort)}
    levels = levels_of_answers(session, cohort)
    given = defaultdict[int, list[Answer]](list)
    for stored in answers_of(session, cohort):
        given[stored.answer.entry_id].append(stored.answer)
    entries = tuple(
        Standing(
            *_line(entry),
            answered=bool(given[entry.id]),
            respondents=len(given[entry.id]),
            submitted=max((a.submitted for a in given[entry.id] if a.submitted), default=None),
            level_5=tuple(name for theme, name in names.items() if _level(levels, entry, theme) == 5),
        )
        for entry in active_entries(session, cohort)
    )
    answered = sum(one.answered for one in entries)
    return Standings(cohort.name, answered, len(entries) - answered, entries)


def _line(entry: EnrolledEntry) -> tuple[str, str, int, str, str]:
    """What an `EntryLine` holds."""
    place = entry.establishment
    return place.code, place.sector, entry.entry.number, place.name, entry.authority


def _level(levels: dict[int, dict[int, int]], entry: EnrolledEntry, theme: int | None) -> int | None:
    return levels.get(entry.id, {}).get(theme or 0)


def _by_respondent(
    reading: Reading, enrolled: list[EnrolledEntry], cohort: Cohort
) -> tuple[dict[tuple[int, str], AnswerRow], list[int], list[str]]:
    """The latest answer of each respondent of each entry, the rows of earlier ones, and in words the answers
    that a withdrawal has overtaken.

    Rows of nobody, and answers given after a withdrawal, are noted as problems.
    """
    roll = Roll(cohort, enrolled)
    latest: dict[tuple[int, str], AnswerRow] = {}
    repeated: list[int] = []
    withdrawn: list[str] = []
    for answer in sorted(reading.answers, key=_age):
        try:
            which = Which(answer.code, answer.sector, answer.entry)
            entry = roll.entry_of(which, answer.email or "", active=True)
        except MeansNobody as problem:
            if isinstance(problem, Withdrawn) and answer.submitted and answer.submitted.date() <= problem.on:
                withdrawn.append(
                    f"row {answer.record.number}: {answer.code} has withdrawn since and is left out"
                )
                continue
            answer.record.problem(problem.column, str(problem))
        else:
            if earlier := latest.get((entry.id, answer.respondent)):
                repeated.append(earlier.record.number)
            latest[entry.id, answer.respondent] = answer
    return latest, repeated, withdrawn


def _age(answer: AnswerRow) -> tuple[str, int, list[tuple[str, int]], str]:
    """Sorts the latest answer last: by its moment; without one, by its row."""
    row = 0 if answer.submitted else answer.record.number
    return str(answer.submitted or ""), row, sorted(answer.levels.items()), answer.hunch or ""


def _is_older(row: AnswerRow, stored: StoredAnswer) -> bool:
    """Older than what is stored; a copy that has lost its seconds is not."""
    if row.submitted is None or stored.answer.submitted is None:
        return False
    return row.submitted < stored.answer.submitted and not _same_minute(row, stored)


def _same_minute(row: AnswerRow, stored: StoredAnswer) -> bool:
    if row.submitted is None or stored.answer.submitted is None:
        return row.submitted is None or row.submitted == stored.answer.submitted
    return row.submitted.replace(second=0) == stored.answer.submitted.replace(second=0, microsecond=0)


def _is_same(row: AnswerRow, stored: StoredAnswer, themes: dict[str, int]) -> bool:
    levels = {theme_id: level.level for theme_id, level in stored.levels.items()}
    return (
        _same_minute(row, stored)
        and _hunch(row, stored) == stored.answer.hunch
        and levels == {themes[theme]: level for theme, level in row.levels.items()}
    )


def _hunch(row: AnswerRow, stored: StoredAnswer) -> str | None:
    """A file that does not ask for the hunch takes none away."""
    return row.hunch if "hunch" in row.record.at else stored.answer.hunch


def _add(change: Change, new: dict[tuple[int, str], AnswerRow], themes: dict[str, int]) -> None:
    rows = {
        key: Answer(entry_id=key[0], respondent=key[1], submitted=row.submitted, hunch=row.hunch)
        for key, row in new.items()
    }
    change.add(*rows.values())
    change.add(
        *(
            AnswerLevel(answer_id=rows[key].id or 0, theme_id=themes[theme], level=level)
            for key, row in new.items()
            for theme, level in row.levels.items()
        )
    )


def _replace(change: Change, stored: StoredAnswer, row: AnswerRow, themes: dict[str, int]) -> None:
    stored.answer.submitted = row.submitted or stored.answer.submitted
    stored.answer.hunch = _hunch(row, stored)
    for theme, level in row.levels.items():
        if themes[theme] in stored.levels:
            stored.levels[themes[theme]].level = level
        else:
            change.add(AnswerLevel(answer_id=stored.answer.id or 0, theme_id=themes[theme], level=level))
