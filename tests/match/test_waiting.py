"""The waiting list: its order is the matching's, though no problem is made; and who could come in."""

from pathlib import Path

import pytest

from cln import store
from cln.cohort.queries import find_cohort
from cln.match import waiting
from cln.match.queries import proposal_of
from cln.match.recalled import recall
from cln.matching.queue import draw
from cln.store import engine as engines
from tests import golden
from tests.conftest import After, Cli, fill
from tests.match import small
from tests.tabular import write


@pytest.mark.slow
def test_the_queue_is_the_one_of_the_matching(cln: Cli, after: After) -> None:
    after(cln, fill)
    match = cln.json("match", "--capacity", 88)
    gone = match["teams"][0]["entries"][0]
    cln("cohort", "withdraw", gone["code"], "--sector", gone["sector"], "--reason", "travel")
    engine = engines.connect(cln.database)
    with store.reading(engine) as session:
        cohort = find_cohort(session, None)
        queue, recalled = (
            waiting.show(session, cohort, 1),
            recall(session, cohort, proposal_of(session, cohort, 1)),
        )
    engine.dispose()
    assert queue.waiting
    assert [(one.code, one.sector, one.entry) for one in queue.waiting] == [
        entry.key for entry in recalled.waiting
    ]
    assert [one.label for one in queue.waiting] == [str(entry) for entry in recalled.waiting]
    assert queue.capacity == recalled.problem.limits.capacity == 88
    assert queue.seated == sum(team.participants for team in recalled.teams)
    assert queue.free_places == gone["participants"] + 88 - sum(t["participants"] for t in match["teams"])


def test_a_sentence_names_the_sector_of_a_department(cln: Cli, after: After, tmp_path: Path) -> None:
    after(cln, small.fill, tmp_path)
    columns = ["code", "name", "authority", "sector"]
    second = (small.CODES[0], "School 0", "Glasgow City", "Secondary")
    cln("establishment", "import", write(tmp_path / "second.csv", columns, [second]))
    cln("match")
    people = [(small.CODES[0], "Secondary", f"{role} of both", role) for role in ("promoted", "practitioner")]
    cln("cohort", "enrol", write(tmp_path / "late.csv", ["code", "sector", "name", "role"], people))
    shown = cln("match", "waiting").out
    assert f"Next in the queue who fits: School 0 ({small.CODES[0]}, Secondary) with 2 people." in shown
    cln("cohort", "withdraw", f"{small.CODES[0]}:Primary", "--reason", "travel")
    left = f"School 0 ({small.CODES[0]}, Primary)"
    tried = cln("team", "move", small.CODES[1], "waiting", "--dry-run").out
    assert f"Left out, because they withdrew since proposal 1 was made: {left}." in tried


def test_a_table_names_the_sector_of_a_department(cln: Cli, tmp_path: Path) -> None:
    small.fill(cln, tmp_path)
    columns = ["code", "name", "authority", "sector"]
    second = (small.CODES[0], "School 0", "Glasgow City", "Secondary")
    cln("establishment", "import", write(tmp_path / "second.csv", columns, [second]))
    people = [(small.CODES[0], "Secondary", f"{role} of both", role) for role in ("promoted", "practitioner")]
    cln("match")
    cln("cohort", "enrol", write(tmp_path / "late.csv", ["code", "sector", "name", "role"], people))
    assert "School 0 (Secondary)" in cln("match", "waiting").out
    again = cln("match", "--from", 1).out
    assert again.count("School 0 (Secondary)") == 2, "among those who come in, and in its team"
    assert again.count("School 0 (Primary)") == 1
    cln("match", "accept", 2)
    assert "School 0 (Secondary)" in cln("match", "show", "--map").out
    compared = cln("match", "compare", 1, 2).out
    assert compared.count("School 0 (Secondary)") == 2, "among the entries, and those who come to the team"
    rows = cln.json("export", "teams")
    (team,) = [one["team"] for one in rows if (one["code"], one["sector"]) == (small.CODES[0], "Secondary")]
    cln("report", "--team", team, "--out", tmp_path / "team.html")
    assert "School 0 (Secondary)" in (tmp_path / "team.html").read_text("utf-8")


