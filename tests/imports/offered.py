"""For every import a file that is right, a row of it that is not, and that row mended."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from cln.programme import THEMES
from tests.builders import accept
from tests.conftest import COLUMNS, REGISTER, After, Cli, open_cohort
from tests.tabular import write

ANN, BO = ("Ann Lee", "ann@example.org"), ("Bo Kay", "bo@example.org")
FIVES = (5,) * len(THEMES)


@dataclass(frozen=True)
class Case:
    """An import: its command, its columns, a row that is right, one that is not, and that row mended."""

    command: tuple[str, ...]
    columns: tuple[str, ...]
    good: tuple[object, ...]
    bad: tuple[object, ...]
    mended: tuple[object, ...]
    column: str
    """Which column of the bad row is wrong."""
    told: tuple[str, ...] = ()
    """What `cln import` must be told of the file."""

    def line(self, file: Path) -> tuple[object, ...]:
        """The command line that takes in a file by the noun's own command."""
        return tuple(file if word == "FILE" else word for word in self.command)


CASES = {
    "establishments": Case(
        ("establishment", "import", "FILE"),
        ("SEED code", "name", "authority", "sector"),
        ("9100011", "Upper School", "Glasgow City", "Primary"),
        ("9100012", "Lower School", "Atlantis", "Primary"),
        ("9100012", "Lower School", "Inverclyde", "Primary"),
        "authority",
    ),
    "nominations": Case(
        ("cohort", "enrol", "FILE"),
        ("code", "name", "role"),
        ("9100002", "Cy Dow", "promoted"),
        ("9100002", "Di Fox", "leader"),
        ("9100002", "Di Fox", "practitioner"),
        "role",
    ),
    "facilitators": Case(
        ("facilitator", "import", "FILE"),
        ("name", "organisation", "authority"),
        ("Hal Hay", "QIO", "Inverclyde"),
        ("Hugh Hall", "QIO", "Atlantis"),
        ("Hugh Hall", "QIO", "Renfrewshire"),
        "authority",
    ),
    "survey": Case(
        ("survey", "import", "FILE"),
        ("code", "email", "submitted", *THEMES),
        ("9100001", ANN[1], "2026-09-08 09:00", *FIVES),
        ("CS2099000001", BO[1], "2026-09-08 10:00", 9, *FIVES[1:]),
        ("CS2099000001", BO[1], "2026-09-08 10:00", 3, *FIVES[1:]),
        THEMES[0],
    ),
    "attendance": Case(
        ("event", "attendance", "1", "FILE"),
        ("code", "name", "status"),
        ("9100001", ANN[0], "present"),
        ("CS2099000001", BO[0], "perhaps"),
        ("CS2099000001", BO[0], "apologies"),
        "status",
        ("--event", "1"),
    ),
    "feedback": Case(
        ("event", "feedback", "1", "FILE"),
        ("email", "submitted", "How useful was it?", "What else?"),
        (ANN[1], "2026-09-11 09:00", 5, "Good to be there"),
        (BO[1], "2126-09-11 10:00", 4, "Warm"),
        (BO[1], "2026-09-11 10:00", 4, "Warm"),
        "submitted",
        ("--event", "1"),
    ),
    "confidence": Case(
        ("confidence", "import", "FILE", "--occasion", "launch"),
        ("email", "I can ask", "I can listen"),
        (ANN[1], 4, 2),
        ("nobody@example.org", 3, 3),
        (BO[1], 3, 3),
        "email",
        ("--occasion", "launch"),
    ),
    "scores": Case(
        ("confidence", "scores", "FILE", "--occasion", "launch"),
        ("email", "Professional capital"),
        (ANN[1], 12.5),
        ("nobody@example.org", 10),
        (BO[1], 10),
        "email",
        ("--occasion", "launch"),
    ),
    "sheets": Case(
        ("project", "import", "FILE"),
        ("key", "project", "date", "phase", "note", "by"),
        ("", 1, "2026-10-09", "", "Met the team", "Gwen Gray"),
        ("", 7, "2026-10-10", "", "Met again", "Gwen Gray"),
        ("", 1, "2026-10-10", "", "Met again", "Gwen Gray"),
        "project",
    ),
}
"""Kind -> the import of it."""


def prepare(cln: Cli, folder: Path) -> None:
    """A cohort that has begun: two entries, each with a person; event 1 held; a team with a project."""
    write(folder / "register.csv", COLUMNS, REGISTER)
    open_cohort(cln, folder)
    people = [("9100001", *ANN, "promoted"), ("CS2099000001", *BO, "practitioner")]
    cln("cohort", "enrol", write(folder / "people.csv", ["code", "name", "email", "role"], people))
    cln("event", "hold", 1)
    accept(cln.database, [["Gwen Gray"]], places=[[("9100001", "Primary", 1), ("CS2099000001", "ELC", 1)]])
    cln("project", "open", 1, "--title", "Paragraphs", "--hunch", "Talk", "--on", "2026-10-08")


@pytest.fixture
def begun(cln: Cli, after: After, tmp_path: Path) -> Cli:
    """That cohort; SQLite."""
    return after(cln, prepare, tmp_path)


@pytest.fixture
def begun_on_both(both: Cli, after: After, tmp_path: Path) -> Cli:
    """The same on either engine."""
    return after(both, prepare, tmp_path)
