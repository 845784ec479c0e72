"""Every table, one file per part of the programme. No queries here.

A table's file is read when the table is first asked for: a command that lists cohorts does not pay for
projects. Whoever needs all of them, as migrations do, calls `every_table`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cln.models.changes import Change, ChangedRow
    from cln.models.cohorts import Cohort, Entry, Facilitator, FacilitatorTheme, Participant, Theme
    from cln.models.events import Attendance, Event, EventChange
    from cln.models.feedback import Confidence, Feedback, FeedbackAnswer, Score
    from cln.models.people import Absence, AttentionSetting, EarlierName
    from cln.models.projects import (
        Impact,
        Judgement,
        LogEntry,
        Measure,
        Observation,
        Project,
        ProjectMove,
        Question,
        Sharing,
    )
    from cln.models.proposals import Proposal, Seat, Team, TeamFacilitator, Waiting
    from cln.models.publishing import PseudonymKey
    from cln.models.register import Authority, AuthorityAlias, Establishment
    from cln.models.steering import FixedEntry, Fixture, RuleSetting
    from cln.models.surveys import Answer, AnswerLevel

_FILES = {
    "changes": ("Change", "ChangedRow"),
    "register": ("Authority", "AuthorityAlias", "Establishment"),
    "cohorts": ("Cohort", "Entry", "Facilitator", "FacilitatorTheme", "Participant", "Theme"),
    "surveys": ("Answer", "AnswerLevel"),
    "steering": ("FixedEntry", "Fixture", "RuleSetting"),
    "proposals": ("Proposal", "Seat", "Team", "TeamFacilitator", "Waiting"),
    "events": ("Attendance", "Event", "EventChange"),
    "feedback": ("Confidence", "Feedback", "FeedbackAnswer", "Score"),
    "projects": (
        *("Impact", "Judgement", "LogEntry", "Measure", "Observation"),
        *("Project", "ProjectMove", "Question", "Sharing"),
    ),
    "publishing": ("PseudonymKey",),
    "people": ("Absence", "AttentionSetting", "EarlierName"),
}
_FILE_OF = {table: file for file, tables in _FILES.items() for table in tables}

__all__ = [
    "Absence",
    "Answer",
    "AnswerLevel",
    "Attendance",
    "AttentionSetting",
    "Authority",
    "AuthorityAlias",
    "Change",
    "ChangedRow",
    "Cohort",
    "Confidence",
    "EarlierName",
    "Entry",
    "Establishment",
    "Event",
    "EventChange",
    "Facilitator",
    "FacilitatorTheme",
    "Feedback",
    "FeedbackAnswer",
    "FixedEntry",
    "Fixture",
    "Impact",
    "Judgement",
    "LogEntry",
    "Measure",
    "Observation",
    "Participant",
    "Project",
    "ProjectMove",
    "Proposal",
    "PseudonymKey",
    "Question",
    "RuleSetting",
    "Score",
    "Seat",
    "Sharing",
    "Team",
    "TeamFacilitator",
    "Theme",
    "Waiting",
]


def every_table() -> None:
    """Read every file, so that the metadata know all tables."""
    for file in _FILES:
        import_module(f"cln.models.{file}")


def __getattr__(name: str) -> Any:
    if name not in _FILE_OF:
        raise AttributeError(f"module 'cln.models' has no table {name!r}")
    return getattr(import_module(f"cln.models.{_FILE_OF[name]}"), name)