def test_the_queue_has_positions_and_reasons_and_a_withdrawal_says_who_could_come_in(
    both: Cli, after: After, tmp_path: Path
) -> None:
    cln = after(both, small.fill, tmp_path)
    before = cln("cohort", "withdraw", small.CODES[7], "--reason", "time", "--json").json
    assert "could_come_in" not in before
    cln("cohort", "rejoin", small.CODES[7])
    cln("match", "--capacity", 12)
    cln("match", "accept", 1)
    cln("match")
    queue = cln.json("match", "waiting")
    assert (queue["proposal"], queue["accepted"], queue["free_places"]) == (1, True, 0)
    assert [one["position"] for one in queue["waiting"]] == [1, 2]
    assert all(one["reason"] and not one["could_come_in"] for one in queue["waiting"])
    assert "No place is free." in cln("match", "waiting").out
    assert (
        "Cohort 3, proposal 2 (not accepted): 16 of 100 places are taken.\nNobody waits."
        in cln("match", "waiting", 2).out
    )
    waits = [one["code"] for one in queue["waiting"]]
    leaves = next(code for code in small.CODES if code not in waits)
    left = cln("cohort", "withdraw", leaves, "--reason", "time").out.splitlines()
    assert left[-2:] == [
        f"2 places are free. Next in the queue who fits: School {waits[0][-1]} ({waits[0]}) with 2 people.",
        "Next: cln match --from 1",
    ]
    later = cln.json("match", "waiting")
    golden.check("match_waiting.json", cln("match", "waiting", "--json").out)
    assert [one["could_come_in"] for one in later["waiting"]] == [True, False]
    assert (
        cln.json("cohort", "withdraw", waits[0], "--reason", "time")["could_come_in"][0]["code"] == waits[1]
    )


def test_nobody_waits_where_there_is_no_proposal(cohort: Cli) -> None:
    assert "Cohort 3 has no proposal yet; make one with: cln match" in cohort("match", "waiting", code=3).err


def test_places_that_no_teams_can_fill_are_promised_to_nobody(cln: Cli, after: After, tmp_path: Path) -> None:
    after(cln, small.fill, tmp_path)
    cln("cohort", "rule", "team-facilitator", "--limit", 2)
    made = cln("match", "--capacity", 14)
    assert "Waiting: 4 entries, 8 people\n" in made.out
    reason = "nominated with others; the lot decided; no teams that keep the rules hold more people"
    assert made.out.count(reason) == 4
    waiting = cln("match", "waiting").out
    assert "6 places are free; no teams that keep the rules hold more people.\n" in waiting
    assert "cln match --from" not in waiting
    assert not any(one["could_come_in"] for one in cln.json("match", "waiting")["waiting"])
    who = cln.json("match", "waiting")["waiting"][0]
    assert "Give it a place" not in cln("match", "explain", f"{who['code']}:{who['sector']}").out

    again = cln.json("match", "--from", 1)
    assert len(again["teams"]) == len(cln.json("match", "show", 1)["teams"])
    assert not any(one["could_come_in"] for one in cln.json("match", "waiting")["waiting"])

    cln("match", "accept", 1)
    attention = cln("attention").out
    assert attention.count("cln match explain 900000") == 4
    assert "--capacity" not in attention
    cln("cohort", "withdraw", small.CODES[0], "--reason", "travel")
    assert "8 places are free. Next in the queue who fits: School 1 (9000001) with 2 people.\n" in (
        cln("match", "waiting").out
    )


def test_who_sits_in_no_group_that_takes_all_teams_fits_no_place(
    cln: Cli, after: After, tmp_path: Path
) -> None:
    after(cln, small.fill, tmp_path)
    for one, other in (small.CODES[:2], small.CODES[2:4]):
        cln("match", "group", one, other, "--reason", "they found each other")
    cln("match", "--capacity", 12)
    waiting = cln.json("match", "waiting")["waiting"]
    assert {one["reason"] for one in waiting} == {"no teams that keep the rules hold more people"}


def test_who_is_passed_over_hears_why_and_is_promised_no_place(
    cln: Cli, after: After, tmp_path: Path
) -> None:
    after(cln, small.fill, tmp_path)
    three, (last,) = [small.CODES[n] for n in (0, 3, 6)], [small.CODES[4]]
    cln("match", "together", *three, "--reason", "they travel together")
    reason = (
        "no teams of as many people keep the rules with it and those who go first; "
        "promise 1 names it and may be why"
    )
    made = cln("match", "--capacity", 10)
    assert made.out.count(reason) == 3, "three of one council need a team of six"
    assert [one["code"] for one in cln.json("match", "waiting")["waiting"]] == [*three, last]
    explained = cln("match", "explain", three[0]).out
    assert f"number 1 of 4 on the waiting list: {reason}; no teams that keep" in explained
    assert "Give it a place" not in explained
    assert "room for" not in explained

    cln("match", "accept", 1)
    left = cln("cohort", "withdraw", small.CODES[1], "--reason", "travel").out
    told = "4 places are free; only a match tells who of those who wait comes in.\n"
    assert told in left, "rules may still be why the first of them wait"
    assert left.endswith("Next: cln match --from 1\n")
    assert f"{told}Fill the places with: cln match --from 1\n" in cln("match", "waiting").out
    assert not any(one["could_come_in"] for one in cln.json("match", "waiting")["waiting"])
    again = cln("match", "--from", 1, "--capacity", 10).out
    assert "School 4 (9000004) comes in" in again
    assert again.count("its 2 people and 4 kept together with it do not fit the places left") == 3
    assert "those who had a place keep it" not in again
    attention = cln("attention").out
    assert all(f"cln match explain {code}" in attention for code in three)


