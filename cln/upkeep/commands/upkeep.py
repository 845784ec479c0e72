"""`cln demo`, `init`, `upgrade`, `history` and `undo`: the database itself, and what was done in it."""

from collections.abc import Sequence
from contextvars import copy_context
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cln.command import command
from cln.context import Context
from cln.errors import Usage
from cln.options import day
from cln.settings import url_of

if TYPE_CHECKING:
    from sqlmodel import Session

    from cln.screen.view import View
    from cln.store import Change


def register_upkeep(app: typer.Typer) -> None:
    """Put the commands straight under `cln`."""
    command(app, "demo", example="cln demo --folder another")(demo)
    command(app, "init", example="cln init")(init)
    command(app, "upgrade", example="cln upgrade")(upgrade)
    command(app, "history", example="cln history --limit 5")(history)
    command(app, "undo", example="cln undo --dry-run")(undo)
    command(app, "doctor", example="cln doctor")(doctor)


def demo(
    context: Context,
    folder: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Where to leave cln.db; a new temporary folder by default."),
    ] = None,
    on: Annotated[
        date | None,
        typer.Option(
            "--on",
            parser=day,
            metavar="DATE",
            help="As if it were played on that day; today by default, so that its matching event is ahead.",
        ),
    ] = None,
) -> "View":
    """Play an invented programme of 50 establishments in a database of its own, and match it."""
    from cln.app import run
    from cln.cohort import days
    from cln.match.proposals import load
    from cln.match.views.match import proposal
    from cln.screen import addressed
    from cln.upkeep.demo import play
    from cln.upkeep.views.upkeep import played

    def alone(line: Sequence[str]) -> int:
        """What one command line names is no other's."""
        return copy_context().run(run, line)

    theirs = context.settings
    database = play(folder, theirs.who, theirs.database, alone, on=on or days.today())
    demo = replace(context, database=url_of(database), cohort_name=None)
    addressed.CHOSEN.set(addressed.Address(str(database)))
    with demo.reading() as session:
        return played(database, proposal(load(session, demo.cohort(session), None)))


def init(
    context: Context,
    authorities: Annotated[
        Path | None,
        typer.Option(
            readable=False, help="A file with columns name and aliases (;-joined), for another region."
        ),
    ] = None,
) -> "View":
    """Make the database and fill in the authorities; harmless when it exists already."""
    from cln import store
    from cln.overview.after import followed_by_any
    from cln.upkeep import setup
    from cln.upkeep.views.upkeep import initialised

    with context.engine(create=True) as engine:
        result = setup.init(engine, context.settings.who, authorities)
        with store.reading(engine) as session:
            return followed_by_any(session, initialised(result))


def upgrade(context: Context) -> "View":
    """Bring a database made by an older cln up to date; a copy from before is kept."""
    from cln.upkeep import setup
    from cln.upkeep.views.upkeep import upgraded

    with context.engine() as engine:
        return upgraded(setup.upgrade(engine))


def history(
    session: "Session",
    number: Annotated[
        int | None, typer.Argument(metavar="NUMBER", help="One change, with each row before and after.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many changes to list.")] = 20,
    left: Annotated[
        bool, typer.Option("--left", help="What left: pseudonymised exports, pages for everybody.")
    ] = False,
) -> "View":
    """List what was changed, by whom and when, newest first; show one change; or list what left."""
    from cln.store.acting import refuse_all_but_leads
    from cln.upkeep.history import files_that_left, latest, one_change
    from cln.upkeep.views.upkeep import change, changes, sent

    if left and number is not None:
        raise Usage("--left lists everything that left, and NUMBER is one change; leave one of them out")
    refuse_all_but_leads(session, "read the record of changes")
    if left:
        return sent(files_that_left(session))
    return changes(latest(session, limit)) if number is None else change(one_change(session, number))


def undo(
    change: "Change",
    number: Annotated[
        int | None,
        typer.Argument(metavar="NUMBER", help="Which change, see cln history; your last one by default."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be taken back and write nothing.")
    ] = False,
) -> "View":
    """Take back a change, e.g. an import, if nothing later rests on it; an undo can be taken back too."""
    from cln.store.acting import refuse_all_but_leads
    from cln.upkeep.undo import undo
    from cln.upkeep.views.upkeep import undone

    refuse_all_but_leads(change.session, "take changes back")
    return undone(undo(change, number, change.who, dry_run=dry_run))


def doctor(context: Context) -> None:
    """Tell a help desk what it asks first: versions, database, solver, folders, rights, terminal.

    It names no person and no password. Exit code 5 if cln cannot work here.
    """
    from cln.upkeep.doctor import examine
    from cln.upkeep.views.upkeep import examined

    result = examine(context.settings.database)
    context.show(examined(result))
    result.refuse_faults()
