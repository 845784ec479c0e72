"""The library of inquiries: full-text search over what projects have put on record.

At each search the texts of a few hundred projects are handed to SQLite's full-text module (FTS5), in memory,
whichever engine keeps them: both find the same in the same order. Nothing is stored, so nothing can be out of
date. English words are stemmed: "reading" finds "reads".
"""

import re
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from cln.errors import Usage
from cln.pages.page import Card, Page, Section, render
from cln.tables.cohorts import Cohort, Theme
from cln.tables.inquiry import Impact, Measure, Observation, Question, Sharing
from cln.tables.projects import Project
from cln.tables.proposals import Team

PARTS = ("title", "theme", "question", "methods", "impact", "sharing")
"""What is searched, the weightiest first."""


NAMES = {
    "theme": "Theme",
    "question": "Question and hunch",
    "methods": "Measures and observations",
    "impact": "Impact and lessons learned",
    "sharing": "Shared with",
}


@dataclass(frozen=True)
class Volume:
    """A project as the library has it: all that is on record of each part."""

    cohort: str
    project: int
    """Its number."""
    team: int
    title: str
    theme: str
    question: str
    """Every version, and the hunch."""
    methods: str
    impact: str
    sharing: str


@dataclass(frozen=True)
class Hit(Volume):
    """A project that was looked for, and the words around what fits, in [brackets]."""

    where: str


@dataclass(frozen=True)
class Hits:
    """The projects that fit some words, the most fitting first, and how many all cohorts have."""

    words: str
    hits: tuple[Hit, ...]
    projects: int


def find(session: Session, words: Sequence[str]) -> Hits:
    """Search every cohort's projects: those that have all of the words; where none has, those that have any.

    Raises:
        Usage: there is no word to look for.
    """
    wanted = [word for text in words for word in re.findall(r"\w+", text)]
    if not any(letter.isalnum() for letter in " ".join(words)):
        raise Usage("say what to look for, e.g. cln project find writing stamina")
    volumes = _volumes(session)
    fits = _search(volumes, wanted)
    hits = tuple(Hit(**vars(volumes[project]), where=" ".join(where.split())) for project, where in fits)
    return Hits(" ".join(words), hits, len(volumes))


def page(hits: Hits, in_words: Callable[[str], str]) -> str:
    """The hits as a page to pass on.

    Args:
        hits: what fits.
        in_words: hides names in a text.
    """
    return render(
        Page(
            title=f"Inquiries about: {in_words(hits.words)}",
            subtitle=f"{len(hits.hits)} of {hits.projects} projects of all cohorts",
            made=datetime.now().astimezone(),
            sections=[Section("found", "What was found", cards=[_card(hit, in_words) for hit in hits.hits])],
        )
    )


def _card(hit: Hit, in_words: Callable[[str], str]) -> Card:
    lines = [(name, in_words(text)) for part, name in NAMES.items() if (text := getattr(hit, part))]
    return Card(f"{in_words(hit.title)} ({hit.cohort}, project {hit.project})", lines)


def _volumes(session: Session) -> dict[int, Volume]:
    """Project id -> what the library has of it, of every cohort; six queries."""
    texts: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for part, query in _texts().items():
        for project, *words in session.exec(query):
            texts[project][part] += filter(None, words)
    query = (
        select(Project, col(Cohort.name), col(Team.number), col(Theme.name))
        .join(Cohort, col(Cohort.id) == col(Project.cohort_id))
        .join(Team, col(Team.id) == col(Project.team_id))
        .join(Theme, col(Theme.id) == col(Team.theme_id))
        .order_by(col(Cohort.launch), col(Cohort.id), col(Project.number))
    )
    volumes: dict[int, Volume] = {}
    for project, cohort, team, theme in session.exec(query):  # type: ignore[call-overload]
        parts = texts[project.id] | {"title": [project.title], "theme": [theme]}
        parts["question"].append(project.hunch)
        parts["methods"] += parts["observed"]
        joined = {part: "\n".join(filter(None, parts[part])) for part in PARTS}
        volumes[project.id] = Volume(cohort, project.number, team, **joined)
    return volumes


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


_INSERT = (
    "INSERT INTO library (rowid, title, theme, question, methods, impact, sharing) "
    "VALUES (:id, :title, :theme, :question, :methods, :impact, :sharing)"
)
_SEARCH = (
    "SELECT rowid, snippet(library, -1, '[', ']', '\u2026', 16) FROM library WHERE library MATCH :words "
    "ORDER BY bm25(library, 4.0, 4.0, 3.0, 2.0, 2.0, 1.0), rowid"
)


def _search(volumes: Mapping[int, Volume], words: Sequence[str]) -> list[tuple[int, str]]:
    """Id of each project that fits, and the words around what does: all of the words, else any of them."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(
            f"CREATE VIRTUAL TABLE library USING fts5({', '.join(PARTS)}, tokenize='porter unicode61')"
        )
        texts = (
            {"id": project, **{part: getattr(volume, part) for part in PARTS}}
            for project, volume in volumes.items()
        )
        connection.executemany(_INSERT, texts)
        for joint in (" AND ", " OR "):
            asked = joint.join(f'"{word}"' for word in words)
            if fits := connection.execute(_SEARCH, {"words": asked}).fetchall():
                return fits
    return []
