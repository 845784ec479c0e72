"""`cln team`: edit a proposal by hand, and see at once what each edit costs."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from cln import completion
from cln.arguments import BY_NAME
from cln.cohort.named import theme_typed
from cln.cohort.whom import Which
from cln.command import command, group
from cln.context import Context
from cln.facilitators.named import facilitator_typed
from cln.files import cells
from cln.match.named import team_edited
from cln.meant import Typed
from cln.options import (
    Anyway,
    EntryCode,
    EntryNumber,
    MaybeReason,
    SectorChoice,
    named_argument,
    number_or,
    reader,
    which,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlmodel import Session

    from cln.match.edit import Edited, Plan
    from cln.screen.view import View
    from cln.store import Change
    from cln.tables.cohorts import Cohort

app = typer.Typer(no_args_is_help=True)

WAITING = "waiting"


_numbered = reader(partial(cells.whole, low=1, high=9999), "the team")


def _place(value: str) -> int | Typed:
    """A team's number, or words for it; 0 for the waiting list."""
    if value.strip().casefold() == WAITING:
        return 0
    return team_edited(value) if any(map(str.isalpha, value)) else _numbered(value)


Other = Annotated[
    Which, named_argument(which, completion.OF_ENTRIES, "CODE", "The other one's code or name."), BY_NAME
]
TeamNumber = Annotated[
    int,
    typer.Argument(
        parser=number_or(team_edited, 1),
        metavar="TEAM",
        help="The team's number or theme.",
        show_default=False,
    ),
    BY_NAME,
]
Place = Annotated[
    int,
    typer.Argument(
        parser=_place,
        metavar="TEAM",
        help=f'Number or theme of the team that it moves to, or "{WAITING}".',
        show_default=False,
    ),
    BY_NAME,
]
ProposalNumber = Annotated[
    int | None,
    typer.Option(
        "--proposal",
        metavar="N",
        help="Which proposal to edit; by default the newest edit of the one that counts, else that.",
    ),
]


@dataclass(frozen=True)
class Making:
    """How an edit is made: the options that every edit has."""

    proposal: ProposalNumber = None
    force: Annotated[bool, typer.Option("--force", help="Break rules that must hold; needs --reason.")] = (
        False
    )
    reason: MaybeReason = None
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what it would cost; make no proposal.")
    ] = False
    anyway: Anyway = False

    def edit(
        self, context: Context, name: str, plan: "Callable[[Session, Cohort, int | None], Plan]"
    ) -> "View":
        """Plan an edit and make it, or only say what it would cost."""
        from cln.match import edit
        from cln.match.accept import refuse_changed
        from cln.match.views.edit import edited

        if self.dry_run:
            with context.reading() as session:
                cohort = context.cohort(session)
                return edited(edit.tried(session, cohort, plan(session, cohort, self.proposal)))

        def deed(change: "Change", cohort: "Cohort") -> "Edited":
            refuse_changed(change, cohort, self.proposal, anyway=self.anyway)
            planned = plan(change.session, cohort, self.proposal)
            return edit.make(change, cohort, planned, force=self.force, reason=self.reason)

        return edited(context.make(name, deed))


@group(app)
def everything(context: Context) -> None:
    """Edit a proposal by hand: each edit makes a new one and says what it costs."""


@command(app, "move", example='cln team move 9377028 3 --force --reason "The head asks for it"')
def move(
    context: Context,
    code: EntryCode,
    team: Place,
    making: Making,
    sector: SectorChoice = None,
    entry: EntryNumber = None,
) -> "View":
    """Move an establishment to another team, or to the waiting list, or in from it."""
    from cln.match import edit

    return making.edit(context, "team move", partial(edit.move, which=code, to=team or None))


@command(app, "swap", example="cln team swap 9377028 9559023")
def swap(context: Context, code: EntryCode, other: Other, making: Making) -> "View":
    """Let two establishments change places; one of them may be waiting."""
    from cln.match import edit

    return making.edit(context, "team swap", partial(edit.swap, one=code, other=other))


@command(app, "theme", example="cln team theme 8 Numeracy")
def theme(
    context: Context,
    team: TeamNumber,
    theme: Annotated[
        str,
        typer.Argument(
            parser=theme_typed,
            autocompletion=completion.of_cohort(completion.OF_THEMES),
            metavar="THEME",
            help="The theme that it gets.",
        ),
        BY_NAME,
    ],
    making: Making,
) -> "View":
    """Give a team another theme."""
    from cln.match import edit

    return making.edit(context, "team theme", partial(edit.give_theme, team=team, theme=theme))


@command(app, "facilitator", example='cln team facilitator 1 "Mairi Adeyemi"')
def facilitator(
    context: Context,
    team: TeamNumber,
    name: Annotated[
        str,
        typer.Argument(
            parser=facilitator_typed,
            autocompletion=completion.of_cohort(completion.OF_FACILITATORS),
            metavar="NAME",
            help="Name or e-mail address of the facilitator.",
        ),
        BY_NAME,
    ],
    remove: Annotated[
        bool, typer.Option("--remove", help="Take the facilitator away from the team.")
    ] = False,
    *,
    making: Making,
) -> "View":
    """Give a team a facilitator, or take one away from it."""
    from cln.match import edit

    plan = partial(edit.give_facilitator, team=team, name=name, remove=remove)
    return making.edit(context, "team facilitator", plan)


@command(app, "suggest", example="cln team suggest 9377028")
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
