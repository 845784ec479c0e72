"""`cln event attendance` and `register`: who came to an event, and the list for its door."""

from pathlib import Path
from typing import Annotated

import typer

from cln.cohort.references import Which
from cln.command import Context, command
from cln.events.commands.schedule import Number, OwnSector, value_of
from cln.options import which
from cln.programme import AttendanceStatus


def register(app: typer.Typer) -> None:
    """Put the commands into the group."""
    command(app, "attendance")(attendance)
    command(app, "register")(door)


def attendance(
    context: Context,
    number: Number,
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="FILE", readable=False, help="Who came: a CSV or XLSX file; none shows what is on record."
        ),
    ] = None,
    present: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Came. A name or an e-mail address; repeatable.")
    ] = None,
    apologies: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Sent apologies, perhaps before the day.")
    ] = None,
    absent: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Did not come, and said nothing.")
    ] = None,
    code: Annotated[
        Which | None,
        typer.Option(parser=which, metavar="CODE", help="Whose entry they are on, where names are alike."),
    ] = None,
    others: Annotated[
        AttendanceStatus | None,
        typer.Option(case_sensitive=False, help="What everybody was who is not in the file."),
    ] = None,
) -> None:
    """Take in who came to an event, from a file or by name, and show how everybody has come so far.

    It can be taken in again and corrected at any time; what it was before stays on record.
    """
    from cln.events import attendance, attending
    from cln.events.views import attendance as view

    by_hand = attending.ByHand(present or (), apologies or (), absent or (), code)
    attending.refuse_confusion(file, by_hand, others)
    if file is None and not by_hand:
        with context.reading() as session:
            shown = attendance.show(session, context.cohort(session), number)
        context.show(view.shown(shown))
        return
    with context.change("event attendance") as change:
        cohort = context.cohort(change.session)
        taken = attending.take(change, cohort, number, file or by_hand, others)
    context.show(view.taken(taken))


def door(
    context: Context,
    number: Number,
    out: Annotated[Path, typer.Option(metavar="FILE", help="The workbook to write, e.g. register.xlsx.")],
    sector: OwnSector = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite the file if it exists.")] = False,
) -> None:
    """Write the list for the door: everybody expected, with a drop-down for who came."""
    from cln.events import doors
    from cln.events.views import attendance as view

    with context.reading() as session:
        sheet = doors.register(session, context.cohort(session), number, value_of(sector))
    doors.write(sheet, out, force=force)
    context.show(view.registered(sheet, out, number))
