"""`cln event`: the six events of a cohort, what becomes of each, and what goes out to people before it."""

from datetime import date, time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cln import completion
from cln.arguments import BY_NAME
from cln.command import command, group
from cln.context import Context
from cln.errors import Usage
from cln.match.named import team_option
from cln.meant import Known, Typed
from cln.options import ForceAll, MaybeReason, Reason, brief, clock, day, link, number_or
from cln.programme import EVENTS, Mode, Only, Sector
from cln.words import count, have

if TYPE_CHECKING:
    from sqlmodel import Session

    from cln.screen.view import View
    from cln.store import Change
    from cln.tables.cohorts import Cohort

app = typer.Typer(no_args_is_help=True)


def event_typed(words: str) -> Typed:
    """Words for one of the six events, for who names them rather than counts them."""
    events = [Known(plan.number, plan.name, f"{plan.number} {plan.name}") for plan in EVENTS]
    return Typed(words, "event", "the programme", lambda _: events, "cln event list")


def event_names() -> list[str]:
    """What they are called, in their order."""
    return [plan.name for plan in EVENTS]


Number = Annotated[
    int,
    typer.Argument(
        parser=number_or(event_typed, 1, 6),
        autocompletion=completion.fixed(event_names),
        metavar="N",
        help="Which event: 1 to 6, or its name.",
        show_default=False,
    ),
    BY_NAME,
]
OwnSector = Annotated[
    Sector | None,
    typer.Option("--sector", case_sensitive=False, help="Only for this sector, apart from the others."),
]
Link = Annotated[str | None, typer.Option(parser=link, metavar="URL", help="Where to join online.")]


@group(app)
def everything(context: Context) -> None:
    """Keep the six events: when and where they are, what became of them, who came, what people said."""


@command(app, "list", example="cln event list")
def list_(session: "Session", cohort: "Cohort") -> "View":
    """List the cohort's events with their days and what became of them."""
    from cln.cohort import days
    from cln.events import events
    from cln.events.views.schedule import listing

    return listing(cohort.name, events.listing(session, cohort), days.today())


@command(app, "show", example="cln event show 4")
def show(session: "Session", cohort: "Cohort", number: Number) -> "View":
    """Show one event: what it is for, how it stands, and all that was done to it and why."""
    from cln.events import events
    from cln.events.views.schedule import shown

    return shown(events.show(session, cohort, number))


@command(app, "schedule", example='cln event schedule 4 --starts 13:30 --ends 15:30 --venue "Town Hall"')
def schedule(
    change: "Change",
    cohort: "Cohort",
    number: Annotated[
        int | None,
        typer.Argument(
            parser=number_or(event_typed, 1, 6),
            autocompletion=completion.fixed(event_names),
            metavar="N",
            help="Which event; without it, all that are missing.",
        ),
        BY_NAME,
    ] = None,
    on: Annotated[date | None, typer.Option(parser=day, metavar="DATE", help="Its day.")] = None,
    starts: Annotated[
        time | None, typer.Option(parser=clock, metavar="HH:MM", help="When it begins, local time.")
    ] = None,
    ends: Annotated[time | None, typer.Option(parser=clock, metavar="HH:MM", help="When it ends.")] = None,
    venue: Annotated[str | None, typer.Option(parser=brief, metavar="TEXT", help="Where it is.")] = None,
    link: Link = None,
    mode: Annotated[Mode | None, typer.Option(case_sensitive=False, help="How people meet.")] = None,
    host: Annotated[str | None, typer.Option(help="The council that holds it.")] = None,
    sector: OwnSector = None,
    reason: MaybeReason = None,
) -> "View":
    """Give an event a day, a time and a place; what you do not say stays as it is.

    Without a number, those of the six that are missing get the days that follow from the launch.
    """
    from cln.events import dates, schedule
    from cln.events.views.schedule import done, scheduled

    wanted = dates.Wanted(on, starts, ends, mode, venue, link, host, reason or "")
    if number is not None:
        return done(schedule.schedule(change, cohort, number, value_of(sector), wanted))
    if wanted or sector:
        raise Usage("say which event is meant, e.g. cln event schedule 3 --on DATE")
    return scheduled(cohort.name, dates.schedule_missing(change, cohort))


