"""`cln match` where there is no match: every reason in one run, and commands that really mend them."""

import shlex
from collections.abc import Sequence
from pathlib import Path

import pytest

from cln.errors import Impossible
from cln.match.advice import advising
from cln.match.run import Run
from cln.matching.impossible.arithmetic import Finding
from cln.matching.impossible.diagnose import Contradiction, Diagnosis, Reason
from tests.conftest import After, Cli, Ran
from tests.match import small
from tests.matching.cohorts import programme
from tests.tabular import spelt, write

COUNCILS = ("Glasgow City", "Inverclyde", "Renfrewshire")


def open_cohort(
    cln: Cli, folder: Path, *, sectors: Sequence[str] = ("Primary", "ELC"), without: Sequence[str] = ()
) -> Cli:
    """Eighteen establishments of three councils, some of them without a facilitator, in three teams."""
    places = [(f"91000{n:02}", COUNCILS[n % 3], sectors[n // 3 % len(sectors)]) for n in range(18)]
    register = [(code, f"School {code[-2:]}", council, sector) for code, council, sector in places]
    cln(
        "establishment",
        "import",
        write(folder / "register.csv", ["code", "name", "authority", "sector"], register),
    )
    cln("cohort", "open", "Cohort 3", "--launch", "2026-09-10", "--teams", 3)
    roles = ("promoted", "practitioner")
    people = [(code, f"{role} {spelt(code)}", role) for code, _council, _sector in places for role in roles]
    cln("cohort", "enrol", write(folder / "people.csv", ["code", "name", "role"], people))
    helpers = [(f"Key of {name}", "QIO", name) for name in COUNCILS if name not in without]
    cln(
        "facilitator",
        "import",
        write(folder / "helpers.csv", ["name", "organisation", "authority"], helpers),
    )
    return cln


def lines(ran: Ran) -> list[str]:
    """What an error says, without the indents, and without what the match was at."""
    return [line.strip() for line in ran.err.splitlines() if not line.startswith("matching: ")]


def commands(ran: Ran) -> list[list[str]]:
    """The first commands under each reason, ready to be run."""
    found: list[list[str]] = []
    wanted = False
    for line in lines(ran):
        if line.startswith("cln "):
            if wanted:
                found.append(shlex.split(line.replace("NAME", f"Newcomer-{len(found)}"))[1:])
        else:
            wanted = not line.startswith(("Or ", "Instead "))
    return found


@pytest.mark.slow
def test_all_reasons_are_named_in_one_run_and_the_first_commands_mend_them(cln: Cli, tmp_path: Path) -> None:
    open_cohort(cln, tmp_path, sectors=["Primary"], without=["Inverclyde", "Renfrewshire"])
    for code in ("9100000", "9100001"):
        cln("match", "pin", code, "--theme", "Literacy", "--reason", "asked for it")
    cln("match", "apart", "9100000", "9100001", "--reason", "one head for both")
    cln("cohort", "rule", "theme-teams", "--limit", "0-1")
    ran = cln("match", code=4)
    assert ran.out == ""
    said = lines(ran)
    assert said[0] == "cln: error: there is no match, for 4 reasons; the first change for each makes one:"
    assert "1. the cohort has 1 sector; it needs at least 2 (rule 'sectors')" in said
    for council in ("Inverclyde", "Renfrewshire"):
        sentence = f"{council} brings 6 establishments but no key facilitator; one is needed for every 10"
        assert any(f"{sentence} (rule 'facilitators')" in line for line in said)
    conflict = next(line for line in said if "this cannot all be kept" in line)
    assert "Each theme has 0 to 1 teams; promise 1, School 00 (9100000 Primary): theme Literacy" in conflict
    assert "promise 3, School 00 (9100000 Primary) and School 01 (9100001 Primary): apart" in conflict
    assert "(rules 'pins', 'apart', 'theme-teams')" in conflict
    assert "cln match lift 3" in said
    for command in commands(ran):
        cln(*command)
    assert len(cln.json("match")["teams"]) == 3


def test_a_size_that_no_entries_add_up_to(cln: Cli, tmp_path: Path) -> None:
    open_cohort(cln, tmp_path)
    cln("cohort", "rule", "team-size", "--limit", 0)
    cln("cohort", "rule", "team-count", "--limit", 4)
    ran = cln("match", code=4)
    assert lines(ran) == [
        "cln: error: a team may have 9 participants, but no entries add up to that; "
        "the nearest they can is 8 or 10 (rule 'team-size'); what would help:",
        "Set the limit of rule 'team-size' to 1, not 0:",
        "cln cohort rule team-size --limit 1",
        "Or set the limit of rule 'team-count' to 3, not 4:",
        "cln cohort rule team-count --limit 3",
        "Or set the limit of rule 'capacity' to 32, not 100, so that 4 participants wait:",
        "cln cohort rule capacity --limit 32",
    ]
    for command in commands(ran):
        cln(*command)
    assert len(cln.json("match")["teams"]) == 4


@pytest.mark.parametrize("option", [(), ("--json",)])
def test_nothing_is_written(cln: Cli, tmp_path: Path, option: tuple[str, ...]) -> None:
    open_cohort(cln, tmp_path, without=["Inverclyde"])
    ran = cln("match", *option, code=4)
    assert ran.out == ""
    assert cln.json("match", "list") == []


def test_a_printed_match_is_asked_for_all_that_this_one_was(cln: Cli, after: After, tmp_path: Path) -> None:
    after(cln, small.fill, tmp_path)
    asked = ("--profile", "greedy", "--relax", "team-count")
    refused = cln("match", "--capacity", 1, *asked, code=4)
    assert "a team of 2 entries needs 4 places at least; there is 1" in refused.err
    assert lines(refused)[-1] == "cln match --profile greedy --relax team-count --capacity 4"
    assert cln(*commands(refused)[0]).out.startswith("Cohort 3, proposal 1: 4 participants in 1 team\n")

    two = cln("match", "--teams", 5, "--capacity", 6, code=4)
    assert commands(two) == [["match", "--teams", "4", "--capacity", "16"]] * 2
    assert cln(*commands(two)[0]).out.startswith("Cohort 3, proposal 2: 16 participants in 4 teams\n")

    again = cln("match", "--from", 2, "--capacity", 6, code=4)
    assert commands(again) == [["match", "--from", "2", "--teams", "4", "--capacity", "16"]]
    assert "proposal 2 holds as it is" in cln(*commands(again)[0]).out


@pytest.mark.parametrize(
    "how", ["--from 1 --max-moves 3", "--from 1 --trade-off", "--alternatives 2", "--time-limit 20.5"]
)
def test_a_printed_match_goes_on_in_the_same_way(how: str, cln: Cli, after: After, tmp_path: Path) -> None:
    after(cln, small.fill, tmp_path)
    cln("match", "--teams", 4)
    refused = cln("match", *how.split(), "--capacity", 6, code=4)
    asked = ["match", *how.split()]
    assert all(one[: len(asked)] == asked for one in commands(refused))
    cln(*commands(refused)[0])


@pytest.mark.parametrize(("given", "longer"), [(None, "60"), (20.5, "60"), (60, "120")])
def test_more_time_is_advised_than_was_given(given: float | None, longer: str) -> None:
    reason = Reason((Finding((), "the rules cannot all hold"),), ())
    unknown = Diagnosis(programme(0), (reason,), (), complete=False)
    with pytest.raises(Impossible) as told, advising(Run(), seconds=given):
        raise Contradiction(unknown)
    (doubt,) = told.value.details
    assert doubt.endswith(f"there may be others, or smaller ones. --time-limit {longer} tries more.")
