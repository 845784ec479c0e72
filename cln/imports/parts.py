"""Which files there are, what each holds, and in which order they are taken in. Pure but for reading them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from cln.errors import Refused, Usage
from cln.files import cells, contents, deliver
from cln.files.sheets import Sheet
from cln.files.source import Source
from cln.imports.kinds import Kind, ReadAs, kinds, known, read_as
from cln.programme import Occasion
from cln.projects.reading import LOG, is_of_facilitator
from cln.words import fold, listed

ENDINGS = frozenset({".csv", ".txt", ".tsv", ".xlsx", ".xlsm"})
MENDED_BY = {
    **dict.fromkeys((".xls", ".xlsb", ".ods", ".numbers"), "save it as XLSX"),
    **dict.fromkeys((".zip", ".7z", ".rar"), "unpack it"),
}
"""The endings of files that may well hold what is missed, and how they are read all the same."""
"""Of the files of a folder that are looked at; the others are passed over and named."""


HOME = ("participants", "facilitators", "survey", "attendance", "feedback", "confidence")
"""Tables of cln's own, in a workbook or a folder, that are taken in again; the others follow from these."""


@dataclass(frozen=True)
class Asked:
    """What only the user can tell of the files: for one of them by its name, else for all ("")."""

    events: Mapping[str, int]
    occasions: Mapping[str, Occasion]
    scales: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """By the name of each file the words of its ratings, as `--scale` has them."""

    def event(self, path: Path) -> int | None:
        """Which event a file is about."""
        return self.events.get(path.name, self.events.get(""))

    def occasion(self, path: Path) -> Occasion | None:
        """When those in a file were asked."""
        return self.occasions.get(path.name, self.occasions.get(""))


@dataclass(frozen=True)
class Part:
    """A file, or the rows of it about one event or occasion."""

    source: Source
    kind: Kind
    columns: tuple[ReadAs, ...] = ()
    """How its columns are taken, where its own command does not tell."""
    event: int = 0
    """The number of the event that it is about; 0 where it is about none."""
    sector: str = ""
    """Whose final event, where sectors have their own."""
    occasion: Occasion = Occasion.LAUNCH
    """When those were asked whose confidence it tells."""
    scales: Sequence[str] = ()
    """The words of its ratings, as `--scale` has them."""

    @property
    def names_zones(self) -> bool:
        """Whether it says in which data zones establishments lie, so that they can get their quintile."""
        return self.kind is Kind.ESTABLISHMENTS and any(one.column == "data_zone" for one in self.columns)


def files_of(paths: Sequence[Path]) -> tuple[list[Path], list[str]]:
    """The files that are named or lie in folders that are named, and the names of those passed over.

    Raises:
        Refused: a folder has no file that can be read.
    """
    chosen: list[Path] = []
    passed_over: list[str] = []
    for path in paths:
        if not path.is_dir():
            chosen.append(path)
            continue
        inside = sorted(one for one in path.iterdir() if not _is_debris(one))
        ours = deliver.exported_into(path)
        fitting = [
            one
            for one in inside
            if one.is_file()
            and one.suffix.casefold() in ENDINGS
            and (one.name not in ours or (one.stem in HOME and len(one.read_bytes().splitlines()) > 1))
        ]
        others = [_passed_over(one) for one in inside if one not in fitting]
        if not fitting:
            has = f"; it has {listed(others)}" if others else ""
            raise Refused(f"{path} has no file that ends in {', '.join(sorted(ENDINGS))}{has}")
        chosen += fitting
        passed_over += others
    return _once(chosen, passed_over), passed_over


def parts(sources: Sequence[Source], themes: Sequence[str], asked: Asked) -> list[Part]:
    """What the files hold, in the order in which they need each other.

    Args:
        sources: the files.
        themes: those that a survey may ask about.
        asked: what the user says of them.

    Raises:
        Refused: a file cannot be read, or holds nothing that is known.
        Usage: a file could be two things.
    """
    every: list[Part] = []
    unsaid: list[str] = []
    for source in (table for one in sources for table in _tables(one)):
        try:
            every += _parts(source, themes, asked)
        except Usage as error:
            unsaid.append(str(error))
    if unsaid:
        raise Usage(unsaid[0], unsaid[1:])
    return sorted(every, key=lambda part: list(Kind).index(part.kind))


