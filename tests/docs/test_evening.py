"""The page for the evening the laptop dies: every command on it works, in the order of the page."""

import shlex
from pathlib import Path

import pytest

from tests.conftest import Cli
from tests.docs import examples, house

PAGE = (house.PAGE.parent / "evening.md").read_text(encoding="utf-8")


def test_every_command_on_it_works(cohort: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "stick").mkdir()
    monkeypatch.chdir(tmp_path)
    known = cohort.json("cohort", "list")
    first, second = PAGE.split("<!-- another laptop -->")
    laptops = {first: cohort, second: Cli(f"sqlite:///{tmp_path / 'another' / 'cln.db'}")}
    for part, cln in laptops.items():
        ran = examples.read(part)
        assert ran, "the page shows how"
        for example in ran:
            program, *arguments = shlex.split(example.command)
            assert program == "cln"
            shown = cln(*arguments).out
            for line in example.prints:
                assert line.removesuffix("...") in shown, example
    assert laptops[second].json("cohort", "list") == known
    assert laptops[second].json("history") == cohort.json("history")