def test_who_was_passed_over_comes_in_once_nothing_forbids_it_and_nobody_before_it(
    cln: Cli, after: After, tmp_path: Path
) -> None:
    after(cln, small.fill, tmp_path)
    three = [small.CODES[n] for n in (0, 3, 6)]
    cln("match", "together", *three, "--reason", "they travel together")
    cln("match", "--capacity", 10)
    cln("match", "accept", 1)
    cln("match", "lift", 1)
    for code in (small.CODES[1], small.CODES[2]):
        left = cln("cohort", "withdraw", code, "--reason", "travel").out
        assert "Next in the queue who fits" not in left
    attention = cln("attention").out
    assert "cln match --from 1" in attention
    assert "cln match explain 9" not in attention
    again = cln("match", "--from", 1).out.split("come in")[0]
    assert [f"School {code[-1]} ({code})" in again for code in three] == [True, True, False], "half of a team"


def test_who_waits_behind_one_who_comes_in_hears_so_though_weaker_ones_keep_their_places(
    cln: Cli, after: After, tmp_path: Path
) -> None:
    after(cln, small.fill, tmp_path)
    line = _line()
    for code in line[6:]:
        cln("match", "pin", code, "--theme", small.THEMES[0], "--reason", "asked")
    cln("match", "--capacity", 12)
    assert [one["code"] for one in cln.json("match", "waiting")["waiting"]] == line[4:6]
    cln("match", "accept", 1)
    for number in (1, 2):
        cln("match", "lift", number)
    cln("cohort", "withdraw", line[0], "--reason", "travel")
    again = cln.json("match", "--from", 1, "--capacity", 12)
    assert [one["code"] for one in again["arrivals"]] == [line[4]]
    assert [(one["code"], one["reason"]) for one in cln.json("match", "waiting", 2)["waiting"]] == [
        (line[5], "nominated with others; the lot decided")
    ]


def _line() -> list[str]:
    """The queue of the small cohort: there the lot alone decides."""
    sectors = dict(zip(small.CODES, 4 * ("Primary", "ELC"), strict=True))
    return sorted(small.CODES, key=lambda code: draw("Cohort 3|2026-09-10", (code, sectors[code], 1)))


def test_those_too_many_together_are_next_once_they_fit(cln: Cli, after: After, tmp_path: Path) -> None:
    after(cln, small.fill, tmp_path)
    line = _line()
    pair, last = (line[4], line[6]), line[7]
    cln("match", "together", *pair, "--reason", "they travel together")
    made = cln("match", "--capacity", 10).out
    reason = "its 2 people and 2 kept together with it do not fit the places left"
    assert made.count(reason) == 2
    assert {one["code"] for one in cln.json("match", "waiting")["waiting"]} == {*pair, last}
    cln("match", "accept", 1)
    for code in line[:2]:
        cln("cohort", "withdraw", code, "--reason", "travel")
    assert [one["could_come_in"] for one in cln.json("match", "waiting")["waiting"]] == [True, True, False]
    come = cln.json("match", "--from", 1, "--capacity", 10)["arrivals"]
    assert {one["code"] for one in come} == {*pair}


def test_a_free_place_is_not_said_to_fit_nobody_where_rules_are_why(
    cln: Cli, after: After, tmp_path: Path
) -> None:
    after(cln, small.fill, tmp_path)
    cln("match", "together", *(small.CODES[n] for n in (0, 3, 6)), "--reason", "they travel together")
    cln("cohort", "withdraw", small.CODES[4], "--reason", "travel")
    cln("match", "--capacity", 8)
    cln("match", "accept", 1)
    left = cln("cohort", "withdraw", small.CODES[1], "--reason", "travel").out
    assert "2 places are free; only a match tells who of those who wait comes in.\n" in left
