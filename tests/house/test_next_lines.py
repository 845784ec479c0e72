"""Every "Next:" that any command prints is the next step, and runs as it is printed.

The stories that run every command are played on the demo, whose database is named with an option, and so must
what is next name it. It is run on a copy of the database at that moment, with files and words in the place of
FILE, "..." and the like.
"""

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import RONA, Cli
from tests.house.stories import STORIES
from tests.house.test_golden import database, folder, plain  # noqa: F401 - the stories' own fixtures

NEXT = re.compile(r'\bNext: (cln(?: "[^"]*"| [^\s,;"]+)*)', re.MULTILINE)
OWN = (
    r"match accept \d+(?: --projects keep)?",  # what was made, or is looked at, begins to count
    r"match --from \d+.*",  # who withdrew, or waits, or what was promised since
    r"match",  # what was promised or set before any proposal is accepted
    r"match compare \d+ \d+",
    r"match show \d+",
    r"event attendance \d+ FILE",  # it was held just now
    r"event feedback \d+ FILE",  # somebody asked for what is not there yet
    r"confidence import FILE --occasion launch",
    r"facilitator import FILE",
    r"cohort enrol FILE",
    r"establishment import FILE",
    r"project \w+ \d+ .*",  # the project's own next stage
    r"log \d+ .*",
    r"status --database .*",
    r"next",  # several cohorts are open, and each has a step of its own
)
"""What is next for what a command is about, where that is not the cohort's next step as `cln next` has it."""

FILES = {
    "cohort enrol": "newcomer.csv",
    "establishment import": "establishments.csv",
    "facilitator import": "helper.csv",
    "survey import": "survey.csv",
    "event attendance": "attendance.csv",
    "event feedback": "feedback.csv",
    "confidence import": "launch.csv",
}
"""What FILE is, by command."""
OTHERS = {
    "newcomer.csv": "code,name,role\n9414008,Nia Newcomer,promoted\n",
    "helper.csv": "name,organisation,authority\nHal Helper,QIO,Inverclyde\n",
}
"""What the files hold that no story takes in."""
HERE = "--database cln.db"
CHOICE = "say what becomes of that: --projects keep, --projects end"
"""Where projects run, somebody has to choose; and the few of an invented cohort cannot keep the rules."""
WORDS = {"DATE": "2026-10-01", "NAME": "Another", "TEAM": "1", "TITLE": "Talk", "WORDS": "Talk helps"}


def named(said: str) -> Iterator[str]:
    """The commands that a text calls next."""
    for found in NEXT.finditer(said):
        yield found[1].rstrip(".")


def typed(command: str, place: Path) -> list[str]:
    """What a person types who reads it."""
    words = shlex.split(command)[1:]
    path = " ".join(word for word in words if not word.startswith("-"))
    file = next((name for begin, name in FILES.items() if begin in path), "")
    put = {**WORDS, "FILE": str(place / file), "...": "How does talk help a group of learners?"}
    return [put.get(word, word) for word in words]


@pytest.mark.slow
@pytest.mark.parametrize("room", STORIES)
def test_what_is_named_as_next_runs_and_is_the_next_step(room: str, folder: Path) -> None:  # noqa: F811
    cln = Cli(str(folder / "cln.db"), RONA)
    copy = folder / "copy.db"
    for name, text in OTHERS.items():
        (folder / name).write_text(text, encoding="utf-8")
    tried, wrong = set[tuple[str, str]](), []
    for line in STORIES[room]:
        ran = cln.run(*HERE.split(), *shlex.split(line.removeprefix("! ")))
        for command in named(ran.out + ran.err):
            if "--database" not in command:
                wrong.append(f"{line}\n  names {command} without the database")
            command = command.replace(f" {HERE}", "", 1)
            if (line.split("--")[0], command) in tried:
                continue
            tried.add((line.split("--")[0], command))
            alike = re.sub(r'cln (--cohort "[^"]*" )?', "", command)
            steps = [step["command"] for one in cln.json("next") for step in one["steps"]]
            if command not in steps and not any(re.fullmatch(own, alike) for own in OWN):
                wrong.append(f"{line}\n  names {command}, and cln next {steps[:1]}")
            shutil.copy(folder / "cln.db", copy)
            after = Cli(str(copy), RONA).run(*typed(command, folder))
            if after.code and (after.code, alike) != (4, "match") and CHOICE not in after.err:
                wrong.append(f"{line}\n  names {command}, which ends with {after.code}: {after.err}")
    assert not wrong, "\n".join(wrong)