@command(app, "hold", example="cln event hold 1")
def hold(
    change: "Change",
    cohort: "Cohort",
    number: Number,
    on: Annotated[
        date | None,
        typer.Option(parser=day, metavar="DATE", help="The day it was held; as scheduled by default."),
    ] = None,
    correct: Annotated[bool, typer.Option("--correct", help="It was held, but on another day.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="It was not held after all.")] = False,
    sector: OwnSector = None,
    reason: MaybeReason = None,
) -> "View":
    """Put on record that an event was held; attendance and feedback can follow."""
    from cln.events.dates import Wanted
    from cln.events.schedule import CORRECT, HOLD, UNDO, do
    from cln.events.views.schedule import done

    deed = UNDO if undo else CORRECT if correct else HOLD
    return done(do(change, cohort, number, value_of(sector), deed, Wanted(on, reason=reason or "")))


@command(app, "postpone", example='cln event postpone 6 --reason "No hall yet"')
def postpone(
    change: "Change",
    cohort: "Cohort",
    number: Number,
    reason: Reason,
    to: Annotated[
        date | None, typer.Option(parser=day, metavar="DATE", help="Its new day; none until one is found.")
    ] = None,
    sector: OwnSector = None,
) -> "View":
    """Put an event off, to a later day or until a day is found."""
    from cln.events.dates import Wanted
    from cln.events.schedule import POSTPONE, POSTPONE_TO, do
    from cln.events.views.schedule import done

    deed = POSTPONE_TO if to else POSTPONE
    return done(do(change, cohort, number, value_of(sector), deed, Wanted(to, reason=reason)))


@command(app, "move-online", example='cln event move-online 4 --reason "The hall is being repaired"')
def move_online(
    change: "Change",
    cohort: "Cohort",
    number: Number,
    reason: Reason,
    link: Link = None,
    sector: OwnSector = None,
) -> "View":
    """Hold an event online instead of at its venue."""
    from cln.events.dates import Wanted
    from cln.events.schedule import MOVE_ONLINE, do
    from cln.events.views.schedule import done

    wanted = Wanted(venue="", link=link, reason=reason)
    return done(do(change, cohort, number, value_of(sector), MOVE_ONLINE, wanted))


@command(app, "cancel", example='cln event cancel 5 --reason "Inspection week"')
def cancel(
    change: "Change", cohort: "Cohort", number: Number, reason: Reason, sector: OwnSector = None
) -> "View":
    """Call an event off; it can be scheduled again."""
    from cln.events.dates import Wanted
    from cln.events.schedule import CANCEL, do
    from cln.events.views.schedule import done

    return done(do(change, cohort, number, value_of(sector), CANCEL, Wanted(reason=reason)))


@command(app, "calendar", example="cln event calendar --out cohort.ics")
def calendar(
    session: "Session",
    cohort: "Cohort",
    out: Annotated[Path, typer.Option(help="The file to write, e.g. cohort.ics.")],
    sector: Annotated[
        Sector | None, typer.Option("--sector", case_sensitive=False, help="Only what this sector comes to.")
    ] = None,
    team: Annotated[
        int | None, team_option("Only what the people of this team come to; its number or theme."), BY_NAME
    ] = None,
    force: ForceAll = False,
) -> None:
    """Write the events into a calendar file; import it again after a change, and calendars follow."""
    from cln.events.calendar import calendar
    from cln.files import whole
    from cln.screen import output

    if sector and team is not None:
        raise Usage("a team's people are of the sectors that they are of; leave out --sector or --team")
    whole.refuse_ending(out, (".ics",))
    made = calendar(session, cohort, value_of(sector), team)
    whole.write(made.content, out, force=force)
    output.note(f"{count(made.events, 'event')} written to {out}.")
    if made.of_sectors:
        output.note("It holds every sector's own events; for the diaries of one: --sector, or --team N.")
    for event in made.without_day:
        output.note(f"Event {event.number} ({EVENTS[event.number - 1].name}) has no day yet and is left out.")


@command(app, "invite", example="cln event invite 4 --out invites.csv")
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
    recipients: Annotated[
        Only | None,
        typer.Option(
            "--only",
            case_sensitive=False,
            help="Who: of entries without an answer; who sent apologies last time; of teams with a project "
            "without a log entry for weeks; of entries of which no promoted member of staff has come; of "
            "teams that need attention.",
        ),
    ] = None,
    force: ForceAll = False,
) -> None:
    """Write who is invited to an event, for a mail merge; with --letters a letter to each. Sends nothing."""
    from cln.events import invitations
    from cln.events.recipients import only
    from cln.exports import view
    from cln.files import deliver
    from cln.screen import output

    invited = invitations.invite(session, cohort, number)
    if recipients is not None:
        invited = only(session, cohort, invited, recipients, _teams_of(session, cohort, recipients))
    if letters is not None:
        template = invitations.write_letters(invited, letters, force=force)
        written = count(len(invited.people), "letter")
        output.note(f"{written} written to {letters}, from {template}; edit it and repeat.")
        output.note("Beside each is a draft (.eml): open it in your mail program, read it and send it.")
        if out is None and (unknown := sum(not one.person.email for one in invited.people)):
            output.note(f"{count(unknown, 'draft')} {have(unknown)} no To: no e-mail address is on record.")
    if out is not None or letters is None:
        place = deliver.place("invites", out, "json" if context.json else None)
        view.deliver(invitations.exported(invited), place, force=force)
    for note in invited.overlooked:
        output.note(note)


def _teams_of(session: "Session", cohort: "Cohort", recipients: Only) -> set[int | None]:
    """The teams that need attention, or those alone that nobody has visited for weeks."""
    if recipients not in (Only.STALE, Only.ATTENTION):
        return set()
    from cln.overview.attention import watch

    reasons = watch(session, cohort).reasons
    return {one.team for one in reasons if one.team and (recipients == Only.ATTENTION or one.rule == "log")}


def value_of(sector: Sector | None) -> str:
    """A sector as events have it: empty for everybody."""
    return sector.value if sector else ""
