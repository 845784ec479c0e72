"""A facilitator is called back: which teams are alone, who could step in, and what stays on record."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from tests import builders, golden
from tests.conftest import After, Cli
from tests.facilitators.test_facilitator import COLUMNS, ROWS
from tests.tabular import write

PLACES = [[(f"910000{2 * team + n}", "Primary", 1) for n in (1, 2)] for team in range(3)]
CALLED_BACK = ("--reason", "called back to the council", "--on", "2026-12-01")


def form_teams(cln: Cli) -> None:
    """Three teams of two schools each, of which Gwen supports two and Hugh one; Iris is free."""
    builders.enrol(cln.database, [place for team in PLACES for place in team])
    cln("facilitator", "add", "--name", "Iris Innes", "--organisation", "ROC")
    builders.accept(cln.database, [["Gwen Gray"], ["Gwen Gray"], ["Hugh Hall"]], places=PLACES)


@pytest.fixture
def teams(both: Cli, after: After) -> Cli:
    """On either engine."""
    return after(both, form_teams)


@contextmanager
def ctrl_c_after_a_change() -> Iterator[None]:
    """Ctrl-C at the first statement after a change is kept."""
    kept: list[object] = []

    def note(connection: object) -> None:
        kept.append(connection)

    def stop(*_: object) -> None:
        if kept:
            kept.clear()
            signal.raise_signal(signal.SIGINT)

    event.listen(Engine, "commit", note)
    event.listen(Engine, "before_cursor_execute", stop)
    try:
        yield
    finally:
        event.remove(Engine, "commit", note)
        event.remove(Engine, "before_cursor_execute", stop)


def test_ctrl_c_while_looking_for_a_successor_still_shows_who_withdrew(teams: Cli) -> None:
    with ctrl_c_after_a_change():
        gone = teams("facilitator", "withdraw", "gwen gray", *CALLED_BACK)
    assert "Gwen Gray withdrew from Cohort 3 on 1 Dec 2026 (called back to the council)." in gone.out
    assert "interrupted while looking for who could step in; the withdrawal stands" in gone.err
    (left,) = [one for one in teams.json("facilitator", "list", "--all") if one["name"] == "Gwen Gray"]
    assert left["withdrawn_on"] == "2026-12-01"


def test_the_teams_left_alone_are_named_with_who_could_step_in(teams: Cli) -> None:
    gone = teams("facilitator", "withdraw", "gwen gray", *CALLED_BACK)
    assert gone.out.splitlines() == [
        "Gwen Gray withdrew from Cohort 3 on 1 Dec 2026 (called back to the council).",
        "That they supported teams stays on record.",
        "East Dunbartonshire brings 6 establishments and has 0 of the 1 key facilitator it needs.",
        'Add one with: cln facilitator add --name "..." --organisation QIO --authority "East Dunbartonshire"',
        "Teams of accepted proposal 1 that have no key facilitator now:",
        "  Team 1 (Literacy): Iris Innes (national) could step in",
        "  Team 2 (Numeracy): Iris Innes (national) could step in",
        "In this way nobody else changes. To do it:",
        '  cln team facilitator 1 "Iris Innes" --proposal 1',
        '  cln team facilitator 2 "Iris Innes"',
        "  cln match accept 3",
        "To match again with few moves: cln match --from 1",
    ]
    assert [one["name"] for one in teams.json("facilitator", "list")] == ["Hugh Hall", "Iris Innes"]


def test_json_and_that_the_match_still_tells_who_was_there(teams: Cli) -> None:
    withdrawn = teams("facilitator", "withdraw", "Gwen Gray", *CALLED_BACK, "--json")
    golden.check("facilitator_withdraw.json", withdrawn.out)
    golden.check("facilitator_list_all.json", teams("facilitator", "list", "--all", "--json").out)
    golden.check(
        "facilitator_rejoin.json",
        teams("facilitator", "rejoin", "Gwen Gray", "--on", "2027-01-11", "--json").out,
    )
    teams("facilitator", "withdraw", "Gwen Gray", "--reason", "again", "--on", "2027-02-01")
    assert teams("export", "teams", "--format", "json").json[0]["facilitators"] is None  # of today
    assert "Gwen Gray" in teams("match", "show").out


def test_without_anybody_free_it_says_so(cln: Cli) -> None:
    builders.enrol(cln.database, [place for team in PLACES for place in team])
    builders.accept(cln.database, [["Gwen Gray"]], places=PLACES[:1])
    gone = cln("facilitator", "withdraw", "Gwen Gray", *CALLED_BACK)
    assert "  Team 1 (Literacy): nobody can take it on as well\n" in gone.out
    assert 'Find somebody more: cln facilitator add --name "..." --organisation QIO\n' in gone.out
    assert "cln team facilitator" not in gone.out


def test_before_a_match_there_are_no_teams_to_speak_of(cohort: Cli) -> None:
    cohort("facilitator", "add", "--name", "Jo Jack", "--organisation", "ROC")
    gone = cohort("facilitator", "withdraw", "Jo Jack", *CALLED_BACK)
    assert gone.out.splitlines() == [
        "Jo Jack withdrew from Cohort 3 on 1 Dec 2026 (called back to the council).",
        "That they supported teams stays on record.",
    ]


def test_what_is_refused(cohort: Cli, tmp_path: Path) -> None:
    file = write(tmp_path / "support.csv", COLUMNS, ROWS)
    cohort("facilitator", "import", file)
    nobody = cohort("facilitator", "withdraw", "Gwen Grey", *CALLED_BACK, code=3).err
    assert "nobody called 'Gwen Grey' is a facilitator of Cohort 3; did you mean Gwen Gray?" in nobody
    none = cohort("facilitator", "rejoin", "Gwen Gray", code=3).err
    assert "no facilitator of Cohort 3 has withdrawn" in none
    cohort("facilitator", "withdraw", "gwen@example.org", *CALLED_BACK)
    assert (
        "nobody called 'Gwen Gray'"
        in cohort("facilitator", "withdraw", "Gwen Gray", *CALLED_BACK, code=3).err
    )
    early = cohort("facilitator", "rejoin", "Gwen Gray", "--on", "2026-11-30", code=3).err
    assert "Gwen Gray withdrew on 1 Dec 2026, after 30 Nov 2026" in early
    again = cohort("facilitator", "import", file, code=3).err
    assert 'on 1 Dec 2026; take them back with: cln facilitator rejoin "Gwen Gray"' in again
    add = (
        "facilitator",
        "add",
        "--name",
        "Gwen Gray",
        "--organisation",
        "QIO",
        "--email",
        "gwen@example.org",
    )
    assert 'take them back with: cln facilitator rejoin "Gwen Gray"' in cohort(*add, code=3).err


def test_a_withdrawn_facilitator_counts_for_no_authority(cohort: Cli, tmp_path: Path) -> None:
    rows = [("9100001", "Ann", "promoted")]
    cohort("cohort", "enrol", write(tmp_path / "people.csv", ["code", "name", "role"], rows))
    cohort("facilitator", "import", write(tmp_path / "support.csv", COLUMNS, ROWS))
    assert cohort.json("cohort", "show")["authorities"][0]["key_facilitators"] == 1
    cohort("facilitator", "withdraw", "Gwen Gray", *CALLED_BACK)
    shown = cohort.json("cohort", "show")
    assert (shown["facilitators"], shown["authorities"][0]["key_facilitators"]) == (2, 0)
