"""A cohort's year with every misfortune, played through the command line on days that are long past.

Cohort 2 has closed. Cohort 3 is launched on 2025-09-11: entries withdraw before and after the match, one
comes back, one joins late, one starts late, people leave, join and are replaced, two sectors have dates of
their own, one event is put off and one given up, a project ends, and the cohort closes.
"""

import shlex
from pathlib import Path

from tests.conftest import COLUMNS, Cli
from tests.tabular import spelt, write

SCHOOLS = [
    ("9100001", "Primary", "Glasgow City", 1),
    ("9100002", "Secondary", "Glasgow City", 2),
    ("9100003", "Primary", "Glasgow City", 4),
    ("9100004", "Secondary", "Glasgow City", 5),
    ("9100005", "Primary", "Glasgow City", 3),
    ("9200001", "Primary", "Inverclyde", 1),
    ("9200002", "Secondary", "Inverclyde", 5),
    ("9200003", "Primary", "Inverclyde", 2),
    ("9200003", "Secondary", "Inverclyde", 2),
    ("9300001", "Primary", "Renfrewshire", 4),
    ("9300002", "Secondary", "Renfrewshire", 1),
    ("CS2099000001", "ELC", "Renfrewshire", 3),
    ("9300004", "Primary", "Renfrewshire", 2),
    ("9100009", "Primary", "Glasgow City", 2),
]
"""code, sector, authority, SIMD quintile; the last but one joins Cohort 3 late, the last takes no part."""
FIRST = [SCHOOLS[row] for row in (0, 1, 5, 6, 9, 12)]
"""Those of Cohort 2."""
THEMES = ("Literacy", "Numeracy", "Resilience")
NOMINATED = ("code", "sector", "entry", "name", "email", "role")
APART = {"3": "ELC", "6": "Secondary"}
"""Number of an event -> the sector that has a date of its own."""
ITEMS = ("Asking an inquiry question", "Gathering data")

BEFORE = """
cohort open "Cohort 2" --launch 2024-09-12 --teams 2 --themes "Literacy;Numeracy;Resilience"
cohort enrol first.csv
facilitator import facilitators.csv
event hold 1 --on 2024-09-12
event attendance 1 --present a1.9100001p@example.org --absent b1.9100001p@example.org
match --relax team-size
match accept 1
cohort withdraw 9200002 --on 2024-11-05 --reason travel
cohort close --yes --on 2025-06-19
cohort open "Cohort 3" --launch 2025-09-11 --teams 3 --themes "Literacy;Numeracy;Resilience"
cohort enrol nominations.csv
facilitator import facilitators.csv
survey import survey.csv
event schedule 6 --on 2026-05-28
event schedule 5 --on 2026-03-12
event schedule 4 --on 2026-01-22
event schedule 3 --on 2025-11-13
event schedule 2 --on 2025-10-02
event schedule 1 --on 2025-09-11
cohort start-late CS2099000001 --on 2025-10-20
event hold 1 --on 2025-09-11
cohort withdraw 9300002 --on 2025-09-25 --reason travel
match
match accept 1
event hold 2 --on 2025-10-02
project open 1 --title One --hunch "We wonder" --on 2025-10-02
project open 2 --title Two --hunch "We wonder too" --on 2025-10-06
project open 3 --title Three --on 2025-10-09
project open 3 --title Four --hunch "We give up" --on 2025-10-09
cohort enrol late.csv
cohort start-late 9300004 --on 2025-11-03
event schedule 3 --on 2025-11-27 --sector ELC
event hold 3 --on 2025-11-13
event hold 3 --on 2025-11-27 --sector ELC
cohort withdraw 9200001 --on 2025-11-20 --reason timetable
cohort rejoin 9200001 --on 2026-01-12
cohort replace 9100001:1 "Ann 9100-001p" --on 2025-12-01 --reason staffing \
--name "Nia New" --email nia@example.org --role promoted
cohort leave 9300001 "Bob 9300-001p" --on 2026-01-20 --reason time
cohort join 9100005 --name "Joy Late" --role practitioner --email joy@example.org --on 2026-02-02
event postpone 4 --to 2026-02-05 --reason snow
event hold 4 --on 2026-02-05
cohort withdraw 9100004 --on 2026-02-10 --reason timetable
event attendance 5 --apologies a1.9100003p@example.org
event cancel 5 --reason "too few could come"
event schedule 6 --on 2026-05-07 --sector Secondary
event hold 6 --on 2026-05-07 --sector Secondary
event hold 6 --on 2026-05-28
project question 1 "How does talk improve writing?" --on 2025-11-13
project agree 1 --by "Hed Teacher" --on 2025-12-04
project question 2 "How does play improve number?" --on 2025-11-20
project agree 2 --by "Hed Teacher" --on 2026-01-15
project question 2 "How does daily play improve number?" --on 2026-02-20
project agree 2 --by "Hed Teacher" --on 2026-03-04
project measure 1 Words --kind quantitative --on 2026-01-22
project measure 1 --number 1 --baseline 41 --on 2026-02-06
project measure 1 Interviews --kind qualitative --on 2026-02-05
project observe 1 --kind lesson-study --focus talk --by "Obs Erver" --learned "it helps" --on 2026-03-10
project impact 1 learners "Longer pieces" --on 2026-05-11
project lesson 1 "Keep it short" --on 2026-05-12
project share 1 --with "the region" --on 2026-05-28
project end 4 --reason staffing --on 2026-03-02
log 1 "Met the team" --date 2025-10-16 --by "Gla Glasgow"
log 1 "Saw the class" --date 2026-01-29 --by "Gla Glasgow"
log 2 "Rang them" --date 2026-02-12 --by "Inv Inverclyde"
cohort close --yes --on 2026-06-18
"""


