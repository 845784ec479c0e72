"""Reads facilitators: who supports teams, for which authority, and which themes they know."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from cln.files import cells, records
from cln.files.headers import known
from cln.files.records import Record, Rows
from cln.files.sheets import Sheet
from cln.files.source import Source
from cln.programme import ORGANISATIONS, FacilitatorRole
from cln.words import fold

COLUMNS = {
    "name": ("facilitator", "full name"),
    "email": ("e-mail", "email address", "e-mail address"),
    "organisation": ("organization",),
    "authority": ("local authority", "council"),
    "role": (),
    "themes": ("theme",),
    **dict.fromkeys(records.GONE, ()),
}
REQUIRED = ("name", "organisation", "authority")


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

    def same_person(self, name: str, email: str, authority_id: int | None) -> bool:
        """Whether it is they: the same e-mail address, or the same name in the same authority.

        Without any e-mail address the name alone decides, because nothing else tells two people apart.
        """
        if self.email and self.email == email:
            return True
        unaddressed = not self.email and not email
        return fold(self.name) == fold(name) and (self.authority_id == authority_id or unaddressed)


def fits_facilitators(sheet: Sheet) -> bool:
    """Whether it is a file of facilitators."""
    return records.fit(sheet, COLUMNS, REQUIRED)


def read(
    source: Source, cohort: str, authority: Callable[[str], int], theme: Callable[[str], int]
) -> Rows[FacilitatorRow]:
    """Read a file of facilitators.

    Args:
        source: a CSV or XLSX file; of a workbook that `cln export` wrote, the facilitators are read.
        cohort: the name of the cohort.
        authority: the id of the authority that a name means; raises ValueError for an unknown name.
        theme: the id of the cohort's theme that a name means; raises ValueError for an unknown name.

    Raises:
        Refused: a row cannot be read, or one person stands there twice with different content.
    """
    sheet = source.read("facilitators", cohort, known(COLUMNS))
    file = records.of(sheet, COLUMNS, REQUIRED).staying("name")
    rows: list[tuple[str, FacilitatorRow]] = []
    for record in file.rows:
        row = _row(record, authority, theme)
        if row is None:
            continue
        earlier = next(
            (e for e in rows if e[1].same_person(row.name, row.email or "", row.authority_id)), None
        )
        if earlier is None:
            rows.append((record.named, row))
        elif earlier[1] != row:
            record.problem(
                "name",
                f"{row.name} stands in {earlier[0]} too, with other content; keep one of the rows, "
                "or give two people of one name their e-mail addresses",
            )
    file.problems.refuse_any()
    return file.holding(row for _, row in rows)


def themes(cell: cells.Cell, theme: Callable[[str], int]) -> tuple[int, ...]:
    """The ids of themes joined by `;`."""
    return tuple(sorted({theme(name.strip()) for name in cells.text(cell).split(";") if name.strip()}))


def _row(
    record: Record, authority: Callable[[str], int], theme: Callable[[str], int]
) -> FacilitatorRow | None:
    name = record.must("name", partial(cells.some, what="the person's name"))
    organisation = record.must("organisation", partial(cells.one_of, words=ORGANISATIONS))
    row = FacilitatorRow(
        name=name or "",
        email=record.may("email", cells.email),
        organisation=organisation or "",
        authority_id=record.may("authority", lambda cell: authority(cells.text(cell))),
        role=record.may("role", partial(cells.one_of, words=tuple(FacilitatorRole))),
        themes=record.may("themes", lambda cell: themes(cell, theme)) or (),
    )
    return None if record.faulty else row
