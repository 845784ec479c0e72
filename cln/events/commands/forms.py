"""What the commands that read forms ask of columns that do not speak for themselves."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from cln.events.reading.opinions import Choices

Scales = Annotated[
    list[str] | None,
    typer.Option(
        "--scale",
        metavar="WORDS",
        help="The words of ratings, worst to best, five joined by ';'; again for other questions.",
    ),
]
Words = Annotated[
    list[str] | None,
    typer.Option(metavar="HEADER", help="A column that holds words, though they look like ratings."),
]
LeaveOut = Annotated[
    list[str] | None, typer.Option(metavar="HEADER", help="A column that is to be left out.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would happen and write nothing.")]


def choices(
    scales: Sequence[str] | None = None,
    words: Sequence[str] | None = None,
    leave_out: Sequence[str] | None = None,
) -> "Choices":
    """What the user says of the columns.

    Raises:
        Refused: a scale has not five different words.
    """
    from cln.events.reading.opinions import Choices
    from cln.files.scales import parse

    return Choices(tuple(map(parse, scales or ())), tuple(words or ()), tuple(leave_out or ()))
