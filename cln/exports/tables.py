"""Every export by its name, and from what was asked of one to the tables that answer it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from importlib import import_module

from sqlmodel import Session

from cln.errors import Refused
from cln.exports import queries
from cln.exports.choice import Choice, choose, fits
from cln.exports.scope import Scope
from cln.files.columns import Table
from cln.files.deliver import ALL, Delivery, Exported
from cln.tables.cohorts import Cohort

TABLES = {
    "summary": "summary:summary",
    "shares": "shares:shares",
    "participants": "people:participants",
    "facilitators": "people:facilitators",
    "survey": "voices:survey",
    "teams": "teams:teams",
    "connections": "shares:connected",
    "projects": "inquiries:inquiries",
    "attendance": "tracks:attendance",
    "feedback": "voices:feedback",
    "confidence": "voices:confidence",
    "log": "tracks:log",
    "measures": "tracks:measures",
}
"""Name -> `FILE:FUNCTION` that makes it, in the order of the programme's year: each imports much."""

OF_TEAMS = ("teams", "participants", "facilitators", "attendance", "connections")
"""Tables that say who is in which team."""


@dataclass(frozen=True)
class Order:
    """What is asked: a table's name or `all`, which rows, and whether people are hidden."""

    name: str
    choice: Choice = field(default_factory=Choice)
    pseudonymise: bool = False
    """It leaves the partnership: people and places are hidden."""
    coarse: bool = False
    """What it tells of entries is widened until at least three share it."""


def export(session: Session, of: Sequence[Cohort], proposal: int | None, order: Order) -> Exported:
    """The tables of an order; their rows come from the database as they are written.

    Args:
        session: stays open until everything is written.
        of: the cohorts, the earliest launch first.
        proposal: whose teams count; None: the accepted proposal's, else the newest's.
        order: what is asked.

    Raises:
        Refused: there is no proposal whose teams could be exported, or no such authority.
        Usage: the rows of the one table cannot be chosen so.
    """
    scope = Scope(session, tuple(of), proposal, leaving=order.pseudonymise and order.name != ALL)
    choice = _known(session, order.choice)
    made = [_table(name)(scope) for name in TABLES if order.name in {ALL, name}]
    widened = None
    if order.coarse:
        from cln.exports import widening

        widened = widening.of(scope, made)
        # before rows are chosen: to choose a council would tell of it
        made = [widened.widen(table) for table in made]
    tables = [choose(table, _fitting(table, choice) if order.name == ALL else choice) for table in made]
    if not order.pseudonymise:
        return Exported(_delivery(scope, order, tables), _warnings(scope, order))
    from cln.disclosure import leaving
    from cln.exports import recognised

    pseudonyms = leaving.pseudonyms(session, scope.cohorts, widened.salt if widened is not None else "")
    tables = [pseudonyms.hide(table) for table in tables]
    if scope.leaving:  # which figures it shows goes on record before it is written
        tables = [replace(table, rows=list(table.rows)) for table in tables]
    sentences = recognised.alone(scope, tables) if widened is None else ()
    if widened is not None and any("code" in table.names for table in tables):
        sentences = (widened.sentence,)
    warnings = (*_warnings(scope, order), *sentences)
    figures = {cohort: public.shown for cohort, public in scope.public.items()}
    return Exported(_delivery(scope, order, tables), warnings, figures, pseudonyms.report)


def _table(name: str) -> Callable[[Scope], Table]:
    """What makes the table of that name."""
    file, function = TABLES[name].split(":")
    made: Callable[[Scope], Table] = getattr(import_module(f"cln.exports.{file}"), function)
    return made


def _delivery(scope: Scope, order: Order, tables: Sequence[Table]) -> Delivery:
    cohort = scope.cohorts[0].name if len(scope.cohorts) == 1 else f"{len(scope.cohorts)} cohorts"
    chosen = [f"{name} {value}" for name, value in order.choice.wanted.items()]
    hidden = ["people and establishments hidden behind pseudonyms"] if order.pseudonymise else []
    return Delivery(
        tuple(tables),
        title=f"{cohort}: {order.name}",
        made=datetime.now().astimezone(),
        source="; ".join([", ".join(one.name for one in scope.cohorts), *chosen, *hidden]),
    )


def _known(session: Session, choice: Choice) -> Choice:
    """The choice with the authority as the register writes it."""
    if choice.authority is None:
        return choice
    from cln.register import authorities

    known = authorities.named(session, choice.authority)
    return replace(choice, authority=queries.authority_name(session, known))


def _fitting(table: Table, choice: Choice) -> Choice:
    """Of all tables each is chosen from by what it has."""
    return replace(choice, **dict.fromkeys(fits(table, choice)))


def _warnings(scope: Scope, order: Order) -> tuple[str, ...]:
    if order.name not in {ALL, *OF_TEAMS}:
        return ()
    if order.name == "teams" and not scope.proposals:
        which = f"proposal {scope.proposal}" if scope.proposal is not None else "proposal yet"
        of = scope.cohorts[0].name if len(scope.cohorts) == 1 else "any cohort"
        raise Refused(f"there is no {which} in {of}; make one with: cln match")
    by_id = {cohort.id: cohort for cohort in scope.cohorts}
    return tuple(
        warning
        for cohort, proposal in scope.proposals.items()
        for warning in (
            *(scope.proposed(by_id[cohort], proposal)[1].warnings if order.name in {ALL, "teams"} else ()),
            *scope.overlooked(by_id[cohort]),
        )
    )
