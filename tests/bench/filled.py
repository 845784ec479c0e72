"""Databases with years of programme in them: invented, written in bulk, as large as the real one may grow."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, insert
from sqlmodel import Session, SQLModel

from cln import programme
from cln.match.problem import read_input
from cln.matching import check
from cln.matching import problem as problems
from cln.store import digests, images
from cln.store import engine as engines
from cln.tables import every_table
from cln.tables.changed_rows import ChangedRow
from cln.tables.changes import ChangeRecord
from cln.tables.cohorts import Cohort, Entry, Participant, Theme
from cln.tables.events import Attendance, Event
from cln.tables.facilitators import Facilitator
from cln.tables.inquiry import Judgement, Measure, Question
from cln.tables.levels import AnswerLevel
from cln.tables.log import LogEntry
from cln.tables.projects import Project
from cln.tables.proposals import Proposal, Seat, Team, TeamFacilitator
from cln.tables.register import Establishment
from cln.tables.survey import Answer

ENTRIES, PEOPLE, TEAMS, PROJECTS, NOTES = 50, 100, 8, 17, 2500
"""Of each cohort; 40 of them hold 2,000 entries, 4,000 people, 680 projects and 100,000 log entries."""

SECTORS = tuple(programme.Sector)
A_COHORT = 1_000_000
"""Ids of a cohort's rows begin at its number times this."""


def fill(database: Path | str, cohorts: int) -> None:
    """Fill an empty database with so many cohorts, two a year; the last is open, launched 2026-09-10.

    The database is an SQLite file or a URL. Each log entry stands in the record of changes.
    """
    every_table()
    engine = engines.connect(database if isinstance(database, str) else f"sqlite:///{database}")
    with engine.connect().execution_options(writing=True) as connection:
        for number in range(1, cohorts + 1):
            for rows in _cohort(connection, number, cohorts):
                _add(connection, rows)
        if engine.dialect.name == "postgresql":
            _count_on(connection)
        connection.commit()
    engine.dispose()


def _add(connection: Connection, rows: Iterable[SQLModel]) -> None:
    written = list(rows)
    unset = {"id"} if getattr(written[0], "id", None) is None else set[str]()
    connection.execute(insert(type(written[0])), [row.model_dump(exclude=unset) for row in written])


def _count_on(connection: Connection) -> None:
    """Let a server number what comes next after what is there, as SQLite does by itself."""
    for table in SQLModel.metadata.sorted_tables:
        if "id" in table.columns:
            last = f'SELECT max(id) FROM "{table.name}"'
            sequence = f"pg_get_serial_sequence('\"{table.name}\"', 'id')"
            connection.exec_driver_sql(f"SELECT setval({sequence}, ({last})) WHERE ({last}) IS NOT NULL")


def _cohort(connection: Connection, number: int, of: int) -> Iterator[Iterable[SQLModel]]:
    """The rows of one cohort, table by table."""
    base = number * A_COHORT
    launch = date(2026, 9, 10) - timedelta(days=183 * (of - number))
    closed = None if number == of else launch + timedelta(days=290)
    name = f"Cohort {number}"
    yield [Cohort(id=number, name=name, launch=launch, closed_on=closed, lot=f"{name}|{launch}")]
    yield [
        Theme(id=base + n, cohort_id=number, position=n, name=name)
        for n, name in enumerate(programme.THEMES, 1)
    ]
    yield from _people(base, number, launch)
    yield from _match(connection, base, number, launch)
    yield from _projects(base, number, launch)
    yield from _events(base, number, launch)


