"""Who moves between two proposals, where teams only change their numbers."""

from collections.abc import Sequence
from datetime import UTC, datetime

from cln.match import compare
from cln.match.proposals import Proposed, Seated, Team
from cln.match.run import Run
from cln.match.standing import Standing
from cln.matching.problem import Line

LINES = tuple(Line(name, 0, 0) for name in ("placed", "breadth", "travel", "balance"))


def seated(code: str, level: int | None = 5) -> Seated:
    return Seated(code, "Primary", 1, f"School {code}", (), "Ayton", 2, level, None)


def proposed(number: int, teams: Sequence[str], waiting: str = "") -> Proposed:
    """Teams on Literacy, each by the codes of its entries, a letter each."""
    made = tuple(
        Team.of(n, "Literacy", (), (seated(code) for code in codes)) for n, codes in enumerate(teams, 1)
    )
    return Proposed(
        cohort="Cohort 3",
        number=number,
        made_at=datetime(2026, 9, 1, tzinfo=UTC),
        status="optimal",
        seconds=0.0,
        objective=LINES,
        teams=made,
        waiting=tuple(seated(code, None) for code in waiting),
        rules=(),
        capacity=100,
        run=Run(),
        promises=(),
        origin="match",
        from_number=None,
        summary="",
        reason="",
        standing=Standing(number, accepted=None, newest=2, latest_edit=number, closed=False),
        connections=None,
        current=True,
        withdrawn_since=(),
    )


def moves(before: Proposed, after: Proposed) -> list[str]:
    return [one.code for one in compare.beside(before, after).differences if one.moves]


def test_a_team_that_has_another_number_moves_nobody() -> None:
    compared = compare.beside(proposed(1, ["ABC", "DEF"]), proposed(2, ["DEF", "ABC"]))
    assert compared.differences == ()
    assert compared.teams == ()


def test_who_keeps_a_number_that_is_another_team_now_moves_all_the_same() -> None:
    compared = compare.beside(proposed(1, ["ABCD", "EFG"]), proposed(2, ["EFA", "BCDG"]))
    assert [one.code for one in compared.differences if one.moves] == ["A", "G"]
    assert [(one.became, one.after and one.after.team) for one in compared.differences] == [(2, 1), (1, 2)]
    assert [
        ("".join(e.code for e in one.came), "".join(e.code for e in one.went)) for one in compared.teams
    ] == [("G", "A"), ("A", "G")]


def test_a_place_gained_and_one_lost() -> None:
    before, after = proposed(1, ["ABC", "DEF"], "G"), proposed(2, ["ABG", "DEF"], "C")
    compared = compare.beside(before, after)
    assert {one.code: one.gain for one in compared.differences} == {"C": -1, "G": 1}
    assert moves(before, after) == ["C"]
    assert moves(after, before) == ["G"]


def test_a_team_that_is_no_more() -> None:
    compared = compare.beside(proposed(1, ["AB", "CD", "E"]), proposed(2, ["ABE", "CD"]))
    assert [(one.before and one.before.number, one.after and one.after.number) for one in compared.teams] == [
        (1, 1),
        (3, None),
    ]
    assert moves(compared.before, compared.after) == ["E"]
