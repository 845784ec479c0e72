"""The library of inquiries: the engine's own full-text search over what projects have put on record.

The texts of a few hundred projects are handed to the engine at each search: SQLite gets a table of its
full-text module (FTS5) that lives as long as the session, PostgreSQL makes its text vectors of them. Nothing
is stored, so nothing can be out of date. Both stem English words: "reading" finds "reads".
"""

import json
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, text
from sqlmodel import Session, col

from cln.tables.cohorts import Cohort, Theme
from cln.tables.projects import Impact, Measure, Observation, Project, Question, Sharing
from cln.tables.proposals import Team

PARTS = ("title", "theme", "question", "methods", "impact", "sharing")
"""What is searched, the weightiest first."""


@dataclass(frozen=True)
class Volume:
    """A project as the library has it."""

    project: Project
    cohort: str
    team: int
    texts: dict[str, str]
    """Part -> all that is on record of it."""


@dataclass(frozen=True)
class Hit:
    """A project that was found, and the words around what was found, in [brackets]."""

    volume: Volume
    where: str


def volumes_of_library(session: Session) -> dict[int, Volume]:
    """Project id -> what the library has of it, of every cohort; six queries."""
    texts: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for part, query in _texts().items():
        for project, *said in session.exec(query):
            texts[project][part] += filter(None, said)
    query = (
        select(Project, col(Cohort.name), col(Team.number), col(Theme.name))
        .join(Cohort, col(Cohort.id) == col(Project.cohort_id))
        .join(Team, col(Team.id) == col(Project.team_id))
        .join(Theme, col(Theme.id) == col(Team.theme_id))
        .order_by(col(Cohort.launch), col(Project.number))
    )
    found: dict[int, Volume] = {}
    for project, cohort, team, theme in session.exec(query):  # type: ignore[call-overload]
        parts = texts[project.id]
        parts["title"], parts["theme"] = [project.title], [theme]
        parts["question"].append(project.hunch)
        parts["methods"] += parts.pop("observed", [])
        joined = {part: "\n".join(filter(None, parts[part])) for part in PARTS}
        found[project.id] = Volume(project, cohort, team, joined)
    return found


def search_library(session: Session, shelf: dict[int, Volume], words: Sequence[str]) -> list[Hit]:
    """The volumes that have all of the words, the most fitting first; where none has, those that have any."""
    wanted = [word for said in words for word in re.findall(r"\w+", said)]
    if not wanted or not shelf:
        return []
    look = _on_sqlite if session.connection().dialect.name == "sqlite" else _on_postgresql
    found = look(session, shelf, wanted, " AND ") or look(session, shelf, wanted, " OR ")
    return [Hit(shelf[project], " ".join(where.split())) for project, where in found]


def _texts() -> dict[str, Any]:
    """Part -> a query for project ids and texts."""
    return {
        "question": select(col(Question.project_id), col(Question.text)).order_by(col(Question.id)),
        "methods": select(col(Measure.project_id), col(Measure.name), col(Measure.method)).order_by(
            col(Measure.id)
        ),
        "impact": select(col(Impact.project_id), col(Impact.text)).order_by(col(Impact.id)),
        "sharing": select(col(Sharing.project_id), col(Sharing.audience), col(Sharing.output)).order_by(
            col(Sharing.id)
        ),
        "observed": select(
            col(Observation.project_id), col(Observation.focus), col(Observation.learned)
        ).order_by(col(Observation.id)),
    }


_SHELVE = (
    "INSERT INTO temp.library (rowid, title, theme, question, methods, impact, sharing) "
    "VALUES (:id, :title, :theme, :question, :methods, :impact, :sharing)"
)
_LOOK = (
    "SELECT rowid, snippet(library, -1, '[', ']', '\u2026', 16) FROM temp.library WHERE library MATCH :words "
    "ORDER BY bm25(library, 4.0, 4.0, 3.0, 2.0, 2.0, 1.0), rowid"
)


def _on_sqlite(
    session: Session, shelf: dict[int, Volume], words: Sequence[str], joint: str
) -> list[tuple[int, str]]:
    connection = session.connection()
    connection.execute(text("DROP TABLE IF EXISTS temp.library"))
    columns = ", ".join(PARTS)
    connection.execute(
        text(f"CREATE VIRTUAL TABLE temp.library USING fts5({columns}, tokenize='porter unicode61')")
    )
    connection.execute(text(_SHELVE), _records(shelf))
    found = connection.execute(text(_LOOK), {"words": joint.join(f'"{word}"' for word in words)})
    return [(project, where) for project, where in found]


_VECTORS = """
WITH volume AS (
    SELECT id, concat_ws(' ', title, theme, question, methods, impact, sharing) AS whole,
        setweight(to_tsvector('english', title || ' ' || theme), 'A')
        || setweight(to_tsvector('english', question), 'B')
        || setweight(to_tsvector('english', methods || ' ' || impact), 'C')
        || setweight(to_tsvector('english', sharing), 'D') AS vector
    FROM jsonb_to_recordset(CAST(:shelf AS jsonb)) AS
        shelf(id integer, title text, theme text, question text, methods text, impact text, sharing text)
)
SELECT id, ts_headline('english', whole, wanted, 'StartSel=[, StopSel=], MaxWords=16, MinWords=6')
FROM volume, to_tsquery('english', :words) AS wanted
WHERE vector @@ wanted ORDER BY ts_rank(vector, wanted) DESC, id
"""


def _on_postgresql(
    session: Session, shelf: dict[int, Volume], words: Sequence[str], joint: str
) -> list[tuple[int, str]]:
    operator = {" AND ": " & ", " OR ": " | "}[joint]
    asked = {"shelf": json.dumps(_records(shelf)), "words": operator.join(f"'{word}'" for word in words)}
    found = session.connection().execute(text(_VECTORS), asked)
    return [(project, where) for project, where in found]


def _records(shelf: dict[int, Volume]) -> list[dict[str, Any]]:
    return [{"id": project, **volume.texts} for project, volume in shelf.items()]
