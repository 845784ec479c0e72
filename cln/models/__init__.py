"""Every table, one file per part of the programme. No queries here.

Importing this package registers all tables, so that rows may refer to each other.
"""

from cln.models.changes import Change, ChangedRow
from cln.models.cohorts import Cohort, Entry, Facilitator, FacilitatorTheme, Participant, Theme
from cln.models.proposals import Proposal, Seat, Team, TeamFacilitator, Waiting
from cln.models.register import Authority, AuthorityAlias, Establishment
from cln.models.surveys import Answer, AnswerLevel

__all__ = [
    "Answer",
    "AnswerLevel",
    "Authority",
    "AuthorityAlias",
    "Change",
    "ChangedRow",
    "Cohort",
    "Entry",
    "Establishment",
    "Facilitator",
    "FacilitatorTheme",
    "Participant",
    "Proposal",
    "Seat",
    "Team",
    "TeamFacilitator",
    "Theme",
    "Waiting",
]
