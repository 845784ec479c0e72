"""`cln team`: edit a proposal by hand, and see at once what each edit costs."""

from typing import TYPE_CHECKING, Annotated

import typer

from cln.cohort.whom import Which
from cln.command import Context, command, group
from cln.files import cells
from cln.options import EntryCode, EntryNumber, SectorChoice, reader, reason, which

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlmodel import Session

    from cln.match.edit import Plan
    from cln.screen.view import View
    from cln.tables.cohorts import Cohort

app = typer.Typer(no_args_is_help=True)

WAITING = "waiting"


def _place(cell: cells.Cell) -> int:
    """A team's number; 0 for the waiting list."""
    return 0 if cells.text(cell).casefold() == WAITING else cells.whole(cell, 1, 9999)


Other = Annotated[
    Which, typer.Argument(parser=which, metavar="CODE", help="The other one's code.", show_default=False)
]
TeamNumber = Annotated[int, typer.Argument(metavar="TEAM", min=1, help="The team's number.")]
Place = Annotated[
    int,
    typer.Argument(
        parser=reader(_place, "the team"),
        metavar="TEAM",
        help=f'The number of the team that it moves to, or "{WAITING}".',
        show_default=False,
    ),
]
ProposalNumber = Annotated[
    int | None,
    typer.Option(
        "--proposal",
        metavar="N",
        help="Which proposal to edit; by default the newest edit of the one that counts, else that.",
    ),
]
Force = Annotated[bool, typer.Option("--force", help="Break rules that must hold; needs --reason.")]
Why = Annotated[
    str | None, typer.Option("--reason", parser=reason, metavar="WORDS", help="Why; it is kept and shown.")
]
Try = Annotated[bool, typer.Option("--dry-run", help="Only say what it would cost; make no proposal.")]


@group(app)
def everything(context: Context) -> None:
    """Edit a proposal by hand: each edit makes a new one and says what it costs."""


@command(app, "move")
def move(
    context: Context,
    code: EntryCode,
    team: Place,
    proposal: ProposalNumber = None,
    force: Force = False,
    reason: Why = None,
    dry_run: Try = False,
    sector: SectorChoice = None,
    entry: EntryNumber = None,
) -> "View":
    """Move an establishment to another team, or to the waiting list, or in from it."""
    from cln.match import edit

    return _edit(
        context,
        "team move",
        lambda session, cohort: edit.move(session, cohort, proposal, code, team or None),
        force=force,
        reason=reason,
        dry_run=dry_run,
    )


@command(app, "swap")
def swap(
    context: Context,
    code: EntryCode,
    other: Other,
    proposal: ProposalNumber = None,
    force: Force = False,
    reason: Why = None,
    dry_run: Try = False,
) -> "View":
    """Let two establishments change places; one of them may be waiting."""
    from cln.match import edit

    return _edit(
        context,
        "team swap",
        lambda session, cohort: edit.swap(session, cohort, proposal, code, other),
        force=force,
        reason=reason,
        dry_run=dry_run,
    )


@command(app, "theme")
def theme(
    context: Context,
    team: TeamNumber,
    theme: Annotated[str, typer.Argument(metavar="THEME", help="The theme that it gets.")],
    proposal: ProposalNumber = None,
    force: Force = False,
    reason: Why = None,
    dry_run: Try = False,
) -> "View":
    """Give a team another theme."""
    from cln.match import edit

    return _edit(
        context,
        "team theme",
        lambda session, cohort: edit.give_theme(session, cohort, proposal, team, theme),
        force=force,
        reason=reason,
        dry_run=dry_run,
    )


@command(app, "facilitator")
def facilitator(
    context: Context,
    team: TeamNumber,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Name or e-mail address of the facilitator.")],
    remove: Annotated[
        bool, typer.Option("--remove", help="Take the facilitator away from the team.")
    ] = False,
    proposal: ProposalNumber = None,
    force: Force = False,
    reason: Why = None,
    dry_run: Try = False,
) -> "View":
    """Give a team a facilitator, or take one away from it."""
    from cln.match import edit

    return _edit(
        context,
        "team facilitator",
        lambda session, cohort: edit.give_facilitator(session, cohort, proposal, team, name, remove=remove),
        force=force,
        reason=reason,
        dry_run=dry_run,
    )


@command(app, "suggest")
def suggest(
    session: "Session",
    cohort: "Cohort",
    code: EntryCode,
    proposal: ProposalNumber = None,
    top: Annotated[int, typer.Option(min=1, metavar="N", help="How many to list.")] = 10,
    sector: SectorChoice = None,
    entry: EntryNumber = None,
) -> "View":
    """List the best moves and swaps of an establishment: fewest rules broken, then best objective."""
    from cln.match.suggest import suggestions
    from cln.match.views.edit import suggested

    return suggested(suggestions(session, cohort, proposal, code, top))


def _edit(
    context: Context,
    name: str,
    plan: "Callable[[Session, Cohort], Plan]",
    *,
    force: bool,
    reason: str | None,
    dry_run: bool,
) -> "View":
    """Plan an edit and make it, or only say what it would cost."""
    from cln.match import edit
    from cln.match.views.edit import edited

    if dry_run:
        with context.reading() as session:
            cohort = context.cohort(session)
            return edited(edit.tried(session, cohort, plan(session, cohort)))
    with context.change(name) as change:
        cohort = context.cohort(change.session)
        planned = plan(change.session, cohort)
        return edited(edit.make(change, cohort, planned, force=force, reason=reason))
