"""A file that somebody gives, how to read it, and how much of it is to be taken in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from cln.files import rejects, table
from cln.files.headers import Known
from cln.files.moments import Order
from cln.files.place import Place
from cln.files.problems import Answers, Question
from cln.files.sheets import Sheet
from cln.words import fold

ONE_BY_ONE = 20
"""So many changes of one kind are named one by one."""


def about_one(file: Path, files: Sequence[Path], values: Sequence[str]) -> list[str]:
    """What is said of one of several files: what names none of them, and what begins with `NAME=`."""
    names = [f"{one.name}=" for one in files]
    theirs = [value for value in values if not any(map(value.startswith, names))]
    return theirs + [
        value.removeprefix(f"{file.name}=") for value in values if value.startswith(f"{file.name}=")
    ]


@dataclass(frozen=True)
class Source:
    """A file, and what its reader is told about it; what the file itself shows goes without saying."""

    path: Path
    sheet: str | None = None
    """Which sheet of a workbook."""
    header_row: int | None = None
    """In which row the names of the columns stand, as a spreadsheet counts."""
    encoding: str | None = None
    date_format: Order | None = None
    """How dates are to be read that can be read both ways."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Header as written -> the column that it means."""
    kept: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """The same for files whose headers are known: `Sheet.kind` -> `names`."""
    keep_map: str | None = None
    """Under which name `names` are to be kept."""
    dry_run: bool = False
    accept_valid: bool = False
    rejects: Path | None = None
    """Where rows that are not right are written."""
    resolve: Path | None = None
    """A file of answers to what only a person can decide; written where it is not there, to be filled in."""
    ask: Callable[[Question], str] | None = None
    """Asks somebody at a terminal, and gives one of the choices."""
    answers: Answers = field(default_factory=dict)
    """What was decided so far."""
    anyway: bool = False
    """Write over what others have put on record since the file was made."""
    keep_answers: bool = False
    """The answers are to hold for later files, too."""
    without: frozenset[Place] = frozenset()
    """Rows that are left out, because they are not right."""
    doubts: list[str] = field(default_factory=list)
    """In sentences, what was doubtful or passed over while it was read."""

    suits: Callable[[Sheet], None] | None = None
    """Raises Refused where the rows are of another kind than the one that is wanted."""
    headers: list[str] = field(default_factory=list)
    """The headers that were read so far, as `Sheet.kind` says them."""

    def read(self, wanted: str | None = None, cohort: str | None = None, known: Known = frozenset()) -> Sheet:
        """The rows of the file, as `table.read` gives them, below the headers that they are said to have.

        Raises:
            Refused: as `table.read` says, or it does not suit.
        """
        sheet = table.read(
            self.path,
            wanted,
            cohort,
            known=known | {fold(header) for names in (self.names, *self.kept.values()) for header in names},
            sheet=self.sheet,
            header_row=self.header_row,
            encoding=self.encoding,
        )
        self.headers.append(sheet.kind)
        sheet = sheet.called(self.names or self.kept.get(sheet.kind, {}))
        self.doubt(*sheet.doubts)
        if sheet.headers and sheet.headers[-1].casefold() == rejects.PROBLEM:
            sheet = sheet.narrowed(len(sheet.headers) - 1)
        if self.suits is not None:
            self.suits(sheet)
        rows = tuple(row for row in sheet.rows if row.place not in self.without)
        return replace(sheet, rows=rows, answers=self.answers)

    def doubt(self, *sentences: str) -> None:
        """Note what the user should know of the file, though it was taken in."""
        self.doubts.extend(one for one in dict.fromkeys(sentences) if one not in self.doubts)

    def changes(self, sentences: Sequence[str], alike: str) -> None:
        """Note what the file changes on record, row by row; of many only how many more there are.

        Args:
            sentences: each change, e.g. "9100001: Old Name -> New Name".
            alike: what they have in common, e.g. "with a new name".
        """
        self.doubt(*sentences[:ONE_BY_ONE])
        if len(sentences) > ONE_BY_ONE:
            more = f"and {len(sentences) - ONE_BY_ONE} more {alike}"
            self.doubt(f"{more}; each, once it is taken in: cln history NUMBER")
