"""What every command prints and writes on the demo's database, byte for byte: as text, and as JSON.

A change that is meant shows as a difference of the files in tests/house/golden/, which `GOLDEN=write pytest`
writes anew.
"""

import io
import re
import shlex
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, redirect_stderr, redirect_stdout
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from typer.main import get_command

from cln import __version__
from cln.app import app, main
from cln.settings import shipped
from cln.store.sqlite_file import fault_of
from tests import golden
from tests.conftest import DEMO_DAY, RONA, Ran, on
from tests.house.stories import FILES, STORIES

FOLDER = Path(__file__).parent / "golden"

KEY = "0123456789abcdef" * 4
"""What pseudonyms are made from; cln would draw it by lot."""


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a pipe, as wide as it likes, without colour."""
    for name in ("FORCE_COLOR", "PY_COLORS", "GITHUB_ACTIONS", "CLN_DATABASE", "CLN_USER", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="module")
def database(demo: tuple[Path, Ran], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the demo's database, whose pseudonyms are made from `KEY`."""
    copied = Path(shutil.copy(demo[0] / "cln.db", tmp_path_factory.mktemp("demo")))
    with closing(sqlite3.connect(copied)) as connection:
        connection.execute("INSERT INTO pseudonym_key VALUES (1, ?)", [KEY])
        connection.commit()
    return copied