def _people(base: int, cohort: int, launch: date) -> Iterator[Iterable[SQLModel]]:
    yield [
        Establishment(
            id=base + n,
            code=f"{base + n:07}",
            sector=SECTORS[2 * (n % 2) + n // TEAMS % 2],
            name=f"School {base + n}",
            authority_id=1 + n // TEAMS,
        )
        for n in range(ENTRIES)
    ]
    yield [
        Entry(id=base + n, cohort_id=cohort, establishment_id=base + n, nominated_at=_noon(launch))
        for n in range(ENTRIES)
    ]
    yield [
        Participant(
            id=base + n,
            entry_id=base + n % ENTRIES,
            name=f"Person {base + n}",
            email=f"p{base + n}@example.org",
            role=tuple(programme.Role)[n // ENTRIES % 2],
        )
        for n in range(PEOPLE)
    ]
    yield [
        Answer(id=base + n, entry_id=base + n, respondent=f"p{base + n}@example.org") for n in range(ENTRIES)
    ]
    yield [
        AnswerLevel(answer_id=base + n, theme_id=base + theme, level=_level(n, theme))
        for n in range(ENTRIES)
        for theme in range(1, len(programme.THEMES) + 1)
    ]
    yield [
        Facilitator(
            id=base + n, cohort_id=cohort, name=f"Facilitator {n}", organisation="QIO", authority_id=1 + n
        )
        for n in range(TEAMS)
    ]


def _level(entry: int, theme: int) -> int:
    """How an entry rates a theme: that of its team, which it is dealt to, the highest."""
    return 5 if theme == entry % TEAMS + 1 else 3


def _match(connection: Connection, base: int, cohort: int, launch: date) -> Iterator[Iterable[SQLModel]]:
    """A proposal with teams to which the entries were dealt, and what the checker says of them."""
    with Session(connection) as session:
        given = read_input(session, session.get_one(Cohort, cohort))
    problem = given.problem
    teams = [
        problems.Team(n + 1, programme.THEMES[n], problem.entries[n::TEAMS], (problem.facilitators[n],))
        for n in range(TEAMS)
    ]
    yield [
        Proposal(
            id=base,
            cohort_id=cohort,
            number=1,
            made_at=_noon(launch),
            status="feasible",
            seconds=1.0,
            settings={"limits": asdict(problem.limits), "relaxed": []},
            input_version=given.version,
            objective=[
                asdict(line)
                for line in check.known_bounds(problem, check.score(problem, teams), (), teams=TEAMS)
            ],
            rules=[asdict(verdict) for verdict in check.verdicts(problem, teams)],
            accepted_at=_noon(launch),
        )
    ]
    yield [Team(id=base + n, proposal_id=base, number=n + 1, theme_id=base + n + 1) for n in range(TEAMS)]
    yield [Seat(team_id=base + n % TEAMS, entry_id=base + n, participants=2, level=5) for n in range(ENTRIES)]
    yield [TeamFacilitator(team_id=base + n, facilitator_id=base + n) for n in range(TEAMS)]


def _projects(base: int, cohort: int, launch: date) -> Iterator[Iterable[SQLModel]]:
    projects = range(base, base + PROJECTS)
    yield [
        Project(
            id=n,
            cohort_id=cohort,
            number=n - base + 1,
            team_id=base + n % TEAMS,
            title=f"Project {n - base + 1}",
            hunch="Talk helps",
            opened_on=launch,
        )
        for n in projects
    ]
    yield [
        Question(project_id=n, version=version, text="How ...?", on=launch, who="Ann")
        for n in projects
        for version in (1, 2)
    ]
    yield [
        Measure(project_id=n, number=number, name=f"M{number}", kind=kind, planned_on=launch, baseline="1")
        for n in projects
        for number, kind in enumerate(programme.MeasureKind, 1)
    ]
    yield [
        Judgement(project_id=n, at=_noon(launch), who="Ann", kind=kind, value=value)
        for n in projects
        for kind, value in (("rag", "amber"), ("progress", "2.5"))
    ]
    notes = [
        LogEntry(
            id=base + n,
            project_id=base + n % PROJECTS,
            number=n // PROJECTS + 1,
            on=launch + timedelta(days=n % 280),
            phase=tuple(programme.Phase)[n % 4],
            note=f"Met the team of project {n % PROJECTS + 1}, and agreed what comes next.",
            by=f"Facilitator {n % TEAMS}",
            who="Ann",
            made_at=_noon(launch),
        )
        for n in range(NOTES)
    ]
    yield notes
    yield from _record(notes)


def _record(notes: list[LogEntry]) -> Iterator[Iterable[SQLModel]]:
    """The change that each log entry was, and the row of it."""
    changes, rows = [], []
    for note in notes:
        salt, after = digests.salts(1)[0], images.of_row(note)
        row = digests.of_row(salt, "log_entry", note.id or 0, None, json.dumps(after))
        heading = digests.of_heading(salt, note.made_at, note.who, "log", "deed", None, [])
        digest = digests.of_change(heading, [row])
        changes.append(
            ChangeRecord(
                id=note.id,
                at=note.made_at,
                who=note.who,
                command="log",
                salt=salt,
                heading=heading,
                digest=digest,
            )
        )
        rows.append(
            ChangedRow(
                id=note.id,
                change_id=note.id or 0,
                table="log_entry",
                row_id=note.id or 0,
                after=after,
                salt=salt,
                digest=row,
            )
        )
    yield changes
    yield rows


def _events(base: int, cohort: int, launch: date) -> Iterator[Iterable[SQLModel]]:
    yield [
        Event(id=base + n, cohort_id=cohort, number=n + 1, status="held", on=launch + timedelta(days=45 * n))
        for n in range(6)
    ]
    yield [
        Attendance(event_id=base + event, participant_id=base + person, status="present")
        for event in range(6)
        for person in range(PEOPLE)
    ]


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
