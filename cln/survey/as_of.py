"""What entries had said in the digital survey by a day, as it stood then.

An answer counts from the day on which it was submitted, and one that was given anew from when the first was;
one without a day, from when it was put on record.
"""

from collections.abc import Mapping, Sequence, Set
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from cln.cohort import days
from cln.store.rows import added_after, altered_since, copied, values_before, values_of
from cln.survey.queries import StoredAnswer, answers_of, levels_by_entry, levels_of_answers
from cln.tables.cohorts import Cohort, Entry
from cln.tables.survey import Answer


def answered_on(session: Session, cohorts: Sequence[Cohort], on: date) -> set[int]:
    """The ids of the entries that had answered by a day."""
    query = (
        select(col(Answer.id), col(Answer.entry_id), col(Answer.submitted))
        .join(Entry, col(Entry.id) == col(Answer.entry_id))
        .where(col(Entry.cohort_id).in_([cohort.id for cohort in cohorts]))
    )
    record = _Record.of(session, on)
    rows = list(session.exec(query))
    return {entry for answer, entry, submitted in rows if record.then(answer or 0, submitted) is not None}


def answers_on(session: Session, cohort: Cohort, on: date) -> list[StoredAnswer]:
    """The answers of a cohort's entries as they stood on a day; those that stood otherwise are copies."""
    record = _Record.of(session, on)
    given = answers_of(session, cohort)
    stood = [(one, record.then(one.answer.id or 0, one.answer.submitted)) for one in given]
    altered = any(then for _one, then in stood)
    late = added_after(session, "answer_level", on) if altered else set()
    before = values_before(session, "answer_level", ("level",), on) if altered else {}
    return [_copied(one, then, late, before) if then else one for one, then in stood if then is not None]


def levels_on(session: Session, cohort: Cohort, on: date) -> dict[int, dict[int, int]]:
    """`levels_of_answers` of every entry that had answered by a day."""
    if on >= days.today():
        return levels_of_answers(session, cohort)
    return levels_by_entry(
        (one.answer.entry_id, theme, level.level)
        for one in answers_on(session, cohort, on)
        for theme, level in one.levels.items()
    )


def levels_before(session: Session, cohort: Cohort, change: int) -> dict[int, dict[int, int]]:
    """`levels_of_answers` as they were on record when a change was made, whatever came later.

    Of an entry of another cohort it may tell a part.
    """
    touched = altered_since(session, "answer_level", change)
    if not touched:
        return levels_of_answers(session, cohort)
    gone = altered_since(session, "answer", change)
    given = answers_of(session, cohort)
    entries = {one.answer.id or 0: one.answer.entry_id for one in given}
    entries |= {answer: before["entry_id"] for answer, before in gone.items() if before}
    held = {level.id or 0: values_of(level) for one in given for level in one.levels.values()}
    return levels_by_entry(
        (entries[one["answer_id"]], one["theme_id"], one["level"])
        for one in (held | touched).values()
        if one and one["answer_id"] in entries
    )


class _Record(NamedTuple):
    """What was put on record of answers after a day."""

    on: date
    before: Mapping[int, Mapping[str, Any]]
    """Id of each answer that was altered since -> what it held on that day."""
    late: Set[int]
    """The ids of those that were added since."""

    @classmethod
    def of(cls, session: Session, on: date) -> "_Record":
        late = added_after(session, "answer", on) if on < days.today() else set()
        return cls(on, values_before(session, "answer", ("submitted", "hunch"), on), late)

    def then(self, answer: int, submitted: datetime | None) -> dict[str, Any] | None:
        """What an answer held otherwise on that day; None where it had not been given."""
        if submitted is not None and submitted.date() <= self.on:
            return {}
        before = dict(self.before.get(answer, {}))
        if before:
            submitted = datetime.fromisoformat(before["submitted"]) if before["submitted"] else None
            before["submitted"] = submitted
        given = submitted.date() <= self.on if submitted else answer not in self.late
        return before if given else None


def _copied(
    stored: StoredAnswer, then: Mapping[str, Any], late: Set[int], before: Mapping[int, Mapping[str, Any]]
) -> StoredAnswer:
    """An answer with what it held otherwise, and without the levels that were added since."""
    levels = {
        theme: copied(level, **before.get(level.id or 0, {}))
        for theme, level in stored.levels.items()
        if level.id in before or level.id not in late
    }
    return StoredAnswer(copied(stored.answer, **then), levels)
