"""Tries by SQL what a login may not do, on every table of a shared database, and counts what was let through.

What is forbidden is said here once more, by other words than the database's own rules.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg.rows import dict_row
from psycopg.types.json import Json
from sqlmodel import SQLModel

from cln.tables import every_table

ELSEWHERE = "entry_id NOT IN (SELECT entry_id FROM seat WHERE team_id = {team})"
OF_OTHERS = "project_id NOT IN (SELECT id FROM project WHERE team_id = {team})"
STRANGERS = f"SELECT id FROM participant WHERE {ELSEWHERE}"
NOT_HERS: Mapping[str, str] = {
    "absence": f"participant_id IN ({STRANGERS})",
    "answer": ELSEWHERE,
    "answer_level": f"answer_id IN (SELECT id FROM answer WHERE {ELSEWHERE})",
    "attendance": f"participant_id IN ({STRANGERS})",
    "entry": "id NOT IN (SELECT entry_id FROM seat WHERE team_id = {team})",
    "facilitator": "id NOT IN (SELECT facilitator_id FROM team_facilitator WHERE team_id = {team})",
    "feedback": ELSEWHERE,
    "impact": OF_OTHERS,
    "judgement": OF_OTHERS,
    "log_entry": OF_OTHERS,
    "measure": OF_OTHERS,
    "observation": OF_OTHERS,
    "participant": ELSEWHERE,
    "project": "team_id <> {team}",
    "proposal": "accepted_at IS NULL",
    "question": OF_OTHERS,
    "seat": "team_id <> {team}",
    "sharing": OF_OTHERS,
    "team": "id <> {team}",
    "team_facilitator": "team_id <> {team}",
}
"""Table that a facilitator reads in part -> the rows of it that are not about her team."""
READ_WHOLE = {
    *("authority", "authority_alias", "establishment", "earlier_name", "alembic_version"),
    *("cohort", "theme", "event", "event_change", "attention_setting", "rule_setting", "feedback_answer"),
    *("facilitator_theme", "project_move", "access", "kept_map"),
}
"""Tables that hold nothing she may not know, or of which other tests look at the rows."""
HIDDEN = {
    *(
        ("participant", "email"),
        ("facilitator", "email"),
        ("answer", "respondent"),
        ("entry", "withdrawn_note"),
    ),
    *(("feedback", "respondent"), ("feedback_answer", "text"), ("absence", "note"), ("judgement", "comment")),
    *(("proposal", "reason"), ("project_move", "reason")),
}
"""Contact details, and notes for the lead alone."""
WRITTEN = {"attendance", "log_entry", "project", "question", "measure", "observation", "impact", "sharing"}
"""What she writes, about her own team."""


@dataclass(frozen=True)
class Tried:
    """How many forbidden accesses were tried, and those that were let through."""

    tried: int
    let_through: tuple[str, ...]


def try_all(admin: str, login: str, team: int | None) -> Tried:
    """Try everything that a login may not do, each in a transaction that is taken back.

    Args:
        admin: the URL of the database, as libpq has it, for a login that sees everything.
        login: who tries.
        team: the id of the team that is hers; None for one who may read no table at all.
    """
    every_table()
    done: list[tuple[str, bool]] = []
    with (
        psycopg.connect(admin, row_factory=dict_row) as all_seeing,
        psycopg.connect(admin, user=login) as hers,
    ):
        for name in sorted([*SQLModel.metadata.tables, "alembic_version"]):
            for what, statement, values in _attempts(all_seeing, name, team):
                done.append((f"{login}: {what} {name}", _succeeds(hers, statement, values)))
    return Tried(len(done), tuple(what for what, through in done if through))


def _attempts(
    all_seeing: psycopg.Connection[dict[str, Any]], name: str, team: int | None
) -> Iterator[tuple[str, str, Sequence[Any]]]:
    """What is forbidden on a table: in words, the statement, and its values."""
    everything = team is None
    others = "true" if everything or name not in NOT_HERS else NOT_HERS[name].format(team=team)
    table = f'public."{name}"'
    rows = all_seeing.execute(f"SELECT * FROM {table} WHERE {others} LIMIT 1".encode()).fetchall()
    columns = _columns(all_seeing, name)
    ids = "id IN (SELECT unnest(%s::integer[]))" if "id" in columns else "true"
    known = all_seeing.execute(f"SELECT * FROM {table} WHERE {others}".encode()).fetchall()
    which = [[row["id"] for row in known]] if "id" in columns else []
    if not (
        name == "alembic_version"
        or (not everything and name in READ_WHOLE)
        or (everything and name == "access")
    ):
        yield "read rows of", f"SELECT * FROM {table} WHERE {ids}", which
        yield "count rows of", f"SELECT 1 FROM {table} WHERE {ids} LIMIT 1", which
    for column in sorted(column for of, column in HIDDEN if of == name):
        yield f"read {column} of", f'SELECT "{column}" FROM {table}', []
    for column in columns:
        mine = not everything and name in WRITTEN
        yield (
            f"alter {column} of",
            f'UPDATE {table} SET "{column}" = "{column}" WHERE {ids if mine else "true"}',
            (which if mine else []),
        )
    yield "delete rows of", f"DELETE FROM {table} WHERE {ids}", which
    yield "empty", f"TRUNCATE {table} CASCADE", []
    for row in rows:
        given = {**row, "id": 2**30} if "id" in row else row
        names = ", ".join(f'"{column}"' for column in given)
        marks = ", ".join(["%s"] * len(given))
        values = [Json(value) if isinstance(value, dict | list) else value for value in given.values()]
        yield "add a row to", f"INSERT INTO {table} ({names}) VALUES ({marks})", values


def _succeeds(connection: psycopg.Connection[Any], statement: str, values: Sequence[Any]) -> bool:
    """Whether a statement gives or alters any row."""
    try:
        touched = connection.execute(statement.encode(), values or None).rowcount
    except psycopg.errors.InsufficientPrivilege:
        return False
    except psycopg.errors.IntegrityError:  # it may, and only another row is in the way
        return True
    else:
        return touched != 0
    finally:
        connection.rollback()


def _columns(connection: psycopg.Connection[dict[str, Any]], name: str) -> list[str]:
    query = (
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped"
    )
    return [row["attname"] for row in connection.execute(query, [f'public."{name}"']).fetchall()]
