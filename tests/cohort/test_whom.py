"""Who is meant: a code with what the options say besides, the same in every command that takes both."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from cln.app import app
from tests.cohort.test_enrol import NOMINATIONS, enrol
from tests.conftest import Cli

PERSON = ["--name", "Eve Ewing"]
WITH_BOTH: dict[str, list[str]] = {
    "cohort withdraw": ["--reason", "time"],
    "cohort rejoin": [],
    "cohort start-late": [],
    "cohort finish-early": [],
    "cohort people": [],
    "cohort join": [*PERSON, "--role", "practitioner"],
    "cohort leave": ["Bob Bell", "--reason", "time"],
    "cohort replace": ["Bob Bell", *PERSON, "--reason", "time"],
    "match pin": ["--theme", "Literacy", "--reason", "said so"],
    "match explain": [],
    "team move": ["1"],
    "team suggest": [],
}
"""The commands that take CODE:SECTOR:NUMBER as well as --sector and --entry, with what else they need."""


def takes_both() -> Iterator[str]:
    """The commands that have both --sector and --entry, as they are typed after `cln`."""

    def walk(command: Any, path: str) -> Iterator[str]:
        if {"sector", "entry"} <= {parameter.name for parameter in command.params}:
            yield path
        for name in getattr(command, "commands", {}):
            yield from walk(command.get_command(None, name), f"{path} {name}".strip())

    return walk(get_command(app), "")


def test_every_command_with_both_is_listed_here() -> None:
    assert set(takes_both()) == set(WITH_BOTH)


@pytest.mark.parametrize("command", WITH_BOTH)
@pytest.mark.parametrize(
    ("code", "option"),
    [("9100001:Primary", ["--sector", "Secondary"]), ("9100001:2", ["--entry", "1"])],
)
def test_a_contradiction_is_refused(
    cohort: Cli, tmp_path: Path, command: str, code: str, option: list[str]
) -> None:
    enrol(cohort, tmp_path, NOMINATIONS)
    before = cohort.json("cohort", "people")
    refused = cohort(*command.split(), code, *WITH_BOTH[command], *option, code=2)
    assert refused.err == (
        "cln: error: the code and the options name different entries; leave one of them out\n"
    )
    assert cohort.json("cohort", "people") == before


def test_what_both_say_alike_is_taken(cohort: Cli, tmp_path: Path) -> None:
    enrol(cohort, tmp_path, NOMINATIONS)
    alike = ("cohort", "people", "9100001:Primary:1", "--sector", "Primary", "--entry", 1)
    assert cohort.json(*alike) == cohort.json("cohort", "people", "9100001")