def _once(files: Sequence[Path], passed_over: list[str]) -> list[Path]:
    """Each file once; of two with the same bytes the one with the shorter name, and the other is told."""
    there = [file for file in dict.fromkeys(files) if file.is_file()]  # what is not is refused when read
    sizes = Counter(file.stat().st_size for file in there)
    first: dict[bytes, Path] = {}
    again = set[Path]()
    for file in sorted(there, key=lambda one: len(one.name)):
        if sizes[file.stat().st_size] > 1:  # else no other has the same bytes, and it need not be read
            same = first.setdefault(sha256(file.read_bytes()).digest(), file)
            if same != file:
                again.add(file)
                passed_over.append(f"{file.name} (the same as {same.name})")
    return [file for file in dict.fromkeys(files) if file not in again]


def _passed_over(file: Path) -> str:
    """What is no table that can be read, and what makes it one."""
    why = "a folder" if file.is_dir() else MENDED_BY.get(file.suffix.casefold())
    return f"{file.name} ({why})" if why else file.name


def _is_debris(file: Path) -> bool:
    """Excel's mark of an open workbook, what systems leave in folders, and cln's own database."""
    of_system = file.suffix.casefold() in {".db", ".ini"}
    return of_system or file.name.startswith((".", "~$")) or ".db-" in file.name


def _tables(source: Source) -> list[Source]:
    """The file; of a workbook that cln wrote, each of its sheets that can come home."""
    if source.sheet is None and is_of_facilitator(contents.visible(source.path)):
        return [replace(source, sheet=LOG, doubts=[])]
    ours = contents.exported(source.path) if source.sheet is None else ()
    return [replace(source, sheet=name, doubts=[]) for name in ours if name in HOME] or [source]


def _parts(source: Source, themes: Sequence[str], asked: Asked) -> Iterator[Part]:
    sheet = source.read(known=known(themes))
    fitting = kinds(sheet, themes)
    if not fitting:
        each = listed([kind.value for kind in Kind])
        raise Refused(
            f"{sheet.source} is none of what cln takes in ({each}); its columns are {_columns(sheet)}; "
            "import it by itself with --map HEADER=COLUMN, or take it out"
        )
    kind = _chosen(source, sheet, fitting, asked)
    part = Part(source, kind, read_as(kind, sheet), scales=asked.scales.get(source.path.name, ()))
    if kind is Kind.ATTENDANCE or (kind is Kind.FEEDBACK and not asked.event(source.path)):
        for number in _events(source, sheet, asked):
            yield replace(part, event=number)
    elif kind is Kind.FEEDBACK:
        yield replace(part, event=asked.event(source.path) or 0)
    elif kind is Kind.CONFIDENCE:
        for occasion in _occasions(source, sheet, asked):
            yield replace(part, occasion=occasion)
    else:
        yield part


def _chosen(source: Source, sheet: Sheet, fitting: Sequence[Kind], asked: Asked) -> Kind:
    """The one kind that a file can be, given what was said of it."""
    if len(fitting) == 1:
        return fitting[0]
    event, occasion = asked.event(source.path), asked.occasion(source.path)
    if (event is None) == (occasion is None):
        name = source.path.name
        raise Usage(
            f"{sheet.source} could be feedback on an event, or how confident people are: say which, with "
            f'--event "{name}=2" (of which event), or --occasion "{name}=launch" or "{name}=end"; '
            f"if neither, import it by itself with --map HEADER=COLUMN; its columns are {_columns(sheet)}"
        )
    return Kind.FEEDBACK if occasion is None else Kind.CONFIDENCE


def _columns(sheet: Sheet) -> str:
    return ", ".join(title for title in sheet.titles if title)


def _events(source: Source, sheet: Sheet, asked: Asked) -> list[int]:
    """The numbers of the events that a file is about: as it says itself, else as the user says."""
    place = sheet.find("event", "event number")
    numbers = {cells.text(cell) for cell in sheet.filled(place)} if place is not None else set()
    if own := sorted(int(number) for number in numbers if number.isdigit()):
        return own
    event, name = asked.event(source.path), source.path.name
    if event is None:
        raise Usage(f'{sheet.source} does not say which event it is about; add --event "{name}=2"')
    return [event]


def _occasions(source: Source, sheet: Sheet, asked: Asked) -> list[Occasion]:
    place = sheet.find("occasion")
    words = {fold(cells.text(cell)) for cell in sheet.filled(place)} if place is not None else set()
    if own := [occasion for occasion in Occasion if fold(occasion) in words]:
        return own
    occasion = asked.occasion(source.path)
    if occasion is None:
        name = source.path.name
        raise Usage(
            f'{sheet.source} does not say when they were asked; add --occasion "{name}=launch", or end'
        )
    return [occasion]
