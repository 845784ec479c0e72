"""All that is handed on of a cohort, in one folder, with a list of what is in it and for whom."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated

from pydantic import Field
from sqlmodel import Session

from cln.disclosure import leaving
from cln.errors import Refused
from cln.events.calendar import calendar
from cln.exports import tables
from cln.files import whole
from cln.files.deliver import ALL, Delivery, Format
from cln.report import build
from cln.tables.cohorts import Cohort
from cln.words import listed, outgoing

CONTENTS = "contents.txt"
EVALUATOR = "evaluator"


@dataclass(frozen=True)
class Part:
    """A file, or a folder of files, of a pack."""

    name: str
    holds: str
    for_whom: str


@dataclass(frozen=True)
class Packed:
    """What was put into a pack."""

    cohort: str
    folder: str
    parts: tuple[Part, ...]
    left_out: tuple[str, ...]
    """Why something is not in it, in sentences."""
    notes: Annotated[tuple[str, ...], Field(exclude=True)]
    """What nobody who uses it may overlook."""


PAGE = Part("cohort.html", "the report: what the cohort achieved, in words and pictures", "board, colleagues")
WORKBOOK = Part("cohort.xlsx", "all tables as a workbook, with what each column means", "colleagues")
CALENDAR = Part("cohort.ics", "the events, to be opened in a calendar", "everybody who comes")
SHEETS = Part("teams.html", "a sheet for each team at the matching event, to be printed", "the teams")
PUBLIC = Part(
    "everybody.html", "the report for everybody: it names nobody, and shows no figures of a few", "everybody"
)
OUTSIDE = Part(
    EVALUATOR, "all tables as CSV, people and places hidden behind pseudonyms", "the evaluator, nobody else"
)


def pack(
    session: Session,
    way_out: leaving.Exit,
    cohort: Cohort,
    folder: Path,
    recipient: str,
    *,
    coarse: bool,
    public: bool = False,
    force: bool,
) -> Packed:
    """Write everything into a folder, all of it or nothing; what leaves the partnership is put on record.

    Args:
        session: where the cohort is; stays open until everything is written.
        way_out: by which the evaluator's tables leave.
        cohort: whose pack it is.
        folder: made where there is none.
        recipient: who gets the evaluator's tables; empty where that is not said.
        coarse: widen what those tell of entries until at least three share it.
        public: put in the page for everybody too.
        force: replace files that exist.

    Raises:
        Refused: a file exists and `force` was not given, or the folder cannot be written.
    """
    page = build.page(session, cohort, build.Asked())
    files, left_out = _of_events(session, cohort)
    files[PAGE] = page.html.encode()
    everybody = build.page(session, cohort, build.Asked(public=True)) if public else None
    with ExitStack() as leaves:
        if everybody is not None:
            files[PUBLIC] = everybody.html.encode()
            page_sent = leaving.sent("report", folder / PUBLIC.name, "", (cohort,), figures=everybody.figures)
            leaves.enter_context(way_out.recorded(page_sent))  # before the tables, which may not tell more
        ours = tables.export(session, (cohort,), None, tables.Order(ALL))
        theirs = tables.export(session, (cohort,), None, tables.Order(ALL, pseudonymise=True, coarse=coarse))
        sent = leaving.sent(
            "pack", folder / EVALUATOR, recipient, (cohort,), coarse=coarse, figures=theirs.figures
        )
        there = {*files, WORKBOOK, OUTSIDE}
        parts = tuple(one for one in (PAGE, PUBLIC, WORKBOOK, CALENDAR, SHEETS, OUTSIDE) if one in there)
        files[Part(CONTENTS, "", "")] = _contents(cohort, parts, left_out).encode()
        leaves.enter_context(way_out.recorded(sent))
        with whole.filling(folder, force=force) as beside:
            cut = _write(ours.delivery, theirs.delivery, beside)
            for part, content in files.items():
                with whole.create(beside / part.name) as out:
                    out.write(content)
    notes = (
        *page.notes,
        *(everybody.notes if everybody else ()),
        *(f"{one}." for one in cut),
        *theirs.warnings,
        *theirs.afterwards(),
    )
    return Packed(cohort.name, str(folder), parts, tuple(left_out), tuple(dict.fromkeys(notes)))


def _of_events(session: Session, cohort: Cohort) -> tuple[dict[Part, bytes], list[str]]:
    """What a cohort may be too young for, and in sentences why some of it is left out."""
    made, left_out = dict[Part, bytes](), list[str]()
    makers: dict[Part, Callable[[], bytes]] = {
        CALENDAR: lambda: calendar(session, cohort).content,
        SHEETS: lambda: build.page(session, cohort, build.Asked(teams=True)).html.encode(),
    }
    for part, make in makers.items():
        try:
            made[part] = make()
        except Refused as refused:
            left_out.append(f"{part.name}: {refused.sentence}.")
    return made, left_out


def _write(ours: Delivery, theirs: Delivery, beside: Path) -> Sequence[str]:
    """Write the workbook and the evaluator's folder; the texts that did not fit a cell, in sentences."""
    theirs.into_folder(beside / EVALUATOR, Format.CSV, force=False)
    return ours.into_file(beside / WORKBOOK.name, Format.XLSX, force=False).cut


def _contents(cohort: Cohort, parts: Sequence[Part], left_out: Sequence[str]) -> str:
    made = datetime.now().astimezone()
    lines = [f"{cohort.name}: what is in this folder. Made {made.day} {made:%B %Y, %H:%M}.", ""]
    for part in parts:
        name = f"{part.name}/" if part is OUTSIDE else part.name
        lines += [name, f"    {part.holds}", f"    for: {part.for_whom}", ""]
    lines += [f"Not in it: {one}" for one in left_out]
    naming = listed([one.name for one in parts if one in (PAGE, WORKBOOK, SHEETS)])
    lines += [f"{naming} name people: hand on each file only to those it is for."]
    return outgoing("\n".join(lines) + "\n")
