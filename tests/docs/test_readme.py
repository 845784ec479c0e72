"""The examples of the README and some pages work as they stand, in an empty folder with the user's files."""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cln.settings import shipped
from tests.conftest import DEMO_DAY
from tests.docs import examples

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = ("README.md", *(f"cln/docs/{name}.md" for name in ("tour", "before", "after", "questions")))
STORIES = [
    pytest.param(page, story, id=f"{page}:{story[0].line}")
    for page in PAGES
    for story in examples.stories((ROOT / page).read_text(encoding="utf-8"))
]


def test_examples_are_found_with_what_they_print() -> None:
    page = "text\n```console\n$ cln init\nready\n...\n$ cln match\n```\n```sh\n$ never\n```\n"
    assert examples.read(page) == [
        examples.Example(3, "cln init", ("ready",)),
        examples.Example(6, "cln match", ()),
    ]


def test_a_story_begins_in_a_folder_of_its_own_and_keeps_the_lines_of_the_page() -> None:
    page = "<!-- story -->\n```console\n$ cln a\n```\n<!-- story -->\n```console\n$ cln b\n```\n"
    assert [[(e.line, e.command) for e in story] for story in examples.stories(page)] == [
        [(3, "cln a")],
        [(7, "cln b")],
    ]


def test_the_readme_is_no_longer_than_a_person_reads() -> None:
    assert len(README.splitlines()) <= 250


@pytest.mark.slow
@pytest.mark.parametrize(("page", "story"), STORIES)
def test_every_example_works(page: str, story: list[examples.Example], tmp_path: Path) -> None:
    _lay_out_files(tmp_path)
    environment = {**os.environ, "CLN_DATABASE": str(tmp_path / "data" / "cln.db"), "COLUMNS": "200"}
    for example in story:
        program, *arguments = shlex.split(example.command)
        assert program == "cln", example
        if arguments[0] == "demo":  # a reader's is of the day on which it is played
            arguments += ["--on", DEMO_DAY]
        ran = subprocess.run(
            [sys.executable, "-m", "cln", *arguments],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        where = f"{page}, line {example.line}: {example.command}\n{ran.stdout}{ran.stderr}"
        assert ran.returncode == 0, where
        shown = [" ".join(line.split()) for line in ran.stdout.splitlines()]
        for line in example.prints:
            assert " ".join(line.split()) in shown, f"{line!r} is missing from {where}"


def test_nothing_points_to_a_place_on_one_machine() -> None:
    folder = ROOT / "cln" / "docs"
    pages = [README, *(page.read_text(encoding="utf-8") for page in sorted(folder.iterdir()))]
    for page in pages:
        assert str(Path.cwd()) not in page
        assert "/tmp/" not in page
        assert "https://" not in page


def _lay_out_files(folder: Path) -> None:
    """The demo's files under the names that the README uses; schools and ELC centres apart."""
    demo = shipped("fixtures") / "demo"
    for name in ("nominations.csv", "facilitators.csv", "survey.csv"):
        shutil.copy(demo / name, folder)
    head, *rows = (demo / "establishments.csv").read_text(encoding="utf-8-sig").splitlines()
    centres = [row for row in rows if ",ELC," in row]
    schools = [row for row in rows if ",ELC," not in row]
    for name, some in (("elc.csv", centres), ("schools.csv", schools)):
        (folder / name).write_text("\n".join([head, *some]) + "\n", encoding="utf-8")
    (folder / "sent").mkdir()
    for file in folder.glob("*.csv"):
        shutil.copy(file, folder / "sent")
