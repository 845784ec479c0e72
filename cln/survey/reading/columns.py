"""Recognises the columns of a form by their headers: who answered, for whom, when, and the hunch.

What is not recognised is not used, and said to be. The columns that hold what the form asks are found by
others: of the survey by `themes`, of feedback and confidence by `questions`.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from cln import programme
from cln.errors import Refused
from cln.files.cells import Cell, text
from cln.files.headers import known
from cln.files.moments import Ambiguous, Order, Unclear, order_of
from cln.files.place import row_of
from cln.files.sheets import Sheet
from cln.survey.reading import options
from cln.words import fold


@dataclass(frozen=True)
class ColumnReading:
    """How a column is read; `role` is a word such as `code`, `theme`, `not used`, `how` says it to people."""

    header: str
    role: str
    theme: str | None = None
    kind: programme.Kind | None = None
    how: str = ""


@dataclass(frozen=True)
class Layout:
    """Where the columns stand that are not about the themes."""

    at: Mapping[str, int]
    """code, sector, name, submitted, hunch and so on -> the column, of those that there are."""
    emails: tuple[int, ...]
    days_first: bool
    undecided: str
    """In words, which date can be read two ways, if nothing in the file tells; they are read day first."""
    readings: tuple[ColumnReading, ...]
    """One for every column of the sheet."""
    free: tuple[int, ...]
    """The columns that may hold what is asked."""


NOT_USED = "not used"

_NAMES: Mapping[str, Sequence[str]] = {
    "code": ("code", "seed", "seed number", "establishment code", "school code", "centre code"),
    "sector": ("sector", "school sector", "your sector", "which sector", "what is your sector"),
    "entry": ("entry", "entry number", "entry no", "which entry"),
    "submitted": (
        *("completion time", "timestamp", "submitted", "submitted at", "date submitted", "submitdate"),
        *("recorded date", "ended", "completion date", "date completed"),
    ),
    "modified": ("last modified time",),
    "name": ("name", "full name", "your name", "participant", "your full name", "what is your name"),
    "first_name": ("first name", "your first name", "forename", "given name", "recipient first name"),
    "surname": (
        *("surname", "your surname", "last name", "your last name", "family name", "recipient last name"),
    ),
    "establishment": (
        *("establishment", "establishment name", "name of establishment", "name of your establishment"),
        *("school", "school name", "name of school", "name of your school", "your school", "which school"),
        *("centre", "centre name", "name of centre", "school or centre", "name of school or centre"),
    ),
    "authority": (
        "authority",
        "local authority",
        "your local authority",
        "council",
        "your council",
        "la name",
    ),
    "email": ("email", "email address", "your email", "your email address", "username", "recipient email"),
    "hunch": ("inquiry idea", "your inquiry idea", "inquiry focus", "your inquiry focus"),
}
KNOWN = known(_NAMES, beside=("ID", "Start time", "SEED code", "CS number"))
"""By these headers the row is found that names the columns of a form."""
SURVEY = frozenset(
    {"code", "sector", "entry", "establishment", "authority", "submitted", "modified", "email", "hunch"}
)
"""What the survey looks for."""

_ROLES = {fold(name): role for role, names in _NAMES.items() for name in names}
_WITHIN = {"seedcode": "code", "csnumber": "code", "hunch": "hunch"}
_HOW = {
    "code": "the establishment's code",
    "sector": "its sector",
    "entry": "which entry of the establishment",
    "establishment": "what the establishment is called",
    "authority": "its council",
    "name": "who answered",
    "first_name": "who answered",
    "surname": "who answered",
    "submitted": "when it was submitted",
    "modified": "when it was changed afterwards",
    "email": "who answered",
    "hunch": "the hunch",
}


def recognise(
    sheet: Sheet,
    themes: Sequence[str] = (),
    *,
    wanted: Collection[str] = SURVEY,
    needs_code: bool = True,
    order: Order | None = None,
) -> Layout:
    """Find the columns that say who answered, in whatever order they stand.

    Args:
        sheet: plain columns, or an export of a form.
        themes: what columns may be headed with that are not about the respondent.
        wanted: the roles to look for; other columns are left to what the form asks.
        needs_code: whether a column must say which establishment a row is about.
        order: in which order its dates name day and month, where the user says so.

    Raises:
        Refused: no column says which establishment a row is about though one must, two hold its code, or
            dates of a column cannot be read in one way.
    """
    known = options.by_fold(themes)
    roles = [
        role if not options.theme_of(header, known) and (role := _role(sheet, place)) in wanted else None
        for place, header in enumerate(sheet.headers)
    ]
    at = {role: [place for place, other in enumerate(roles) if other == role] for role in _NAMES}
    _refuse_doubt(sheet, at["code"], needs_code=needs_code and not at["establishment"] and not at["email"])
    moments = [row.cells[place] for place in at["submitted"] + at["modified"] for row in sheet.rows]
    days_first, undecided = _order(sheet, [*at["submitted"][:1], *at["modified"][:1]], order)
    used = {place for role, places in at.items() for place in (places if role == "email" else places[:1])}
    return Layout(
        at={role: places[0] for role, places in at.items() if places and role != "email"},
        emails=tuple(at["email"]),
        days_first=days_first,
        undecided=undecided,
        readings=tuple(
            _reading(sheet, place, role if place in used else None, moments, days_first)
            for place, role in enumerate(roles)
        ),
        free=tuple(
            place for place, role in enumerate(roles) if role is None and not repeated(sheet.headers, place)
        ),
    )


def _order(sheet: Sheet, places: Sequence[int], given: Order | None) -> tuple[bool, str]:
    """Whether the dates of these columns begin with the day; and in words, which of them does not tell."""
    orders, undecided = set[Order](), ""
    for place in places:
        where = f"column {sheet.titles[place]}"
        try:
            order = order_of([(row.place, row.cells[place]) for row in sheet.rows], given)
        except Ambiguous as error:
            undecided = f"{row_of(error.place)}, {where}: {error}"
        except Unclear as error:
            raise Refused(f"{sheet.source}: {row_of(error.place)}, {where}: {error}") from error
        else:
            orders |= {order} if order else set()
    if len(orders) > 1:
        both = " and ".join(repr(sheet.titles[place]) for place in places)
        raise Refused(f"{sheet.source}: {both} name day and month in different orders; correct one of them")
    return Order.MONTH_FIRST not in orders, "" if orders else undecided


def repeated(headers: Sequence[str], place: int) -> str | None:
    """The header that this one repeats: Microsoft Forms writes `Why?2` where a second one says `Why?`."""
    first = headers[place].rstrip("0123456789")
    return first if first and first != headers[place] and first in headers else None


def _role(sheet: Sheet, place: int) -> str | None:
    header = fold(options.bare(sheet.headers[place]))
    if _ROLES.get(header.rstrip("0123456789")) == "email":  # Microsoft Forms has an Email of its own
        return "email"
    if repeated(sheet.headers, place):
        return None
    role = _ROLES.get(header) or next((role for words, role in _WITHIN.items() if words in header), None)
    if role is None and "sector" in header:
        filled = {fold(text(cell)) for cell in sheet.filled(place)}
        return "sector" if filled and filled <= {fold(sector) for sector in programme.Sector} else None
    return role


def _refuse_doubt(sheet: Sheet, codes: Sequence[int], *, needs_code: bool) -> None:
    if len(codes) > 1:
        both = " and ".join(repr(sheet.headers[place]) for place in codes)
        raise Refused(f"{sheet.source}: the columns {both} both say code; keep one of them")
    if needs_code and not codes:
        raise Refused(
            f"{sheet.source}: no column holds the establishment's code; head it 'code' or 'SEED code or CS "
            f"number' (the columns are {', '.join(repr(header) for header in sheet.headers if header)})"
        )


def _reading(
    sheet: Sheet, place: int, role: str | None, moments: Sequence[Cell], days_first: bool
) -> ColumnReading:
    header = sheet.titles[place]
    if role is None:
        original = repeated(sheet.headers, place)
        return ColumnReading(header, NOT_USED, how=f"asks {original!r} again" if original else "")
    how = _HOW[role]
    before = [sheet.titles[i] for i in range(place) if role == "email" and _role(sheet, i) == "email"]
    if before:
        how += f", where {before[0]!r} says nothing"
    if role in {"submitted", "modified"} and any(re.match(r"\d{1,2}\D", text(cell)) for cell in moments):
        how += ", day before month" if days_first else ", month before day"
    return ColumnReading(header, role, how=how)
