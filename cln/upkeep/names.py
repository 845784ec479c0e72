"""What a person would call the rows of each table: "3 entries: Northbank, Southbank and 1 more"."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session, SQLModel

from cln.store.rows import grouped
from cln.upkeep.queries import rows_by_id
from cln.words import count, listed

EXAMPLES = 3
"""So many rows are named; the others are counted."""

NOUNS: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "absence": ("absence", "absences", ("participant_id", "facilitator_id", "entry_id")),
    "access": ("access", "accesses", ("login",)),
    "answer": ("survey answer", "survey answers", ("entry_id",)),
    "answer_level": ("level of a theme", "levels of themes", ()),
    "attendance": ("attendance", "attendances", ("participant_id",)),
    "attention_setting": ("attention rule", "attention rules", ("rule",)),
    "authority": ("council", "councils", ("name",)),
    "authority_alias": ("name of a council", "names of councils", ("alias",)),
    "cohort": ("cohort", "cohorts", ("name",)),
    "confidence": ("confidence level", "confidence levels", ("participant_id",)),
    "earlier_name": ("earlier name", "earlier names", ("name",)),
    "entry": ("entry", "entries", ("establishment_id",)),
    "erasure": ("erasure", "erasures", ()),
    "establishment": ("establishment", "establishments", ("name",)),
    "event": ("event", "events", ("number",)),
    "event_change": ("note of an event", "notes of events", ("event_id",)),
    "facilitator": ("facilitator", "facilitators", ("name",)),
    "facilitator_theme": ("theme of a facilitator", "themes of facilitators", ("facilitator_id",)),
    "feedback": ("piece of feedback", "pieces of feedback", ("event_id",)),
    "feedback_answer": ("answer in feedback", "answers in feedback", ("question",)),
    "fixed_entry": ("promise to an entry", "promises to entries", ("entry_id",)),
    "fixture": ("promise", "promises", ("number",)),
    "impact": ("impact", "impacts", ("project_id",)),
    "judgement": ("view of a project", "views of projects", ("project_id",)),
    "kept_answer": ("kept answer", "kept answers", ("question",)),
    "kept_map": ("kept map", "kept maps", ("name",)),
    "log_entry": ("log entry", "log entries", ("project_id",)),
    "measure": ("measure", "measures", ("name",)),
    "observation": ("observation", "observations", ("project_id",)),
    "participant": ("participant", "participants", ("name",)),
    "project": ("project", "projects", ("title",)),
    "project_move": ("handover of a project", "handovers of projects", ("project_id",)),
    "proposal": ("proposal", "proposals", ("number",)),
    "pseudonym_key": ("key of pseudonyms", "keys of pseudonyms", ()),
    "question": ("inquiry question", "inquiry questions", ("project_id",)),
    "rule_setting": ("rule", "rules", ("rule",)),
    "score": ("score", "scores", ("participant_id",)),
    "seat": ("place in a team", "places in teams", ("entry_id",)),
    "sent_file": ("file that left", "files that left", ("file",)),
    "sharing": ("sharing", "sharings", ("project_id",)),
    "team": ("team", "teams", ("number",)),
    "team_facilitator": ("facilitator of a team", "facilitators of teams", ("facilitator_id",)),
    "theme": ("theme", "themes", ("name",)),
    "waiting": ("place in the queue", "places in the queue", ("entry_id",)),
}
"""Table -> one row, several rows, and the columns of which the first that is not empty names it."""

Place = tuple[str, int]
"""The table of a row, and its id."""

Row = Mapping[str, Any]


def references(table: str) -> list[tuple[str, str]]:
    """The columns of a table that refer to a row, each with the table of that row."""
    keys = [(key.parent.name, key.column.table.name) for key in SQLModel.metadata.tables[table].foreign_keys]
    return sorted(keys)


@dataclass(frozen=True)
class Names:
    """Finds out what rows are called."""

    session: Session
    known: dict[Place, Row] = field(default_factory=dict)
    """What rows hold; others than these are looked up when they are needed."""

    def some(self, table: str, ids: Iterable[int]) -> str:
        """So many rows of a table, some of them by name."""
        which = sorted(set(ids))
        one, several, _ = NOUNS[table]
        named, others = self._named(table, which[:EXAMPLES]), len(which) - EXAMPLES
        if 0 < len(named) < min(EXAMPLES, len(which)):  # several have one name: names are counted, not rows
            self.rows_at([(table, row_id) for row_id in which])
            named = self._named(table, which)
            named, others = named[:EXAMPLES], len(named) - EXAMPLES
        more = [f"{others} more"] if others > 0 else []
        return count(len(which), one, several) + (f" ({listed([*named, *more])})" if named else "")

    def _named(self, table: str, ids: Iterable[int]) -> list[str]:
        """What rows are called, each name once; without those that have none."""
        return list(dict.fromkeys(filter(None, (self.name(table, row_id) for row_id in ids))))

    def rows_at(self, places: Collection[Place]) -> dict[Place, Row]:
        """What these rows hold; those that are not there are left out."""
        unknown = grouped((place for place in places if place not in self.known), lambda place: place[0])
        for table, rows in unknown.items():
            stored = rows_by_id(self.session, table, [row_id for _, row_id in rows])
            self.known.update({(table, row_id): row for row_id, row in stored.items()})
        return {place: self.known[place] for place in places if place in self.known}

    def name(self, table: str, row_id: int) -> str:
        """What one row is called; empty where it has no name, or is not there."""
        place = (table, row_id)
        row = self.rows_at([place]).get(place, {})
        column = next((name for name in NOUNS[table][2] if row.get(name) is not None), None)
        if column is None:
            return ""
        if referred := dict(references(table)).get(column):
            return self.name(referred, row[column])
        return f"{NOUNS[table][0]} {row[column]}" if column == "number" else str(row[column])
