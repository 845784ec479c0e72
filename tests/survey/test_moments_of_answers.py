"""When an answer was given: moments with a zone are converted, so that the latest answer is the latest."""

import json
from pathlib import Path

import pytest

from tests.conftest import Cli
from tests.tabular import write

PERSON = ["9100001", "Primary", 1, "Ann Lee", "ann@example.org", "promoted"]


def kept(cohort: Cli, folder: Path, *moments: str) -> tuple[int, str]:
    """The level for Literacy, and the moment, that are kept of answers at these moments: levels 1, 2, ..."""
    people = write(folder / "people.csv", ["code", "sector", "entry", "name", "email", "role"], [PERSON])
    cohort("cohort", "enrol", people)
    themes = cohort.json("cohort", "show")["themes"]
    rows = [["9100001", "ann@example.org", at, level, *[3] * 7] for level, at in enumerate(moments, 1)]
    cohort("survey", "import", write(folder / "survey.csv", ["code", "email", "submitted", *themes], rows))
    exported = folder / "answers.json"
    cohort("export", "survey", "--format", "json", "--out", exported)
    (answer,) = json.loads(exported.read_text(encoding="utf-8"))
    return answer["Literacy"], answer["submitted"]


@pytest.mark.parametrize(
    ("moments", "latest"),
    [
        (("2026/10/25 1:50:00 AM GMT+1", "2026/10/25 1:10:00 AM GMT"), (2, "2026-10-25T01:10:00")),
        (("2026/10/25 1:10:00 AM GMT", "2026/10/25 1:50:00 AM GMT+1"), (1, "2026-10-25T01:10:00")),
        (("2026-08-24T09:30:00+02:00", "2026-08-24T09:00:00+01:00"), (2, "2026-08-24T09:00:00")),
        (("2026-08-24T08:15:00Z", "2026-08-24 09:14"), (1, "2026-08-24T09:15:00")),
    ],
)
def test_the_latest_answer_by_whatever_clock(
    cohort: Cli, tmp_path: Path, moments: tuple[str, str], latest: tuple[int, str]
) -> None:
    assert kept(cohort, tmp_path, *moments) == latest
