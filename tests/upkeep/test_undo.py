"""`cln undo`: what was done by mistake is taken back whole, or what rests on it is named."""

from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, inspect, make_url, text
from sqlmodel import SQLModel

from cln.programme import THEMES
from cln.store.copies import copies_of, home
from cln.tables import every_table
from cln.upkeep.names import NOUNS
from tests.conftest import COLUMNS, REGISTER, After, Cli
from tests.tabular import write

Tables = dict[str, list[tuple[Any, ...]]]
"""Table -> its rows, in the order of their ids."""

RECORD = {"change", "changed_row", "seal", "alembic_version"}
"""What an undo adds to, and never takes from."""

EVERY = "SELECT * FROM"


def tables(cln: Cli) -> Tables:
    """All that is in the database, but for the record of changes."""
    engine = create_engine(cln.database)
    with engine.connect() as connection:
        names = sorted(set(inspect(connection).get_table_names()) - RECORD)
        held = {
            name: [
                tuple(map(repr, row))
                for row in connection.execute(text(f'SELECT * FROM "{name}" ORDER BY id'))
            ]
            for name in names
        }
    engine.dispose()
    return held


def alter(cln: Cli, statement: str) -> None:
    """Write to the database behind the back of cln."""
    engine = create_engine(cln.database)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def begin(cln: Cli, folder: Path) -> None:
    """A cohort of two entries with answers; changes 1 to 6."""
    cln("cohort", "open", "Cohort 3", "--launch", "2026-09-10")
    nominations = [("9100001", "Ann Adam", "promoted"), ("9100002", "Ben Bell", "practitioner")]
    cln("cohort", "enrol", write(folder / "people.csv", ["code", "name", "role"], nominations))
    cln("facilitator", "add", "--name", "Cat Clyde", "--organisation", "QIO", "--authority", "Glasgow City")
    answers = [("9100001", *range(1, 6), 1, 2, 3), ("9100002", *range(5, 0, -1), 1, 1, 1)]
    cln("survey", "import", write(folder / "survey.csv", ["code", *THEMES], answers))


@pytest.fixture
def year(register: Cli, after: After, tmp_path: Path) -> Cli:
    """On either engine."""
    return after(register, begin, tmp_path)


def test_an_import_is_taken_back_and_back_again(year: Cli, tmp_path: Path) -> None:
    before = tables(year)
    new = write(
        tmp_path / "more.csv", COLUMNS, [*REGISTER[1:], ("9100009", "Late School", "Glasgow City", "Primary")]
    )
    year("establishment", "import", new)
    year("establishment", "amend", "9100001", "--name", "Northbank Community School")
    after = tables(year)
    assert before != after
    done = year.json("undo")
    assert (done["number"], done["change"]["command"], done["dry_run"]) == (9, "establishment amend", False)
    assert done["what"] == [
        "Taken away: 1 earlier name (Northbank Primary School)",
        "As before: 1 establishment (Northbank Primary School)",
    ]
    shown = year("undo", 7).out.splitlines()[1:]
    assert shown == [
        "  Taken away: 1 establishment (Late School)",
        f"A copy from before lies at {copies_of(home(make_url(year.database)))[-1]}.",
        "To have it again: cln undo 10",
    ]
    assert tables(year) == before
    year("undo", 10)
    again = year("undo", 9).out
    assert "Stands again: change 8" in again
    assert tables(year) == after


def test_it_is_the_last_change_of_who_asks(year: Cli) -> None:
    rona = Cli(year.database, "Rona Reid")
    assert (
        "Rona Reid has changed nothing yet; to take back what somebody else did" in rona("undo", code=3).err
    )
    rona("establishment", "amend", "9100001", "--postcode", "G1 2BB")
    year("establishment", "amend", "9100002", "--postcode", "G1 3CC")
    assert rona.json("undo")["change"]["number"] == 7
    assert year.json("undo")["change"]["number"] == 8
    assert rona.json("undo", 6)["change"]["who"] == "Tess"


def test_what_rests_on_it_is_named_as_a_person_would(year: Cli) -> None:
    before = tables(year)
    ran = year("undo", 4, code=3)
    assert ran.err.splitlines() == [
        "cln: error: change 4 (cohort enrol by Tess) cannot be taken back while later changes rest on it; "
        "take those back first, the latest first: cln undo 6",
        "  change 6 (survey import by Tess) put in 2 survey answers (Northbank Primary School and Southbank "
        "Academy)",
    ]
    assert "change 4 (cohort enrol by Tess) put in 2 entries (Northbank" in year("undo", 2, code=3).err
    opened = year("undo", 3, code=3).err
    assert "change 5 (facilitator add by Tess) put in 1 facilitator (Cat Clyde)" in opened
    assert "change 6 (survey import by Tess) put in 16 levels of themes" in opened
    assert tables(year) == before
    for number in (6, 5, 4, 3):
        year("undo", number)
    assert year.json("cohort", "list") == []


