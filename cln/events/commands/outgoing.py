"""`cln event calendar` and `cln event invite`: what goes out to people before an event. Nothing is sent."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cln.command import Context, command
from cln.events.commands.schedule import Number
from cln.programme import EVENTS

if TYPE_CHECKING:
    from sqlmodel import Session

    from cln.tables.cohorts import Cohort

Force = Annotated[bool, typer.Option("--force", help="Overwrite what exists.")]


def register(app: typer.Typer) -> None:
    """Put the commands under `cln event`."""
    command(app, "calendar")(calendar)
    command(app, "invite")(invite)


def calendar(
    session: "Session",
    cohort: "Cohort",
    out: Annotated[Path, typer.Option(help="The file to write, e.g. cohort.ics.")],
    force: Force = False,
) -> None:
    """Write the events into a calendar file; import it again after a change, and calendars follow."""
    from cln.events.calendar import calendar
    from cln.files import whole
    from cln.screen import output

    made = calendar(session, cohort)
    whole.write(made.content, out, force=force)
    output.note(f"{made.events} events written to {out}.")
    for event in made.without_day:
        output.note(f"Event {event.number} ({EVENTS[event.number - 1].name}) has no day yet and is left out.")


def invite(
    context: Context,
    session: "Session",
    cohort: "Cohort",
    number: Number,
    out: Annotated[
        Path | None, typer.Option(help="The file for the mail merge, e.g. invites.csv; CSV, XLSX or JSON.")
    ] = None,
    letters: Annotated[
        Path | None, typer.Option(metavar="DIR", help="A folder for a letter to each, from its template.txt.")
    ] = None,
    force: Force = False,
) -> None:
    """Write who is invited to an event, for a mail merge; with --letters a message to each. Sends nothing."""
    from cln.events import invitations
    from cln.exports import view
    from cln.files import deliver
    from cln.screen import output

    invited = invitations.invite(session, cohort, number)
    if letters is not None:
        template = invitations.write_letters(invited, letters, force=force)
        output.note(
            f"{len(invited.people)} letters written to {letters}, from {template}; edit it and repeat."
        )
    if out is not None or letters is None:
        place = deliver.place("invites", out, "json" if context.json else None)
        view.deliver(invitations.exported(invited), place, force=force)
