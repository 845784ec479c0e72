"""CAR projects: question, plan, observation, impact, sharing, log and judgement."""

import sqlalchemy as sa
from alembic import op

revision = "0008_projects"
down_revision = "0007_events"


def _of_project(*, index: bool = True) -> sa.Column[int]:
    return sa.Column("project_id", sa.Integer, sa.ForeignKey("project.id"), nullable=False, index=index)


def upgrade() -> None:
    op.create_table(
        "project",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("cohort_id", sa.Integer, sa.ForeignKey("cohort.id"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("team_id", sa.Integer, sa.ForeignKey("team.id"), nullable=False, index=True),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("hunch", sa.String, nullable=False),
        sa.Column("opened_on", sa.Date, nullable=False),
        sa.Column("ended_on", sa.Date),
        sa.Column("ended_reason", sa.String),
        sa.UniqueConstraint("cohort_id", "number"),
    )
    op.create_table(
        "project_move",
        sa.Column("id", sa.Integer, primary_key=True),
        _of_project(),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.String, nullable=False),
        sa.Column("from_team_id", sa.Integer, sa.ForeignKey("team.id"), nullable=False),
        sa.Column("to_team_id", sa.Integer, sa.ForeignKey("team.id")),
        sa.Column("reason", sa.String, nullable=False),
    )
    op.create_table(
        "question",
        sa.Column("id", sa.Integer, primary_key=True),
        _of_project(index=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("on", sa.Date, nullable=False),
        sa.Column("who", sa.String, nullable=False),
        sa.Column("agreed_on", sa.Date),
        sa.Column("agreed_by", sa.String),
        sa.UniqueConstraint("project_id", "version"),
    )
    op.create_table(
        "measure",
        sa.Column("id", sa.Integer, primary_key=True),
        _of_project(index=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("method", sa.String, nullable=False),
        sa.Column("by", sa.String, nullable=False),
        sa.Column("due", sa.Date),
        sa.Column("unit", sa.String, nullable=False),
        sa.Column("planned_on", sa.Date, nullable=False),
        sa.Column("baseline", sa.String),
        sa.Column("baseline_on", sa.Date),
        sa.Column("end", sa.String),
        sa.Column("end_on", sa.Date),
        sa.UniqueConstraint("project_id", "number"),
    )
    op.create_table(
        "observation",
        sa.Column("id", sa.Integer, primary_key=True),
        _of_project(),
        sa.Column("on", sa.Date, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("focus", sa.String, nullable=False),
        sa.Column("observer", sa.String, nullable=False),
        sa.Column("learned", sa.String, nullable=False),
    )
    op.create_table(
        "impact",
        sa.Column("id", sa.Integer, primary_key=True),
        _of_project(),
        sa.Column("on", sa.Date, nullable=False),
        sa.Column("who", sa.String, nullable=False),
        sa.Column("level", sa.String, nullable=False),
        sa.Column("text", sa.String, nullable=False),
    )
    op.create_table(
        "sharing",
        sa.Column("id", sa.Integer, primary_key=True),
        _of_project(),
        sa.Column("on", sa.Date, nullable=False),
        sa.Column("audience", sa.String, nullable=False),
        sa.Column("output", sa.String, nullable=False),
    )
    op.create_table(
        "log_entry",
        sa.Column("id", sa.Integer, primary_key=True),
        _of_project(index=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("on", sa.Date, nullable=False),
        sa.Column("phase", sa.String, nullable=False),
        sa.Column("note", sa.String, nullable=False),
        sa.Column("by", sa.String, nullable=False),
        sa.Column("who", sa.String, nullable=False),
        sa.Column("support", sa.String, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("replaced_by_id", sa.Integer, sa.ForeignKey("log_entry.id")),
        sa.Column("sheet_row", sa.String),
        sa.Column("digest", sa.String),
        sa.UniqueConstraint("project_id", "number"),
        sa.UniqueConstraint("sheet_row", "digest"),
        sa.Index("ix_log_entry_standing", "project_id", "replaced_by_id", "on"),
    )
    op.create_table(
        "judgement",
        sa.Column("id", sa.Integer, primary_key=True),
        _of_project(),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("value", sa.String, nullable=False),
        sa.Column("comment", sa.String, nullable=False),
    )


def downgrade() -> None:
    for table in (
        *("judgement", "log_entry", "sharing", "impact", "observation", "measure", "question"),
        *("project_move", "project"),
    ):
        op.drop_table(table)