@pytest.fixture
def folder(database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder: a copy of the demo's database, and the files that the stories take in."""
    shutil.copy(database, tmp_path)
    for file in (shipped("fixtures") / "demo").iterdir():
        shutil.copy(file, tmp_path)
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    for name in ("nominations.csv", "survey.csv"):
        head, *rows = (tmp_path / name).read_text(encoding="utf-8-sig").splitlines()
        some = [row.replace(",2026-", ",2024-") for row in rows if row.split(",")[0] in _few(tmp_path)]
        (tmp_path / f"few_{name}").write_text("\n".join([head, *some]) + "\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _few(folder: Path) -> set[str]:
    """The codes of the first thirty people who are nominated."""
    _, *rows = (folder / "nominations.csv").read_text(encoding="utf-8-sig").splitlines()
    return {row.split(",")[0] for row in rows[:30]}


def test_the_help_of_every_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    shown = [run(f"{path} --help".strip(), tmp_path) for path in sorted(commands(runnable=False))]
    shared = re.findall("╭─ Shared options.*?╯\n", shown[0], flags=re.DOTALL)[0]
    brief = [shown[0], *(one.replace(shared, "[the shared options of cln]\n") for one in shown[1:])]
    golden.check(
        "help.txt", re.sub(" +(│?)$|─{3,}", r"\1", "".join(brief), flags=re.MULTILINE), FOLDER, dayless
    )


def test_the_stories_run_every_command() -> None:
    known = commands(runnable=True)
    lines = [line.removeprefix("! ") for story in STORIES.values() for line in story]
    ran = {path for path in known for line in lines if line == path or line.startswith(f"{path} ")}
    others = {"demo", "doctor"}  # what all stories begin with; what tells of the machine
    assert known - ran == others, "no story runs them"


def test_the_demo(demo: tuple[Path, Ran]) -> None:
    folder, ran = demo
    assert not normal(ran.err, folder), "only the stages of its matches"
    said = f"$ cln demo --folder FOLDER/demo --on {DEMO_DAY}\n{normal(ran.out, folder.parent)}\n"
    golden.check("demo.txt", said, FOLDER, dayless)


@pytest.mark.parametrize("room", STORIES)
def test_text(room: str, folder: Path) -> None:
    golden.check(f"{room}.txt", "".join(play(STORIES[room], folder)), FOLDER, dayless)


@pytest.mark.slow
@pytest.mark.parametrize("room", STORIES)
def test_json(room: str, folder: Path) -> None:
    golden.check(f"{room}_json.txt", "".join(play(STORIES[room], folder, "--json")), FOLDER, dayless)


def commands(*, runnable: bool) -> set[str]:
    """The commands as they are typed after `cln`, `""` for cln itself; all groups too, or only what runs."""
    found = set()

    def walk(command: Any, path: str) -> None:
        below = getattr(command, "commands", {})
        if not runnable or (path and (not below or command.invoke_without_command)):
            found.add(path)
        for name in below:
            one = command.get_command(None, name)
            if not one.hidden:
                walk(one, f"{path} {name}".strip())

    walk(get_command(app), "")
    return found


def play(story: list[str], folder: Path, *options: str) -> Iterator[str]:
    """Run the command lines one after the other: what each says, and as text the files that it wrote."""
    before = files(folder)
    surprising = []
    for line in story:
        refused = line.startswith("! ")
        into = re.search(r"--out \S+\.(csv|xlsx)", line)  # such a file holds no JSON
        said = run(line.removeprefix("! "), folder, *([] if into else options))
        if ("[exit code" in said.split("\n", 2)[1]) is not refused:
            surprising.append(said)
        after = files(folder)
        written = [file for file, at in after.items() if before.get(file) != at]
        before = after
        yield said + "".join(content(written, folder)) if not options else said
    assert not surprising, "\n".join(surprising)


def run(line: str, folder: Path, *options: str) -> str:
    """A command line, and under it the exit code where it is not 0, what it said, and what on stderr."""
    streams = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in "oe"]
    with redirect_stdout(streams[0]), redirect_stderr(streams[1]), on(str(folder / "cln.db")):
        code = main([*shlex.split(line), *options, "--as", RONA])
    said, wrong = (normal(_read(stream), folder) for stream in streams)
    parts = [f"$ cln {' '.join([normal(line, folder), *options])}\n"]
    parts += [f"[exit code {code}]\n"] if code else []
    parts += [said, f"[stderr]\n{wrong}" if wrong else "", "\n"]
    return "".join(parts)


def normal(text: str, folder: Path) -> str:
    """Without what depends on the day, the place, the clock, chance or the version.

    A moment keeps its form: `2026-11-26T04:50:36Z` becomes `YYYY-MM-DDThh:mm:ssZ`.
    """
    text = text.replace("\r\n", "\n").replace(str(folder), "FOLDER").replace(folder.as_posix(), "FOLDER")
    text = text.replace(f"cln {__version__}", "cln VERSION")
    text = re.sub(r"\x1b\[[0-9;]*m", "", text)
    text = dayless(text)
    text = re.sub(r"(?<=\b)[0-9a-f]{8}(?=-\d{3}\b)", "SHEETKEY", text)
    text = re.sub(r"^(UID:)[0-9a-f-]{36}(?=@cln$)", r"\1BY-LOT", text, flags=re.MULTILINE)
    text = re.sub(r'("seconds": )[\d.]+', r"\1SECONDS", text)
    if text[:1] in ("{", "["):  # JSON takes a third less room with tabs
        text = re.sub(r"^(?:  )+", lambda found: "\t" * (len(found.group()) // 2), text, flags=re.MULTILINE)
    text = re.sub(r"(?<=<style>).*?(?=</style>)", _digest, text, flags=re.DOTALL)
    text = re.sub(r"(<svg\b).*?(</svg>)", r"\1>\2", text, flags=re.DOTALL)
    return re.sub(r"^matching: .*\n", "", text, flags=re.MULTILINE)


def dayless(text: str) -> str:
    """Without today's date and the clock.

    A file that is compared is read so too: it names days still to come, and one of them may be today.
    """
    now = datetime.now(UTC)
    days = {(now - timedelta(hours=n)).astimezone(zone).date() for n in (0, 1) for zone in (UTC, None)}
    for day in days:
        text = re.sub(rf"{day}([T ])\d\d:\d\d", r"YYYY-MM-DD\1hh:mm", text)
        text = re.sub(r"(YYYY-MM-DD[T ]hh:mm):\d\d", r"\1:ss", text)
        text = re.sub(r"(YYYY-MM-DD[T ]hh:mm:ss)\.\d+", r"\1.ffffff", text)
        text = re.sub(r"(hh:mm:ss)[+-]\d\d:\d\d", r"\1+hh:mm", text)
        text = re.sub(r"(hh:mm) \(\w+\)", r"\1 (ZONE)", text)
        text = re.sub(rf"{day}-\d{{6}}(?=-[a-z])", "YYYY-MM-DD-hhmmss", text)
        text = text.replace(f"{day}", "YYYY-MM-DD")
        text = re.sub(rf"\b0?{day.day} {day:%B %Y}", "D MONTH YYYY", text)
        text = re.sub(rf"\b{day.day} {day:%b %Y}", "D MON YYYY", text)
        text = re.sub(r"(?<=D MON YYYY )\d\d:\d\d", "hh:mm", text)
        text = re.sub(r"(?<=D MONTH YYYY, )\d\d:\d\d", "hh:mm", text)
        text = re.sub(rf"{day:%Y%m%d}T\d{{6}}", "YYYYMMDDThhmmss", text)
        text = text.replace(f"{day:%Y%m%d}", "YYYYMMDD")
    return text


def _read(stream: io.TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()


def _digest(found: re.Match[str]) -> str:
    return sha256(found.group().encode()).hexdigest()[:16]


def files(folder: Path) -> dict[Path, int]:
    """Each file in a folder but the database, and when it was written, in nanoseconds."""
    return {
        file: file.stat().st_mtime_ns
        for file in sorted(folder.rglob("*"))
        if file.is_file() and not file.name.startswith("cln.db")
    }


def content(written: list[Path], folder: Path) -> Iterator[str]:
    """What files hold; of more than twenty letters or tables the first two."""
    if len(written) > 20:
        yield f"[{len(written)} files, of which the first two]\n"
        written = written[:2]
    for file in written:
        if file.suffix == ".xlsx":
            sheets = CalamineWorkbook.from_path(file)
            text = "".join(
                f"[sheet {name}]\n"
                + "".join(
                    "\t".join(map(str, row)) + "\n" for row in sheets.get_sheet_by_name(name).to_python()
                )
                for name in sheets.sheet_names
            )
        elif file.suffix == ".db":
            text = f"a database; faults: {fault_of(file)}\n"
        else:
            text = file.read_bytes().decode("utf-8-sig")
        name = dayless(file.relative_to(folder).as_posix())
        yield f"[file {name}]\n{normal(text, folder)}\n"
