"""`cln status` and `cln attention`: one screen, attention first, and the human judgement beside it."""

from pathlib import Path

import pytest

from tests import builders, golden
from tests.conftest import After, Cli
from tests.tabular import write

PLACES = [[(f"910000{2 * team + n}", "Primary", 1) for n in (1, 2)] for team in range(3)]
TODAY = ("--on", "2025-01-15")


def play(both: Cli) -> None:
    """Three teams in January: a project that has all, one that stalls, one given up; none of team 3.

    The cohort is launched on 2024-09-10; its first three events were held.
    """
    both("cohort", "open", "Cohort 3", "--launch", "2024-09-10")
    builders.enrol(both.database, [place for team in PLACES for place in team])
    builders.accept(both.database, [["Gwen Gray"], ["Hugh Hall"], []], places=PLACES)
    both("event", "schedule")
    for number, day in enumerate(("2024-09-10", "2024-10-08", "2024-11-12"), 1):
        both("event", "schedule", number, "--on", day)
        both("event", "hold", number)
    both("event", "schedule", 4, "--on", "2025-01-14", "--venue", "City Chambers")
    both("event", "schedule", 5, "--on", "2025-03-11", "--mode", "online")
    both("event", "schedule", 6, "--on", "2025-05-13")
    for team, title in ((1, "Reading aloud every day with older learners"), (2, "Number talk"), (2, "Play")):
        both("project", "open", team, "--title", title, "--hunch", "We wonder", "--on", "2024-10-08")
    question = "How does paired reading improve the fluency of a group of P4 learners?"
    both("project", "question", 1, question, "--on", "2024-11-12")
    both("project", "agree", 1, "--by", "Ann Adam", "--on", "2024-11-20")
    both(
        "project",
        "measure",
        1,
        "Words a minute",
        "--kind",
        "quantitative",
        "--baseline",
        "62",
        "--on",
        "2025-01-13",
    )
    both("project", "measure", 1, "Interviews", "--kind", "qualitative", "--on", "2025-01-13")
    both("log", 1, "Visited the class", "--date", "2025-01-12", "--by", "Gwen Gray")
    both("project", "question", 2, "Does number talk work?", "--on", "2024-11-12")
    both("log", 2, "Met the team", "--date", "2024-11-26", "--by", "Hugh Hall")
    both("project", "rag", 2, "amber", "--comment", "The question will not settle")
    builders.recorded(both.database, "2025-01-02", "judgement.at")
    both("project", "end", 3, "--reason", "staffing", "--on", "2024-12-01")
    both("cohort", "withdraw", "9100004", "--reason", "travel", "--on", "2024-12-01")


@pytest.fixture
def running(cln: Cli, after: After) -> Cli:
    """On SQLite."""
    return after(cln, play)


def test_json_and_the_screen_itself(both: Cli, after: After) -> None:
    cln = after(both, play)
    status = cln("status", *TODAY)
    golden.check("status.txt", status.out)
    assert all(len(line) <= 80 for line in status.out.splitlines() if not line.startswith("    cln "))
    golden.check("status.json", both("status", *TODAY, "--json").out)
    golden.check("attention.json", both("attention", *TODAY, "--json").out)
    golden.check("attention_rules.json", both("attention", "rules", "--json").out)


def test_a_facilitator_sees_only_hers_and_no_words_of_others(running: Cli) -> None:
    running("--as", "hugh hall", "project", "progress", 2, "1.5", "--comment", "We met twice")
    builders.recorded(running.database, "2025-01-09", "judgement.at", "kind = 'progress'")
    hers = running.json("status", "--facilitator", "hugh hall", *TODAY)
    assert [one["project"] for one in hers["projects"]] == [2, 3]
    assert {one["team"] for one in hers["reasons"]} == {2}
    assert (hers["projects"][0]["rag"]["value"], hers["projects"][0]["rag"]["comment"]) == ("amber", "")
    assert hers["projects"][0]["progress"]["comment"] == "We met twice"
    screen = running("status", "--facilitator", "hugh hall", *TODAY).out
    assert "Hugh Hall supports team 2 (Numeracy, 2 participants).\n" in screen
    assert "will not settle" not in screen
    assert "We met twice" in screen
    assert "Reading aloud" not in screen
    assert "Team 3" not in screen
    nobody = running("status", "--facilitator", "Hugo Hall", code=3).err
    assert "nobody called 'Hugo Hall' is a facilitator of Cohort 3; did you mean Hugh Hall?" in nobody


def test_the_human_judgement_and_the_computed_reasons_never_touch(running: Cli) -> None:
    before = running.json("attention", *TODAY)
    running("project", "rag", 2, "green", "--comment", "All is well")
    builders.recorded(running.database, "2025-01-09", "judgement.at", "value = 'green'")
    assert running.json("attention", *TODAY) == before
    running("attention", "rule", "log", "--off")
    running("project", "agree", 2, "--by", "Ann Adam", "--on", "2025-01-14")
    running(
        "project", "measure", 2, "Checks", "--kind", "quantitative", "--baseline", "4", "--on", "2025-01-14"
    )
    shown = running.json("status", *TODAY)
    judged = next(one for one in shown["projects"] if one["project"] == 2)
    assert judged["attention"] == []
    assert (judged["rag"]["value"], judged["rag"]["comment"]) == ("green", "All is well")


