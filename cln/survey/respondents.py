"""Whose each answer of a file is, and whether it is on record already."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cln.cohort.identity import Contradiction, Names, entry_meant, settled
from cln.cohort.queries import EnrolledEntry
from cln.cohort.roll import Roll, Withdrawn
from cln.cohort.whom import MeansNobody
from cln.files.workbook import fitting
from cln.survey.queries import StoredAnswer
from cln.survey.reading.surveys import AnswerRow

Respondent = tuple[int, str]
"""The id of an entry, and who answered for it."""


@dataclass
class Known:
    """Everybody of a cohort, and the answers on record, while a file is read."""

    roll: Roll
    names: Names
    themes: Mapping[str, int]
    of_entry: Mapping[int, Sequence[tuple[Respondent, StoredAnswer]]]
    """Entry id -> the answers on record of its respondents."""
    overtaken: dict[int, str] = field(default_factory=dict)
    """Row -> the entry, of answers of entries that have withdrawn since."""
    doubts: list[str] = field(default_factory=list)
    """In words, how entries were found without a code."""
    recognised: set[Respondent] = field(default_factory=set)
    """Of anonymous answers on record those that stand in the file."""

    def who(self, answer: AnswerRow) -> Respondent | None:
        """Whose an answer is; None, and a problem noted, where its row is of nobody.

        None too, and put among those overtaken, where it was given before a withdrawal or is on record. An
        anonymous answer that is on record is known by what it says.
        """
        entry = self._entry(answer)
        if entry is None:
            return None
        own = (entry.id, answer.respondent)
        if answer.email:
            return own
        alike = [one for one in self._on_record(answer, entry.id) if one not in self.recognised]
        key = own if own in alike else min(alike, default=own)
        while key in self.recognised:
            key = (entry.id, f"{key[1]}, another")
        self.recognised.add(key)
        return key

    def _entry(self, answer: AnswerRow) -> EnrolledEntry | None:
        """The entry that an answer is about; None, and a problem noted or put among those overtaken."""
        try:
            meant = entry_meant(self.roll, self.names, answer.identity, active=True)
        except Contradiction as problem:
            return settled(answer.record, problem)
        except MeansNobody as problem:
            if isinstance(problem, Withdrawn) and self._is_overtaken(answer, problem):
                self.overtaken[answer.record.number] = problem.entry.named
            else:
                answer.record.problem(problem.column, str(problem))
            return None
        if meant.doubt:
            self.doubts.append(f"row {answer.record.number}: {meant.doubt}")
        return meant.entry

    def _is_overtaken(self, answer: AnswerRow, withdrawn: Withdrawn) -> bool:
        before = answer.submitted is not None and answer.submitted.date() <= withdrawn.on
        return before or bool(self._on_record(answer, withdrawn.entry.id))

    def _on_record(self, answer: AnswerRow, entry: int) -> list[Respondent]:
        """The answers of an entry that say the same, of the same person or of nobody known."""
        return [
            key
            for key, one in self.of_entry.get(entry, ())
            if (key[1] == answer.email if answer.email else "@" not in key[1])
            and is_same(answer, one, self.themes)
        ]


def same_minute(row: AnswerRow, stored: StoredAnswer) -> bool:
    if row.submitted is None or stored.answer.submitted is None:
        return row.submitted is None or row.submitted == stored.answer.submitted
    return row.submitted.replace(second=0) == stored.answer.submitted.replace(second=0, microsecond=0)


def is_same(row: AnswerRow, stored: StoredAnswer, themes: Mapping[str, int]) -> bool:
    levels = {theme_id: level.level for theme_id, level in stored.levels.items()}
    return (
        same_minute(row, stored)
        and hunch_of(row, stored) == stored.answer.hunch
        and levels == {themes[theme]: level for theme, level in row.levels.items()}
    )


def hunch_of(row: AnswerRow, stored: StoredAnswer) -> str | None:
    """A file that does not ask for the hunch takes none away, and a workbook that cut it changes nothing."""
    before = stored.answer.hunch
    cut = before is not None and row.hunch == fitting(before)
    return before if cut or "hunch" not in row.record.at else row.hunch
