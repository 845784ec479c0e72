"""`cln match pin`, `together`, `apart`, `group`, `fixed`, `lift`: what every match has to obey."""

from typing import Annotated

import typer

from cln.command import Context, command
from cln.errors import Usage
from cln.options import Entries, EntryCode, EntryNumber, Reason, SectorChoice, words


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
) -> None:
    """Pin an establishment to a theme or to a team, until it is lifted."""
    from cln.match import promises
    from cln.match.views import promises as view

    if (theme is None) == (team is None):
        raise Usage("say either --theme or --team; see: cln match pin --help")
    which = code.narrowed(sector, entry)
    with context.change("match pin") as change:
        cohort = context.cohort(change.session)
        made = promises.pin(change, cohort, which, reason=reason, theme=theme, team=team)
    context.show(view.made(made))


def together(context: Context, codes: Entries, reason: Reason) -> None:
    """Keep establishments in one team, until it is lifted."""
    from cln.match import promises
    from cln.match.views import promises as view

    with context.change("match together") as change:
        made = promises.together(change, context.cohort(change.session), codes, reason=reason)
    context.show(view.made(made))


def apart(context: Context, codes: Entries, reason: Reason) -> None:
    """Keep establishments in different teams, until it is lifted."""
    from cln.match import promises
    from cln.match.views import promises as view

    with context.change("match apart") as change:
        made = promises.apart(change, context.cohort(change.session), codes, reason=reason)
    context.show(view.made(made))


def group(
    context: Context,
    codes: Entries,
    reason: Reason,
    theme: Annotated[
        str | None,
        typer.Option(parser=words, metavar="THEME", help="Its theme, perhaps one not in the survey."),
    ] = None,
) -> None:
    """Make a pre-matched group a team of its own, until it is lifted."""
    from cln.match import promises
    from cln.match.views import promises as view

    with context.change("match group") as change:
        made = promises.group(change, context.cohort(change.session), codes, reason=reason, theme=theme)
    context.show(view.made(made))


def fixed(
    context: Context,
    everything: Annotated[bool, typer.Option("--all", help="What was lifted, too.")] = False,
) -> None:
    """List what is fixed, and why."""
    from cln.match import fixtures
    from cln.match.views import promises as view

    with context.reading() as session:
        cohort = context.cohort(session)
        context.show(view.listing(cohort.name, fixtures.listing(session, cohort, lifted=everything)))


def lift(
    context: Context,
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="As cln match fixed lists it.")],
) -> None:
    """Let go of something fixed; it stays on record."""
    from cln.match import promises
    from cln.match.views import promises as view

    with context.change("match lift") as change:
        lifted = promises.lift(change, context.cohort(change.session), number)
    context.show(view.lifted(lifted))