def test_only_projects_that_need_attention_are_listed_with_why(running: Cli) -> None:
    listed = running.json("project", "list", "--attention", *TODAY)
    assert [one["project"] for one in listed] == [2]
    assert "log" in {one["rule"] for one in listed[0]["attention"]}
    assert (
        "1 of 2 running projects needs attention.\n" in running("project", "list", "--attention", *TODAY).out
    )
    assert running.json("project", "list", "--attention", "--team", "1", *TODAY) == []
    alone = running("project", "list", *TODAY, code=2).err
    assert alone == "cln: error: --on is the day of --attention; write both, or leave it out\n"


def test_rules_are_settings_of_the_cohort(running: Cli) -> None:
    said = running("attention", "rule", "question", "--threshold", "70")
    assert said.out.splitlines() == [
        "Cohort 3: question is now 70; it was 14.",
        "By 70 days after event 3 a senior leader has agreed the question.",
    ]
    assert "question" not in {one["rule"] for one in running.json("attention", *TODAY)["reasons"]}
    assert running.json("attention", "rule", "question")[0]["differs"]
    running("attention", "rule", "log", "--off")
    assert running.json("attention", "rule", "log")[0]["threshold"] is None
    again = running.json("attention", "rule", "question", "--default")
    assert (again["before"]["threshold"], again["after"]["threshold"]) == (70, 14)
    reasons = {one["rule"] for one in running.json("attention", *TODAY)["reasons"]}
    assert "question" in reasons
    assert "log" not in reasons
    unknown = running("attention", "rule", "weather", "--off", code=2).err
    assert "there is no rule 'weather'; the rules of attention are: question, log, absences" in unknown
    assert "a number from 0 up" in running("attention", "rule", "log", "--threshold", "-1", code=3).err
    running("attention", "rule", "log", "--off", "--default", code=2)


def test_a_young_cohort_says_what_comes(cohort: Cli) -> None:
    cohort("event", "schedule")
    early = cohort("status", "--on", "2026-09-01").out.splitlines()
    assert early == [
        "Cohort 3, launched 10 Sep 2026, on 1 Sep 2026",
        "Next: event 1, Launch and digital survey, on Thu 10 Sep 2026 (in 9 days).",
        "0 entries with 0 participants; 0 facilitators.",
        "",
        "Nothing needs attention.",
        "No match is accepted yet.",
        "Next: cln cohort enrol FILE",
    ]
    cohort("event", "postpone", 1, "--reason", "snow")
    assert "Next: event 2" in cohort("status", "--on", "2026-09-01").out


def test_before_any_project_runs_a_cohort_says_so(cohort: Cli) -> None:
    cohort("event", "schedule")
    late = ("--on", "2026-11-20")
    assert "\nNo project is running yet; this needs attention:\n" in cohort("status", *late).out
    said = "Cohort 3 on 20 Nov 2026: no project is running yet; this needs attention.\n"
    assert cohort("attention", *late).out.startswith(said)


def test_after_its_last_project_has_ended_a_cohort_says_that_none_runs(running: Cli) -> None:
    for number in (1, 2):
        running("project", "end", number, "--reason", "staffing", "--on", "2025-01-10")
    said = "Cohort 3 on 15 Jan 2025: no project is running; this needs attention.\n"
    assert running("attention", *TODAY).out.startswith(said)
    assert running("project", "list", "--attention", *TODAY).out == "No project is running.\n"


def test_a_closed_cohort_is_seen_as_on_the_day_it_closed(running: Cli) -> None:
    running("cohort", "close", "--yes", "--on", "2025-06-18")
    shown = running.json("status", "--cohort", "Cohort 3", "--on", "2030-01-01")
    assert (shown["on"], shown["closed_on"]) == ("2025-06-18", "2025-06-18")


def test_where_the_cohort_must_be_named_the_next_command_names_it(running: Cli) -> None:
    alone = [one["command"] for one in running.json("attention", *TODAY)["reasons"]]
    assert alone
    assert not any("--cohort" in one for one in alone)
    running("cohort", "open", "Cohort 4", "--launch", "2025-09-11")
    named = [one.replace("cln ", 'cln --cohort "Cohort 3" ') for one in alone]
    asked = ("--cohort", "Cohort 3", *TODAY)
    assert [one["command"] for one in running.json("attention", *asked)["reasons"]] == named
    screen = running("status", *asked).out
    assert all(one in screen for one in named)
    running("cohort", "close", "--yes", "--cohort", "Cohort 3", "--on", "2025-06-18")
    running("cohort", "close", "--yes", "--cohort", "Cohort 4", "--on", "2025-09-11")
    of_closed = [one["command"] for one in running.json("attention", *asked)["reasons"]]
    assert of_closed
    assert set(of_closed) == {""}  # a closed cohort takes none of them


def test_poor_feedback_of_an_event_is_heard_on_either_engine(both: Cli, tmp_path: Path) -> None:
    both("cohort", "open", "Cohort 3", "--launch", "2023-09-14")
    builders.enrol(both.database, PLACES[0])
    both("event", "hold", 1)
    addresses = ("a1.9100001@example.org", "b1.9100001@example.org", "a1.9100002@example.org")
    rows = [(one, rating) for one, rating in zip(addresses, (2, 3, 3), strict=True)]
    both("event", "feedback", 1, write(tmp_path / "said.csv", ["email", "Was it worth your time?"], rows))
    [heard] = both.json("attention", "--on", "2023-09-14")["reasons"]
    assert (heard["rule"], heard["sentence"]) == ("feedback", "Event 1 was rated 2.7 of 5 by 3 people.")
    assert both(*heard["command"].split()[1:]).code == 0
    both("attention", "rule", "feedback", "--threshold", "2.5")
    assert both.json("attention", "--on", "2023-09-14")["reasons"] == []
