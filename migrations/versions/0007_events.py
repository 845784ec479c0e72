"""The six events of a cohort, attendance, feedback and confidence."""

import sqlalchemy as sa
from alembic import op

revision = "0007_events"
down_revision = "0006_steering"


def upgrade() -> None:
    op.create_table(
        "event",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("cohort_id", sa.Integer, sa.ForeignKey("cohort.id"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("sector", sa.String, nullable=False),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("on", sa.Date),
        sa.Column("starts", sa.Time),
        sa.Column("ends", sa.Time),
        sa.Column("mode", sa.String, nullable=False),
        sa.Column("venue", sa.String, nullable=False),
        sa.Column("link", sa.String, nullable=False),
        sa.Column("host_id", sa.Integer, sa.ForeignKey("authority.id")),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.UniqueConstraint("cohort_id", "number", "sector"),
    )
    op.create_table(
        "event_change",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("event_id", sa.Integer, sa.ForeignKey("event.id"), nullable=False, index=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.String, nullable=False),
        sa.Column("deed", sa.String, nullable=False),
        sa.Column("was_on", sa.Date),
        sa.Column("now_on", sa.Date),
        sa.Column("what", sa.String, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
    )
    op.create_table(
        "attendance",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("event_id", sa.Integer, sa.ForeignKey("event.id"), nullable=False),
        sa.Column("participant_id", sa.Integer, sa.ForeignKey("participant.id"), nullable=False, index=True),
        sa.Column("status", sa.String, nullable=False),
        sa.UniqueConstraint("event_id", "participant_id"),
    )
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("event_id", sa.Integer, sa.ForeignKey("event.id"), nullable=False),
        sa.Column("respondent", sa.String, nullable=False),
        sa.Column("entry_id", sa.Integer, sa.ForeignKey("entry.id"), index=True),
        sa.Column("submitted", sa.DateTime),
        sa.UniqueConstraint("event_id", "respondent"),
    )
    op.create_table(
        "feedback_answer",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("feedback_id", sa.Integer, sa.ForeignKey("feedback.id"), nullable=False),
        sa.Column("question", sa.String, nullable=False),
        sa.Column("rating", sa.Integer),
        sa.Column("text", sa.String),
        sa.UniqueConstraint("feedback_id", "question"),
    )
    op.create_table(
        "confidence",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("participant_id", sa.Integer, sa.ForeignKey("participant.id"), nullable=False),
        sa.Column("occasion", sa.String, nullable=False),
        sa.Column("item", sa.String, nullable=False),
        sa.Column("level", sa.Integer, nullable=False),
        sa.UniqueConstraint("participant_id", "occasion", "item"),
    )
    op.create_table(
        "score",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("participant_id", sa.Integer, sa.ForeignKey("participant.id"), nullable=False),
        sa.Column("occasion", sa.String, nullable=False),
        sa.Column("scale", sa.String, nullable=False),
        sa.Column("value", sa.Float, nullable=False),
        sa.Column("on", sa.Date),
        sa.UniqueConstraint("participant_id", "occasion", "scale"),
    )


def downgrade() -> None:
    for table in (
        *("score", "confidence", "feedback_answer", "feedback"),
        *("attendance", "event_change", "event"),
    ):
        op.drop_table(table)
