"""A problem of the matching as the files that a lead officer would import."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from cln.matching.problem import Entry, Problem
from tests.conftest import Cli
from tests.tabular import write


def enrolled(cln: Cli, problem: Problem, folder: Path) -> Cli:
    """Open a cohort for the problem, with its limits, and import everything that it knows."""
    themes, limits = problem.themes, problem.limits
    cln("establishment", "import", _establishments(problem, folder))
    options = ("--teams", limits.teams, "--capacity", limits.capacity, "--travel-km", limits.travel_km)
    cln("cohort", "open", "Cohort 1", "--launch", "2026-09-10", "--themes", ";".join(themes), *options)
    people = [(*_place(entry), *person) for entry in problem.entries for person in _people(entry)]
    columns: Sequence[str] = ("code", "sector", "entry", "name", "email", "role", "experienced")
    cln("cohort", "enrol", write(folder / "nominations.csv", columns, people))
    facilitators = [
        (f.name, f.email, "QIO", f.authority or "", "key" if f.key else "co", ";".join(sorted(f.themes)))
        for f in problem.facilitators
    ]
    columns = ("name", "email", "organisation", "authority", "role", "themes")
    cln("facilitator", "import", write(folder / "facilitators.csv", columns, facilitators))
    answers = [
        (*_place(entry), *(entry.levels[theme] for theme in themes))
        for entry in problem.entries
        if entry.levels
    ]
    cln("survey", "import", write(folder / "survey.csv", ("code", "sector", "entry", *themes), answers))
    return cln


def _establishments(problem: Problem, folder: Path) -> Path:
    rows = {
        entry.establishment: (
            *(entry.code, entry.name, entry.authority, entry.sector, entry.simd_quintile or ""),
            *(entry.location or ("", "")),
        )
        for entry in problem.entries
    }
    headers = ("code", "name", "authority", "sector", "simd_quintile", "latitude", "longitude")
    return write(folder / "establishments.csv", headers, rows.values())


def _place(entry: Entry) -> tuple[str, str, int]:
    return entry.code, entry.sector, entry.number


def _people(entry: Entry) -> Iterator[tuple[str, str, str, str]]:
    """(name, email, role, experienced) of as many people as the entry brings."""
    for number in range(entry.participants):
        role = "practitioner" if number else "promoted"
        address = f"p{number}.{entry.number}.{entry.code}.{entry.sector}@example.org".lower()
        experienced = "yes" if entry.experienced and not number else "no"
        yield f"{role.title()} {number} of {entry.code[-4:]}", address, role, experienced
