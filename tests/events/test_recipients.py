"""`cln event invite --only`: a letter to those alone to whom one thing applies."""

import csv
import io

from tests.conftest import Cli


def invited(cln: Cli, column: str, *only: str) -> set[str]:
    """What a column says of those who are invited to the last event."""
    return {row[column] for row in csv.DictReader(io.StringIO(cln("event", "invite", 6, *only).out))}


def test_those_who_have_not_answered(matched: Cli) -> None:
    silent = {one["name"] for one in matched.json("survey", "list")["entries"] if not one["answered"]}
    assert len(silent) == 2
    assert invited(matched, "establishment", "--only", "no-answer") == silent


def test_those_who_sent_apologies_to_the_event_that_was_held_last(matched: Cli) -> None:
    first, second, third, *_ = sorted(invited(matched, "email"))
    for number, sorry, on in ((1, first, "2026-09-10"), (2, second, "2026-10-22")):
        matched("event", "hold", number, "--on", on)
        matched("event", "attendance", number, "--apologies", sorry, "--absent", third)
    assert invited(matched, "email", "--only", "apologies") == {second}


def test_entries_of_which_no_promoted_member_of_staff_has_come(matched: Cli) -> None:
    everybody = list(csv.DictReader(io.StringIO(matched("event", "invite", 6).out)))
    head = next(one for one in everybody if one["role"] == "promoted")
    teacher = next(
        one
        for one in everybody
        if one["role"] == "practitioner" and one["establishment"] != head["establishment"]
    )
    matched("event", "hold", 1, "--on", "2026-09-10")
    matched("event", "attendance", 1, "--present", head["email"], "--present", teacher["email"])
    left = invited(matched, "establishment", "--only", "no-promoted")
    assert left == {one["establishment"] for one in everybody} - {head["establishment"]}


def test_teams_nobody_has_visited_and_teams_in_need(matched: Cli) -> None:
    matched("match", "accept", 1)
    for team in (3, 4):
        matched("project", "open", team, "--title", f"Project of {team}", "--on", "2026-09-24")
    matched("log", 2, "Met the team", "--date", "today")
    assert invited(matched, "team", "--only", "stale") == {"3"}
    needs = {str(one["team"]) for one in matched.json("attention")["reasons"] if one["team"]}
    assert invited(matched, "team", "--only", "attention") == needs > {"3"}


def test_nobody_is_told_so(matched: Cli) -> None:
    refused = matched("event", "invite", 6, "--only", "apologies", code=3).err
    assert refused == (
        "cln: error: of those whom event 6 invites nobody sent apologies to the event that was held last\n"
    )
