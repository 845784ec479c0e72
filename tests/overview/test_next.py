"""`cln`, `cln next`, `cln guide` and `cln cohort list`: where the cohorts stand, and what comes next."""

import io
import shlex
import sqlite3
import sys
from datetime import date
from pathlib import Path

import pytest

from cln.app import main
from cln.overview.steps import Gathering, Stand, State, ahead, year
from cln.programme import EVENTS
from tests.conftest import DEMO, Cli

DAYS = [date(2026, 9, 10), date(2026, 10, 8), date(2026, 11, 12), date(2027, 1, 14), date(2027, 3, 11)]
YEAR = tuple(
    Gathering(number, "", "scheduled", day, attended=False, rated=False)
    for number, day in enumerate([*DAYS, date(2027, 6, 3)], 1)
)
EMPTY = Stand(
    today=date(2026, 8, 1),
    registered=True,
    entries=0,
    facilitators=0,
    short=(),
    answered=0,
    proposal=None,
    accepted=False,
    gatherings=YEAR,
    reasons=(),
    projects=0,
    in_need=0,
    confident=frozenset(),
)
ENROLLED = EMPTY._replace(entries=50)
ASKED = ENROLLED._replace(facilitators=12, today=date(2026, 9, 20), gatherings=YEAR[1:])
MATCHED = ASKED._replace(answered=50, proposal=3)
ACCEPTED = MATCHED._replace(accepted=True)


def commands(stand: Stand) -> list[str]:
    """What is to be done now, the next first."""
    return [step.command for step in ahead(year(stand))]


@pytest.mark.parametrize(
    ("stand", "command"),
    [
        (EMPTY._replace(registered=False), "cln establishment import FILE"),
        (EMPTY, "cln cohort enrol FILE"),
        (ENROLLED, "cln facilitator import FILE"),
        (ENROLLED._replace(facilitators=12), "cln survey import FILE"),
        (ASKED._replace(short=(("Too few.", "cln facilitator add"),)), "cln facilitator add"),
        (ASKED._replace(answered=20), "cln survey import FILE"),
        (ASKED._replace(answered=20, today=date(2026, 10, 2)), "cln match"),
        (ASKED._replace(answered=50), "cln match"),
        (MATCHED, "cln match accept 3"),
        (ACCEPTED._replace(reasons=(("She sits in no team.", "cln match --from 3"),)), "cln match --from 3"),
        (ACCEPTED, "cln event invite 2 --out invites.csv"),
        (ACCEPTED._replace(today=date(2026, 10, 9)), "cln event hold 2"),
        (ACCEPTED._replace(in_need=2, projects=8), "cln attention"),
    ],
)
def test_the_next_step_is_the_first_that_is_missing(stand: Stand, command: str) -> None:
    assert commands(stand)[0] == command


def test_nobody_is_sent_to_the_match_while_answers_are_waited_for() -> None:
    some = ASKED._replace(answered=20)
    assert commands(some)[:2] == ["cln survey import FILE", "cln survey list"]
    assert "cln match" not in commands(some)
    assert "20 of 50 entries have answered." in ahead(year(some))[0].why


def test_a_quiet_day_names_what_comes_next() -> None:
    quiet = ACCEPTED._replace(projects=8, today=date(2026, 11, 30), gatherings=YEAR[3:])
    assert commands(quiet) == ["cln event invite 4 --out invites.csv"]
    assert all(step.state is not State.NOW for step in year(quiet))


def test_after_an_event_it_asks_who_came_and_what_they_said() -> None:
    [event] = [one._replace(status="held") for one in YEAR if one.number == 3]
    after = ACCEPTED._replace(projects=8, today=date(2026, 11, 13), gatherings=(event,))
    assert commands(after)[:2] == ["cln event attendance 3 FILE", "cln event feedback 3 FILE"]
    done = after._replace(gatherings=(event._replace(attended=True, rated=True),))
    assert "cln event attendance 3 FILE" not in commands(done)
    assert "cln event feedback 3 FILE" not in commands(done)


def test_when_all_events_are_over_the_cohort_is_closed() -> None:
    over = tuple(one._replace(status="held", attended=True, rated=True) for one in YEAR)
    end = ACCEPTED._replace(projects=8, today=date(2027, 6, 4), gatherings=over)
    assert commands(end) == [
        "cln confidence import FILE --occasion end",
        "cln report --out report.html",
        "cln cohort close",
    ]
    assert len(over) == len(EVENTS)
    asked = end._replace(confident=frozenset({"end"}))
    assert commands(asked) == ["cln report --out report.html", "cln cohort close"]


def test_from_an_empty_folder_each_command_leads_to_the_next(tmp_path: Path) -> None:
    cln = Cli(f"sqlite:///{tmp_path / 'cln.db'}")
    assert "There is no database yet." in cln("next").out
    cln("init")
    assert cln.json("next")[0]["steps"][0]["command"].startswith("cln import FOLDER")
    cln("establishment", "import", DEMO / "establishments.csv")
    cln("cohort", "open", "Cohort 1", "--launch", "2026-09-10")
    files = {"enrol": "nominations.csv", "facilitator": "facilitators.csv", "survey": "survey.csv"}
    for word, file in files.items():
        [first] = [one["steps"][0]["command"] for one in cln.json("next", "--on", "2026-09-20")]
        assert word in first
        cln(*shlex.split(first.replace("FILE", shlex.quote(str(DEMO / file))))[1:])
    assert cln.json("next", "--on", "2026-10-02")[0]["steps"][0]["command"] == "cln match"
    assert "Next: cln match\n" in cln("cohort", "show").out
    assert "\n  cln match\n" in cln().out


