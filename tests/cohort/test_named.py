"""Names in place of codes: whoever is meant by words, in every command that takes a code."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from cln.app import app
from cln.errors import Usage
from cln.meant import Known, Typed, fitting, is_whole, take
from tests import builders
from tests.cohort.test_enrol import NOMINATIONS, enrol
from tests.conftest import Cli
from tests.terminal import on_terminal

WHY = ["--reason", "time"]
NEW = ["--name", "Eve Ewing", "--role", "practitioner"]
NORTH, SOUTH = "9100001", "9100002"
BY_CODE: dict[str, list[str]] = {
    "cohort withdraw": [NORTH, *WHY],
    "cohort rejoin": [NORTH],
    "cohort start-late": [NORTH],
    "cohort finish-early": [NORTH],
    "cohort people": [NORTH],
    "cohort join": [NORTH, *NEW],
    "cohort leave": [NORTH, "Bob Bell", *WHY],
    "cohort replace": [NORTH, "Bob Bell", *NEW, *WHY],
    "establishment show": [NORTH],
    "establishment amend": [NORTH, "--postcode", "G1 2AB"],
    "establishment close": [NORTH],
    "establishment remove": [NORTH],
    "establishment merge": [NORTH, SOUTH],
    "match pin": [NORTH, "--theme", "Literacy", "--reason", "x"],
    "match together": [NORTH, "9200003", "--reason", "x"],
    "match apart": [NORTH, "9200003", "--reason", "x"],
    "match group": [NORTH, "9200003", "--reason", "x"],
    "match explain": [NORTH],
    "team move": [NORTH, "1"],
    "team swap": [NORTH, "9200003"],
    "team suggest": [NORTH],
    "event attendance": ["1", "--apologies", "Ann Adam", "--code", NORTH],
}
"""Every command that takes the code of an establishment on record, with what it needs."""
NEW_CODE = {"establishment add"}
"""Takes the code of one that is not there yet."""
NAMES = {NORTH: "northbank", SOUTH: "SOUTHBANK academy", "9200003": "Harbour"}


def taking(metavars: set[str]) -> Iterator[str]:
    """The commands that take something, as they are typed after `cln`."""

    def walk(command: Any, path: str) -> Iterator[str]:
        if metavars & {str(parameter.metavar) for parameter in command.params}:
            yield path
        for name in getattr(command, "commands", {}):
            yield from walk(command.get_command(None, name), f"{path} {name}".strip())

    return walk(get_command(app), "")


def test_every_command_that_takes_a_code_is_listed_here() -> None:
    assert set(taking({"CODE", "[CODE]", "CODE...", "INTO"})) == {*BY_CODE, *NEW_CODE}


@pytest.fixture
def enrolled(cohort: Cli, tmp_path: Path) -> Cli:
    """Cohort 3 with Northbank, Harbour School's secondary department, and Daisy."""
    enrol(cohort, tmp_path, NOMINATIONS)
    return cohort


def ended(cln: Cli, *arguments: str) -> tuple[str, str]:
    """What a command says, whether it does it or refuses it."""
    for code in (0, 2, 3):
        try:
            ran = cln(*arguments, code=code)
        except AssertionError:
            continue
        return ran.out, ran.err
    raise AssertionError(arguments)


@pytest.mark.parametrize("command", BY_CODE)
def test_a_name_does_what_the_code_does(
    enrolled: Cli, copied: Callable[[Path], Cli], tmp_path: Path, command: str
) -> None:
    enrolled("database", "backup", tmp_path / "copy.db")
    by_code = ended(enrolled, *command.split(), *BY_CODE[command])
    again = copied(tmp_path / "copy.db")
    named = [NAMES.get(one, one) for one in BY_CODE[command]]
    out, err = ended(again, *command.split(), *named)
    said = [line for line in err.splitlines(keepends=True) if " is taken for " not in line]
    assert (out, "".join(said)) == by_code


def test_a_command_that_writes_says_whom_it_took(enrolled: Cli) -> None:
    taken = enrolled("cohort", "withdraw", "NORTHBANK", *WHY)
    assert taken.err == "'NORTHBANK' is taken for 9100001 Northbank Primary School (Primary, Glasgow City).\n"
    assert "9100001" in taken.out
    assert enrolled("cohort", "people", "harb").err == ""


