"""The lead officer's promises, each with its reason: every match keeps them until they are lifted.

One that contradicts those made before is refused at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Annotated, Self

from sqlmodel import Session

from cln.cohort import days, whom
from cln.cohort.queries import EnrolledEntry, entries_of, themes_of
from cln.cohort.whom import Which, choose_active
from cln.errors import Refused
from cln.files.taken import OfCohort
from cln.match.problem import read_input
from cln.match.promised import Named, Promise
from cln.match.queries import PromiseRow, next_promise_number, promises_of
from cln.match.results import ON_SCREEN
from cln.match.teams import no_team
from cln.matching.problem import Problem, PromiseKind
from cln.store import Change
from cln.store.rows import next_number, values_of
from cln.tables.cohorts import Cohort, Theme
from cln.words import fold


@dataclass(frozen=True)
class Listed(Promise):
    """A promise in the list of all."""

    made_at: datetime
    lifted_at: datetime | None
    withdrawn: tuple[Named, ...]
    """Those of its entries that have left the cohort: of them it asks nothing any more."""


@dataclass(frozen=True)
class Made(Promise, OfCohort):
    """A promise that was made just now, or lifted."""

    new_theme: Annotated[bool, ON_SCREEN] = False
    """Its theme is one that the survey did not ask about."""

    @classmethod
    def of_promise(cls, cohort: Cohort, promise: Promise, *, new_theme: bool = False) -> Self:
        """The promise, with its cohort."""
        own = {each.name: getattr(promise, each.name) for each in fields(Promise)}
        return cls(cohort=cohort.name, new_theme=new_theme, **own)


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
        Refused: there is no such entry, theme or team, or it contradicts an earlier promise.
    """
    if team is not None and not 1 <= team <= cohort.teams:
        raise no_team(range(1, cohort.teams + 1), team, cohort.name)
    asked = None if theme is None else _theme(change.session, cohort, theme)
    return promise(change, cohort, PromiseKind.PIN, [which], reason=reason, theme=asked, team=team)


def group(
    change: Change, cohort: Cohort, who: Sequence[Which], *, reason: str, theme: str | None = None
) -> Made:
    """Make a pre-matched group a team of its own; its theme may be one that the survey did not ask about.

    Raises:
        Refused: there is no such entry, it contradicts an earlier promise, or no match could keep it.
    """
    from cln.matching.impossible.contradictions import of_group

    own = None if theme is None else _own_theme(change, cohort, theme)
    made = promise(change, cohort, PromiseKind.GROUP, who, reason=reason, theme=own)
    for finding in of_group(read_input(change.session, cohort).problem, made.bare):
        rule = next(rule for rule in finding.rules if rule != "groups")
        raise Refused(f"{finding.sentence} (rule {rule!r}); change it with: cln cohort rule {rule} --limit N")
    return made


def promise(
    change: Change,
    cohort: Cohort,
    kind: PromiseKind,
    who: Sequence[Which],
    *,
    reason: str,
    theme: Theme | None = None,
    team: int | None = None,
) -> Made:
    """Promise something about entries: in one team (`together`), or each apart from all others.

    Raises:
        Refused: there is no such entry, or it contradicts an earlier promise.
    """
    from cln.tables import promises

    days.refuse_closed(cohort, "nothing can be promised in it any more")
    enrolled = entries_of(change.session, cohort)
    chosen = [choose_active(enrolled, cohort, which) for which in who]
    _refuse_miscounted(kind, chosen)
    number = next_promise_number(change.session, cohort)
    new = Promise(number, kind, tuple(map(_named, chosen)), theme.name if theme else None, team, reason)
    _refuse_clash([_listed(row, enrolled) for row in promises_of(change.session, cohort)], new)
    row = promises.Promise(
        cohort_id=cohort.id or 0,
        number=number,
        kind=kind.value,
        theme_id=theme.id if theme else None,
        team=team,
        reason=reason,
        made_at=change.at,
    )
    change.add(row)
    change.add(*(promises.PromisedEntry(fixture_id=row.id or 0, entry_id=one.id) for one in chosen))
    return Made.of_promise(cohort, new, new_theme=theme is not None and not theme.surveyed)


