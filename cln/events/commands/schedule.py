"""`cln event`: the six events of a cohort, and what becomes of each."""

from datetime import date, time
from typing import Annotated

import typer

from cln.command import Context, command, group
from cln.options import Reason, clock, day, link, reason
from cln.programme import Mode, Sector

app = typer.Typer(no_args_is_help=True)

Number = Annotated[
    int, typer.Argument(metavar="N", min=1, max=6, help="Which event, 1 to 6.", show_default=False)
]
OwnSector = Annotated[
    Sector | None,
    typer.Option("--sector", case_sensitive=False, help="Only for this sector, apart from the others."),
]
MaybeReason = Annotated[
    str | None, typer.Option("--reason", parser=reason, metavar="WORDS", help="Why; it is kept and shown.")
]
Link = Annotated[str | None, typer.Option(parser=link, metavar="URL", help="Where to join online.")]


@group(app)
def everything(context: Context) -> None:
    """Keep the six events: when and where they are, what became of them, who came, what people said."""


@command(app, "list")
def list_(context: Context) -> None:
    """List the cohort's events with their days and what became of them."""
    from cln.events import schedule as events
    from cln.events.views import schedule as view

    with context.reading() as session:
        found = events.listing(session, context.cohort(session))
    context.show(view.listing(found))


@command(app, "show")
def show(context: Context, number: Number) -> None:
    """Show one event: what it is for, how it stands, and all that was done to it and why."""
    from cln.events import schedule as events
    from cln.events.views import schedule as view

    with context.reading() as session:
        shown = events.show(session, context.cohort(session), number)
    context.show(view.shown(shown))


@command(app, "schedule")
def schedule(
    context: Context,
    number: Annotated[
        int | None,
        typer.Argument(metavar="N", min=1, max=6, help="Which event; without it, all that are missing."),
    ] = None,
    on: Annotated[date | None, typer.Option(parser=day, metavar="DATE", help="Its day.")] = None,
    starts: Annotated[
        time | None, typer.Option(parser=clock, metavar="HH:MM", help="When it begins, local time.")
    ] = None,
    ends: Annotated[time | None, typer.Option(parser=clock, metavar="HH:MM", help="When it ends.")] = None,
    venue: Annotated[str | None, typer.Option(help="Where it is.")] = None,
    link: Link = None,
    mode: Annotated[Mode | None, typer.Option(case_sensitive=False, help="How people meet.")] = None,
    host: Annotated[str | None, typer.Option(help="The council that holds it.")] = None,
    sector: OwnSector = None,
    reason: MaybeReason = None,
) -> None:
    """Give an event a day, a time and a place; what you do not say stays as it is.

    Without a number, those of the six that are missing get the days that follow from the launch.
    """
    from cln.events import scheduling
    from cln.events.views import schedule as view

    details = scheduling.Details(starts, ends, venue, link, mode, host)
    with context.change("event schedule") as change:
        cohort = context.cohort(change.session)
        if number is None:
            scheduling.refuse_without_number(on, details, sector)
            shown = view.scheduled(cohort.name, scheduling.schedule_missing(change, cohort))
        else:
            shown = view.done(
                scheduling.schedule(change, cohort, number, value_of(sector), on, details, reason or "")
            )
    context.show(shown)


@command(app, "hold")
def hold(
    context: Context,
    number: Number,
    on: Annotated[
        date | None,
        typer.Option(parser=day, metavar="DATE", help="The day it was held; as scheduled by default."),
    ] = None,
    correct: Annotated[bool, typer.Option("--correct", help="It was held, but on another day.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="It was not held after all.")] = False,
    sector: OwnSector = None,
    reason: MaybeReason = None,
) -> None:
    """Put on record that an event was held; attendance and feedback can follow."""
    from cln.events import holding
    from cln.events.views import schedule as view

    with context.change("event hold") as change:
        done = holding.hold(
            change,
            context.cohort(change.session),
            number,
            value_of(sector),
            on=on,
            correct=correct,
            undo=undo,
            reason=reason or "",
        )
    context.show(view.done(done))


@command(app, "postpone")
def postpone(
    context: Context,
    number: Number,
    reason: Reason,
    to: Annotated[
        date | None, typer.Option(parser=day, metavar="DATE", help="Its new day; none until one is found.")
    ] = None,
    sector: OwnSector = None,
) -> None:
    """Put an event off, to a later day or until a day is found."""
    from cln.events import moving
    from cln.events.views import schedule as view

    with context.change("event postpone") as change:
        cohort = context.cohort(change.session)
        done = moving.postpone(change, cohort, number, value_of(sector), to=to, reason=reason)
    context.show(view.done(done))


@command(app, "move-online")
def move_online(
    context: Context, number: Number, reason: Reason, link: Link = None, sector: OwnSector = None
) -> None:
    """Hold an event online instead of at its venue."""
    from cln.events import moving
    from cln.events.views import schedule as view

    with context.change("event move-online") as change:
        cohort = context.cohort(change.session)
        done = moving.move_online(change, cohort, number, value_of(sector), link=link, reason=reason)
    context.show(view.done(done))


@command(app, "cancel")
def cancel(context: Context, number: Number, reason: Reason, sector: OwnSector = None) -> None:
    """Call an event off; it can be scheduled again."""
    from cln.events import moving
    from cln.events.views import schedule as view

    with context.change("event cancel") as change:
        cohort = context.cohort(change.session)
        done = moving.cancel(change, cohort, number, value_of(sector), reason=reason)
    context.show(view.done(done))


def value_of(sector: Sector | None) -> str:
    """A sector as events have it: empty for everybody."""
    return sector.value if sector else ""
