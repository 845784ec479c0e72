"""What the commands about projects print with --json, byte for byte, on either engine."""

import re
from pathlib import Path

import pytest

from tests import golden
from tests.conftest import After, Cli
from tests.projects.test_sheet import COLUMNS, row, run_projects
from tests.tabular import write

QUESTION = "How does peer assessment improve learning in one P6 class?"
STORY: dict[str, list[object]] = {
    "project_open": ["project", "open", 1, "--title", "Talk", "--hunch", "Talk helps", "--on", "2026-10-09"],
    "project_amend": ["project", "amend", 3, "--title", "Talk for writing"],
    "project_question": ["project", "question", 3, QUESTION, "--on", "2026-11-05"],
    "project_agree": ["project", "agree", 3, "--by", "Rona Reid", "--on", "2026-11-06"],
    "project_measure": [
        *("project", "measure", 3, "Score", "--kind", "quantitative", "--unit", "%", "--baseline", "41.5"),
        *(
            "--method",
            "marked samples",
            "--by",
            "class teachers",
            "--due",
            "2027-05-01",
            "--on",
            "2026-11-10",
        ),
    ],
    "project_observe": [
        *(
            "project",
            "observe",
            3,
            "--focus",
            "drafting",
            "--learned",
            "Two learners lead",
            "--kind",
            "other",
        ),
        *("--by", "Hugh Hall", "--on", "2026-11-11"),
    ],
    "project_impact": ["project", "impact", 3, "practice", "Planning is shared", "--on", "2026-11-12"],
    "project_lesson": ["project", "lesson", 3, "Begin early", "--on", "2026-11-13"],
    "project_share": [
        *("project", "share", 3, "--with", "the cluster", "--output", "poster", "--on", "2026-11-14"),
    ],
    "project_rag": ["project", "rag", 3, "amber", "--comment", "One school is late"],
    "project_progress": ["project", "progress", 3, "2.5"],
    "log": ["log", 3, "Met Élise", "--date", "2026-11-07", "--support", "data advice", "--by", "Gwen Gray"],
    "log_corrects": ["log", 3, "Met Elise", "--corrects", 1],
    "project_log": ["project", "log", 3],
    "project_show": ["project", "show", 3],
    "project_sheet": ["project", "sheet", "--facilitator", "Gwen Gray", "--out", "sheet.xlsx", "--rows", 5],
    "project_import": ["project", "import", "back.csv"],
    "project_end": ["project", "end", 2, "--reason", "staffing", "--on", "2026-11-20"],
    "project_list": ["project", "list"],
}


def test_json_of_projects(both: Cli, after: After, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cln = after(both, run_projects)
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "first.csv", COLUMNS, [row("k1", "Two learners")])
    write(
        tmp_path / "back.csv", [*COLUMNS, "Mood"], [(*row("k1", "Three learners"), ""), (*row("k2", "x"), "")]
    )
    cln("project", "import", "first.csv")
    for name, arguments in STORY.items():
        ran = cln(*arguments, "--json")
        assert ran.err == ""
        golden.check(f"{name}.json", re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", "MOMENT", ran.out))
