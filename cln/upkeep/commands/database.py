"""`cln database`: copies of the database, whether it is sound, and its way into another place."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cln.command import command, group
from cln.context import Context
from cln.options import Yes

if TYPE_CHECKING:
    from cln.screen.view import View
    from cln.upkeep.database.restore import Recovery

app = typer.Typer(no_args_is_help=True)


@group(app)
def database(context: Context) -> None:
    """Back the database up, restore it, check it, copy it to another place."""


@command(app, "backup", example="cln database backup friday.db")
def backup(
    context: Context,
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="FILE", help="Where to, e.g. a folder on a stick; by default beside the database."
        ),
    ] = None,
) -> "View":
    """Copy the database whole, while others go on working; of those beside it the last ten are kept.

    A copy is made of itself before an upgrade, before a restore, and before an import is undone.
    """
    from cln.upkeep.database.backup import back_up
    from cln.upkeep.views.database import backed_up

    with context.engine() as engine:
        return backed_up(back_up(engine, file))


@command(app, "restore", example="cln database restore friday.db --yes", after="database backup")
def restore(
    context: Context,
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="The copy; by default the last that is whole.")
    ] = None,
    yes: Yes = False,
) -> "View":
    """Put a copy in place of the database, once it is checked; what it replaces is kept."""
    from cln.screen import ask
    from cln.upkeep.database.restore import restore
    from cln.upkeep.views.database import restored, to_be_restored

    def agree(result: "Recovery") -> None:
        """Refuse unless somebody wants the copy in place of the database."""
        ask.confirm(to_be_restored(result), yes=yes, as_json=context.json)

    return restored(restore(context.settings.database, file, agree))


@command(app, "check", example="cln database check")
def check(context: Context) -> None:
    """Look whether the database is sound, who can read it, and what threatens it where it lies.

    Exit code 5 if it is not sound.
    """
    from cln.upkeep.database.check import check
    from cln.upkeep.views.database import checked

    with context.engine() as engine:
        result = check(engine)
    context.show(checked(result))
    result.refuse_faults()


@command(app, "copy", example="cln database copy cln.db another.db")
def copy(
    context: Context,
    old: Annotated[str, typer.Argument(metavar="FROM", help="A file or a database URL.")],
    new: Annotated[str, typer.Argument(metavar="TO", help="One that has nothing in it yet.")],
) -> "View":
    """Copy a database into another, e.g. SQLite to PostgreSQL or back, and compare every row."""
    from cln import settings
    from cln.upkeep.database.copy import copy
    from cln.upkeep.views.database import copied

    return copied(copy(*(settings.resolve(place, context.who).database for place in (old, new))))
