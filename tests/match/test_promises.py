"""What the lead officer promises: `cln match pin`, `together`, `apart`, `group`, `fixed`, `lift`."""

from pathlib import Path

import pytest

from tests import golden
from tests.conftest import After, Cli
from tests.tabular import write

NOMINATIONS = [
    ("9100001", "", 1, "Ann", "promoted"),
    ("9100002", "", 1, "Ben", "promoted"),
    ("9200003", "Primary", 1, "Cat", "promoted"),
    ("9200003", "Secondary", 1, "Dan", "promoted"),
    ("9200003", "Secondary", 2, "Eve", "promoted"),
    ("CS2099000001", "", 1, "Fay", "promoted"),
]


@pytest.fixture
def enrolled(register: Cli, after: After, tmp_path: Path) -> Cli:
    """Six entries of four establishments; either engine."""
    return after(register, open_and_enrol, tmp_path)


def open_and_enrol(cln: Cli, folder: Path) -> None:
    """The same in a cohort that is opened."""
    cln("cohort", "open", "Cohort 3", "--launch", "2026-09-10")
    enrol(cln, folder)


def enrol(cln: Cli, folder: Path) -> Cli:
    people = write(folder / "people.csv", ["code", "sector", "entry", "name", "role"], NOMINATIONS)
    cln("cohort", "enrol", people)
    return cln


def test_a_promise_is_listed_with_its_reason_until_it_is_lifted(enrolled: Cli) -> None:
    pinned = enrolled("match", "pin", "9100001", "--theme", "literacy", "--reason", "promised by telephone")
    assert pinned.out.splitlines()[:2] == [
        "Promise 1 is made in Cohort 3. Northbank Primary School (9100001 Primary): theme Literacy.",
        "Reason: promised by telephone",
    ]
    enrolled("match", "together", "9100001", "9200003:secondary:2", "--reason", "share a minibus")
    enrolled("match", "apart", "9200003:Primary", "9200003:Secondary:1", "--reason", "cover")
    grouped = enrolled("match", "group", "9100002", "cs2099000001", "--theme", "Outdoors", "--reason", "met")
    assert "The survey did not ask about Outdoors." in grouped.out
    assert [one["kind"] for one in enrolled.json("match", "fixed")] == ["pin", "together", "apart", "group"]
    assert "Outdoors" not in enrolled.json("cohort", "show")["themes"]
    golden.check("match_lift.json", enrolled("match", "lift", 2, "--json").out)
    assert [one["number"] for one in enrolled.json("match", "fixed")] == [1, 3, 4]
    lifted = {one["number"]: one["lifted_at"] is not None for one in enrolled.json("match", "fixed", "--all")}
    assert lifted == {1: False, 2: True, 3: False, 4: False}
    again = enrolled("match", "lift", 2, code=3)
    assert again.err == "cln: error: there is no promise 2 in Cohort 3; see: cln match fixed\n"
    assert enrolled.json("match", "pin", "9100001", "--team", 8, "--reason", "x")["number"] == 5


