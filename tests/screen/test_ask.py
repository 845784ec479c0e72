"""What only a person can decide, asked on a real terminal."""

from pathlib import Path

import pytest

from tests.conftest import Cli
from tests.tabular import write
from tests.terminal import on_terminal

COLUMNS = ["code", "name", "email", "role"]


def test_a_question_is_asked_until_it_is_answered(
    cohort: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "utf-8:strict")  # as in a British locale
    file = write(tmp_path / "n.csv", COLUMNS, [("9100001", "Ann Lee", "ann@example.org", "promoted")])
    cohort("cohort", "enrol", file)
    write(file, COLUMNS, [("9100001", "Ann Kay", "ann@example.org", "promoted")])
    code, shown = on_terminal(cohort, "cohort", "enrol", file, typed="perhaps\n\udcff\nsa\n")
    assert code == 0
    assert "is Ann Kay the same person, renamed? (same / another)" in " ".join(shown.split())
    assert "Type one of: same, another." in shown
    assert "Ann Kay" in cohort("cohort", "people", "9100001").out


def test_json_never_asks(cohort: Cli, tmp_path: Path) -> None:
    file = write(tmp_path / "n.csv", COLUMNS, [("9100001", "Ann Lee", "ann@example.org", "promoted")])
    cohort("cohort", "enrol", file)
    write(file, COLUMNS, [("9100001", "Ann Kay", "ann@example.org", "promoted")])
    code, shown = on_terminal(cohort, "cohort", "enrol", file, "--json", typed="")
    assert (code, "run this again with --resolve" in shown) == (3, True)
