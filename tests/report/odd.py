"""A cohort that strains a page: long names, two schools of one name in one team, odd measures, few of all."""

from pathlib import Path

from tests.builders import accept
from tests.conftest import Cli
from tests.match import small
from tests.tabular import write

LONG = "The Very Reverend Archibald Macdonald-Campbell Memorial Primary School and Nursery"
"""Of 81 letters."""
ROLES = (("Ann", "promoted"), ("Bob", "practitioner"))
THEMES = ("Parental and community engagement beyond the school", "Numeracy", "Resilience")
TITLE = "Counting, talking, listening and writing together with families from the harbour"
DEEDS = (
    ("project", "open", 1, "--title", TITLE, "--hunch", "Homes count aloud"),
    ("project", "open", 2, "--title", "100% & <more>"),
    ("project", "question", 1, "How does counting at home affect number facts in P2?"),
    (
        "project",
        "measure",
        1,
        LONG,
        "--kind",
        "quantitative",
        "--unit",
        "%",
        "--baseline",
        "41",
        "--end",
        "87.5",
    ),
    ("project", "measure", 1, "Facts", "--kind", "quantitative", "--unit", "facts", "--end", "12"),
    ("project", "measure", 1, "Absences", "--kind", "quantitative", "--baseline", "-3", "--end", "-3"),
    ("project", "measure", 1, "What homes say", "--kind", "qualitative", "--baseline", "x" * 90),
    ("project", "impact", 1, "learners", "Faster; they say so"),
    ("event", "hold", 1, "--on", "2026-09-10"),
    ("event", "attendance", 1, "--present", "Ann Lee A"),
    ("event", "cancel", 2, "--reason", "a storm that closed every road between the two councils for a week"),
    ("event", "postpone", 3, "--reason", "no hall"),
)


def play(cln: Cli, folder: Path) -> None:
    """Eight entries in two teams; the first two are of one name, the third alone comes from its council."""
    register = [
        (code, LONG if n < 2 else f"School {code[-1]}", "Inverclyde" if n == 2 else "Glasgow City", sector)
        for n, code in enumerate(small.CODES)
        for sector in (("Primary", "ELC")[n % 2],)
    ]
    people = [
        (code, f"{who} Lee {chr(65 + n)}", role) for n, code in enumerate(small.CODES) for who, role in ROLES
    ]
    said = [(code, *levels) for code, levels in zip(small.CODES[:-1], small.LEVELS, strict=False)]
    cln(
        "establishment",
        "import",
        write(folder / "register.csv", ["code", "name", "authority", "sector"], register),
    )
    cln("cohort", "open", "Cohort 3", "--launch", "2026-09-10", "--teams", 2, "--themes", ";".join(THEMES))
    cln("cohort", "enrol", write(folder / "people.csv", ["code", "name", "role"], people))
    cln("survey", "import", write(folder / "survey.csv", ["code", *THEMES], said))
    places = [(code, ("Primary", "ELC")[n % 2], 1) for n, code in enumerate(small.CODES)]
    accept(cln.database, [["Gwen Gray"], ["Hugh Hall"]], places=[places[:4], places[4:]])
    for deed in DEEDS:
        cln(*deed)
