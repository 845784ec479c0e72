"""Many people at once: nothing that was acknowledged is lost, and nobody is sent away."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlmodel import col, func, select

from cln import store
from cln.projects import log
from cln.store import engine as engines
from cln.store import locks
from cln.tables.cohorts import Cohort
from cln.tables.proposals import Proposal, Seat, Team
from tests.builders import accept
from tests.conftest import After, Cli
from tests.match import small
from tests.projects.test_log import open_project
from tests.store.many import at_once, log_at_once
from tests.tabular import spelt, write


@pytest.fixture
def ours(both: Cli, after: After) -> Cli:
    """Project 1 on either engine."""
    return after(both, open_project)


@pytest.mark.slow
def test_every_log_entry_of_four_people_at_one_project_is_acknowledged(ours: Cli) -> None:
    assert log_at_once(ours, people=4, times=10) == (40, 40)


def test_a_wait_is_said_and_what_was_waited_for_is_done(
    cln: Cli, after: After, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = after(cln, open_project)
    monkeypatch.setattr(locks, "QUIET", 0.0)
    other = sqlite3.connect(cln.database.removeprefix("sqlite:///"), check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    say = locks.Wait.say

    def said(wait: locks.Wait, where: str) -> None:
        say(wait, where)
        other.rollback()

    monkeypatch.setattr(locks.Wait, "say", said)
    ran = opened("log", 1, "Met the team", "--wait", 30)
    other.close()
    assert ran.err == f"somebody else is writing to {cln.database}; waiting for up to 30 seconds\n"
    assert opened.json("project", "list")[0]["log_entries"] == 1


@pytest.fixture
def meanwhile(cln: Cli, after: After, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Cli]:
    """Has Ann run a command line on project 1 while the next one of somebody else waits for its lock."""
    opened = after(cln, open_project)
    begin = locks.Wait.begin

    def meanwhile(*line: object) -> Cli:
        lines = [line]

        def begin_late(wait: locks.Wait) -> None:
            if lines:
                Cli(cln.database, "Ann")(*lines.pop())
            begin(wait)

        monkeypatch.setattr(locks.Wait, "begin", begin_late)
        return opened

    return meanwhile


def test_a_log_entry_is_counted_after_others_and_is_not_made_again_for_them(
    meanwhile: Callable[..., Cli], monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str | None] = []
    write = log.write

    def written(change: store.Change, cohort: Cohort, number: int, note: log.Note) -> log.Logged:
        made.append(note.text)
        return write(change, cohort, number, note)

    monkeypatch.setattr(log, "write", written)
    ran = meanwhile("log", 1, "another").json("log", 1, "Met the team")
    assert (ran["entry"]["entry"], ran["log_entries"]) == (2, 2)
    assert sorted(map(str, made)) == ["Met the team", "another"]


def test_a_log_entry_is_made_again_where_its_project_was_changed_meanwhile(
    meanwhile: Callable[..., Cli],
) -> None:
    ended = ("project", "end", 1, "--reason", "no time", "--on", "2026-10-08")
    ran = meanwhile(*ended)("log", 1, "Met the team", code=3)
    assert "project 1 ended on 8 Oct 2026 (no time)" in ran.err


@pytest.mark.slow
def test_sixteen_who_accept_leave_one_accepted_and_sixteen_who_open_get_numbers_of_their_own(
    both: Cli,
) -> None:
    both("cohort", "open", "Cohort 3", "--launch", "2026-09-10")
    for _ in range(2):
        accept(both.database, [["Gwen Gray"]])
    codes = at_once(both, [[["match", "accept", 1 + n % 2, "--anyway"]] for n in range(16)])
    assert codes == [[0]] * 16
    with engines.connected(both.database) as engine, store.reading(engine) as session:
        assert [one.accepted for one in session.exec(select(Proposal))].count(True) == 1
    codes = at_once(both, [[["project", "open", 1, "--on", "2026-10-08"]] for _ in range(16)])
    assert codes == [[0]] * 16
    assert [one["project"] for one in both.json("project", "list")] == list(range(1, 17))


@pytest.mark.slow
def test_of_sixteen_who_accept_one_of_two_the_others_are_told_of_whoever_was_first(both: Cli) -> None:
    """Nobody has seen what Person 0 does meanwhile; who accepts what is accepted already writes nothing."""
    both("cohort", "open", "Cohort 3", "--launch", "2026-09-10")
    for _ in range(2):
        accept(both.database, [["Gwen Gray"]])
    codes = at_once(both, [[["match", "accept", 1 + n % 2]] for n in range(16)])
    assert codes == [[3 - 3 * (n % 2)] for n in range(16)]  # proposal 2 is newer than 1
    with engines.connected(both.database) as engine, store.reading(engine) as session:
        assert [one.number for one in session.exec(select(Proposal)) if one.accepted] == [2]


@pytest.mark.slow
def test_of_sixteen_who_enrol_each_is_there_once_and_all_are_counted_against_the_capacity(
    both: Cli, tmp_path: Path
) -> None:
    """Enrolment turns nobody away: who is beyond the capacity waits."""
    codes = [f"91000{n:02}" for n in range(16)]
    register = [(code, f"School {code}", "Glasgow City", "Primary") for code in codes]
    columns = ["code", "name", "authority", "sector"]
    both("establishment", "import", write(tmp_path / "register.csv", columns, register))
    both("cohort", "open", "Cohort 3", "--launch", "2026-09-10", "--teams", 2, "--capacity", 20)
    people = ["code", "name", "role"]
    files = [
        write(tmp_path / f"{code}.csv", people, [(code, "Ann", "promoted"), (code, "Ben", "practitioner")])
        for code in codes
    ]
    assert at_once(both, [[["cohort", "enrol", file]] for file in files]) == [[0]] * 16
    shown = both.json("cohort", "show")
    assert (shown["entries"], shown["participants"], shown["capacity"]) == (16, 32, 20)


@pytest.mark.slow
def test_sixteen_who_make_the_same_edit_make_one_proposal(both: Cli, tmp_path: Path) -> None:
    small.match(both, tmp_path)
    swap = ("team", "swap", small.CODES[0], small.CODES[1], "--force", "--reason", "asked for")
    lines = [[[*swap, "--proposal", 1, "--anyway"]] for _ in range(16)]
    assert at_once(both, lines) == [[0]] * 16
    listed = both.json("match", "list")
    assert [one["proposal"] for one in listed] == [1, 2]


@pytest.mark.slow
def test_of_sixteen_who_enrol_match_accept_and_edit_capacity_and_one_accepted_hold(
    both: Cli, tmp_path: Path
) -> None:
    small.match(both, tmp_path)
    both("cohort", "amend", "--capacity", 16)
    columns = ["code", "entry", "name", "role"]
    files = [
        write(tmp_path / f"{code}.csv", columns, [(code, 2, f"New {spelt(code)}", "promoted")])
        for code in small.CODES
    ]
    swap = ("team", "swap", f"{small.CODES[0]}:1", f"{small.CODES[1]}:1", "--proposal", 1, "--anyway")
    kinds: list[tuple[object, ...]] = [
        ("match",),
        ("match", "accept", 1, "--anyway"),
        (*swap, "--force", "--reason", "asked for"),
    ]
    lines = [[("cohort", "enrol", files[n // 2], "--yes") if n % 2 else kinds[n // 2 % 3]] for n in range(16)]
    codes = at_once(both, lines)
    matched = {ended[0] for (line,), ended in zip(lines, codes, strict=True) if line == ("match",)}
    assert matched <= {0, 3}  # somebody may be told that the cohort changed while it was matched
    assert [ended for (line,), ended in zip(lines, codes, strict=True) if line != ("match",)] == [[0]] * 13
    assert both.json("cohort", "show")["entries"] == 16
    with engines.connected(both.database) as engine, store.reading(engine) as session:
        seats = session.exec(
            select(Team.proposal_id, func.count()).join(Seat).group_by(col(Team.proposal_id))
        )
        placed = dict(seats.all())
        accepted = [one.number for one in session.exec(select(Proposal)) if one.accepted]
    assert set(placed.values()) == {8}  # of two people each; more would be above the capacity
    assert accepted == [1]
