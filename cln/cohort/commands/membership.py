"""`cln cohort withdraw`, `replace`, `start-late` and the like: how entries and their people come and go."""

from typing import TYPE_CHECKING, Annotated

import typer

from cln import completion
from cln.arguments import BY_NAME
from cln.cohort.named import person_typed
from cln.cohort.whom import Which
from cln.command import command
from cln.options import Day, EntryCode, EntryNumber, SectorChoice, brief, email, named_argument, which, words
from cln.programme import Reason, Role

if TYPE_CHECKING:
    from sqlmodel import Session

    from cln.screen.view import View
    from cln.store import Change
    from cln.tables.cohorts import Cohort

WhyLeaving = Annotated[Reason, typer.Option("--reason", help="Why.", case_sensitive=False)]
Person = Annotated[
    str, named_argument(person_typed, completion.OF_PEOPLE, "WHO", "Their name or e-mail address."), BY_NAME
]
Name = Annotated[str, typer.Option(parser=words, metavar="NAME", help="The newcomer's name.")]
Address = Annotated[
    str, typer.Option("--email", parser=email, metavar="ADDRESS", help="Their e-mail address.")
]
Post = Annotated[str, typer.Option(parser=brief, metavar="TEXT", help="Their post, e.g. Depute Headteacher.")]
Experienced = Annotated[
    bool, typer.Option("--experienced", help="They have carried out practitioner inquiry before.")
]
WithTheOthers = Annotated[
    bool, typer.Option("--with-the-others", help="On the same day as the others after all.")
]


def register(app: typer.Typer) -> None:
    """Put the commands under `cln cohort`."""
    for example, function in (
        ("withdraw 9612012 --reason timetable", withdraw),
        ("rejoin 9612012", rejoin),
        ("start-late 9414008", start_late),
        ("finish-early 9414008", finish_early),
        ("people 9414008", people),
        ('join 9478035 --name "Ewan Muir" --role practitioner', join),
        ('leave 9478035 "Shona Gallacher" --reason timetable', leave),
        ('replace 9414008 "Megan Abernathy" --name "Ann Gow" --reason other', replace),
    ):
        name = example.split()[0]
        after = "cohort withdraw" if function is rejoin else ""
        command(app, name, example=f"cln cohort {example}", after=after)(function)


def withdraw(
    change: "Change",
    cohort: "Cohort",
    code: EntryCode,
    reason: WhyLeaving,
    note: Annotated[str, typer.Option(help="In your own words.")] = "",
    on: Day = None,
    sector: SectorChoice = None,
    entry: EntryNumber = None,
) -> "View":
    """Withdraw an establishment from the cohort; what is on record about it stays."""
    from cln.cohort import membership
    from cln.cohort.queries import entries_of
    from cln.cohort.views.membership import withdrawn
    from cln.match import waiting
    from cln.match.views.waiting import after_leaving

    enrolled = entries_of(change.session, cohort)
    left = membership.withdraw(cohort, enrolled, code, reason=reason, on=on or change.today, note=note)
    queue = waiting.after_leaving(change.session, cohort, enrolled)
    if queue is None:
        return withdrawn(left)
    result = waiting.WithdrawalWithQueue.of_both(left, queue)
    return withdrawn(result, after_leaving(queue))


def rejoin(
    change: "Change",
    cohort: "Cohort",
    code: EntryCode,
    on: Day = None,
    sector: SectorChoice = None,
    entry: EntryNumber = None,
) -> "View":
    """Take an establishment that withdrew back into the cohort; that it was away stays on record."""
    from cln.cohort import membership
    from cln.cohort.views.membership import rejoined
    from cln.match import waiting
    from cln.match.views.waiting import place_again
    from cln.overview.after import followed

    back = membership.rejoin(change, cohort, code, on=on or change.today)
    placed = waiting.after_returning(change.session, cohort, back)
    if placed is None:
        return followed(change.session, cohort, rejoined(back))
    return rejoined(placed, place_again(placed))


def start_late(
    change: "Change",
    cohort: "Cohort",
    code: EntryCode,
    on: Day = None,
    with_the_others: WithTheOthers = False,
    sector: SectorChoice = None,
    entry: EntryNumber = None,
) -> "View":
    """Note that an establishment starts after the launch; it has not missed what came before."""
    from cln.cohort import membership
    from cln.cohort.views.membership import term

    first = None if with_the_others else on or change.today
    return term(membership.start_late(change, cohort, code, first))


def finish_early(
    change: "Change",
    cohort: "Cohort",
    code: EntryCode,
    on: Day = None,
    with_the_others: WithTheOthers = False,
    sector: SectorChoice = None,
    entry: EntryNumber = None,
) -> "View":
    """Note that an establishment finishes before the others; it does not miss what comes after."""
    from cln.cohort import membership
    from cln.cohort.views.membership import term

    last = None if with_the_others else on or change.today
    return term(membership.finish_early(change, cohort, code, last))


def people(
    session: "Session",
    cohort: "Cohort",
    code: Annotated[
        Which | None,
        typer.Argument(
            parser=which,
            autocompletion=completion.of_cohort(completion.OF_ENTRIES),
            metavar="CODE",
            help="Only those of this establishment, by code or name.",
        ),
        BY_NAME,
    ] = None,
    sector: SectorChoice = None,
    entry: EntryNumber = None,
) -> "View":
    """List the people of the cohort, entry by entry, with those who have left."""
    from cln.cohort import participants
    from cln.cohort.views.membership import listing

    return listing(cohort.name, participants.listing(session, cohort, code))


def join(
    change: "Change",
    cohort: "Cohort",
    code: EntryCode,
    name: Name,
    role: Annotated[Role, typer.Option(case_sensitive=False, help="Their role.")],
    address: Address = "",
    post: Post = "",
    experienced: Experienced = False,
    on: Day = None,
    sector: SectorChoice = None,
    entry: EntryNumber = None,
) -> "View":
    """Add somebody to an establishment's entry, or take back somebody who had left it."""
    from cln.cohort import participants
    from cln.cohort.views.membership import moved

    new = participants.Person(name, address, post, experienced)
    return moved(participants.join(change, cohort, code, new, role, on=on or change.today))


def leave(
    change: "Change",
    cohort: "Cohort",
    code: EntryCode,
    person: Person,
    reason: WhyLeaving,
    on: Day = None,
    sector: SectorChoice = None,
    entry: EntryNumber = None,
) -> "View":
    """Note that somebody leaves an establishment's entry; what they did stays on record."""
    from cln.cohort import participants
    from cln.cohort.views.membership import moved

    return moved(participants.leave(change, cohort, code, person, reason=reason, on=on or change.today))


def replace(
    change: "Change",
    cohort: "Cohort",
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
) -> "View":
    """Put somebody in the place of one who leaves; what either does stays on record."""
    from cln.cohort import participants
    from cln.cohort.views.membership import moved

    new, on = participants.Person(name, address, post, experienced), on or change.today
    return moved(participants.take_place(change, cohort, code, person, new, reason=reason, on=on, role=role))
