"""A file is never written over a database, nor where SQLite keeps a part of one, whoever forces it."""

import shutil
from pathlib import Path

import pytest

from tests.conftest import Cli

SECOND = ("--cohort", "Second cohort")
WRITERS = [
    ("x.csv", ("export", "teams", "--force", "--out")),
    ("x.xlsx", ("export", "all", "--force", "--out")),
    ("x.json", ("export", "summary", "--force", "--out")),
    ("x.html", ("report", "--force", "--out")),
    ("x.ics", ("event", "calendar", "--force", "--out")),
    ("x.csv", ("event", "invite", "1", "--force", "--out")),
    ("x.xlsx", ("event", "register", "1", "--force", "--out")),
    ("x.xlsx", ("project", "sheet", *SECOND, "--facilitator", "Usman Carswell", "--force", "--out")),
]
"""A name that each writer takes for its own, and the command line."""


@pytest.fixture
def year(demo: tuple[Path, object], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with something of everything in it."""
    return Path(shutil.copy(demo[0] / "cln.db", tmp_path_factory.mktemp("year")))


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, with its content."""
    return {file.name: file.read_bytes() for file in folder.iterdir()}


@pytest.mark.parametrize(("name", "line"), WRITERS, ids=[" ".join(line[:2]) for _, line in WRITERS])
def test_no_writer_overwrites_a_database(
    year: Path, tmp_path: Path, name: str, line: tuple[str, ...]
) -> None:
    own, link = tmp_path / name, tmp_path / f"link.{name}"
    year.rename(own)
    link.symlink_to(own)
    before = tree(tmp_path)
    for target in (own, link):
        refused = Cli(f"sqlite:///{own}")(*line, target, code=3).err
        assert refused == (
            f"cln: error: {target} is a database, and --force does not hold for those; choose another name\n"
        )
        assert tree(tmp_path) == before


def test_what_leaves_overwrites_no_database_though_its_record_is_written(year: Path, tmp_path: Path) -> None:
    own = Path(shutil.copy(year, tmp_path / "x.html"))
    cln = Cli(f"sqlite:///{own}")
    held = cln.json("cohort", "list")
    assert f"{own} is a database" in cln("project", "find", "play", "--export", own, "--force", code=3).err
    assert cln.json("cohort", "list") == held
    assert cln.json("history", "--left") == Cli(f"sqlite:///{year}").json("history", "--left")


def test_no_folder_of_files_overwrites_a_database(year: Path, tmp_path: Path) -> None:
    line = ("export", "all", "--every-cohort", "--force", "--out")
    for name in ("teams.csv", "datapackage.json"):
        folder = tmp_path / name.partition(".")[0]
        folder.mkdir()
        shutil.copy(year, folder / name)
        before = tree(folder)
        refused = Cli(f"sqlite:///{year}")(*line, folder, code=3).err
        assert f"{folder / name} is a database, and --force does not hold" in refused
        assert tree(folder) == before


def test_the_files_of_an_import_overwrite_no_database(matched: Cli, tmp_path: Path) -> None:
    twins = tmp_path / "twins.csv"
    twins.write_text("code,name,email\n9100001,Bo Kay,bo@example.org\n9100001,Bo Kay,bo.kay@example.org\n")
    other = Path(shutil.copy(matched.database.removeprefix("sqlite:///"), tmp_path / "other.csv"))
    before = tree(tmp_path)
    for option in (("--accept-valid", "--rejects", other), ("--resolve", other)):
        matched("cohort", "enrol", twins, *option, code=3)
        assert tree(tmp_path) == before


@pytest.mark.parametrize("ending", ["-wal", "-shm", "-journal"])
def test_nothing_is_written_where_sqlite_keeps_a_part_of_a_database(
    matched: Cli, tmp_path: Path, ending: str
) -> None:
    place = Path(shutil.copy(matched.database.removeprefix("sqlite:///"), tmp_path / "cln"))
    target = tmp_path / f"cln{ending}"
    for there in (False, True):
        if there:
            target.write_bytes(b"a part of it")
        before = tree(tmp_path)
        refused = Cli(f"sqlite:///{place}") if not there else matched
        told = refused("export", "teams", "--out", target, "--force", code=3).err
        assert "would lie where SQLite keeps a part of cln, and --force does not hold" in told
        assert tree(tmp_path) == before


def test_a_file_that_only_ends_like_one_is_written(matched: Cli, tmp_path: Path) -> None:
    matched("export", "teams", "--out", tmp_path / "teams-wal")
    assert (tmp_path / "teams-wal").read_bytes().startswith(b"\xef\xbb\xbf")