def test_what_contradicts_is_refused_in_a_sentence_and_nothing_is_written(enrolled: Cli) -> None:
    enrolled("match", "pin", "9100001", "--theme", "Literacy", "--reason", "promised")
    enrolled("match", "together", "9100001", "9100002", "--reason", "minibus")
    refused = enrolled("match", "pin", "9100002", "--theme", "Numeracy", "--reason", "asked", code=3)
    assert refused.err == (
        "cln: error: that contradicts what is promised already: "
        "promise 1, Northbank Primary School (9100001 Primary): theme Literacy (promised); "
        "promise 2, Northbank Primary School (9100001 Primary) and Southbank Academy (9100002 Secondary): "
        "together (minibus); lift it first: cln match lift 1\n"
    )
    apart = enrolled("match", "apart", "9100002", "9100001", "--reason", "quarrel", code=3)
    assert apart.err.endswith("together (minibus); lift it first: cln match lift 2\n")
    same = enrolled("match", "together", "9100002", "9100001", "--reason", "again", code=3)
    assert same.err == "cln: error: that is promised already, as number 2 (minibus)\n"
    assert [one["number"] for one in enrolled.json("match", "fixed")] == [1, 2]


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["pin", "9100001"], 2, "say either --theme or --team; see: cln match pin --help"),
        (["pin", "9100001", "--theme", "Literacy", "--team", "1"], 2, "say either --theme or --team"),
        (["pin", "9100001", "--team", "9"], 3, "Cohort 3 has no team 9; its teams are 1 to 8"),
        (["pin", "9100001", "--theme", "Litercy"], 3, "'Litercy' is no theme of Cohort 3; did you mean"),
        (
            ["pin", "9100009", "--team", "1"],
            3,
            "9100009 is not in Cohort 3; did you mean 9100001 Northbank Primary School or 9100002",
        ),
        (["pin", "9200003", "--team", "1"], 2, "choose with --sector, or write 9200003:Primary"),
        (["together", "9100001", "9200003:Secondary"], 2, "choose with --entry, or write 9200003:1"),
        (["together", "9100001", "9200003:High"], 3, "the code 'High' is none of: ELC, Primary, Secondary"),
        (["together", "9100001", "9200003:Secondary:3"], 3, "9200003 has no such entry in Cohort 3; it has"),
        (["apart", "9100001"], 3, "9100001 (Primary) is alone; name at least two entries"),
        (["group", "9100001", "9100001"], 3, "9100001 (Primary) is named twice; name each entry once"),
    ],
)
def test_what_cannot_be_promised(
    cohort: Cli, tmp_path: Path, arguments: list[str], code: int, says: str
) -> None:
    enrol(cohort, tmp_path)
    assert says in cohort("match", *arguments, "--reason", "why", code=code).err
    assert cohort.json("match", "fixed") == []


GROUP = ("match", "group", "9100001", "9100002", "CS2099000001", "--theme", "Outdoors", "--reason", "met")


def test_a_group_that_no_match_could_keep_is_refused(cohort: Cli, tmp_path: Path) -> None:
    enrolled = enrol(cohort, tmp_path)
    enrolled("cohort", "rule", "team-facilitator", "--limit", 2)
    assert enrolled(*GROUP, code=3).err == (
        "cln: error: a pre-matched group of 3 establishments is one team; its key facilitator can nurture at "
        "most 2 (rule 'team-facilitator'); change it with: cln cohort rule team-facilitator --limit N\n"
    )
    assert enrolled.json("match", "fixed") == []
    enrolled("cohort", "rule", "team-facilitator", "--limit", 3)
    assert enrolled.json(*GROUP)["kind"] == "group"


def test_help_says_which_rules_a_group_is_spared(cln: Cli) -> None:
    said = " ".join(cln("match", "group", "--help").out.split())
    assert "sizes, authorities and sectors of a team" in said
    assert "needs a key facilitator" in said


def test_a_reason_is_not_optional(cohort: Cli, tmp_path: Path) -> None:
    enrolled = enrol(cohort, tmp_path)
    assert (
        "the reason is empty; write why"
        in enrolled("match", "pin", "9100001", "--team", 1, "--reason", " ", code=3).err
    )
    assert "--reason" in enrolled("match", "pin", "9100001", "--team", 1, code=2).err


def test_of_who_withdraws_nothing_is_promised_any_more(enrolled: Cli) -> None:
    enrolled("match", "together", "9100001", "9100002", "--reason", "minibus")
    enrolled("cohort", "withdraw", "9100002", "--reason", "travel")
    assert enrolled.json("match", "fixed")[0]["withdrawn"][0]["code"] == "9100002"
    assert "(Southbank Academy (9100002 Secondary) withdrew)" in enrolled("match", "fixed").out
    refused = enrolled("match", "pin", "9100002", "--team", 1, "--reason", "x", code=3)
    assert "9100002 (Secondary) withdrew from Cohort 3 on " in refused.err
