"""Reads facilitators: who supports teams, for which authority, and which themes they know."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

from cln.files import cells, people, records
from cln.files.headers import known
from cln.files.records import Record, Rows
from cln.files.sheets import Sheet
from cln.files.source import Source
from cln.programme import ORGANISATIONS, FacilitatorRole
from cln.words import fold

COLUMNS = {
    "name": ("facilitator", "full name"),
    **people.APART,
    "email": ("e-mail", "email address", "e-mail address"),
    "organisation": ("organization",),
    "authority": ("local authority", "local authority name", "council", "LA", "LA name"),
    "role": ("key or co", "key/co"),
    "themes": ("theme",),
    **dict.fromkeys(records.GONE, ()),
}

_FACILITATOR = re.compile(r"[\s-]*facilitators?$", re.IGNORECASE)
NATIONAL = frozenset({"national", "nationalbody", "none", "na", "notapplicable"})
"""What stands, folded, in place of an authority where there is none."""


@dataclass(frozen=True)
class FacilitatorRow:
    """A facilitator as a file describes them; None is what the file says nothing about."""

    name: str
    email: str | None
    organisation: str
    authority_id: int | None
    """None for a national body."""
    role: str | None
    themes: tuple[int, ...]
    """Ids, each once, in the order of the cohort; empty when the file says nothing."""
    record: Record | None = field(default=None, repr=False, compare=False)
    """Where it stands in a file."""

    def is_same(self, other: "Known") -> bool:
        """Whether it is they; two of a name in two authorities are, where no address tells them apart."""
        return people.is_same(self, other) and not self._apart(other)

    def may_be(self, other: "Known") -> bool:
        """Whether it may be they, under another name or with another address."""
        return people.may_be(self, other) and not (fold(self.name) == fold(other.name) and self._apart(other))

    def _apart(self, other: "Known") -> bool:
        authorities = {self.authority_id, other.authority_id} - {None}
        return len(authorities) > 1 and bool(self.email or other.email)


class Known(people.Person, Protocol):
    """Somebody who supports teams."""

    @property
    def authority_id(self) -> int | None: ...


def fits_facilitators(sheet: Sheet) -> bool:
    """Whether it is a file of facilitators."""
    return records.fit(sheet, COLUMNS, _required(sheet))


def read(
    source: Source, cohort: str, authority: Callable[[str], int], theme: Callable[[str], int]
) -> Rows[FacilitatorRow]:
    """Read a file of facilitators, noting its problems without refusing it yet.

    Args:
        source: a CSV or XLSX file; of a workbook that `cln export` wrote, the facilitators are read.
        cohort: the name of the cohort.
        authority: the id of the authority that a name means; raises ValueError for an unknown name.
        theme: the id of the cohort's theme that a name means; raises ValueError for an unknown name.

    Raises:
        Refused: there is no such file, or it lacks a column.
    """
    sheet = source.read("facilitators", cohort, known(COLUMNS))
    file = records.of(sheet, COLUMNS, _required(sheet)).staying("name")
    rows: list[FacilitatorRow] = []
    for record in file.rows:
        row = _row(record, authority, theme)
        if row is None:
            continue
        earlier = next((one for one in rows if row.is_same(one)), None)
        if earlier is None:
            rows.append(row)
        elif earlier != row and earlier.record:
            record.problem(
                "name",
                f"{row.name} stands in {earlier.record.named} too, with other content; keep one of the rows, "
                "or give two people of one name their e-mail addresses",
            )
    return file.holding(rows)


def themes(cell: cells.Cell, theme: Callable[[str], int]) -> tuple[int, ...]:
    """The ids of themes joined by `;` or line by line, or by commas where each part is a theme."""
    written = cells.text(cells.lines(cell).replace("\n", ";"))
    for mark in (";", ","):
        names = [name.strip() for name in written.split(mark) if name.strip()]
        try:
            return tuple(sorted({theme(name) for name in names}))
        except ValueError:
            if mark == "," or "," not in written or ";" in written:
                raise
    return ()


def _authority(cell: cells.Cell, authority: Callable[[str], int]) -> int | None:
    return None if fold(cells.text(cell)) in NATIONAL else authority(cells.text(cell))


def _role(cell: cells.Cell) -> str:
    """A role in its own word, or with what it is: "Key facilitator"."""
    return cells.one_of(_FACILITATOR.sub("", cells.text(cell)), tuple(FacilitatorRole))


def _required(sheet: Sheet) -> tuple[str, ...]:
    return (*people.naming(sheet), "organisation", "authority")


def _row(
    record: Record, authority: Callable[[str], int], theme: Callable[[str], int]
) -> FacilitatorRow | None:
    name = people.name_of(record)
    organisation = record.must("organisation", partial(cells.one_of, words=ORGANISATIONS))
    row = FacilitatorRow(
        name=name or "",
        email=record.may("email", cells.email),
        organisation=organisation or "",
        authority_id=record.may("authority", partial(_authority, authority=authority)),
        role=record.may("role", _role),
        themes=record.may("themes", lambda cell: themes(cell, theme)) or (),
        record=record,
    )
    return None if record.faulty else row
