"""`cln database copy`: every row on the other engine, every export byte for byte, and all the way back."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from cln.errors import Unusable
from cln.exports.commands import Name
from cln.store import schema, transfer
from cln.store.copies import copies_of, home
from cln.store.engine import connect
from tests.conftest import Cli, Ran, import_register

COHORTS = ("First cohort", "Second cohort", "Cohort 1 (demo)")
MADE = re.compile(rb'"created": "[^"]+"')


def exports(cln: Cli, folder: Path) -> dict[str, bytes]:
    """Every table of every cohort, the whole folder of them, and what is found, as bytes."""
    folder.mkdir()
    for cohort in COHORTS:
        for name in set(Name) - {Name.ALL}:
            cln("export", name, "--cohort", cohort, "--out", folder / f"{name}-{cohort}.csv")
    cln("export", "all", "--every-cohort", "--out", folder / "all")
    held = {str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()}
    held = {name: MADE.sub(b"", raw) for name, raw in held.items()}
    for words in (("reading",), ("writing", "stamina"), ("talk", "class", "calm")):
        held[" ".join(words)] = cln("project", "find", *words, "--json").out.encode()
    return held


@pytest.mark.slow
def test_a_database_goes_to_a_server_and_back_and_exports_the_same(
    demo: tuple[Path, Ran], postgres: Callable[[], str], tmp_path: Path
) -> None:
    here = Cli(f"sqlite:///{shutil.copy(demo[0] / 'cln.db', tmp_path / 'cln.db')}")
    server, back = Cli(postgres()), Cli(f"sqlite:///{tmp_path / 'back.db'}")
    there = here.json("database", "copy", tmp_path / "cln.db", server.database)
    again = here.json("database", "copy", server.database, tmp_path / "back.db")
    assert there["tables"] == again["tables"]
    assert there["rows"] == sum(one["rows"] for one in there["tables"]) > 5000
    of_here = exports(here, tmp_path / "here")
    assert len(of_here) > 50
    assert exports(server, tmp_path / "server") == of_here
    assert exports(back, tmp_path / "back") == of_here
    for cln in (here, server, back):
        found = {one["what"]: one["state"] for one in cln.json("database", "check")["findings"]}
        assert {found[what] for what in ("tables", "references", "orphans", "record")} == {"ok"}
    server("cohort", "open", "Cohort 9", "--launch", "2027-09-10")
    assert len(server.json("cohort", "list")) == len(here.json("cohort", "list")) + 1


@pytest.mark.slow
def test_a_server_is_backed_up_and_restored(
    postgres: Callable[[str], str], postgres_template: str, tmp_path: Path
) -> None:
    register = Cli(postgres(postgres_template))
    import_register(register, tmp_path)
    made = register.json("database", "backup")
    assert Path(made["copy"]) in copies_of(home(make_url(register.database)))
    copy = Cli(f"sqlite:///{made['copy']}")
    assert copy.json("establishment", "list") == register.json("establishment", "list")
    assert copy.json("history") == register.json("history")
    register("cohort", "open", "Cohort 4", "--launch", "2027-09-10")
    back = register.json("database", "restore", "--yes")
    assert back["restored"]
    assert register.json("cohort", "list") == []
    assert register.json("database", "restore", back["kept"], "--yes")["restored"]
    assert [one["cohort"] for one in register.json("cohort", "list")] == ["Cohort 4"]
    register("cohort", "open", "Cohort 5", "--launch", "2027-09-10")
    register("database", "check")


def test_nothing_is_copied_over_something(cohort: Cli, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear headteacher", encoding="utf-8")
    own = cohort.database.removeprefix("sqlite:///")
    for place, code in ((own, 3), (tmp_path / "letter.txt", 3), (tmp_path, 3)):
        assert cohort("database", "copy", own, place, code=code).err.startswith("cln: error: ")
    cohort("database", "copy", tmp_path / "nowhere.db", tmp_path / "new.db", code=5)
    assert not (tmp_path / "new.db").exists()
    assert (tmp_path / "letter.txt").read_text(encoding="utf-8") == "Dear headteacher"


def test_a_server_that_holds_something_is_left_alone(
    cohort: Cli, postgres: Callable[[], str], tmp_path: Path
) -> None:
    url = postgres()
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE song (id integer)"))
    engine.dispose()
    refused = cohort("database", "copy", cohort.database, url, code=5).err
    assert "holds tables of another program (song)" in refused


def test_a_server_that_is_a_database_of_cln_is_called_one(
    cohort: Cli, postgres: Callable[..., str], postgres_template: str
) -> None:
    refused = cohort("database", "copy", cohort.database, postgres(postgres_template), code=5).err
    assert "is a database of cln already" in refused
    assert "cln database create" in refused


def test_a_row_that_would_not_be_the_same_stops_it_all(cohort: Cli, tmp_path: Path) -> None:
    cohort("database", "copy", cohort.database, tmp_path / "new.db")
    old, new = connect(cohort.database), connect(f"sqlite:///{tmp_path / 'new.db'}")
    with new.begin() as connection:
        connection.execute(
            text("CREATE TRIGGER t AFTER INSERT ON cohort BEGIN UPDATE cohort SET name = 'X'; END")
        )
    with (
        old.connect() as source,
        pytest.raises(Unusable, match="row 1 of cohort is not in the copy as it was"),
        schema.migrating(new) as target,
    ):
        transfer.take_over(source, target)
    old.dispose()
    new.dispose()
    copy = Cli(f"sqlite:///{tmp_path / 'new.db'}")
    assert [one["cohort"] for one in copy.json("cohort", "list")] == ["Cohort 3"]
