"""The commands in the order of the programme's year: what each is for, and where it is.

What a command is for stands in its own file, too. It is kept here because --help and the tab key list all
commands, and would have to import every room to ask them; a test proves that both say the same.
"""

from collections.abc import Mapping
from typing import NamedTuple


class Listed(NamedTuple):
    """One command, or a group of them."""

    about: str
    """The first sentences of its own help."""
    parts: tuple[str, ...]
    """`FILE:NAME`: the group of that name, if it is one, and the functions that register commands in it, or
    straight under `cln`."""


COMMANDS: Mapping[str, Listed] = {
    "demo": Listed(
        "Play an invented programme of 50 establishments in a database of its own, and match it.",
        ("upkeep.commands.upkeep:register_upkeep",),
    ),
    "init": Listed(
        "Make the database and fill in the authorities; harmless when it exists already.",
        ("upkeep.commands.upkeep:register_upkeep",),
    ),
    "import": Listed(
        "Take in files of every kind, and folders of them, in one change: all of them, or nothing.",
        ("imports.commands.imports:register_import",),
    ),
    "establishment": Listed(
        "Keep the register of ELC centres and schools.", ("register.commands:establishment",)
    ),
    "cohort": Listed(
        "Open a cohort, enrol establishments in it, see where it stands.",
        (
            "cohort.commands.cohorts:app",
            "cohort.commands.membership:register",
            "match.commands.rules:register_rules",
        ),
    ),
    "facilitator": Listed(
        "Keep the facilitators who support the teams.", ("facilitators.commands:facilitator",)
    ),
    "survey": Listed(
        "Ask the survey's questions, take in the answers, see who has not answered.",
        ("survey.commands:survey",),
    ),
    "match": Listed(
        "Match the cohort into teams, provably best, and keep the result as a proposal.",
        (
            "match.commands.match:app",
            "match.commands.proposals:register",
            "match.commands.rules:register_promises",
        ),
    ),
    "team": Listed(
        "Edit a proposal by hand: each edit makes a new one and says what it costs.",
        ("match.commands.team:app",),
    ),
    "board": Listed(
        "Move entries between teams on a board that shows at once what each move costs.",
        ("board.commands:register_board",),
    ),
    "event": Listed(
        "Keep the six events: when and where they are, what became of them, who came, what people said.",
        (
            "events.commands.schedule:app",
            "events.commands.attendance:register",
            "events.commands.feedback:register",
        ),
    ),
    "confidence": Listed(
        "Compare how confident participants are in inquiry skills at the launch and at the end.",
        ("events.commands.confidence:app",),
    ),
    "project": Listed(
        "Follow the teams' projects from hunch to sharing. Pupils are never named here.",
        ("projects.commands.projects:app",),
    ),
    "log": Listed(
        "Log a visit, a call or a meeting about a project; to read the log: cln project log PROJECT.",
        ("projects.commands.log:register",),
    ),
    "next": Listed(
        "Say what the next sensible steps are, each with its command and why.",
        ("overview.commands:register_status",),
    ),
    "guide": Listed(
        "Go through the year step by step, and do what is next; in a pipe print all steps of the year.",
        ("overview.commands:register_status",),
    ),
    "status": Listed(
        "Show where the cohort stands: next event, people, each project's stage, what needs attention.",
        ("overview.commands:register_status",),
    ),
    "attention": Listed(
        "Say what needs attention in the cohort, why, and what to do next.", ("overview.commands:attention",)
    ),
    "find": Listed(
        "Find establishments, people, facilitators, projects and log entries of all cohorts by their words.",
        ("overview.commands:register_status",),
    ),
    "export": Listed(
        "Export a table for Excel and other programs, or `all` of them: to a folder, or into one workbook.",
        ("exports.commands:register_export",),
    ),
    "report": Listed(
        "Make a page about the cohort with pictures: one file without scripts, to mail, to print, to hear.",
        ("report.commands:register_report",),
    ),
    "pack": Listed(
        "Put the report, the workbook, the calendar, the team sheets and the evaluator's tables "
        "into a folder.",
        ("report.commands:register_pack",),
    ),
    "database": Listed(
        "Back the database up, restore it, check it, copy it to another place.",
        (
            "upkeep.commands.database:app",
            "upkeep.commands.access:register_create",
        ),
    ),
    "history": Listed(
        "List what was changed, by whom and when, newest first; show one change; or list what left.",
        ("upkeep.commands.upkeep:register_upkeep",),
    ),
    "undo": Listed(
        "Take back a change, e.g. an import, if nothing later rests on it; an undo can be taken back too.",
        ("upkeep.commands.upkeep:register_upkeep",),
    ),
    "person": Listed(
        "Show what is held about a person, erase them, and see who is kept longer than need be.",
        ("upkeep.commands.person:person",),
    ),
    "access": Listed(
        "Say who may use a database on a PostgreSQL server, and as what.", ("upkeep.commands.access:access",)
    ),
    "doctor": Listed(
        "Tell a help desk what it asks first: versions, database, solver, folders, rights, terminal.",
        ("upkeep.commands.upkeep:register_upkeep",),
    ),
    "upgrade": Listed(
        "Bring a database made by an older cln up to date; a copy from before is kept.",
        ("upkeep.commands.upkeep:register_upkeep",),
    ),
}
"""By name."""
