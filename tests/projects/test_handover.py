"""What becomes of projects when another proposal is accepted."""

import pytest
from sqlmodel import select

from cln import store
from cln.cohort.queries import find_cohort
from cln.errors import Refused
from cln.match.accept import Handover
from cln.match.queries import newest_proposal
from cln.projects import handover
from cln.store import engine as engines
from cln.tables.moves import ProjectMove
from tests.builders import accept, enrol
from tests.conftest import After, Cli

A, B, C, D = [(f"910000{n}", "Primary", 1) for n in range(1, 5)]


def run(cln: Cli) -> None:
    """Projects 1 to 4 of teams 1, 2, 1, 1 of an accepted match; 3 has ended, 4 was shared."""
    enrol(cln.database, [A, B, C, D])
    accept(cln.database, [["Gwen Gray"], ["Hugh Hall"]], places=[[A, B], [C, D]])
    for team in (1, 2, 1, 1):
        cln("project", "open", team, "--on", "2026-10-01")
    cln("project", "end", 3, "--reason", "staffing", "--on", "2026-10-02")
    cln("project", "share", 4, "--with", "everybody", "--on", "2026-10-03")


def carry(cln: Cli, *said: str) -> tuple[Handover, ...]:
    """Accept the newest proposal, as the command that accepts would."""
    engine = engines.connect(cln.database)
    try:
        with store.reading(engine) as session, store.change(session, "match accept", "Tess") as change:
            cohort = find_cohort(session, None)
            newest = newest_proposal(session, cohort)
            assert newest
            return handover.carry(change, cohort, newest, said)
    finally:
        engine.dispose()


def test_projects_follow_the_entries_of_their_team(both: Cli, after: After) -> None:
    running = after(both, run)
    accept(running.database, [[], [], []], places=[[C], [A, B], [D]])
    assert carry(running, "keep") == (Handover(1, "Literacy", 1, 2), Handover(2, "Numeracy", 2, 1))
    listed = {one["project"]: one for one in running.json("project", "list")}
    assert [listed[number]["team"] for number in (1, 2, 3, 4)] == [2, 1, 1, 1]
    assert listed[1]["facilitators"] == []
    (move,) = running.json("project", "show", 2)["moves"]
    assert (move["from_proposal"], move["from_team"], move["ended"], move["who"]) == (1, 2, False, "Tess")
    assert " team 2 of proposal 1 ran it: proposal 2 was accepted." in running("project", "show", 2).out


def test_each_can_be_told_apart(cln: Cli, after: After) -> None:
    running = after(cln, run)
    accept(running.database, [[], []], places=[[A, B], [C, D]])
    assert carry(running, "1=2", "2=END") == (Handover(1, "Literacy", 1, 2), Handover(2, "Numeracy", 2, None))
    shown = running.json("project", "show", 2)
    assert shown["ended_reason"] == "proposal 2 was accepted"
    assert shown["moves"][0]["ended"]
    assert " team 2 of proposal 1 ran it: proposal 2 was accepted." in running("project", "show", 2).out
    accept(running.database, [[]], places=[[A]])
    assert carry(running, "end") == (Handover(1, "Literacy", 2, None),)


WRONG = [
    ([], r"projects 1 \(Literacy\), 2 \(Numeracy\) run in teams of the match that is accepted now; say"),
    (["1=1"], r"project 2 \(Numeracy\) runs in a team of the match"),
    (["keep"], "no team of proposal 2 has an entry of team 2, which runs project 2; say where it goes"),
    (["keep", "2=3"], "proposal 2 has no team 3; its teams are 1 to 2"),
    (["keep", "3=1"], "Cohort 3 has no running project 3"),
    (["keep", "end"], "--projects end is not understood"),
    (["2=1", "2=end"], "--projects 2=end is not understood"),
    (["two=1"], "--projects two=1 is not understood"),
]


def test_what_is_not_told_is_refused_and_nothing_moves(cln: Cli, after: After) -> None:
    after(cln, run)
    accept(cln.database, [[], []], places=[[A], [B]])
    before = cln.json("project", "list")
    for said, sentence in WRONG:
        with pytest.raises(Refused, match=sentence):
            carry(cln, *said)
    assert cln.json("project", "list") == before
    engine = engines.connect(cln.database)
    with store.reading(engine) as session:
        assert session.exec(select(ProjectMove)).all() == []
    engine.dispose()


def test_without_running_projects_nothing_is_asked(cln: Cli) -> None:
    enrol(cln.database, [A])
    accept(cln.database, [[]], places=[[A]])
    assert carry(cln) == ()
