"""`cln project import` of a sheet whose rows were corrected: what counts as known."""

from pathlib import Path
from typing import Any

import pytest

from tests.builders import accept
from tests.conftest import After, Cli
from tests.tabular import write

COLUMNS = ("key", "cohort", "project", "date", "phase", "note", "support", "by")
WRONG, RIGHT = "Two learners", "Three learners"


def correct(cln: Cli, folder: Path) -> None:
    """A row that came back as planning; a correction says other words and implementing."""
    cln("cohort", "open", "Cohort 3", "--launch", "2026-09-10")
    accept(cln.database, [["Gwen Gray"]])
    cln("project", "open", 1, "--title", "Paragraphs", "--on", "2026-10-08")
    assert sent(cln, folder, "planning", WRONG)["added"] == 1
    cln("log", 1, RIGHT, "--phase", "implementing", "--corrects", 1)


@pytest.fixture
def corrected(cln: Cli, after: After, tmp_path: Path) -> Cli:
    """On SQLite."""
    return after(cln, correct, tmp_path)


def sent(cln: Cli, folder: Path, phase: str, note: str) -> Any:
    """Import a sheet of the one row, with these words in these cells."""
    row = ("k1", "Cohort 3", 1, "2026-10-12", phase, note, "", "Gwen Gray")
    return cln.json("project", "import", write(folder / "sheet.csv", COLUMNS, [row]))


@pytest.mark.parametrize("phase", ["implementing", ""])
def test_a_row_that_says_what_it_was_corrected_to_is_known(
    corrected: Cli, tmp_path: Path, phase: str
) -> None:
    """With the phase of the correction, or with none."""
    told = sent(corrected, tmp_path, phase, RIGHT)
    assert (told["added"], told["unchanged"], told["conflicts"]) == (0, 1, [])


@pytest.mark.parametrize(
    ("phase", "note"),
    [
        pytest.param("planning", RIGHT, id="the correction's words, the phase of before"),
        pytest.param("reporting", RIGHT, id="the correction's words, a new phase"),
        pytest.param("reporting", WRONG, id="the words of before, a new phase"),
    ],
)
def test_a_row_with_another_phase_is_a_version_of_its_own(
    corrected: Cli, tmp_path: Path, phase: str, note: str
) -> None:
    told = sent(corrected, tmp_path, phase, note)
    assert (told["added"], told["unchanged"]) == (1, 0)
    (conflict,) = told["conflicts"]
    assert [(one["entry"], one["note"]) for one in conflict["versions"]] == [(2, RIGHT), (3, note)]
    assert [one["phase"] for one in corrected.json("project", "log", 1)] == ["implementing", phase]
