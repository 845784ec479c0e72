"""What people did, in their own words: "proposal 3 made: 50 entries in 8 teams", "event 4 held"."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain

from sqlmodel import Session

from cln.store.rows import paired
from cln.tables import every_table
from cln.tables.changes import ChangeRecord
from cln.upkeep.names import EXAMPLES, NOUNS, Names, Place, references
from cln.upkeep.queries import Touched, few_rows
from cln.words import count, listed

BESIDE = {
    *("answer_level", "authority_alias", "event_change", "facilitator_theme", "kept_answer"),
    *("feedback_answer", "fixed_entry", "team_facilitator"),
}
"""Tables of which nobody speaks where something else was done too: their rows go with those of another."""

ADDED = {
    "answer": "taken in",
    **dict.fromkeys(("cohort", "project"), "opened"),
    **dict.fromkeys(("entry", "participant"), "enrolled"),
    **dict.fromkeys(("proposal", "fixture"), "made"),
    **dict.fromkeys(("attendance", "confidence", "feedback", "log_entry", "score"), "put on record"),
}
"""Table -> what was done where rows came; elsewhere they were added."""

CHANGED = {
    "cohort close": "closed",
    "cohort reopen": "opened again",
    "cohort rejoin": "back",
    "cohort withdraw": "withdrawn",
    "establishment close": "closed",
    "event cancel": "cancelled",
    "event hold": "held",
    "event move-online": "moved online",
    "event postpone": "postponed",
    "facilitator rejoin": "back",
    "facilitator withdraw": "withdrawn",
    "match accept": "accepted",
    "match lift": "lifted",
    "project agree": "agreed",
    "project end": "ended",
}
"""Command -> what was done where rows changed; elsewhere they were changed."""


def what_was_done(
    session: Session, changes: Sequence[ChangeRecord], touched: Mapping[int, Sequence[Touched]]
) -> dict[int, str]:
    """Number of each change -> what it did, in words; rows that are few are named."""
    every_table()
    few = [one for some in touched.values() for one in some if one.rows <= EXAMPLES]
    accepting = {change.id for change in changes if change.command == "match accept"}
    rows = paired(
        ((row.change_id, row.table, deed), row)
        for row, deed in few_rows(session, few)
        if not (row.change_id in accepting and (row.after or {}).get("replaced_at"))
    )  # nobody speaks of the proposal in whose place another was accepted
    every = chain.from_iterable(rows.values())
    names = Names(session, {(row.table, row.row_id): row.after or row.before or {} for row in every})
    _look_up(names, list(names.known))

    def rows_named(one: Touched) -> str:
        return _named(names, one, [row.row_id for row in rows[one.change_id, one.table, one.deed]])

    return {
        change.id or 0: _sentence(change.command, touched.get(change.id or 0, ()), rows_named)
        for change in changes
    }


def _look_up(names: Names, places: Iterable[Place]) -> None:
    """Read at once what gives these rows their names, table by table."""
    ahead = set(places)
    while ahead:
        rows = names.rows_at(ahead)
        ahead = {
            (to, row[column])
            for (table, _), row in rows.items()
            for column, to in references(table)
            if column in NOUNS[table][2] and row.get(column) is not None
        } - names.known.keys()


def _named(names: Names, one: Touched, ids: Sequence[int]) -> str:
    """Rows by name where they are few, else how many."""
    noun, several, _ = NOUNS[one.table]
    name = names.name(one.table, ids[0]) if len(ids) == 1 else ""
    if name:
        return name if name.casefold().startswith(noun) else f"{noun} {name}"
    return names.some(one.table, ids) if ids else count(one.rows, noun, several)


def _sentence(command: str, touched: Sequence[Touched], rows: Callable[[Touched], str]) -> str:
    spoken = [one for one in touched if one.table not in BESIDE] or touched
    made = {one.table: one for one in spoken if one.deed == "added"}
    if "proposal" in made and made["proposal"].rows == 1:
        seats, teams = (made[table].rows if table in made else 0 for table in ("seat", "team"))
        within = f"{count(seats, 'entry', 'entries')} in {count(teams, 'team')}"
        return f"{rows(made['proposal'])} made: {within}"
    by_deed = defaultdict[str, list[str]](list)
    for one in spoken:
        by_deed[_deed(command, one)].append(rows(one))
    return "; ".join(f"{listed(some)} {deed}" for deed, some in by_deed.items())


def _deed(command: str, one: Touched) -> str:
    if one.deed == "added":
        return ADDED.get(one.table, "added")
    return "removed" if one.deed == "deleted" else CHANGED.get(command, "changed")
