"""Where words stand: establishments, people, facilitators, projects and log entries of all cohorts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlmodel import Session

from cln.cohort.queries import entries_of, every_cohort
from cln.errors import Refused
from cln.facilitators.queries import facilitators_ever
from cln.files.cells import text
from cln.meant import Known, beginning, words_of
from cln.projects.queries import log_of, projects_of
from cln.register.queries import list_establishments
from cln.words import cut

T = TypeVar("T")


@dataclass(frozen=True)
class Place:
    """An establishment of the register, and the cohorts in which it has or had an entry."""

    code: str
    sector: str
    name: str
    authority: str
    cohorts: tuple[str, ...]
    closed_on: date | None


@dataclass(frozen=True)
class Somebody:
    """Somebody who is or was on an entry."""

    cohort: str
    name: str
    email: str | None
    role: str
    code: str
    sector: str
    establishment: str
    left_on: date | None


@dataclass(frozen=True)
class Supporter:
    """A facilitator of a cohort."""

    cohort: str
    name: str
    email: str
    organisation: str
    withdrawn_on: date | None


@dataclass(frozen=True)
class Inquiry:
    """A project."""

    cohort: str
    number: int
    title: str
    team: int
    theme: str


@dataclass(frozen=True)
class Note:
    """A log entry that no correction replaced."""

    cohort: str
    project: int
    title: str
    entry: int
    on: date
    by: str
    note: str


@dataclass(frozen=True)
class Places:
    """All places where the words stand, each kind in the order of its lists; the latest cohort first."""

    words: str
    establishments: tuple[Place, ...]
    people: tuple[Somebody, ...]
    facilitators: tuple[Supporter, ...]
    projects: tuple[Inquiry, ...]
    log_entries: tuple[Note, ...]


def find(session: Session, words: str) -> Places:
    """Look for words, of which each may be the beginning of a word; a code or an address is looked for whole.

    Raises:
        Refused: there are no words.
    """
    if not words_of(words):
        raise Refused(f"{words!r} has no letter and no digit; write what to look for")
    people: list[tuple[Sequence[str], Somebody]] = []
    supporters: list[tuple[Sequence[str], Supporter]] = []
    projects: list[tuple[Sequence[str], Inquiry]] = []
    notes: list[tuple[Sequence[str], Note]] = []
    cohorts: dict[int, list[str]] = {}
    for cohort in reversed(every_cohort(session)):
        for entry in entries_of(session, cohort):
            cohorts.setdefault(entry.establishment.id or 0, []).append(cohort.name)
            code, sector, _ = entry.key
            for one in (*entry.participants, *entry.left):
                line = (cohort.name, one.name, one.email, one.role, code, sector, entry.establishment.name)
                people.append(((one.name, one.email or ""), Somebody(*line, one.left_on)))
        for helper in facilitators_ever(session, cohort):
            row = helper.facilitator
            supporter = Supporter(cohort.name, row.name, row.email, row.organisation, row.withdrawn_on)
            supporters.append(((row.name, row.email), supporter))
        for record in projects_of(session, cohort):
            project = record.project
            inquiry = Inquiry(cohort.name, project.number, project.title, record.team.number, record.theme)
            projects.append(((f"{project.title} {project.hunch}",), inquiry))
            for log in log_of(session, project):
                if log.replaced_by_id is None:
                    where = (cohort.name, project.number, project.title, log.number, log.on, log.by)
                    notes.append(((f"{log.note} {log.support}",), Note(*where, cut(text(log.note)))))
    return Places(
        words,
        tuple(_places(session, words, cohorts)),
        _fitting(words, people),
        _fitting(words, supporters),
        _fitting(words, projects),
        _fitting(words, notes),
    )


def _fitting(words: str, every: Iterable[tuple[Sequence[str], T]]) -> tuple[T, ...]:
    """Those of which each word begins a word, or who have that address."""
    typed, address = words_of(words), words.strip().casefold()
    return tuple(
        one for (name, *others), one in every if beginning(typed, [Known(one, name, "")]) or address in others
    )


def _places(session: Session, words: str, cohorts: Mapping[int, Sequence[str]]) -> Iterator[Place]:
    typed, code = words_of(words), words.strip().upper()
    for row, authority in list_establishments(session, closed=True):
        if row.code == code or beginning(typed, [Known(row, row.name, "")]):
            within = tuple(dict.fromkeys(cohorts.get(row.id or 0, ())))
            yield Place(row.code, row.sector, row.name, authority.name, within, row.closed_on)