def test_with_several_open_each_is_told_of_and_named(cohort: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    cohort("cohort", "open", "Cohort 4", "--launch", "2027-09-09")
    every = cohort.json("next", "--on", "2026-08-20")
    assert [one["cohort"] for one in every] == ["Cohort 4", "Cohort 3"]
    for one in every:
        assert one["steps"][0]["command"] == f'cln --cohort "{one["cohort"]}" cohort enrol FILE'
    [only] = cohort.json("next", "--cohort", "Cohort 3", "--on", "2026-08-20")
    assert only["cohort"] == "Cohort 3"
    said = cohort().out
    assert "Cohort 3: " in said
    assert "Cohort 4: " in said
    monkeypatch.setenv("CLN_COHORT", "4")
    said = cohort().out
    assert "Cohort 3: " not in said
    assert "Cohort 4: " in said


def test_where_all_are_closed_the_next_one_is_opened(cohort: Cli) -> None:
    cohort("cohort", "close", "--yes", "--on", cohort.json("cohort", "list")[0]["launch"])
    [only] = cohort.json("next")
    assert (only["cohort"], only["stands"]) == (None, "No cohort is open.")
    assert only["steps"][0]["command"] == "cln cohort open NAME --launch DATE"
    [closed] = cohort.json("next", "--cohort", "Cohort 3")
    assert closed["steps"] == []


def test_all_cohorts_are_on_one_screen(matched: Cli) -> None:
    [line] = matched.json("cohort", "list", "--on", "2026-10-01")
    assert line["next_event"] == {"number": 2, "name": "Matching event", "on": "2026-10-08"}
    assert (line["projects"], line["need_attention"]) == (0, 0)
    assert line["next"]["command"] == "cln match accept 1"
    said = matched("cohort", "list", "--on", "2026-10-01").out
    assert "Cohort 1: event 2, Matching event, on 8 Oct 2026.\n  Next: cln match accept 1\n" in said
    assert all(len(row) <= 80 for row in said.splitlines())


def test_the_guide_prints_the_whole_year_in_a_pipe(matched: Cli) -> None:
    said = matched("guide", "--on", "2026-10-01").out
    assert "\ndone   Enrol establishments and their people. The cohort has 50 entries.\n" in said
    assert "\nnow    Accept the match." in said
    assert "\nlater  Close the cohort." in said
    [year_of] = matched.json("guide", "--on", "2026-10-01")
    assert {step["state"] for step in year_of["steps"]} == {"done", "now", "later"}
    told = [step["command"] for step in year_of["steps"] if step["state"] == "now"]
    assert told == [step["command"] for step in matched.json("next", "--on", "2026-10-01")[0]["steps"]]


def test_the_guide_does_what_is_wanted(matched: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = io.StringIO("yes\nstop\n")
    monkeypatch.setattr("cln.screen.ask.on_a_terminal", lambda: True)
    monkeypatch.setattr(sys, "stdin", typed)
    ran = matched("guide")
    assert "Do it now? (yes / later / stop)" in ran.err
    assert "Cohort 1: proposal 1 is accepted." in ran.out
    assert matched.json("match", "list")[0]["accepted_at"]


def test_the_guide_asks_for_what_only_a_person_knows(
    cohort: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = tmp_path / "people.csv"
    people.write_text("code,name,role,email\n9100001,Ann Adam,promoted,ann@example.org\n", encoding="utf-8")
    typed = io.StringIO(f"yes\n{people}\nstop\n")
    monkeypatch.setattr("cln.screen.ask.on_a_terminal", lambda: True)
    monkeypatch.setattr(sys, "stdin", typed)
    assert "FILE: " in cohort("guide").err
    assert "Ann Adam" in cohort("cohort", "people").out


def test_a_fault_of_a_step_is_told_and_the_guide_goes_on(
    cohort: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = io.StringIO("yes\nnowhere.csv\nstop\n")
    monkeypatch.setattr("cln.screen.ask.on_a_terminal", lambda: True)
    monkeypatch.setattr(sys, "stdin", typed)
    assert "nowhere.csv" in cohort("guide").err
    assert not typed.read()


def test_looking_writes_nothing(cohort: Cli) -> None:
    file = Path(cohort.database.removeprefix("sqlite:///"))
    with sqlite3.connect(file) as connection:
        before = connection.execute("SELECT count(*) FROM change").fetchone()
    connection.close()
    for line in ([], ["next"], ["guide"]):
        assert main(["--database", cohort.database, *line]) == 0
    with sqlite3.connect(file) as connection:
        assert connection.execute("SELECT count(*) FROM change").fetchone() == before
    connection.close()
