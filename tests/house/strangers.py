"""Text that strangers sent, stored by an earlier version or by another program, and where it might go out.

`hostile_inputs` tells what came through, for tests/bench/faults.py.
"""

import io
import json
import re
import shlex
import sqlite3
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import closing, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from cln.app import main
from tests.house.bad_values import HOSTILE, commands
from tests.house.fixture_database import FOLDER

STORED = "\x1b[2J\x1b]0;owned\x07\x9b1;31m\u202e\x08\x00\x1b"
"""What is put behind every stored text: escape codes of both forms, one of them open, and an override."""
COHORT = "Cohort 1 (demo)[2J]0;owned1;31m"
"""What the cohort is called there, as it is shown and can be typed."""
TURNS = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
"""The classes of characters that turn the direction of writing (Unicode Standard Annex 9)."""
COLOURS = re.compile(r"\x1b\[[0-9;]*m")
"""What the screen itself writes to a terminal."""
WORDS_OF_CLN = frozenset({"organisation", "command", "settings", "objective", "figures", "digest", "heading"})
"""Columns that hold no text of anybody's."""
SCREENS = """\
establishment list --all
establishment show 9713041
establishment show 9226039
cohort list
cohort show
cohort people
cohort rules
facilitator list --all
survey list
survey questions
match list
match show
match show --map
match waiting
match explain 9713041
match explain --team 1
match compare 1 2
match fixed --all
team suggest 9377028
event list
event show 2
event attendance 1
event attendance 2 --present Somebody
event feedback 1
event invite 6
event invite 4 --out invites.csv --letters letters
event register 4 --out register.xlsx
event calendar --out cohort.ics
confidence show --by authority
project list
project list --attention
project show 1
project show 4
project log 1
project sheet --facilitator "Anna Kaur" --out sheet.xlsx
project find reading
project find reading --export found.html
project open 1
project measure 1 --number 9 --end 1
status
status --facilitator Somebody
attention
attention rules
export survey
export participants --format json
export feedback --pseudonymise
export all --out everything
export all --out everything.xlsx
report --out report.html
report --team 1 --out team.html
report --public --out public.html
pack --out packed
history --limit 500
history 30
history --left
undo 30
establishment add 9999991 --name "New School" --authority Nowhere --sector primary
"""
"""Command lines that show or write what is stored, or name it where they refuse."""


class Terminal(io.TextIOWrapper):
    """What is written to it is as on a terminal."""

    def isatty(self) -> bool:
        """It is one."""
        return True


def run(line: list[str], *, terminal: bool = False) -> tuple[int, str, str]:
    """Run a command line: its exit code, what it said, and what on stderr."""
    kind = Terminal if terminal else io.TextIOWrapper
    out, err = (kind(io.BytesIO(), encoding="utf-8", errors="surrogatepass", newline="") for _ in "oe")
    with redirect_stdout(out), redirect_stderr(err):
        code = main(line)
    for stream in (out, err):
        stream.seek(0)
    return code, out.read(), err.read()


def raw(text: str) -> str | None:
    """The first character of a text that is no writing and neither tab nor line break; None where none is."""
    for one in text:
        if one not in "\t\n\r" and (
            unicodedata.category(one) in {"Cc", "Cs"} or unicodedata.bidirectional(one) in TURNS
        ):
            return one
    return None


def texts(value: Any) -> Iterator[str]:
    """Every text in what JSON holds."""
    if isinstance(value, dict):
        yield from map(str, value)
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from texts(one)
    if isinstance(value, str):
        yield value


def written(file: Path) -> str:
    """What a file holds, as text; its name too."""
    if file.suffix == ".xlsx":
        book = CalamineWorkbook.from_path(file)
        cells = [[book.sheet_names], *(book.get_sheet_by_name(name).to_python() for name in book.sheet_names)]
        return f"{file.name}\n{cells}"
    text = file.read_text("utf-8-sig", "surrogateescape")
    if file.suffix == ".json":
        text += "\n".join(texts(json.loads(text)))
    return f"{file.name}\n{text}"


def poisoned(file: Path) -> Path:
    """A database with a whole year in it, as an earlier version left it, with `STORED` behind every text."""
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript((FOLDER / "0010_publishing" / "sqlite.sql").read_text(encoding="utf-8"))
        connection.create_function("poisoned", 1, _poisoned)
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            for _, column, kind, *_ in list(connection.execute(f'PRAGMA table_info("{table}")')):
                if kind.upper().startswith(("VARCHAR", "JSON")) and column not in WORDS_OF_CLN:
                    connection.execute(f'UPDATE "{table}" SET "{column}" = poisoned("{column}")')
        connection.commit()
    assert run(["--database", str(file), "upgrade"])[0] == 0
    return file


def _poisoned(value: str | None) -> str | None:
    """A text of several words with `STORED` behind it; in JSON each of them."""
    if value is None or " " not in value:
        return value
    if value[:1] not in "[{":
        return value + STORED
    return json.dumps(_within(json.loads(value)))


def _within(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: one if key in WORDS_OF_CLN else _within(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_within(one) for one in value]
    return value + STORED if isinstance(value, str) and " " in value and value[0] not in "[{" else value


def shown(folder: Path, screens: str = SCREENS) -> Iterator[tuple[str, str, str | None]]:
    """Each screen, in each of the ways in which it can be shown, and what came through of what is stored."""
    database = poisoned(folder / "cln.db")
    for number, line in enumerate(screens.splitlines()):
        for way, more in {"pipe": [], "terminal": [], "JSON": ["--json"]}.items():
            place = folder / f"{number}_{way}"
            place.mkdir()
            words = [
                str(place / word) if "." in word or word in {"letters", "everything", "packed"} else word
                for word in shlex.split(line)
            ]
            who = [*words, *more, "--database", str(database), "--as", "Tess", "--cohort", COHORT]
            code, out, err = run(who, terminal=way == "terminal")
            out = "\n".join([out, *texts(json.loads(out))]) if more and not code and out else out
            files = [written(one) for one in sorted(place.rglob("*")) if one.is_file()]
            through = next(filter(None, map(raw, [COLOURS.sub("", out), err, *files])), None)
            yield line, way, "exit code 1" if code == 1 else through


def typed() -> Iterator[tuple[str, str, str | None]]:
    """Each option and argument of each command with each hostile value, and what came of it but code 2."""
    for name, command in commands().items():
        for parameter in command.params:
            if getattr(parameter, "is_flag", False):
                continue
            before = [parameter.opts[-1]] if parameter.param_type_name == "option" else []
            for value in HOSTILE:
                code, out, err = run([*name.split(), *before, value])
                yield (
                    f"{name} {parameter.opts[-1]}",
                    value,
                    raw(out + err) or (None if code == 2 else f"{code}"),
                )


def hostile_inputs(folder: Path) -> Iterator[bool]:
    """Of each hostile text, typed or from a database in an empty folder, whether it came through."""
    for _, _, through in (*typed(), *shown(folder)):
        yield through is not None
