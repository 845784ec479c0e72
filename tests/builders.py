"""Builds what a test needs to exist, through the same unit of work that the commands use."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime

from sqlalchemy import text
from sqlmodel import Session, select

from cln import programme, store
from cln.cohort.queries import entries_of, themes_of
from cln.match.queries import accepted_proposal, next_proposal_number
from cln.store import engine as engines
from cln.tables.cohorts import Cohort, Entry, Participant, Theme
from cln.tables.facilitators import Facilitator
from cln.tables.proposals import Proposal, Seat, Team, TeamFacilitator
from cln.tables.register import Authority, Establishment


def enrol(
    database: str,
    places: Iterable[tuple[str, str, int]],
    *,
    cohort: str = "Cohort 3",
    themes: Sequence[str] = programme.THEMES,
) -> None:
    """Put entries - (code, sector, number) - into a cohort, which is opened if need be.

    Each entry brings two people, whose addresses are `a<number>.<code>@example.org` and `b<number>...`.
    """
    with (
        engines.connected(database) as engine,
        store.reading(engine) as session,
        store.change(session, "test", "Tess") as change,
    ):
        opened = _cohort(change, cohort, themes)
        authority = session.exec(select(Authority).order_by(Authority.name)).first()
        assert authority
        for code, sector, number in places:
            establishment = _establishment(change, code, sector, authority)
            entry = Entry(
                cohort_id=opened.id or 0,
                establishment_id=establishment.id or 0,
                number=number,
                nominated_at=datetime(2026, 8, 1, tzinfo=UTC),
            )
            change.add(entry)
            change.add(
                *(
                    Participant(
                        entry_id=entry.id or 0,
                        name=f"{role.title()} of {code}",
                        email=f"{letter}{number}.{code.lower()}@example.org",
                        role=role,
                    )
                    for letter, role in zip("ab", programme.Role, strict=True)
                )
            )


def accept(
    database: str,
    teams: Sequence[Sequence[str]],
    *,
    places: Sequence[Sequence[tuple[str, str, int]]] = (),
    cohort: str = "Cohort 3",
) -> int:
    """Keep and accept a proposal, and give its number: one team, of the next theme, for each of `teams`.

    Each of `teams` names its facilitators, who are added if need be; each of `places` the entries of one
    team. A proposal that was accepted before is replaced.
    """
    with (
        engines.connected(database) as engine,
        store.reading(engine) as session,
        store.change(session, "test", "Tess") as change,
    ):
        opened = _cohort(change, cohort, programme.THEMES)
        now = datetime.now(UTC)
        before = accepted_proposal(session, opened)
        if before is not None:
            before.replaced_at = now
        number = next_proposal_number(session, opened)
        proposal = Proposal(
            cohort_id=opened.id or 0,
            number=number,
            made_at=now,
            status="optimal",
            seconds=0.0,
            settings={"limits": {"capacity": 100}, "relaxed": []},
            input_version="",
            objective=[],
            rules=[],
            accepted_at=now,
        )
        change.add(proposal)
        for theme, (position, names) in zip(themes_of(session, opened), enumerate(teams, 1), strict=False):
            team = Team(proposal_id=proposal.id or 0, number=position, theme_id=theme.id or 0)
            change.add(team)
            for facilitator in [_facilitator(change, opened, name) for name in names]:
                change.add(TeamFacilitator(team_id=team.id or 0, facilitator_id=facilitator.id or 0))
            for code, sector, entry in places[position - 1] if places else ():
                seated = next(
                    one
                    for one in entries_of(session, opened)
                    if (one.establishment.code, one.establishment.sector, one.entry.number)
                    == (code, sector, entry)
                )
                change.add(Seat(team_id=team.id or 0, entry_id=seated.id, participants=2))
    return number


def withdraw(database: str, code: str, on: date) -> None:
    """Withdraw every entry of an establishment."""
    with (
        engines.connected(database) as engine,
        store.reading(engine) as session,
        store.change(session, "test", "Tess"),
    ):
        query = select(Entry).join(Establishment).where(Establishment.code == code)
        for entry in session.exec(query):
            entry.withdrawn_on = on
            entry.withdrawn_reason = programme.Reason.TRAVEL


def recorded(database: str, on: str, column: str, where: str = "1 = 1") -> None:
    """Say of rows that they were put on record at noon of a day.

    Args:
        database: where they are.
        on: the day.
        column: the table, and the column of it that holds the moment, e.g. `judgement.at`.
        where: which rows.
    """
    table, _, name = column.partition(".")
    moment = datetime.fromisoformat(f"{on}T12:00").replace(tzinfo=UTC)
    with engines.connected(database) as engine, engine.begin() as connection:
        statement = text(f'UPDATE {table} SET "{name}" = :moment WHERE {where}')
        connection.execute(statement, {"moment": moment.replace(tzinfo=None)})


def _cohort(change: store.Change, name: str, themes: Sequence[str]) -> Cohort:
    found = _first(change.session, name)
    if found is None:
        found = Cohort(name=name, launch=date(2026, 9, 10), lot=f"{name}|2026-09-10")
        change.add(found)
        change.add(
            *(
                Theme(cohort_id=found.id or 0, position=position, name=theme)
                for position, theme in enumerate(themes, 1)
            )
        )
    return found


def _facilitator(change: store.Change, cohort: Cohort, name: str) -> Facilitator:
    query = select(Facilitator).where(Facilitator.cohort_id == cohort.id, Facilitator.name == name)
    found = change.session.exec(query).first()
    if found is None:
        found = Facilitator(cohort_id=cohort.id or 0, name=name, organisation="QIO")
        change.add(found)
    return found


def _first(session: Session, name: str) -> Cohort | None:
    return session.exec(select(Cohort).where(Cohort.name == name)).first()


def _establishment(change: store.Change, code: str, sector: str, authority: Authority) -> Establishment:
    query = select(Establishment).where(Establishment.code == code, Establishment.sector == sector)
    found = change.session.exec(query).first()
    if found is None:
        found = Establishment(code=code, sector=sector, name=f"School {code}", authority_id=authority.id or 0)
        change.add(found)
    return found
