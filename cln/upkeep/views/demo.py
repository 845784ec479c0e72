"""What `cln demo` shows: the match as `cln match` shows it, and what to try next."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cln.screen.data import plain
from cln.screen.view import Block, Line, View

NEXT = (
    ('status --cohort "Second cohort"', "how an earlier cohort went, and which projects needed attention"),
    ("cohort show", "where the new cohort stands"),
    ("survey list", "who answered, and what they want"),
    ('establishment list --authority "Glasgow City"', "the register"),
    ("match --json", "the same match for other programs"),
    ("export teams --out teams.csv", "the teams for Excel"),
    ("history", "every change, by whom and when"),
)
"""Commands that a newcomer may try, and what each shows."""


@dataclass(frozen=True)
class Played:
    """JSON of `cln demo`: the file of its database, and the match as `cln match --json` prints it."""

    database: str
    match: Any


def played(database: Path, match: View) -> View:
    """The match on the demo's programme, and commands that can be pasted."""
    commands: list[Block] = []
    for command, shows in NEXT:
        commands.append(Line(f"  # {shows}", "dim"))
        commands.append(Line(f'  cln {command} --database "{database}"', "command"))
    return View(
        Played(str(database), plain(match.data)),
        [
            Line(
                "An invented programme: two cohorts that have ended, with 54 establishments, 115 people and"
            ),
            Line(
                "17 projects between them, and a new one of 50 establishments with 100 people, matched now."
            ),
            *match.blocks[:-1],  # its own advice names no database
            Line(f"The demo's data are in {database}; yours are untouched.", "good"),
            Line("Try next:", "strong"),
            *commands,
        ],
        notes=match.notes,
    )
