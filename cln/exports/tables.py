"""Every export by its name, in the order of the programme's year."""

from collections.abc import Callable

from cln.exports import inquiries, people, summary, teams, tracks, voices
from cln.exports.scope import Scope
from cln.files.columns import Table

TABLES: dict[str, Callable[[Scope], Table]] = {
    "summary": summary.summary,
    "shares": summary.shares,
    "participants": people.participants,
    "facilitators": people.supporting,
    "survey": voices.survey,
    "teams": teams.teams,
    "connections": summary.connected,
    "projects": inquiries.inquiries,
    "attendance": tracks.attendance,
    "feedback": voices.feedback,
    "confidence": voices.confidence,
    "log": tracks.log,
    "measures": tracks.measures,
}