def lift(change: Change, cohort: Cohort, number: int) -> Made:
    """Lift a promise; it stays on record.

    Raises:
        Refused: there is no promise of that number, or it was lifted before.
    """
    for row in promises_of(change.session, cohort):
        if row.promise.number == number:
            row.promise.lifted_at = change.at
            return Made.of_promise(cohort, _listed(row, entries_of(change.session, cohort)))
    raise Refused(f"there is no promise {number} in {cohort.name}; see: cln match fixed")


def listing(session: Session, cohort: Cohort, *, lifted: bool = False) -> list[Listed]:
    """The cohort's promises by number; with `lifted`, also those that were lifted."""
    enrolled = entries_of(session, cohort)
    return [_listed(row, enrolled) for row in promises_of(session, cohort, lifted=lifted)]


def of_problem(given: Problem) -> tuple[Promise, ...]:
    """What the matching has to keep, by number."""
    return tuple(
        Promise(
            one.number,
            one.kind,
            tuple(Named(*key, given.by_key[key].name) for key in one.entries),
            one.theme,
            one.team,
            one.reason,
        )
        for one in given.promises
    )


def _listed(row: PromiseRow, enrolled: Sequence[EnrolledEntry]) -> Listed:
    by_id = {one.id: one for one in enrolled}
    about = [by_id[entry] for entry in row.entries]
    return Listed(
        **values_of(row.promise, "number", "team", "reason", "made_at", "lifted_at"),
        kind=PromiseKind(row.promise.kind),
        entries=tuple(map(_named, about)),
        theme=row.theme,
        withdrawn=tuple(_named(one) for one in about if one.entry.withdrawn_on is not None),
    )


def _named(one: EnrolledEntry) -> Named:
    return Named(*one.key, one.establishment.name)


def _refuse_miscounted(kind: PromiseKind, chosen: Sequence[EnrolledEntry]) -> None:
    labels = [one.label for one in chosen]
    if twice := next((label for label in labels if labels.count(label) > 1), None):
        raise Refused(f"{twice} is named twice; name each entry once")
    if len(chosen) < 2 and kind is not PromiseKind.PIN:
        raise Refused(f"{labels[0]} is alone; name at least two entries")


def _refuse_clash(earlier: Sequence[Promise], new: Promise) -> None:
    """Refuse a promise that says what was promised already, or the opposite."""
    from cln.matching.promises import clashes

    for one in earlier:
        if _asks(one) == _asks(new):
            raise Refused(f"that is promised already, as number {one.number} ({one.reason})")
    by_number = {one.number: one for one in earlier}
    for clash in clashes([one.bare for one in (*earlier, new)]):
        others = [by_number[one.number] for one in clash if one.number in by_number]
        against = "; ".join(f"promise {one.number}, {one} ({one.reason})" for one in others)
        mend = f"lift it first: cln match lift {others[0].number}"
        raise Refused(f"that contradicts what is promised already: {against}; {mend}")


def _asks(one: Promise) -> tuple[object, ...]:
    return (one.kind, frozenset(entry.key for entry in one.entries), one.theme, one.team)


def _theme(session: Session, cohort: Cohort, name: str) -> Theme | None:
    """A theme that the survey asked about."""
    try:
        return session.get(Theme, whom.theme(themes_of(session, cohort), cohort)(name))
    except ValueError as error:
        raise Refused(str(error)) from error


def _own_theme(change: Change, cohort: Cohort, name: str) -> Theme:
    """The cohort's theme of that name, else a new one."""
    known = themes_of(change.session, cohort, every=True)
    for one in known:
        if fold(one.name) == fold(name):
            return one
    position = next_number(change.session, Theme.position, Theme.cohort_id == cohort.id)
    new = Theme(cohort_id=cohort.id or 0, position=position, name=name, surveyed=False)
    change.add(new)
    return new
