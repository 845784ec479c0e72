"""Options and arguments that several commands take, and how their values are read."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from cln import completion
from cln.arguments import BY_NAME
from cln.cohort.whom import Which
from cln.errors import Refused
from cln.files import cells, moments
from cln.programme import Sector

if TYPE_CHECKING:
    from cln.meant import Typed

T = TypeVar("T")


def reader(read: Callable[[cells.Cell], T], metavar: str) -> Callable[[str], T]:
    """Make a parser of option values from a reader of cells: what it cannot read is refused (exit code 3)."""

    def parse(value: str) -> T:
        try:
            return read(value)
        except ValueError as error:
            raise Refused(f"{metavar} {error}") from error

    return parse


day = reader(moments.spoken, "the date")
code = reader(cells.code, "the code")
which = reader(Which.read, "the code")
registered = reader(partial(Which.read, registered=True), "the code")
span = reader(cells.span, "the range")
reason = reader(partial(cells.some, what="why"), "the reason")
words = reader(partial(cells.name, what="one"), "a name")
brief = reader(cells.brief, "the text")
postcode = reader(cells.postcode, "the postcode")
sentence = reader(partial(cells.some, what="what is to be put on record"), "the text")
email = reader(cells.email, "the e-mail address")
clock = reader(cells.clock, "the time")
link = reader(cells.link, "the link")


def number_or(
    named: "Callable[[str], Typed]", low: int, high: int | None = None
) -> "Callable[[str], int | Typed]":
    """Make a parser that reads a number, or words that stand for one; another number is refused."""
    span = f"from {low} to {high}" if high else f"{low} or more"

    def parse(value: str) -> "int | Typed":
        if any(map(str.isalpha, value)):
            return named(value)
        try:
            number = int(value)
        except ValueError as error:
            raise typer.BadParameter("that is no whole number") from error
        if number < low or (high and number > high):
            raise typer.BadParameter(f"it is to be {span}")
        return number

    return parse


def named_argument(parser: Callable[[str], Any], query: str, metavar: str, meaning: str) -> Any:
    """An argument for which a name can be typed; `query` is the one of `completion` that offers them."""
    offered = completion.of_cohort(query)
    return typer.Argument(
        parser=parser, autocompletion=offered, metavar=metavar, help=meaning, show_default=False
    )


def named_option(parser: Callable[[str], Any], query: str, metavar: str, meaning: str) -> Any:
    """An option for which a name can be typed; `query` is the one of `completion` that offers them."""
    return typer.Option(
        parser=parser, autocompletion=completion.of_cohort(query), metavar=metavar, help=meaning
    )


Code = Annotated[
    str,
    typer.Argument(
        parser=code, metavar="CODE", help="SEED code (7 digits) or CS number.", show_default=False
    ),
]
SectorChoice = Annotated[
    Sector | None,
    typer.Option("--sector", case_sensitive=False, help="Which department, where a code covers two."),
]
EntryNumber = Annotated[
    int | None, typer.Option("--entry", metavar="N", help="Which entry, where it has several.")
]
EntryCode = Annotated[
    Which,
    named_argument(
        which,
        completion.OF_ENTRIES,
        "CODE",
        "Its code or name; CODE:Secondary or CODE:Secondary:2 where it has several entries.",
    ),
    BY_NAME,
]
Registered = Annotated[
    Which,
    named_argument(registered, completion.OF_REGISTER, "CODE", "Its SEED code, CS number or name."),
    BY_NAME,
]
Entries = Annotated[
    list[Which],
    named_argument(
        which,
        completion.OF_ENTRIES,
        "CODE...",
        "Codes or names; CODE:Secondary or CODE:Secondary:2 where one has several entries.",
    ),
    BY_NAME,
]
Reason = Annotated[str, typer.Option(parser=reason, metavar="WORDS", help="Why; it is kept and shown.")]
MaybeReason = Annotated[
    str | None, typer.Option("--reason", parser=reason, metavar="WORDS", help="Why; it is kept and shown.")
]
Force = Annotated[bool, typer.Option("--force", help="Overwrite the file if it exists.")]
ForceAll = Annotated[bool, typer.Option("--force", help="Overwrite what exists.")]
Postcode = Annotated[str | None, typer.Option(parser=postcode, metavar="TEXT", help="Its postcode.")]
Quintile = Annotated[
    int | None,
    typer.Option("--simd-quintile", min=1, max=5, help="SIMD quintile of its area, 1 = most deprived."),
]
Latitude = Annotated[float | None, typer.Option(min=-90, max=90, help="Degrees north.")]
Longitude = Annotated[float | None, typer.Option(min=-180, max=180, help="Degrees east.")]
Recipient = Annotated[
    str,
    typer.Option("--for", parser=brief, metavar="NAME", help="Who gets it, for the record of what left."),
]
Day = Annotated[
    date | None,
    typer.Option("--on", parser=day, metavar="DATE", help="The day, e.g. 2026-10-01; today by default."),
]
Anyway = Annotated[
    bool, typer.Option("--anyway", help="Although somebody else has changed it meanwhile; that is told.")
]
TeamSize = Annotated[
    cells.Span | None,
    typer.Option(parser=span, metavar="MIN-MAX", help="How many participants make a team, e.g. 13-20."),
]
ThemeTeams = Annotated[
    cells.Span | None,
    typer.Option(
        parser=span, metavar="MIN-MAX", help="How many teams a theme may have; 1-1: every theme exactly once."
    ),
]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask whether to go on.")]