def play(cln: Cli, folder: Path) -> None:
    """Play both cohorts."""
    register(folder)
    cln("establishment", "import", folder / "register.csv")
    for line in BEFORE.strip().replace("\\\n", "").splitlines():
        words = [folder / word if word.endswith(".csv") else word for word in shlex.split(line)]
        if words[:2] == ["cohort", "close"] and "2026-06-18" in words:
            answers(cln, folder)
        cln(*words)
        if words[:2] == ["event", "hold"]:
            came(cln, folder, str(words[2]), str(words[-1]) if "--sector" in words else "")


def register(folder: Path) -> None:
    """The files that are taken in."""
    rows = [
        (code, f"School {code}{sector[0]}", authority, sector, "", simd, "", "")
        for code, sector, authority, simd in SCHOOLS
    ]
    write(folder / "register.csv", COLUMNS, rows)
    write(folder / "first.csv", NOMINATED, [row for school in FIRST for row in nominated(*school[:2])])
    own = [row for school in SCHOOLS[:12] for row in nominated(*school[:2])]
    write(folder / "nominations.csv", NOMINATED, [*own, *nominated("9100001", "Primary", 2)])
    write(folder / "late.csv", NOMINATED, nominated("9300004", "Primary"))
    key = [
        (f"{authority[:3]} {authority.split()[0]}", f"{authority[:3]}@example.org", "QIO", authority, "key")
        for authority in ("Glasgow City", "Inverclyde", "Renfrewshire")
    ]
    write(folder / "facilitators.csv", ("name", "email", "organisation", "authority", "role"), key)
    answered = [
        (code, sector, 1, f"2025-{8 + row // 9:02}-{10 + row:02}T10:00", mail("a", 1, code, sector), *levels)
        for row, (code, sector, *_) in enumerate(SCHOOLS[:11])
        for levels in [[(row + theme) % 5 + 1 for theme in range(len(THEMES))]]
    ]
    write(folder / "survey.csv", ("code", "sector", "entry", "submitted", "email", *THEMES), answered)


def nominated(code: str, sector: str, entry: int = 1) -> list[tuple[object, ...]]:
    """The two people of an entry."""
    return [
        (
            code,
            sector,
            entry,
            f"{name} {spelt(code)}{suffix(sector, entry)}",
            mail(letter, entry, code, sector),
            role,
        )
        for letter, name, role in (("a", "Ann", "promoted"), ("b", "Bob", "practitioner"))
    ]


def suffix(sector: str, entry: int) -> str:
    """What tells the people of one code apart."""
    return sector[0].lower() + (str(entry) if entry > 1 else "")


def mail(letter: str, entry: int, code: str, sector: str) -> str:
    """The address of somebody."""
    return f"{letter}{entry}.{code}{sector[0]}@example.org".lower()


def came(cln: Cli, folder: Path, number: str, sector: str) -> None:
    """Everybody who was expected came to an event, but for the practitioners of Inverclyde."""
    people = [one for one in cln.json("event", "attendance", number)["people"] if one["status"] is None]
    if number in APART:
        people = [one for one in people if (one["sector"] == APART[number]) == bool(sector)]
    rows = [
        (one["code"], one["sector"], one["entry"], one["name"], "absent" if away else "present")
        for one in people
        for away in [one["code"].startswith("92") and one["role"] == "practitioner"]
    ]
    file = write(folder / "came.csv", ("code", "sector", "entry", "name", "status"), rows)
    cln("event", "attendance", number, file)


def answers(cln: Cli, folder: Path) -> None:
    """How confident people were at the launch and at the end."""
    people = [row["email"] for row in cln.json("export", "participants") if row["email"]]
    for occasion, first in (("launch", 1), ("end", 2)):
        rows = [(email, first + row % 3, first + row % 4) for row, email in enumerate(people[:18])]
        file = write(folder / f"{occasion}.csv", ("email", *ITEMS), rows)
        cln("confidence", "import", file, "--occasion", occasion)
