"""What `cln demo` shows: the match as `cln match` shows it, and what to try next."""

from cln.render import matching
from cln.render.view import Block, Line, View
from cln.services.demo import Played

NEXT = (
    ("cohort show", "where the cohort stands"),
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
            Line("An invented programme: 60 establishments, of which 50 take part with 100 people."),
            *match.blocks[:-1],  # its own advice names no database
            Line(f"The demo's data are in {result.database}; yours are untouched.", "good"),
            Line("Try next:", "strong"),
            *commands,
        ],
        notes=match.notes,
    )
