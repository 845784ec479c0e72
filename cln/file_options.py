"""The options of every command that reads a file, or takes one in: they are added to its signature.

A command asks for them with a parameter of a name in `arguments.FILES`, and is handed a `Source`.
"""

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cln.arguments import options_of
from cln.errors import Usage
from cln.files.moments import Order

if TYPE_CHECKING:
    from cln.files.problems import Question
    from cln.files.source import Source

READ, TAKE = "How the file is read", "How the file is taken in"
"""Headings in the help."""


_FILE = typer.Argument(metavar="FILE", help="A CSV or XLSX file.", show_default=False, readable=False)
"""`readable=False`: not typer but the reading itself says what is wrong with a file, and how to mend it."""
OPTIONAL_FILE = Annotated[Path | None, _FILE]
"""Of a command that shows what is on record where it is given no file."""


def _header_and_column(value: str) -> tuple[str, str]:
    header, equals, column = value.rpartition("=")
    if not equals or not header.strip() or not column.strip():
        raise Usage(f"--map {value!r} does not say which header means which column; write HEADER=COLUMN")
    return header.strip(), column.strip()


@dataclass(frozen=True, kw_only=True)
class HowRead:
    """What may be said of how to read a file."""

    sheet: Annotated[
        str | None, typer.Option(help="Which sheet of a workbook.", metavar="NAME", rich_help_panel=READ)
    ] = None
    header_row: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", help="In which row the columns are named.", rich_help_panel=READ),
    ] = None
    map: Annotated[
        list[Any] | None,
        typer.Option(
            parser=_header_and_column,
            metavar="HEADER=COLUMN",
            help="Which column a header means; may be given again.",
            rich_help_panel=READ,
        ),
    ] = None
    encoding: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Of a text file, e.g. mac-roman.", rich_help_panel=READ),
    ] = None
    date_format: Annotated[
        Order | None,
        typer.Option(help="How dates are meant that can be read both ways.", rich_help_panel=READ),
    ] = None

    def read_from(self, path: Path) -> "Source":
        """A file, to be read so."""
        from cln.files.source import Source

        return Source(
            path,
            sheet=self.sheet,
            header_row=self.header_row,
            encoding=self.encoding,
            date_format=self.date_format,
            names=dict(self.map or ()),
        )


@dataclass(frozen=True, kw_only=True)
class HowTaken(HowRead):
    """How much of a file is to be taken in."""

    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", help="Say what would happen and write nothing.", rich_help_panel=TAKE),
    ] = False
    accept_valid: Annotated[
        bool,
        typer.Option(
            "--accept-valid", help="Take in the rows that are right; needs --rejects.", rich_help_panel=TAKE
        ),
    ] = False
    rejects: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Where the other rows are written, each with its problem, to be mended and taken in.",
            rich_help_panel=TAKE,
        ),
    ] = None

    resolve: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Answers to what only a person can decide; written, to be filled in, if it is not there.",
            rich_help_panel=TAKE,
        ),
    ] = None

    keep_map: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="Keep what --map says, for files with these headers.", rich_help_panel=TAKE
        ),
    ] = None
    keep_answers: Annotated[
        bool,
        typer.Option(
            "--keep-answers", help="Let the answers hold for later files, too.", rich_help_panel=TAKE
        ),
    ] = False

    def taken_from(self, path: Path) -> "Source":
        """A file, to be read and taken in so."""
        return replace(
            self.read_from(path),
            dry_run=self.dry_run,
            accept_valid=self.accept_valid,
            rejects=self.rejects,
            resolve=self.resolve,
            keep_map=self.keep_map,
            keep_answers=self.keep_answers,
        )


@dataclass(frozen=True, kw_only=True)
class Readable(HowRead):
    """The file of a command that reads one, and how to read it."""

    file: Annotated[Path, _FILE]

    def source(self) -> "Source":
        """The file, to be read so."""
        return self.read_from(self.file)


@dataclass(frozen=True, kw_only=True)
class Takeable(HowTaken):
    """The file of a command that takes one in, how to read it, and how much of it is to be taken in."""

    file: Annotated[Path, _FILE]

    def source(self) -> "Source":
        """The file, to be taken in so."""
        return self.taken_from(self.file)


@dataclass(frozen=True, kw_only=True)
class Several(HowTaken):
    """Files and folders of a command that takes in any number; rejected rows go into a folder."""

    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH...", help="Files and folders.", show_default=False, readable=False),
    ]
    sheet: Annotated[
        str | None,
        typer.Option(help="Which sheet of a workbook.", metavar="[FILE=]NAME", rich_help_panel=READ),
    ] = None
    map: Annotated[
        list[Any] | None,
        typer.Option(
            parser=_header_and_column,
            metavar="[FILE=]HEADER=COLUMN",
            help="Which column a header means; may be given again.",
            rich_help_panel=READ,
        ),
    ] = None
    rejects: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="A folder for the other rows, a file for each file, with their problems.",
            rich_help_panel=TAKE,
        ),
    ] = None

    def sources(self, files: Sequence[Path]) -> list["Source"]:
        """These files, to be taken in so; what is said of one of several begins with its name.

        Raises:
            Usage: a sheet, a row of headers or what they mean is said of several.
        """
        from cln.files.source import about_one

        given = [*([self.sheet] if self.sheet else ()), *(header for header, _ in self.map or ())]
        names_none = [one for one in given if not any(one.startswith(f"{file.name}=") for file in files)]
        if len(files) > 1 and (names_none or self.header_row):
            raise Usage(
                "--sheet, --header-row and --map say how one file is read; import it by itself, or say "
                'which: --sheet "FILE=NAME", --map "FILE=HEADER=COLUMN"'
            )
        sources = []
        for file in files:
            sheets = about_one(file, files, [self.sheet] if self.sheet else [])
            names = {
                one: column for header, column in self.map or () for one in about_one(file, files, [header])
            }
            own = replace(self, sheet=next(iter(sheets), None), rejects=None)  # `rejects` is a folder for all
            sources.append(replace(own.taken_from(file), names=names))
        return sources


def source_of(
    options: type[Readable] | type[Takeable],
    given: Mapping[str, Any],
    ask: "Callable[[Question], str] | None",
) -> "Source | None":
    """The file that a command line names, to be read as these of its options say; None where it names none.

    Raises:
        Usage: no file is named, and there are options for one.
    """
    if given["file"] is not None:
        return replace(options(**given).source(), ask=ask)
    if any(given.values()):
        raise Usage("some of the options say how a file is read or taken in; name the FILE")
    return None


KINDS: Mapping[str, type[Readable] | type[Takeable]] = {"readable": Readable, "source": Takeable}
"""What a parameter of a name in `FILES` stands for."""


def options_of_file(parameter: inspect.Parameter) -> list[inspect.Parameter]:
    """The options of a file in place of the parameter that asks for it."""
    *others, file = options_of(KINDS[parameter.name])
    if parameter.default is None:
        file = file.replace(default=None, annotation=OPTIONAL_FILE)
    return [file, *others]
