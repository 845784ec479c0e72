"""`cln cohort withdraw`, `replace`, `start-late` and the like: how entries and their people come and go."""

from typing import Annotated

import typer

from cln.cohort.whom import Which
from cln.command import Context, command
from cln.options import Day, EntryCode, EntryNumber, SectorChoice, email, which, words
from cln.programme import Reason, Role

WhyLeaving = Annotated[Reason, typer.Option("--reason", help="Why.", case_sensitive=False)]
Person = Annotated[
    str, typer.Argument(metavar="WHO", help="Their name or e-mail address.", show_default=False)
]
Name = Annotated[str, typer.Option(parser=words, metavar="NAME", help="The newcomer's name.")]
Address = Annotated[
    str, typer.Option("--email", parser=email, metavar="ADDRESS", help="Their e-mail address.")
]
Post = Annotated[str, typer.Option(help="Their post, e.g. Depute Headteacher.")]
Experienced = Annotated[
    bool, typer.Option("--experienced", help="They have carried out practitioner inquiry before.")
]
WithTheOthers = Annotated[
    bool, typer.Option("--with-the-others", help="On the same day as the others after all.")
]


def register(app: typer.Typer) -> None:
    """Put the commands under `cln cohort`."""
    for name, function in (
        ("withdraw", withdraw),
        ("rejoin", rejoin),
        ("start-late", start_late),
        ("finish-early", finish_early),
        ("people", people),
        ("join", join),
        ("leave", leave),
        ("replace", replace),
    ):
        command(app, name)(function)


def withdraw(
    context: Context,
    code: EntryCode,
    reason: WhyLeaving,
    note: Annotated[str, typer.Option(help="In your own words.")] = "",
    on: Day = None,
    sector: SectorChoice = None,
    entry: EntryNumber = None,
) -> None:
    """Withdraw an establishment from the cohort; what is on record about it stays."""
    from cln.cohort import membership
    from cln.cohort.views import membership as view

    chosen = code.narrowed(sector, entry)
    with context.change("cohort withdraw") as change:
        cohort = context.cohort(change.session)
        withdrawal = membership.withdraw(
            change, cohort, chosen, reason=reason, on=on or change.today, note=note
        )
    context.show(view.withdrawn(withdrawal))


def rejoin(
    context: Context, code: EntryCode, on: Day = None, sector: SectorChoice = None, entry: EntryNumber = None
) -> None:
    """Take an establishment that withdrew back into the cohort; that it was away stays on record."""
    from cln.cohort import membership
    from cln.cohort.views import membership as view

    chosen = code.narrowed(sector, entry)
    with context.change("cohort rejoin") as change:
        cohort = context.cohort(change.session)
        rejoined = membership.rejoin(change, cohort, chosen, on=on or change.today)
    context.show(view.rejoined(rejoined))


def start_late(
    context: Context,
    code: EntryCode,
    on: Day = None,
    with_the_others: WithTheOthers = False,
    sector: SectorChoice = None,
    entry: EntryNumber = None,
) -> None:
    """Note that an establishment starts after the launch; it has not missed what came before."""
    from cln.cohort import terms
    from cln.cohort.views import terms as view

    chosen = code.narrowed(sector, entry)
    with context.change("cohort start-late") as change:
        first = None if with_the_others else on or change.today
        term = terms.start_late(change, context.cohort(change.session), chosen, first)
    context.show(view.term(term))


def finish_early(
    context: Context,
    code: EntryCode,
    on: Day = None,
    with_the_others: WithTheOthers = False,
    sector: SectorChoice = None,
    entry: EntryNumber = None,
) -> None:
    """Note that an establishment finishes before the others; it does not miss what comes after."""
    from cln.cohort import terms
    from cln.cohort.views import terms as view

    chosen = code.narrowed(sector, entry)
    with context.change("cohort finish-early") as change:
        last = None if with_the_others else on or change.today
        term = terms.finish_early(change, context.cohort(change.session), chosen, last)
    context.show(view.term(term))


def people(
    context: Context,
    code: Annotated[
        Which | None,
        typer.Argument(parser=which, metavar="CODE", help="Only those of this establishment."),
    ] = None,
    sector: SectorChoice = None,
    entry: EntryNumber = None,
) -> None:
    """List the people of the cohort, entry by entry, with those who have left."""
    from cln.cohort import participants
    from cln.cohort.views import participants as view

    chosen = code.narrowed(sector, entry) if code else None
    with context.reading() as session:
        found = participants.listing(session, context.cohort(session), chosen)
    context.show(view.listing(found))


def join(
    context: Context,
    code: EntryCode,
    name: Name,
    role: Annotated[Role, typer.Option(case_sensitive=False, help="Their role.")],
    address: Address = "",
    post: Post = "",
    experienced: Experienced = False,
    on: Day = None,
    sector: SectorChoice = None,
    entry: EntryNumber = None,
) -> None:
    """Add somebody to an establishment's entry, or take back somebody who had left it."""
    from cln.cohort import participants
    from cln.cohort.views import participants as view

    chosen, new = code.narrowed(sector, entry), participants.Person(name, address, post, experienced)
    with context.change("cohort join") as change:
        cohort = context.cohort(change.session)
        moved = participants.join(change, cohort, chosen, new, role, on=on or change.today)
    context.show(view.moved(moved))


def leave(
    context: Context,
    code: EntryCode,
    person: Person,
    reason: WhyLeaving,
    on: Day = None,
    sector: SectorChoice = None,
    entry: EntryNumber = None,
) -> None:
    """Note that somebody leaves an establishment's entry; what they did stays on record."""
    from cln.cohort import participants
    from cln.cohort.views import participants as view

    chosen = code.narrowed(sector, entry)
    with context.change("cohort leave") as change:
        cohort = context.cohort(change.session)
        moved = participants.leave(change, cohort, chosen, person, reason=reason, on=on or change.today)
    context.show(view.moved(moved))


def replace(
    context: Context,
    code: EntryCode,
    person: Person,
    name: Name,
    reason: WhyLeaving,
    address: Address = "",
    role: Annotated[
        Role | None, typer.Option(case_sensitive=False, help="Their role; the same by default.")
    ] = None,
    post: Post = "",
    experienced: Experienced = False,
    on: Day = None,
    sector: SectorChoice = None,
    entry: EntryNumber = None,
) -> None:
    """Put somebody in the place of one who leaves; what either does stays on record."""
    from cln.cohort import participants
    from cln.cohort.views import participants as view

    chosen, new = code.narrowed(sector, entry), participants.Person(name, address, post, experienced)
    with context.change("cohort replace") as change:
        cohort = context.cohort(change.session)
        moved = participants.take_place(
            change, cohort, chosen, person, new, reason=reason, on=on or change.today, role=role
        )
    context.show(view.moved(moved))