def test_less_than_the_whole_name_is_asked_about(enrolled: Cli) -> None:
    before = enrolled.json("history")
    refused = enrolled("cohort", "withdraw", "north", *WHY, code=2)
    assert refused.err == (
        "cln: error: 'north' is taken for 9100001 Northbank Primary School (Primary, Glasgow City); to write "
        'that, give the whole name, "Northbank Primary School", or add --yes\n'
    )
    assert enrolled.json("history") == before
    enrolled("cohort", "withdraw", "north", *WHY, "--yes")
    assert "withdrew" in enrolled("cohort", "withdraw", NORTH, *WHY, code=3).err


@pytest.mark.parametrize(("answer", "code"), [("yes", 0), ("no", 3)])
def test_somebody_at_the_terminal_is_asked(enrolled: Cli, answer: str, code: int) -> None:
    ended, shown = on_terminal(enrolled, "cohort", "withdraw", "north", *WHY, typed=f"{answer}\n")
    assert ended == code
    assert "(Primary, Glasgow City). Is that the one? (yes / no)" in shown
    assert enrolled.json("cohort", "show")["entries"] == (2 if answer == "yes" else 3)


def test_several_are_listed_ready_to_copy(enrolled: Cli) -> None:
    refused = enrolled("establishment", "show", "school", code=2).err.splitlines()
    assert refused == [
        "cln: error: 'school' could be 3 establishments of the register; write more, or copy one:",
        "  9100001 Northbank Primary School (Primary, Glasgow City)",
        "  9200003 Harbour School (Primary, Inverclyde)",
        "  9200003 Harbour School (Secondary, Inverclyde)",
    ]
    assert "Harbour School" in enrolled("establishment", "show", "harb:Secondary").out
    assert "Harbour School" in enrolled("establishment", "show", "harbour", "--sector", "Primary").out


def test_several_people_are_no_persons() -> None:
    people = [Known(name, name, name) for name in ("Jenna Sinclair", "Murdo Sinclair")]
    with pytest.raises(Usage, match="'sinclair' could be 2 people of the cohort; write more"):
        take(Typed("sinclair", "person", "the cohort", lambda _: people, "cln cohort people"), people)


def test_what_nothing_is_called_is_refused_with_what_is_near(enrolled: Cli) -> None:
    refused = enrolled("cohort", "people", "Norhtbank", code=3).err
    assert refused == (
        "cln: error: 'Norhtbank' is no establishment of the cohort; did you mean 9100001 Northbank Primary "
        "School (Primary, Glasgow City)? See: cln cohort show\n"
    )
    assert "'bank' is no establishment" in enrolled("cohort", "people", "bank", code=3).err


@pytest.mark.parametrize(
    ("words", "fits", "whole"),
    [
        ("bish", ["Bishopbriggs Academy"], False),
        ("bishopbriggs academy", ["Bishopbriggs Academy"], True),
        ("briggs", [], False),
        ("st josephs", ["St Joseph\u2019s Primary School"], True),
        ("ST. JOSEPH'S", ["St Joseph\u2019s Primary School"], True),
        ("Saint Joseph's PS", ["St Joseph\u2019s Primary School"], True),
        ("joseph", ["St Joseph\u2019s Primary School"], False),
        ("eilean", ["\u00c8ilean Nursery", "Eilean High School"], True),
        ("eilean nursery", ["\u00c8ilean Nursery"], True),
        ("high eil", ["Eilean High School"], False),
        ("park", ["Park Primary School"], True),
        ("ark", [], False),
        ("!", [], False),
    ],
)
def test_the_beginnings_of_words_are_enough(words: str, fits: list[str], whole: bool) -> None:
    names = [
        "Bishopbriggs Academy",
        "St Joseph\u2019s Primary School",
        "\u00c8ilean Nursery",
        "Eilean High School",
    ]
    known = [Known(name, name, name) for name in (*names, "Park Primary School")]
    found = fitting(words, known)
    assert [one.name for one in found] == fits
    assert (is_whole(words, found[0]) if found else False) == whole


