"""What `cln demo` shows: the match as `cln match` shows it, and what to try next."""

from cln.match.views import match as matching
from cln.screen.view import Block, Line, View
from cln.upkeep.demo import Played

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


def played(result: Played) -> View:
    """The match on the demo's programme, and commands that can be pasted.

    JSON: `database` (the file), `match` (as `cln match --json` prints it).
    """
    match = matching.proposal(result.proposed)
    commands: list[Block] = []
    for command, shows in NEXT:
        commands.append(Line(f"  # {shows}", "dim"))
        commands.append(Line(f'  cln {command} --database "{result.database}"', "command"))
    return View(
        data={"database": str(result.database), "match": match.data},
        blocks=[
            Line(
                "An invented programme: two cohorts that have ended, with 54 establishments, 115 people and"
            ),
            Line(
                "17 projects between them, and a new one of 50 establishments with 100 people, matched now."
            ),
            *match.blocks[:-1],  # its own advice names no database
            Line(f"The demo's data are in {result.database}; yours are untouched.", "good"),
            Line("Try next:", "strong"),
            *commands,
        ],
        notes=match.notes,
    )