def test_later_changes_of_the_same_rows_are_named(year: Cli) -> None:
    year("cohort", "withdraw", "9100001", "--reason", "travel", "--on", "2026-10-01")
    year("cohort", "rejoin", "9100001", "--on", "2026-11-01")
    assert "change 8 (cohort rejoin by Tess) altered 1 entry (Northbank" in year("undo", 7, code=3).err
    year("undo", 8)
    year("undo", 7)
    assert year.json("cohort", "show")["withdrawn"] == []


def test_what_was_taken_back_rests_on_nothing_any_more(year: Cli) -> None:
    year("establishment", "amend", "9100001", "--postcode", "G1 2BB")
    year("establishment", "amend", "9100001", "--postcode", "G1 3CC")
    year("undo", 8)
    year("undo", 7)
    assert year.json("establishment", "show", "9100001")["postcode"] == "G1 1AA"
    assert (
        "change 10 (undo by Tess) altered 1 establishment (Northbank Primary School)"
        in year("undo", 9, code=3).err
    )
    year("undo", 10)
    year("undo", 9)
    assert year.json("establishment", "show", "9100001")["postcode"] == "G1 3CC"


def test_a_change_is_not_taken_back_twice(year: Cli) -> None:
    year("undo", 6)
    twice = year("undo", 6, code=3).err
    assert (
        "change 6 (survey import by Tess) was taken back already, by change 7; to have it again: cln undo 7"
        in twice
    )
    year("undo", 7)
    year("undo", 6)
    assert "by change 9" in year("undo", 6, code=3).err


def test_a_row_is_not_put_back_beside_another_of_its_key(year: Cli) -> None:
    year(
        "establishment",
        "add",
        "9100008",
        "--name",
        "Old School",
        "--authority",
        "Glasgow City",
        "--sector",
        "primary",
    )
    year("undo", 7)
    year(
        "establishment",
        "add",
        "9100008",
        "--name",
        "New School",
        "--authority",
        "Glasgow City",
        "--sector",
        "primary",
    )
    err = year("undo", 8, code=3).err
    assert "change 9 (establishment add by Tess) put in 1 establishment (New School)" in err
    year("undo", 9)
    year("undo", 8)
    assert year.json("establishment", "show", "9100008")["name"] == "Old School"


def test_nothing_is_put_back_without_what_it_refers_to(year: Cli, tmp_path: Path) -> None:
    year("undo", 6)
    year("undo", 4)
    err = year("undo", 7, code=3).err
    assert "change 8 (undo by Tess) deleted 2 entries" in err
    year("undo", 8)
    year("undo", 7)
    assert len(year.json("survey", "list")["entries"]) == 2


def test_an_accept_is_taken_back_unless_its_teams_run_projects(matched: Cli) -> None:
    before = tables(matched)
    matched("match", "accept", 1)
    matched("project", "open", 1, "--on", "2026-10-10")
    accept = matched.json("history")[1]["number"]
    assert "(project open by Tess) put in 1 project" in matched("undo", accept, code=3).err
    matched("undo")
    matched("undo", accept)
    assert tables(matched) == before
    assert matched.json("match", "list")[0]["accepted"] is False


def test_a_proposal_that_another_was_made_from_stays(matched: Cli) -> None:
    made = matched.json("history", "--limit", 1)[0]["number"]
    matched("cohort", "withdraw", "9377028", "--reason", "travel")
    matched("match", "--from", 1)
    err = matched("undo", made, code=3).err
    assert f"change {made + 2} (match --from by Tess) put in 1 proposal (proposal 2)" in err
    matched("undo", made + 2)
    matched("undo", made)
    assert matched.json("match", "list") == []


def test_what_was_before_a_cohort_closed_stays_until_it_is_open_again(year: Cli) -> None:
    year("cohort", "close", "--yes", "--on", "2026-11-20")
    for number in (4, 6):
        assert (
            "change 7 (cohort close by Tess) altered 1 cohort (Cohort 3)" in year("undo", number, code=3).err
        )
    year("undo", 2, code=3)
    year("undo", 7)
    year("undo", 6)


