"""The invented programme that `cln demo` plays: command lines from files, run one after another as a user
would, in a database of its own and never in the user's.
"""

import io
import shlex
import tempfile
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from cln import settings
from cln.errors import Refused
from cln.upkeep.setup import remove

STORIES = ("1_first_cohort", "2_second_cohort", "3_new_cohort")
"""The files of command lines, in `fixtures/demo`: two cohorts that have ended, and one that is matched."""

UNFINISHED = ".unfinished"
"""How the name of the database ends until the whole demo has been played."""

Run = Callable[[Sequence[str]], object]
"""Runs one command line of `cln` and raises its faults."""


def play(folder: Path | None, who: str, theirs: str, run: Run, stories: Sequence[str] = STORIES) -> Path:
    """Run the command lines of the stories on a new database, and give its file.

    Of what they print only how far a match has come is let through.

    Args:
        folder: where `cln.db` is to lie; made if it does not exist. A new temporary folder by default.
        who: who is acting.
        theirs: URL of the user's own database, which must not be touched.
        run: runs one of them.
        stories: those of `STORIES` to play.

    Raises:
        Refused: the folder has a database already, is the place of the user's own, or cannot be made.
    """
    database = _place(folder, theirs)
    unfinished = database.with_name(f"{database.name}{UNFINISHED}")
    remove(unfinished)  # one that was killed may have left
    shared = ["--database", f"sqlite:///{unfinished.as_posix()}", "--as", who]
    try:
        _quietly(run, [*shared, "init"])
        for story in stories:
            for line in lines(story):
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
