"""Nominations by a form: who filled it in is not who is nominated, and one row may nominate both people."""

import re
from collections.abc import Mapping
from dataclasses import replace

from cln.files.sheets import Sheet
from cln.programme import Role
from cln.words import fold

_MICROSOFT = ("id", "starttime", "completiontime", "email", "name", "lastmodifiedtime")
_GOOGLE = ("timestamp", "emailaddress", "username")
_CLERK = {"email": "email", "name": "name", "emailaddress": "email", "username": "email"}
"""Columns of a form of its own, folded, that say who filled it in."""

_ASKED = (
    ("code", re.compile(r"seedcode|seednumber|csnumber")),
    ("authority", re.compile(r"council|authority")),
    ("sector", re.compile(r"sector")),
    (
        "establishment",
        re.compile(r"(name.*(school|establishment|centre|nursery))|^(which|your)(school|centre)"),
    ),
)
"""Which entry a nomination is for, as forms ask it."""
_OF_PERSON = (
    ("email", re.compile(r"e?mail")),
    ("surname", re.compile(r"surname|lastname|familyname")),
    ("first_name", re.compile(r"firstname|forename|givenname")),
    ("experienced", re.compile(r"experience")),
    ("post", re.compile(r"jobtitle|position|post(?!code)")),
    ("name", re.compile(r"name|^(the)?(promoted(memberofstaff|staff|person)?|practitioner)$")),
)
"""What a column tells of a person whose role stands in its header, in the order in which it is looked for."""


def without_clerk(sheet: Sheet) -> tuple[Sheet, tuple[str, ...]]:
    """The sheet without what a form adds of itself, and the headers that say who filled it in.

    Questions about the entry are called as its columns are. Forms adds a number to a question that is called
    as one of its own columns: "Email2".
    """
    folded = [fold(header) for header in sheet.headers]
    own = _own(folded)
    if not own and not both_people(sheet):
        return sheet, ()
    titles = tuple(sheet.titles[place] for place in own if folded[place] in _CLERK)
    headers = list(sheet.headers)
    for place, header in enumerate(folded):
        if place in own:
            headers[place] = ""
        elif own and (stem := re.sub(r"[12]$", "", header)) != header and stem in _CLERK:
            headers[place] = _CLERK[stem]
        elif column := _asked(header):
            headers[place] = column if column not in map(fold, headers) else headers[place]
    return replace(sheet, headers=tuple(headers), written=sheet.titles), titles


def both_people(sheet: Sheet) -> Mapping[Role, Mapping[str, int]]:
    """Where the columns of each role stand, of a sheet whose rows nominate both people; else nothing."""
    columns: dict[Role, dict[str, int]] = {role: {} for role in Role}
    for place, header in enumerate(map(fold, sheet.headers)):
        roles = [role for role in Role if role in header]
        if len(roles) == 1:
            column = next((name for name, pattern in _OF_PERSON if pattern.search(header)), None)
            if column:
                columns[roles[0]].setdefault(column, place)
    named = all("name" in at or {"first_name", "surname"} <= at.keys() for at in columns.values())
    return columns if named else {}


def _own(folded: list[str]) -> list[int]:
    """The places of the columns that a form adds."""
    if {*_MICROSOFT[:3]} <= {*folded}:
        return [folded.index(header) for header in _MICROSOFT if header in folded]
    if folded[:1] == ["timestamp"]:
        return [place for place, header in enumerate(folded[:2]) if header in _GOOGLE]
    return []


def _asked(header: str) -> str | None:
    if any(role in header for role in Role):
        return None
    return next((column for column, pattern in _ASKED if pattern.search(header)), None)
