"""Takes in files of every kind in one change: all of them, or nothing."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sqlmodel import Session

from cln.cohort.cohorts import Opened, open_
from cln.cohort.queries import every_cohort, find_cohort, themes_of
from cln.errors import Refused, Usage
from cln.events.dates import schedule_missing
from cln.files import whole
from cln.files.problems import BadRows
from cln.files.source import Source
from cln.files.taken import FromFile
from cln.imports import deeds
from cln.imports.deeds import Result
from cln.imports.kinds import Kind, ReadAs
from cln.imports.parts import Asked, Part, parts
from cln.programme import THEMES
from cln.store import Change, kept
from cln.store.intake import take
from cln.tables.cohorts import Cohort
from cln.words import listed

_OWN = {
    Kind.SURVEY: "cln survey import",
    Kind.FEEDBACK: "cln event feedback {}",
    Kind.CONFIDENCE: "cln confidence import",
}
"""The commands that can be told more of how a file is read."""


@dataclass(frozen=True)
class Taken:
    """What one file held, and what became of it."""

    file: str
    kind: Kind
    event: int | None
    """The number of the event that it is about."""
    columns: tuple[ReadAs, ...]
    """How its columns were taken, where the result does not tell."""
    result: Result


@dataclass(frozen=True)
class Imported(FromFile):
    """What became of all files."""

    cohort: str | None
    """Whom they are about; None where they are about the register only."""
    opened: Opened | None
    """The cohort, if it was opened for them."""
    files: tuple[Taken, ...]
    """In the order in which they were taken in."""
    passed_over: tuple[str, ...]
    """Files that no import reads, by name."""
    simd: str | None = None
    """The file that the establishments have their quintiles from."""


@dataclass(frozen=True)
class Meant:
    """Which cohort the files are about, as the user says."""

    name: str | None = None
    launch: date | None = None
    """Opens the cohort, with its launch on this day, unless there is one of that day already."""


@contextmanager
def telling(passed_over: Sequence[str]) -> Iterator[None]:
    """Name with a refusal, too, what nobody read: the rows that are missed may stand there.

    Raises:
        Refused: the block refused a file.
    """
    try:
        yield
    except Refused as refusal:
        if passed_over:
            refusal.details = (*refusal.details, f"passed over: {listed(passed_over)}")
        raise


def import_files(
    change: Change,
    sources: Sequence[Source],
    meant: Meant,
    asked: Asked,
    passed_over: Sequence[str],
    rejects: Path | None,
) -> Imported:
    """Take in files of every kind, in the order in which they need each other.

    Args:
        change: the unit of work.
        sources: the files.
        meant: the cohort.
        asked: what the user says of the files.
        passed_over: files that nobody is to read.
        rejects: a folder for the rows that are not right, a file for each file.

    Raises:
        Refused: one of the files, or any row of it, is not right.
        Usage: the user must say more.
    """
    cohort, opened = _cohort(change, meant)
    themes = [one.name for one in themes_of(change.session, cohort)] if cohort else THEMES
    known = kept.maps(change.session)
    every = parts([replace(source, kept=known) for source in sources], themes, asked)
    if judged := next((part for part in every if part.kind is Kind.TEAMS), None):
        name = judged.source.path.name
        raise Refused(
            f"{name} says who is in which team; that is judged, not taken in: cln match check {name}"
        )
    simd, taken = _simd(every), list[Taken]()
    if simd:
        change.of_file(simd)
    trial = any(source.dry_run for source in sources)
    with whole.filling(rejects, force=False) if rejects and not trial else nullcontext(rejects) as folder:
        for number, part in enumerate(part for part in every if part.kind is not Kind.SIMD):
            if part.kind is Kind.ESTABLISHMENTS:
                deed = deeds.of_register(change, simd if part.names_zones else None)
            else:
                cohort = cohort or _needed(change.session, meant, part)
                deed = deeds.of_cohort(part, change, cohort)
            source = replace(part.source, rejects=folder and folder / f"{number} {part.source.path.stem}.csv")
            result = _taken(change, source, deed, _OWN.get(part.kind, "").format(part.event))
            if result.rejects and rejects:
                result = replace(result, rejects=str(rejects / Path(result.rejects).name))
            taken.append(
                Taken(result.file or source.path.name, part.kind, part.event or None, part.columns, result)
            )
    return Imported(
        cohort=cohort.name if cohort else None,
        opened=opened,
        files=tuple(taken),
        passed_over=tuple(passed_over),
        simd=simd.name if simd else None,
        dry_run=trial,
        rejected=sum(one.result.rejected for one in taken),
        rejects=str(rejects) if any(one.result.rejected for one in taken) else None,
    )


def _taken(change: Change, source: Source, deed: Callable[[Source], Result], own: str) -> Result:
    """Take one of the files in; whatever is refused names the file, and its own command where that helps."""
    try:
        return take(change, source, deed)
    except BadRows:
        raise
    except Refused as error:
        name = source.path.name
        if own and "--scale" in str(error):
            raise Refused(
                f'{error}; of several files: --scale "{name}=WORDS", and more options has its own command: '
                f"{own} {name}"
            ) from error
        if name in str(error):
            raise
        raise Refused(f"{name}: {error}; none of the files was taken in") from error


def _simd(every: Sequence[Part]) -> Path | None:
    """The file of quintiles; it says nothing without establishments to give them to."""
    simd = [part.source.path for part in every if part.kind is Kind.SIMD]
    if len(simd) > 1:
        raise Refused(f"{simd[0].name} and {simd[1].name} both hold SIMD quintiles; take one of them out")
    if simd and not any(part.kind is Kind.ESTABLISHMENTS for part in every):
        raise Refused(f"{simd[0].name} holds SIMD quintiles; import it together with the establishments")
    if simd and not any(part.names_zones for part in every):
        raise Refused(
            f"{simd[0].name} holds SIMD quintiles of data zones, and no file of establishments here has a "
            "column DataZone; add one that has, or take it out"
        )
    return simd[0] if simd else None


def _cohort(change: Change, meant: Meant) -> tuple[Cohort | None, Opened | None]:
    """The cohort, opened if the user says when it begins; None where nobody says and none is open."""
    session = change.session
    open_ones = [one for one in every_cohort(session) if one.closed_on is None]
    if meant.launch is None:
        known = meant.name is not None or len(open_ones) == 1
        return (find_cohort(session, meant.name), None) if known else (None, None)
    same = [one for one in open_ones if one.launch == meant.launch and meant.name in {None, one.name}]
    if len(same) == 1:
        return same[0], None
    opened = open_(change, meant.name or _next_name(session), meant.launch, schedule_missing)
    return find_cohort(session, opened.cohort), opened


def _next_name(session: Session) -> str:
    """The name of the cohort after the last: "Cohort 4" after "Cohort 3"."""
    numbers = [re.search(r"(\d+)$", one.name) for one in every_cohort(session)]
    return f"Cohort {max((int(number[1]) for number in numbers if number), default=0) + 1}"


def _needed(session: Session, meant: Meant, part: Part) -> Cohort:
    """The cohort that a file needs; the refusal says how to open one."""
    if not every_cohort(session):
        raise Usage(
            f"{part.source.path.name} holds {part.kind} of a cohort, and none is open yet; "
            "add the day of its launch, e.g. --launch 2026-09-10"
        )
    return find_cohort(session, meant.name)
