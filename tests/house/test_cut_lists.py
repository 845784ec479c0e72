"""Wherever a list is cut short, what shows all of it stands beside the number that is left out."""

import re
from pathlib import Path

import cln
from cln.words import named

CUT = re.compile(r"\{(?:len\(|rest\b|more\b|count\(more)[^{}]*\} more\b")
"""How many more there are, in a sentence that is put together."""
TOLD = re.compile(r"cln |see|all to see|to see all|_each")
ELSEWHERE = {"upkeep/names.py"}
"""What names the rows of a change: whoever shows it says `cln history NUMBER` below (see `upkeep/views`)."""


def test_the_first_of_many_names_the_command_that_shows_all() -> None:
    assert named(["a", "b", "c"], "cln cohort people", 3) == "a, b and c"
    assert named(["a", "b", "c"], "cln cohort people", 2) == "a, b and 1 more (all: cln cohort people)"


def test_no_list_is_cut_short_without_saying_where_the_rest_is() -> None:
    house, places = Path(cln.__file__).parent, 0
    for file in sorted(house.rglob("*.py")):
        lines = file.read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines):
            if CUT.search(line) and file.relative_to(house).as_posix() not in ELSEWHERE:
                places += 1
                assert TOLD.search(" ".join(lines[number : number + 3])), f"{file}:{number + 1}: {line}"
    assert places >= 8
