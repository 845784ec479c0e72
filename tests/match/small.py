"""A cohort that is small enough to be matched in a moment: eight entries, two teams, three themes."""

from pathlib import Path

from tests.conftest import Cli
from tests.tabular import spelt, write

AUTHORITIES = ("Glasgow City", "Inverclyde", "Renfrewshire")
THEMES = ("Literacy", "Numeracy", "Resilience")
LEVELS = ("415", "451", "232", "214", "421", "141", "121", "515")
"""Of each entry, in the order of the themes: generous, greedy and total profiles differ."""
CODES = [f"90000{place:02}" for place in range(len(LEVELS))]


def fill(cln: Cli, folder: Path, cohort: str = "Cohort 3", launch: str = "2026-09-10") -> Cli:
    """Register the establishments, and open a cohort that is ready to be matched."""
    homes = [(code, AUTHORITIES[n % 3], ("Primary", "ELC")[n % 2]) for n, code in enumerate(CODES)]
    register = [(code, f"School {code[-1]}", authority, sector) for code, authority, sector in homes]
    people = [
        (code, f"{spelt(code)} {role}", role) for code in CODES for role in ("promoted", "practitioner")
    ]
    support = [(f"Key {authority}", "QIO", authority) for authority in AUTHORITIES]
    said = [(code, *levels) for code, levels in zip(CODES, LEVELS, strict=True)]
    columns = ["code", "name", "authority", "sector"]
    cln("establishment", "import", write(folder / "register.csv", columns, register))
    cln("cohort", "open", cohort, "--launch", launch, "--yes", "--teams", 2, "--themes", ";".join(THEMES))
    here = ("--cohort", cohort)
    cln(*here, "cohort", "enrol", write(folder / "people.csv", ["code", "name", "role"], people), "--yes")
    facilitators = write(folder / "support.csv", ["name", "organisation", "authority"], support)
    cln(*here, "facilitator", "import", facilitators)
    cln(*here, "survey", "import", write(folder / "survey.csv", ["code", *THEMES], said))
    return cln


def match(cln: Cli, folder: Path) -> None:
    """The same, matched once."""
    fill(cln, folder)("match")