BY_WORDS: dict[str, tuple[list[str], list[str]]] = {
    "a person": (["cohort", "leave", NORTH, "bob", *WHY, "--yes"], ["Bob Bell"]),
    "a facilitator": (["facilitator", "withdraw", "fra", "--reason", "x", "--yes"], ["Fran Fox"]),
    "a theme": (
        ["match", "pin", NORTH, "--theme", "health", "--reason", "x", "--yes"],
        ["Health and wellbeing"],
    ),
    "an event": (["event", "show", "matching"], ["Event 2"]),
    "a rule": (["cohort", "rule", "team siz"], ["team-size"]),
    "a rule of attention": (["attention", "rule", "quest"], ["question"]),
    "who came": (
        ["event", "attendance", "launch", "--apologies", "cat", "--yes"],
        ["1 sent apologies"],
    ),
    "a cohort": (["--cohort", "3", "cohort", "show"], ["Cohort 3: launch"]),
    "whose teams": (["status", "--facilitator", "fra"], ["Fran Fox"]),
}


@pytest.mark.parametrize("noun", BY_WORDS)
def test_people_themes_rules_events_and_cohorts_are_named_so_too(enrolled: Cli, noun: str) -> None:
    enrolled("facilitator", "add", "--name", "Fran Fox", "--organisation", "QIO")
    arguments, says = BY_WORDS[noun]
    ran = enrolled(*arguments)
    for words in says:
        assert words in ran.out + ran.err, ran


NOUNS = {"CODE", "[CODE]", "CODE...", "INTO", "WHO", "PROJECT", "RULE", "THEME", "TEAM"}
NO_NAME_YET = {("establishment add", "CODE"), ("match group", "THEME"), ("project open", "THEME")}
"""What is not on record yet, or need not be."""


def arguments() -> Iterator[tuple[str, Any]]:
    """Every argument and option of every command that names something on record."""

    def walk(command: Any, path: str) -> Iterator[tuple[str, Any]]:
        for parameter in command.params:
            of_event = path.startswith("event ") and (parameter.name, parameter.metavar) == ("number", "N")
            if str(parameter.metavar) in NOUNS or parameter.name == "facilitator" or of_event:
                yield path, parameter
        for name in getattr(command, "commands", {}):
            yield from walk(command.get_command(None, name), f"{path} {name}".strip())

    return walk(get_command(app), "")


def test_every_argument_that_takes_a_code_or_a_number_takes_words() -> None:
    walked = [one for one in arguments() if (one[0], one[1].metavar) not in NO_NAME_YET]
    assert len(walked) > 50
    deaf = [
        f"{path} {parameter.metavar}"
        for path, parameter in walked
        if not getattr((parameter.type_descriptor.parameter_info.parser or str)("some words"), "typed", None)
    ]
    assert deaf == []


def test_a_promise_is_lifted_by_an_establishment_in_it(enrolled: Cli) -> None:
    why = ("--reason", "Agreed")
    enrolled("match", "pin", NORTH, "--theme", "Literacy", *why)
    enrolled("match", "apart", NORTH, "9200003", *why)
    both = enrolled("match", "lift", "northbank primary", code=2)
    assert (
        "'northbank primary' could be 2 promises of the cohort; write more, or copy one:\n  1 North"
        in both.err
    )
    assert enrolled.json("match", "lift", "harbour", "--yes")["number"] == 2
    assert enrolled.json("match", "lift", NORTH)["number"] == 1
    gone = enrolled("match", "lift", NORTH, code=3).err
    assert gone == f"cln: error: '{NORTH}' is no promise of the cohort; see: cln match fixed\n"
    enrolled("match", "lift", "0", code=2)


def test_a_measure_is_filled_in_by_the_beginning_of_its_words(cln: Cli) -> None:
    cln("cohort", "open", "Cohort 3", "--launch", "2025-09-10")
    builders.enrol(cln.database, [("9100001", "Primary", 1)])
    builders.accept(cln.database, [["Gwen Gray"]], places=[[("9100001", "Primary", 1)]])
    cln("project", "open", 1, "--title", "Reading aloud")
    for name, kind in (("Reading age", "quantitative"), ("Interviews", "qualitative")):
        cln("project", "measure", 1, name, "--kind", kind)
    filled = cln("project", "measure", "reading", "--number", "reading", "--baseline", "96", "--yes")
    assert filled.err == "'reading' is taken for 1 Reading aloud.\n'reading' is taken for 1 Reading age.\n"
    assert cln.json("project", "measure", 1, "--number", 2, "--baseline", "calm")["measure"]["measure"] == 2
    assert "is no measure of the project; see: cln project show" in (
        cln("project", "measure", 1, "--number", "attendance", "--end", "9", code=3).err
    )
