"""Fixing what every match obeys, each with its reason; what contradicts itself is refused at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from cln.cohort import names
from cln.cohort.queries import EnrolledEntry, entries_of, themes_of
from cln.cohort.references import Which
from cln.cohort.whom import choose_active
from cln.errors import Refused
from cln.match import fixtures, limits
from cln.match.fixtures import Promise
from cln.match.queries import next_promise_number, promises_of
from cln.matching import problem
from cln.matching.problem import PromiseKind
from cln.matching.promises import clashes
from cln.store import Change
from cln.tables.cohorts import Cohort, Theme
from cln.tables.steering import FixedEntry, Fixture
from cln.words import fold


@dataclass(frozen=True)
class Made:
    """What was fixed just now."""

    cohort: str
    fixture: Promise
    new_theme: bool = False
    """Its theme is one that the survey did not ask about."""


def pin(
    change: Change,
    cohort: Cohort,
    which: Which,
    *,
    reason: str,
    theme: str | None = None,
    team: int | None = None,
) -> Made:
    """Pin an entry to a theme, or to the team of a number.

    Raises:
        Refused: there is no such entry, theme or team, or it contradicts what is fixed already.
    """
    teams = limits.in_force(change.session, cohort).teams
    if team is not None and not 1 <= team <= teams:
        raise Refused(f"there is no team {team}; {cohort.name} has teams 1 to {teams}")
    theme_id = _theme(change.session, cohort, theme) if theme is not None else None
    return _fix(change, cohort, PromiseKind.PIN, [which], reason, theme_id=theme_id, team=team)


def together(change: Change, cohort: Cohort, who: Sequence[Which], *, reason: str) -> Made:
    """Keep entries in one team.

    Raises:
        Refused: there is no such entry, or it contradicts what is fixed already.
    """
    return _fix(change, cohort, PromiseKind.TOGETHER, who, reason)


def apart(change: Change, cohort: Cohort, who: Sequence[Which], *, reason: str) -> Made:
    """Keep entries in different teams, each from all others.

    Raises:
        Refused: there is no such entry, or it contradicts what is fixed already.
    """
    return _fix(change, cohort, PromiseKind.APART, who, reason)


def group(
    change: Change, cohort: Cohort, who: Sequence[Which], *, reason: str, theme: str | None = None
) -> Made:
    """Make a pre-matched group a team of its own; its theme may be one that the survey did not ask about.

    Raises:
        Refused: there is no such entry, or it contradicts what is fixed already.
    """
    theme_id, new = (None, False) if theme is None else _own_theme(change, cohort, theme)
    made = _fix(change, cohort, PromiseKind.GROUP, who, reason, theme_id=theme_id)
    return Made(made.cohort, made.fixture, new)


def lift(change: Change, cohort: Cohort, number: int) -> Made:
    """Let go of something fixed; it stays on record.

    Raises:
        Refused: nothing of that number is fixed.
    """
    found = [one for one in promises_of(change.session, cohort) if one.fixture.number == number]
    if not found:
        raise Refused(f"nothing is fixed as number {number} in {cohort.name}; see: cln match fixed")
    found[0].fixture.lifted_at = change.at
    enrolled = {one.id: one for one in entries_of(change.session, cohort)}
    return Made(cohort.name, fixtures.read(found[0], enrolled))


def _fix(
    change: Change,
    cohort: Cohort,
    kind: PromiseKind,
    who: Sequence[Which],
    reason: str,
    *,
    theme_id: int | None = None,
    team: int | None = None,
) -> Made:
    if cohort.closed_on is not None:
        raise Refused(f"{cohort.name} closed on {cohort.closed_on}; nothing can be fixed in it any more")
    session = change.session
    enrolled = entries_of(session, cohort)
    chosen = [choose_active(enrolled, cohort, which) for which in who]
    _refuse_miscounted(kind, chosen)
    row = Fixture(
        cohort_id=cohort.id or 0,
        number=next_promise_number(session, cohort),
        kind=kind.value,
        theme_id=theme_id,
        team=team,
        reason=reason,
        made_at=change.at,
    )
    change.add(row)
    change.add(*(FixedEntry(fixture_id=row.id or 0, entry_id=one.id) for one in chosen))
    fixed = [one.fixture for one in fixtures.listing(session, cohort)]
    _refuse_clash(fixed)
    return Made(cohort.name, fixed[-1])


def _refuse_miscounted(kind: PromiseKind, chosen: Sequence[EnrolledEntry]) -> None:
    labels = [one.label for one in chosen]
    if twice := next((label for label in labels if labels.count(label) > 1), None):
        raise Refused(f"{twice} is named twice; name each entry once")
    if len(chosen) < 2 and kind is not PromiseKind.PIN:
        raise Refused(f"{labels[0]} is alone; name at least two entries")


def _refuse_clash(fixed: Sequence[Promise]) -> None:
    """Refuse the newest if it says what is said already, or the opposite."""
    *earlier, new = fixed
    same = [one for one in earlier if _asks(one) == _asks(new)]
    if same:
        raise Refused(f"that is fixed already, as number {same[0].number} ({same[0].reason})")
    by_number = {one.number: one for one in fixed}
    for clash in clashes([_bare(one) for one in fixed]):
        others = [by_number[one.number] for one in clash if one.number != new.number]
        said = "; ".join(f"number {one.number}, {one} ({one.reason})" for one in others)
        mend = f"lift it first: cln match lift {others[0].number}"
        raise Refused(f"that contradicts what is fixed already: {said}; {mend}")


def _asks(fixture: Promise) -> tuple[Any, ...]:
    return (fixture.kind, frozenset(one.key for one in fixture.entries), fixture.theme, fixture.team)


def _bare(one: Promise) -> problem.Promise:
    keys = tuple(entry.key for entry in one.entries)
    return problem.Promise(one.number, one.kind, keys, one.reason, one.theme, one.team)


def _theme(session: Session, cohort: Cohort, theme: str) -> int:
    try:
        return names.themes(session, cohort)(theme)
    except ValueError as error:
        raise Refused(str(error)) from error


def _own_theme(change: Change, cohort: Cohort, theme: str) -> tuple[int | None, bool]:
    """The cohort's theme of that name, else a new one; whether the survey did not ask about it."""
    known = themes_of(change.session, cohort, every=True)
    for one in known:
        if fold(one.name) == fold(theme):
            return one.id, not one.surveyed
    last = max((one.position for one in known), default=0)
    new = Theme(cohort_id=cohort.id or 0, position=last + 1, name=theme, surveyed=False)
    change.add(new)
    return new.id, True
