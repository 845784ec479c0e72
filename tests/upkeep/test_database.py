"""Copies of the database: made while others work, kept, checked, and put back."""

import re
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import make_url

from cln.store.copies import KEPT, copies_of, home
from cln.store.sqlite_file import fault_of
from tests.conftest import Cli
from tests.tabular import write

Break = Callable[[Path], None]


def opened(cln: Cli, number: int) -> None:
    """One more change."""
    cln("cohort", "open", f"Cohort {number}", "--launch", "2027-09-10")


def cohorts(cln: Cli) -> list[str]:
    """The names of all cohorts."""
    return sorted(one["cohort"] for one in cln.json("cohort", "list"))


@pytest.fixture
def file(cohort: Cli, tmp_path: Path) -> Path:
    """A database in a folder of its own, with the cohort "Cohort 3"."""
    (tmp_path / "home").mkdir()
    return Path(shutil.copy(cohort.database.removeprefix("sqlite:///"), tmp_path / "home" / "cln.db"))


@pytest.fixture
def mine(file: Path) -> Cli:
    """The command line on it."""
    return Cli(f"sqlite:///{file}")


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, with its content."""
    return {str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


def test_a_copy_lies_beside_the_database_for_its_owner_alone_and_comes_back(mine: Cli, file: Path) -> None:
    made = mine.json("database", "backup")
    copy = Path(made["copy"])
    assert copy.parent == file.with_name("cln.db.copies")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700
    assert [one.name for one in copy.parent.iterdir()] == [copy.name], "one file, nothing beside it"
    opened(mine, 4)
    back = mine.json("database", "restore", "--yes")
    assert (back["copy"], back["restored"]) == (str(copy), True)
    assert back["replaces"]["changes"] == back["holds"]["changes"] + 1
    assert cohorts(mine) == ["Cohort 3"]
    assert mine.json("database", "restore", back["kept"], "--yes")["restored"]
    assert cohorts(mine) == ["Cohort 3", "Cohort 4"], "what it replaced was kept"
    mine("database", "check")


def test_screens_say_when_a_copy_ends_as_history_does(mine: Cli) -> None:
    said = [mine("database", "backup").out, mine("database", "restore", "--yes").out]
    [when] = {when for one in said for when in re.findall(r"the last of them .* by Tess,\s(.*)\.\n", one)}
    assert when in mine("history", "--limit", 1).out


def test_the_last_ten_are_kept(mine: Cli, file: Path) -> None:
    made = [mine.json("database", "backup") for _ in range(KEPT + 2)]
    names = [one["copy"] for one in made]
    assert [one["removed"] for one in made] == [*[[]] * KEPT, names[:1], names[1:2]]
    assert [str(copy) for copy in copies_of(file)] == names[2:]
    mine("database", "restore", "--yes")
    assert len(copies_of(file)) == KEPT, "with that from before the restore"


def test_a_copy_elsewhere_is_the_users_own(mine: Cli, file: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    first = Path(mine.json("database", "backup", stick)["copy"])
    assert first.parent == stick
    assert first.name.startswith("cln-2")
    named = Path(mine.json("database", "backup", stick / "mine.db")["copy"])
    assert (named.name, fault_of(named)) == ("mine.db", None)
    before = tree(tmp_path)
    for place in (named, file, Path(f"{file}-wal"), tmp_path / "none" / "cln.db"):
        assert mine("database", "backup", place, code=3).err.startswith("cln: error: ")
    assert tree(tmp_path) == before
    assert copies_of(file) == []


def test_a_copy_that_is_made_while_others_write_holds_all_that_was_acknowledged_before(
    mine: Cli, file: Path, tmp_path: Path
) -> None:
    writer = (
        "import sys; from cln.app import main\n"
        "for number in range(10, 30):\n"
        "    assert main(['--database', sys.argv[1], 'cohort', 'open', f'Cohort {number}',"
        " '--launch', '2027-09-10']) == 0\n"
        "    print(number, file=sys.stderr, flush=True)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", writer, mine.database],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        for acknowledged in process.stderr:
            number = int(acknowledged)
            if number % 5 == 0:
                mine("database", "backup", tmp_path / f"{number}.db")
    assert process.returncode == 0
    for number in (10, 15, 20, 25):
        copy = Cli(f"sqlite:///{tmp_path / f'{number}.db'}")
        assert {f"Cohort {one}" for one in range(10, number + 1)} <= set(cohorts(copy))
        copy("database", "check")


def truncated(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: 5 * 4096])


def cut_to_nothing(file: Path) -> None:
    file.write_bytes(b"")


def overwritten(file: Path) -> None:
    file.write_bytes(b"PK\3\4" + b"Dear headteacher" * 1000)


def spoilt(file: Path) -> None:
    raw = bytearray(file.read_bytes())
    raw[4096 : 20 * 4096] = bytes(19 * 4096)
    file.write_bytes(raw)


def deleted(file: Path) -> None:
    file.unlink()


def without_its_header(file: Path) -> None:
    file.write_bytes(bytes(100) + file.read_bytes()[100:])


def beside_a_strange_wal(file: Path) -> None:
    with closing(sqlite3.connect(file.with_name("other.db"))) as other:
        other.execute("PRAGMA journal_mode=WAL")
        other.execute("CREATE TABLE other (id)")
        other.commit()
        shutil.copy(file.with_name("other.db-wal"), file.with_name("cln.db-wal"))
    file.with_name("other.db").unlink()


BREAKS = [
    truncated,
    cut_to_nothing,
    overwritten,
    spoilt,
    deleted,
    without_its_header,
    beside_a_strange_wal,
]


@pytest.mark.parametrize("how", BREAKS, ids=lambda how: how.__name__)
def test_a_database_that_is_broken_comes_back_whole(mine: Cli, file: Path, how: Break) -> None:
    mine("database", "backup")
    whole = cohorts(mine)
    record = mine.json("history")
    how(file)
    broken = tree(file.parent)
    refused = mine("cohort", "list", code=5)
    assert refused.err.startswith("cln: error: ")
    if file.exists():  # else it replaces nothing, and nobody is asked
        assert "run the same with --yes" in mine("database", "restore", "--json", code=2).err
    assert {name: raw for name, raw in tree(file.parent).items() if not name.endswith("-shm")} == broken
    back = mine.json("database", "restore", "--yes")
    assert back["restored"]
    assert cohorts(mine) == whole
    assert mine.json("history") == record
    mine("database", "check")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    if back["kept"] and broken.get("cln.db"):
        assert Path(back["kept"]).read_bytes() == broken["cln.db"]
        assert stat.S_IMODE(Path(back["kept"]).stat().st_mode) == 0o600


@pytest.mark.parametrize("how", [truncated, cut_to_nothing, overwritten, spoilt, deleted, without_its_header])
def test_a_spoilt_copy_is_refused_and_changes_nothing(mine: Cli, file: Path, how: Break) -> None:
    copy = Path(mine.json("database", "backup", file.with_name("mine.db"))["copy"])
    how(copy)
    before = tree(file.parent)
    missing = how is deleted
    refused = mine("database", "restore", copy, "--yes", code=3 if missing else 5)
    assert str(copy) in refused.err
    assert tree(file.parent) == before


def test_the_last_copy_that_is_whole_is_taken(mine: Cli, file: Path) -> None:
    first = mine.json("database", "backup")["copy"]
    opened(mine, 4)
    truncated(Path(mine.json("database", "backup")["copy"]))
    assert mine.json("database", "restore", "--yes")["copy"] == first
    truncated(file)
    assert f"the last copy that is whole is {file.parent}" in mine("status", code=5).err


def test_what_is_of_another_program_is_never_replaced(mine: Cli, file: Path, tmp_path: Path) -> None:
    copy = mine.json("database", "backup", tmp_path / "mine.db")["copy"]
    with closing(sqlite3.connect(tmp_path / "music.db")) as other:
        other.execute("CREATE TABLE song (id)")
        other.commit()
    (tmp_path / "letter.txt").write_text("Dear headteacher", encoding="utf-8")
    before = tree(tmp_path)
    for place in ("music.db", "letter.txt", "home"):
        theirs = Cli(f"sqlite:///{tmp_path / place}")
        theirs("database", "restore", copy, "--yes", code=5)
        if place != "home":
            mine("database", "restore", tmp_path / place, "--yes", code=5)
    assert tree(tmp_path) == before


def test_another_laptop_gets_the_database_from_a_stick(mine: Cli, tmp_path: Path) -> None:
    opened(mine, 4)
    copy = mine.json("database", "backup", tmp_path / "stick.db")["copy"]
    other = Cli(f"sqlite:///{tmp_path / 'other laptop' / 'cln.db'}")
    back = other.json("database", "restore", copy)
    assert (back["replaces"], back["kept"], back["restored"]) == (None, None, True)
    assert cohorts(other) == ["Cohort 3", "Cohort 4"]
    other("database", "check")
    opened(other, 5)


def test_a_copy_of_an_older_schema_is_brought_up_to_date(mine: Cli, tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    dump = Path(__file__).parents[2] / "fixtures" / "databases" / "0010_publishing" / "sqlite.sql"
    with closing(sqlite3.connect(old)) as connection:
        connection.executescript(dump.read_text(encoding="utf-8"))
    raw = old.read_bytes()
    mine("database", "restore", old, "--yes")
    assert cohorts(mine) == ["Cohort 1 (demo)", "First cohort", "Second cohort"]
    mine("database", "check")
    assert old.read_bytes() == raw


def test_others_go_on_with_a_database_that_is_restored(mine: Cli, file: Path) -> None:
    mine("database", "backup")
    opened(mine, 4)
    with closing(sqlite3.connect(file)) as other:
        assert other.execute("SELECT count(*) FROM cohort").fetchone() == (2,)
        mine("database", "restore", "--yes")
        assert other.execute("SELECT count(*) FROM cohort").fetchone() == (1,)


def test_nobody_is_asked_where_nobody_is(mine: Cli, file: Path) -> None:
    mine("database", "backup")
    opened(mine, 4)
    before = tree(file.parent)
    refused = mine("database", "restore", code=2).err
    assert (
        "; 1 change made since the copy would be gone; if that is meant, run the same with --yes\n" in refused
    )
    assert tree(file.parent) == before


def test_the_undo_of_an_import_keeps_a_copy(mine: Cli, file: Path, tmp_path: Path) -> None:
    opened(mine, 4)
    assert mine.json("undo")["copy"] is None, "it took in no file"
    people = [("Ann Other", "ann@example.org", "Education Scotland", "Glasgow City", "key", "")]
    columns = ["name", "email", "organisation", "authority", "role", "themes"]
    mine("facilitator", "import", write(tmp_path / "people.csv", columns, people))
    assert mine.json("undo", "--dry-run")["copy"] is None
    assert copies_of(file) == []
    undone = mine.json("undo")
    assert [str(copy) for copy in copies_of(file)] == [undone["copy"]]
    assert mine.json("facilitator", "list") == []
    mine("database", "restore", "--yes")
    assert [one["name"] for one in mine.json("facilitator", "list")] == ["Ann Other"]


def test_where_copies_of_a_server_lie() -> None:
    place = home(make_url("postgresql+psycopg://ann:secret@db.example.org/cln"))
    assert place.name == "db.example.org-cln"
    assert "secret" not in str(place)
