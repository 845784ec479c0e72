"""`cln event attendance` and `register`: who came to an event, and the list for its door."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cln import completion
from cln.arguments import BY_NAME
from cln.cohort.named import person_typed
from cln.cohort.whom import Which
from cln.command import command
from cln.context import Context
from cln.events.commands.schedule import Number, OwnSector, value_of
from cln.options import Anyway, Force, named_option, which
from cln.programme import AttendanceStatus

if TYPE_CHECKING:
    from sqlmodel import Session

    from cln.events.marks import Taken
    from cln.files.source import Source
    from cln.screen.view import View
    from cln.store import Change
    from cln.tables.cohorts import Cohort


def register(app: typer.Typer) -> None:
    """Put the commands into the group."""
    command(
        app,
        "attendance",
        example='cln event attendance 1 --present "Marek Sinclair" --apologies "Malcolm Nowak"',
        after="event hold",
    )(attendance)
    command(app, "register", example="cln event register 4 --out register.xlsx")(door)


def _people(meaning: str) -> Any:
    return named_option(person_typed, completion.OF_PEOPLE, "NAME", meaning)


def attendance(
    context: Context,
    number: Number,
    source: "Source | None" = None,
    present: Annotated[
        list[str] | None, _people("Came. A name or an e-mail address; repeatable."), BY_NAME
    ] = None,
    apologies: Annotated[
        list[str] | None, _people("Sent apologies, perhaps before the day."), BY_NAME
    ] = None,
    absent: Annotated[list[str] | None, _people("Did not come, and said nothing."), BY_NAME] = None,
    code: Annotated[
        Which | None,
        named_option(which, completion.OF_ENTRIES, "CODE", "Whose entry they are on, where names are alike."),
        BY_NAME,
    ] = None,
    others: Annotated[
        AttendanceStatus | None,
        typer.Option(case_sensitive=False, help="What everybody was who is not in the file."),
    ] = None,
    anyway: Anyway = False,
) -> "View":
    """Take in who came to an event, from a file or by name, and show how everybody has come so far.

    It can be taken in again and corrected at any time; what it was before stays on record.
    """
    from cln.events.attendance import show
    from cln.events.attendance_import import refuse_confusion, take_by_hand, take_file
    from cln.events.views.attendance import shown, taken
    from cln.store.intake import take

    named = (present or (), apologies or (), absent or ())
    people = dict(zip(AttendanceStatus, named, strict=True))
    refuse_confusion(source, people, code, others)
    if source is None and not any(named):
        with context.reading() as session:
            return shown(show(session, context.cohort(session), number))
    if source is None:
        deed = partial(take_by_hand, number=number, people=people, which=code)
        return taken(context.make("event attendance", deed, ("event", number)))

    one = replace(source, anyway=anyway)

    def of_file(change: "Change", cohort: "Cohort") -> "Taken":
        return take(change, one, partial(take_file, change, cohort, number, others))

    keeps = source.keep_map or source.keep_answers  # those are of all cohorts
    about = None if keeps else ("event", number)
    return taken(context.make("event attendance", of_file, about, dry_run=source.dry_run))


def door(
    session: "Session",
    cohort: "Cohort",
    number: Number,
    out: Annotated[
        Path,
        typer.Option(metavar="FILE", help="The file to write, e.g. register.xlsx; badges.html for badges."),
    ],
    by_name: Annotated[
        bool, typer.Option("--by-name", help="In alphabetical order instead of by team.")
    ] = False,
    badges: Annotated[
        bool, typer.Option("--badges", help="Name badges to print and cut instead of the list.")
    ] = False,
    sector: OwnSector = None,
    force: Force = False,
) -> "View":
    """Write the list for the door: everybody expected, a line to sign, a drop-down for who came; or badges.

    On paper each team begins a page, with event, day and place at its head.
    """
    from cln.events import register
    from cln.events.views.attendance import badged, registered

    deed, view = (register.badges, badged) if badges else (register.register, registered)
    return view(deed(session, cohort, number, value_of(sector), out, by_name=by_name, force=force))