def test_what_left_is_not_taken_back(year: Cli, tmp_path: Path) -> None:
    year("export", "survey", "--pseudonymise", "--out", tmp_path / "left.csv")
    left = year.json("history", "--limit", 1)[0]["number"]
    before = tables(year)
    for number in (left, left - 1):
        assert "put on record what left; what left cannot be taken back" in year("undo", number, code=3).err
    for number in (6, 5, 4):
        year("undo", number)
    err = year("undo", 3, code=3).err
    assert "(cohort open by Tess) cannot be taken back any more: some of what rests on it cannot be" in err
    assert f"change {left} (export by Tess) put in 1 file that left (left.csv)" in err
    assert tables(year)["sent_file"] == before["sent_file"]


def test_a_trial_writes_nothing(year: Cli) -> None:
    before, changes = tables(year), year.json("history")
    trial = year.json("undo", "--dry-run")
    assert (trial["number"], trial["dry_run"]) == (None, True)
    assert (tables(year), year.json("history")) == (before, changes)
    assert "would be taken back:" in year("undo", "--dry-run").out
    assert year("undo", 4, "--dry-run", code=3).err == year("undo", 4, code=3).err
    done = year.json("undo")
    assert (done["what"], done["rows"]) == (trial["what"], trial["rows"])


def test_history_says_what_was_taken_back_and_by_which(year: Cli) -> None:
    year("undo")
    undo, taken, *_ = year.json("history")
    assert (undo["kind"], undo["undoes"], undo["undone_by"]) == ("undo", 6, None)
    assert (taken["kind"], taken["undoes"], taken["undone_by"]) == ("deed", None, 7)
    _, _, first, second, *_ = year("history").out.splitlines()
    answers = "2 survey answers (Northbank Primary School and Southbank Academy)"
    assert first.endswith(f"took back change 6: {answers} removed")
    assert second.endswith(f"{answers} taken in from survey.csv; taken back by change 7")
    assert "It took back change 6." in year("history", 7).out
    assert "It was taken back by change 7." in year("history", 6).out
    year("undo", 7)
    assert [one["undone_by"] for one in year.json("history", "--limit", 3)] == [None, 8, None]


def test_history_names_the_file_that_was_taken_in(register: Cli, tmp_path: Path) -> None:
    late = ("9100009", "Late School", "Glasgow City", "Primary", "", "", "", "")
    file = write(tmp_path / "more.csv", COLUMNS, [late])
    register("establishment", "import", file)
    digest = sha256(file.read_bytes()).hexdigest()
    newest = register.json("history", "--limit", 1)[0]
    assert newest["files"] == [{"name": "more.csv", "digest": digest}]
    assert "establishment Late School added from more.csv" in register("history").out
    assert f"It took in more.csv (SHA-256 {digest})." in register("history", newest["number"]).out
    register("establishment", "import", file)
    assert register.json("history", "--limit", 1)[0] == newest
    assert register.json("undo")["change"]["files"] == newest["files"]


def test_a_change_from_before_an_upgrade_of_its_tables_stays(year: Cli) -> None:
    older = """UPDATE changed_row SET after = replace(CAST(after AS TEXT), ', "hunch": null', '')"""
    column = "after" if year.database.startswith("sqlite") else "CAST(after AS TEXT)"
    if not year.database.startswith("sqlite"):
        older = older.replace("replace(", "CAST(replace(").replace("'')", "'') AS JSON)")
    alter(year, f"""{older} WHERE {column} LIKE '%"hunch"%'""")
    err = year("undo", 6, code=3).err
    assert "was made by an older cln, and an upgrade has given survey answers other columns since" in err
    year("undo", 5)


def test_rows_that_were_altered_without_a_record_stay(year: Cli) -> None:
    alter(year, "UPDATE answer SET hunch = 'Altered by hand' WHERE id = 1")
    before = tables(year)
    err = year("undo", 6, code=3).err
    assert "its survey answers are not as it left them, and no change on record has altered them" in err
    assert tables(year) == before


def test_what_was_erased_stays_erased(year: Cli) -> None:
    year("cohort", "leave", "9100001", "Ann Adam", "--reason", "other", "--on", "2026-10-01")
    alter(year, "UPDATE change SET kind = 'erasure' WHERE id = 7")
    assert "change 7 (cohort leave by Tess) erased what nobody may keep" in year("undo", 7, code=3).err
    year("undo", 6)
    assert "some of what rests on it cannot be taken back itself" in year("undo", 4, code=3).err


def test_there_is_no_such_change(year: Cli) -> None:
    assert "there is no change 99; see: cln history" in year("undo", 99, code=3).err


def test_every_table_has_a_name_for_its_rows() -> None:
    every_table()
    names = {table.name: set(table.columns.keys()) for table in SQLModel.metadata.sorted_tables}
    assert NOUNS.keys() == names.keys() - RECORD
    assert [name for name, (_, _, columns) in NOUNS.items() if not set(columns) <= names[name]] == []
