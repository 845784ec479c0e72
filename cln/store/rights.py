"""Who reads and writes which rows on a PostgreSQL server, table by table: the one place where it is said.

A lead reads and writes every row. A facilitator has what is written here, of her own teams; a viewer reads no
table, only the summary of each cohort. A table that is not here is the lead's alone, and a test finds it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

ALL = "true"
OWN_COHORTS = "cohort_id IN (SELECT cln_cohorts())"
OWN_ENTRIES = "entry_id IN (SELECT cln_entries())"
OWN_PROJECTS = "project_id IN (SELECT cln_projects())"
OWN_TEAMS = "team_id IN (SELECT cln_teams())"
OWN_PEOPLE = "participant_id IN (SELECT cln_people())"
COLLEAGUES = "facilitator_id IN (SELECT cln_colleagues())"
AS_HERSELF = " AND who = cln_name()"
OF_ITS_PROJECT = (
    "replaced_by_id IS NULL OR replaced_by_id > id AND replaced_by_id IN (SELECT cln_log_entries(project_id))"
)
COHORT_OF_ITS_TEAM = (
    "cohort_id = (SELECT p.cohort_id FROM team t JOIN proposal p ON p.id = t.proposal_id"
    " WHERE t.id = team_id)"
)


def _of(condition: str) -> str:
    """The rows of the very table whose ids a condition speaks of."""
    return "id" + condition[condition.index(" IN") :]


@dataclass(frozen=True)
class Right:
    """What a facilitator may do with a table."""

    rows: str | None = None
    """Which rows she reads, as a condition in SQL; None for none."""
    hidden: tuple[str, ...] = ()
    """The columns that she does not read: contact details, and notes that are for the lead alone."""
    adds: bool = False
    alters: tuple[str, ...] = ()
    """The columns that she may alter in these rows."""
    deletes: bool = False
    signed: bool = False
    """A row that she adds has her own name as `who`."""
    only: str = ""
    """What else must be so of a row that she adds, as a condition in SQL."""
    left: str = ""
    """What else must be so of a row as she leaves it, added or altered."""

    @property
    def added(self) -> str | None:
        """Which rows she may add."""
        herself = AS_HERSELF if self.signed else ""
        only = f" AND ({self.only})" if self.only else ""
        return f"{self.altered}{herself}{only}" if self.rows and self.adds else None

    @property
    def altered(self) -> str:
        """What a row must be that she has altered."""
        return f"({self.rows})" + (f" AND ({self.left})" if self.left else "")


LEAD_ALONE = Right()
READS = Right(ALL)
OF_PROJECT = Right(OWN_PROJECTS, adds=True)

FACILITATOR: Mapping[str, Right] = {
    "absence": Right(f"{OWN_ENTRIES} OR {OWN_PEOPLE} OR {COLLEAGUES}", ("note",)),
    "access": Right("login = session_user"),
    "alembic_version": READS,
    "answer": Right(OWN_ENTRIES, ("respondent",)),
    "answer_level": Right("answer_id IN (SELECT id FROM answer)"),
    "attendance": Right(
        OWN_PEOPLE, adds=True, alters=("status",), deletes=True, only="event_id IN (SELECT id FROM event)"
    ),
    "attention_setting": Right(OWN_COHORTS),
    "authority": READS,
    "authority_alias": READS,
    "change": LEAD_ALONE,
    "changed_row": LEAD_ALONE,
    "cohort": Right(_of(OWN_COHORTS)),
    "confidence": LEAD_ALONE,
    "earlier_name": READS,
    "entry": Right(_of(OWN_ENTRIES), ("withdrawn_note",)),
    "erasure": LEAD_ALONE,
    "establishment": READS,
    "event": Right(OWN_COHORTS),
    "event_change": Right(  # what is told of attendance names people, of other teams, too
        "event_id IN (SELECT id FROM event) AND (deed <> 'attendance' OR who = cln_name())",
        adds=True,
        signed=True,
        only="deed = 'attendance'",
    ),
    "facilitator": Right(_of(COLLEAGUES), ("email", "withdrawn_reason")),
    "facilitator_theme": Right(COLLEAGUES),
    "feedback": Right(OWN_ENTRIES, ("respondent",)),
    "feedback_answer": Right("feedback_id IN (SELECT id FROM feedback)", ("text",)),
    "fixed_entry": LEAD_ALONE,
    "fixture": LEAD_ALONE,
    "impact": Right(OWN_PROJECTS, adds=True, signed=True),
    "judgement": Right(OWN_PROJECTS, ("comment",)),
    "kept_answer": Right("false"),
    "kept_map": READS,
    "log_entry": Right(OWN_PROJECTS, adds=True, alters=("replaced_by_id",), signed=True, left=OF_ITS_PROJECT),
    "measure": Right(
        OWN_PROJECTS,
        adds=True,
        alters=(
            *("name", "kind", "method", "by", "due", "unit", "planned_on"),
            *("baseline", "baseline_on", "end", "end_on"),
        ),
    ),
    "observation": OF_PROJECT,
    "participant": Right(OWN_ENTRIES, ("email", "left_reason")),
    "project": Right(
        OWN_TEAMS,
        adds=True,
        alters=("title", "hunch", "ended_on", "ended_reason"),
        only=COHORT_OF_ITS_TEAM,
    ),
    "project_move": Right(OWN_PROJECTS, ("reason",)),
    "proposal": Right(
        f"{OWN_COHORTS} AND accepted_at IS NOT NULL AND replaced_at IS NULL",
        ("rules", "summary", "reason", "fixed"),
    ),
    "pseudonym_key": LEAD_ALONE,
    "question": Right(OWN_PROJECTS, adds=True, alters=("agreed_on", "agreed_by"), signed=True),
    "rule_setting": Right(OWN_COHORTS),
    "score": LEAD_ALONE,
    "seal": LEAD_ALONE,
    "seat": Right(OWN_TEAMS),
    "sent_file": LEAD_ALONE,
    "sharing": OF_PROJECT,
    "team": Right(_of(OWN_TEAMS)),
    "team_facilitator": Right(OWN_TEAMS),
    "theme": Right(OWN_COHORTS),
    "waiting": LEAD_ALONE,
}
"""Table -> what a facilitator may do with it."""

RECORD = ("change", "changed_row")
"""What only the function `cln_record` adds to, whoever acts."""
