"""The invented programme that `cln demo` plays: command lines from files, run one after another as a user
would, in a database of its own and never in the user's.

The days of the new cohort move with the day on which it is played: its matching event is always ahead.
"""

import io
import re
import shlex
import tempfile
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from datetime import date, timedelta
from pathlib import Path

from cln import schooldays, settings
from cln.cohort import days
from cln.errors import Refused
from cln.upkeep.setup import remove

STORIES = ("1_first_cohort", "2_second_cohort", "3_new_cohort")
"""The files of command lines, in `fixtures/demo`: two cohorts that have ended, and one that is matched."""

LAUNCH = date(2026, 9, 10)
"""The launch of the new cohort as its files write it, a Thursday."""

_DAY = re.compile(r"\b20\d\d-\d\d-\d\d")

UNFINISHED = ".unfinished"
"""How the name of the database ends until the whole demo has been played."""

Run = Callable[[Sequence[str]], object]
"""Runs one command line of `cln` and raises its faults."""


def launched(today: date) -> date:
    """The launch of a cohort that is played on a day: the latest Thursday of school that has come.

    Its matching event follows four weeks later, or on a later Thursday of school; so it is always ahead.
    """
    day = today - timedelta(days=(today.weekday() - LAUNCH.weekday()) % 7)
    while schooldays.holiday(day):
        day -= timedelta(weeks=1)
    return day


def play(
    folder: Path | None,
    who: str,
    theirs: str,
    run: Run,
    stories: Sequence[str] = STORIES,
    on: date = LAUNCH,
) -> Path:
    """Run the command lines of the stories on a new database, and give its file.

    Of what they print only how far a match has come is let through.

    Args:
        folder: where `cln.db` is to lie; made if it does not exist. A new temporary folder by default.
        who: who is acting.
        theirs: URL of the user's own database, which must not be touched.
        run: runs one of them.
        stories: those of `STORIES` to play.
        on: the day on which the new cohort is to be alive.

    Raises:
        Refused: the folder has a database already, is the place of the user's own, or cannot be made; or the
            day has not come yet.
    """
    if on > days.today():
        raise Refused(f"{on} is a day that has not come yet; give an earlier one with --on")
    database = _place(folder, theirs)
    unfinished = database.with_name(f"{database.name}{UNFINISHED}")
    remove(unfinished)  # one that was killed may have left
    shared = ["--database", settings.url_of(unfinished), "--as", who]
    try:
        _quietly(run, [*shared, "init"])
        with tempfile.TemporaryDirectory() as moved:
            for story in stories:
                for line in _on_the_day(story, launched(on) - LAUNCH, Path(moved)):
                    (_unseen if line[0] == "match" else _quietly)(run, [*shared, *line])
        unfinished.rename(database)
    except BaseException:
        remove(unfinished)
        raise
    return database


def lines(story: str) -> list[list[str]]:
    """The command lines of a story without `cln`, split as by a shell, with the paths of their files."""
    files = settings.shipped("fixtures")
    text = (files / "demo" / f"{story}.txt").read_text(encoding="utf-8")
    split = [shlex.split(line) for line in text.splitlines() if line.startswith("cln ")]
    return [[str(files / word) if word.endswith(".csv") else word for word in line[1:]] for line in split]


def _on_the_day(story: str, later: timedelta, folder: Path) -> list[list[str]]:
    """The command lines of a story, with the days of the new cohort so much later, in its files too.

    Those files are written into the folder.
    """
    if story != STORIES[-1]:
        return lines(story)

    def moved(text: str) -> str:
        return _DAY.sub(lambda day: f"{date.fromisoformat(day.group()) + later}", text)

    def file(word: str) -> str:
        copy = folder / Path(word).name
        copy.write_bytes(moved(Path(word).read_bytes().decode()).encode())
        return str(copy)

    return [[file(word) if word.endswith(".csv") else moved(word) for word in line] for line in lines(story)]


def _unseen(run: Run, line: list[str]) -> None:
    with redirect_stdout(io.StringIO()):
        run(line)


def _quietly(run: Run, line: list[str]) -> None:
    with redirect_stderr(io.StringIO()):
        _unseen(run, line)


def _place(folder: Path | None, theirs: str) -> Path:
    if folder is None:
        return Path(tempfile.mkdtemp(prefix="cln-demo-")) / "cln.db"
    database = folder.expanduser().absolute() / "cln.db"
    if database.exists():
        raise Refused(f"there is a database at {database} already; choose another folder with --folder")
    if settings.resolve(str(database)).database == theirs:
        raise Refused(f"{database} is the place of your own database; choose another folder with --folder")
    try:
        database.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(f"the folder {folder} cannot be made ({error.strerror}); choose another") from error
    return database
