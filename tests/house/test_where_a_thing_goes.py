"""What the page for those who carry it on says to add works, added to a copy of `cln` as it says."""

import json
import os
import re
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import cln
from tests.conftest import Cli
from tests.docs.house import PAGE

BLOCK = re.compile(r"```python\n# (cln/\S+), ([^\n]+)\n(.*?)```", re.DOTALL)
LINES = 30

Run = Callable[..., Any]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a copy of the package in which every example of the page has been followed."""
    folder = tmp_path_factory.mktemp("copy")
    shutil.copytree(Path(cln.__file__).parent, folder / "cln", ignore=shutil.ignore_patterns("__pycache__"))
    for file, where, code in examples():
        write(folder / file, where, code)
    return folder


@pytest.fixture
def run(copy: Path, demo: tuple[Path, Any], tmp_path: Path) -> Run:
    """Runs a command line of that copy on the demo's database and reads what `--json` prints."""
    database = shutil.copy(demo[0] / "cln.db", tmp_path)

    def run(*arguments: object) -> Any:
        command = [sys.executable, "-m", "cln", "--database", str(database), *map(str, arguments), "--json"]
        environment = {**os.environ, "PYTHONPATH": str(copy)}
        ran = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=copy, env=environment)
        assert ran.returncode == 0, ran.stderr
        return json.loads(ran.stdout)

    return run


def examples() -> list[tuple[str, str, str]]:
    """File, where in it, and the code of each example."""
    return BLOCK.findall(PAGE.read_text(encoding="utf-8"))


def write(file: Path, where: str, code: str) -> None:
    """Put the code where the page says."""
    if where == "new":
        assert not file.exists()
        file.write_text(code, encoding="utf-8")
        return
    text = file.read_text(encoding="utf-8")
    if where == "at the end":
        changed = f"{text}\n\n{code}"
    elif where.startswith("last in "):
        table = re.escape(where.removeprefix("last in "))
        changed = re.sub(
            rf"^( *){table} = \(\n.*?(?=^\1\)$)",
            lambda found: found[0] + textwrap.indent(f"{code.rstrip()},\n", f"{found[1]}    "),
            text,
            count=1,
            flags=re.MULTILINE | re.DOTALL,
        )
    else:
        line = re.escape(where.removeprefix("in place of "))
        changed = re.sub(
            rf"^( *){line}.*\n", lambda found: found[1] + code, text, count=1, flags=re.MULTILINE
        )
    assert changed != text, f"{file.name} has no place {where!r}"
    file.write_text(changed, encoding="utf-8")


def test_an_example_is_short() -> None:
    assert len(examples()) >= 6
    assert all(code.count("\n") < LINES for _, _, code in examples())


def test_a_rule_of_the_match(run: Run) -> None:
    rule = next(one for one in run("cohort", "rules") if one["id"] == "entry-size")
    assert rule["sentence"] == "An entry brings at most 6 people."
    run("cohort", "rule", "entry-size", "--must")
    verdict = next(
        one for one in run("match", "--relax", "new-partners")["rules"] if one["id"] == "entry-size"
    )
    assert (verdict["must"], verdict["holds"]) == (True, True)


def test_a_survey_layout(run: Run, tmp_path: Path) -> None:
    form = PAGE.parents[2] / "fixtures" / "survey" / "google_forms.csv"
    text = form.read_text(encoding="utf-8-sig")
    assert text.startswith("Timestamp,")
    (tmp_path / "form.csv").write_text(text.replace("Timestamp,", "Last saved,", 1), encoding="utf-8")
    columns = run("survey", "import", tmp_path / "form.csv", "--dry-run")["columns"]
    assert next(one["role"] for one in columns if one["header"] == "Last saved") == "modified"


def test_a_layout_of_establishments(run: Run, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("code,name,council,stage\n9100001,Hill,Inverclyde,Primary\n")
    assert run("establishment", "import", tmp_path / "list.csv")["added"] == 1


def test_an_attention_reason(run: Run) -> None:
    rule = next(one for one in run("attention", "rules") if one["id"] == "hunch")
    assert rule["threshold"] == 21


def test_a_column_of_an_export(run: Run) -> None:
    row = run("export", "participants")[0]
    assert row["council_and_sector"] == f"{row['authority']}, {row['sector']}"
    assert list(row)[-1] == "council_and_sector"


def test_a_command(run: Run) -> None:
    assert run("facilitator", "count") == {"cohort": "Cohort 1 (demo)", "facilitators": 12}


def test_what_the_page_adds_is_not_there_yet(cln: Cli) -> None:
    assert "No such command" in cln("facilitator", "count", code=2).err
