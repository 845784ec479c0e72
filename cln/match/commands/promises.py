"""`cln match pin`, `together`, `apart`, `group`, `fixed`, `lift`: promises that every match keeps."""

from typing import TYPE_CHECKING, Annotated

import typer

from cln.command import Context, command
from cln.errors import Usage
from cln.matching.problem import PromiseKind
from cln.options import Entries, EntryCode, EntryNumber, Reason, SectorChoice, words

if TYPE_CHECKING:
    from sqlmodel import Session

    from cln.screen.view import View
    from cln.store import Change
    from cln.tables.cohorts import Cohort


def register(app: typer.Typer) -> None:
    """Put the commands under `cln match`."""
    command(app, "pin")(pin)
    command(app, "together")(together)
    command(app, "apart")(apart)
    command(app, "group")(group)
    command(app, "fixed")(fixed)
    command(app, "lift")(lift)


def pin(
    context: Context,
    code: EntryCode,
    reason: Reason,
    theme: Annotated[str | None, typer.Option(help="The theme that it gets.")] = None,
    team: Annotated[int | None, typer.Option(metavar="N", help="Or the team that it is in.")] = None,
    sector: SectorChoice = None,
    entry: EntryNumber = None,
) -> "View":
    """Promise an establishment a theme or a team, until it is lifted."""
    from cln.match import promises
    from cln.match.views.promises import made

    if (theme is None) == (team is None):
        raise Usage("say either --theme or --team; see: cln match pin --help")
    with context.change("match pin") as change:
        cohort = context.cohort(change.session)
        return made(promises.pin(change, cohort, code, reason=reason, theme=theme, team=team))


def together(change: "Change", cohort: "Cohort", codes: Entries, reason: Reason) -> "View":
    """Promise that establishments are in one team, until it is lifted."""
    from cln.match.promises import promise
    from cln.match.views.promises import made

    return made(promise(change, cohort, PromiseKind.TOGETHER, codes, reason=reason))


def apart(change: "Change", cohort: "Cohort", codes: Entries, reason: Reason) -> "View":
    """Promise that establishments are in different teams, until it is lifted."""
    from cln.match.promises import promise
    from cln.match.views.promises import made

    return made(promise(change, cohort, PromiseKind.APART, codes, reason=reason))


def group(
    change: "Change",
    cohort: "Cohort",
    codes: Entries,
    reason: Reason,
    theme: Annotated[
        str | None,
        typer.Option(parser=words, metavar="THEME", help="Its theme, perhaps one not in the survey."),
    ] = None,
) -> "View":
    """Promise that a pre-matched group is a team of its own, until it is lifted."""
    from cln.match import promises
    from cln.match.views.promises import made

    return made(promises.group(change, cohort, codes, reason=reason, theme=theme))


def fixed(
    session: "Session",
    cohort: "Cohort",
    everything: Annotated[bool, typer.Option("--all", help="Those that were lifted, too.")] = False,
) -> "View":
    """List the promises, and why each was made."""
    from cln.match import promises
    from cln.match.views.promises import listing

    return listing(cohort.name, promises.listing(session, cohort, lifted=everything))


def lift(
    change: "Change",
    cohort: "Cohort",
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="As cln match fixed lists it.")],
) -> "View":
    """Lift a promise; it stays on record."""
    from cln.match import promises
    from cln.match.views.promises import lifted

    return lifted(promises.lift(change, cohort, number))
