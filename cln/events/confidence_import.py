"""Takes in how confident participants are, at the launch and at the end, and their scores."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from cln.cohort.queries import entries_of
from cln.cohort.roll import Roll
from cln.cohort.whom import MeansNobody
from cln.errors import Refused
from cln.events.attendance import roll
from cln.events.queries import confidence_of, scores_of
from cln.events.reading import confidence
from cln.events.reading.forms import Response, latest
from cln.events.reading.questions import Choices
from cln.files import sheets
from cln.files.outcome import OfCohort, Outcome
from cln.programme import SCORES, Occasion
from cln.screen.data import columns
from cln.store import Change
from cln.survey.reading.columns import ColumnReading
from cln.tables.cohorts import Cohort
from cln.tables.feedback import Confidence, Score
from cln.words import fold


@dataclass(frozen=True)
class OnOccasion(OfCohort):
    """With these keys the result of an import begins."""

    occasion: Occasion


@dataclass(frozen=True)
class Imported(Outcome, OnOccasion):
    """What an import did to participants, or with `dry_run` would have done."""

    older_rows: tuple[int, ...]
    """Rows left aside because the same person has answered later in the file."""
    only_here: tuple[str, ...]
    """Items that were not asked on the other occasion, so that nothing can be compared."""
    only_there: tuple[str, ...]
    """Items that were asked on the other occasion only."""
    dry_run: bool
    columns: tuple[Annotated[ColumnReading, columns("header", "role", "how")], ...]


def import_file(
    change: Change,
    cohort: Cohort,
    path: Path,
    occasion: Occasion,
    choices: Choices,
    *,
    items: bool = True,
    dry_run: bool = False,
) -> Imported:
    """Take in a file of levels and scores; of each participant the latest row counts.

    Args:
        change: the unit of work.
        cohort: whose participants they are.
        path: a CSV or XLSX file in any known layout.
        occasion: when they were asked.
        choices: what the user says of columns that do not speak for themselves.
        items: whether the file holds levels of items; else only scores are taken from it.
        dry_run: only say what would happen.

    Raises:
        Refused: nothing was asked, or any row is wrong or of nobody in the cohort.
    """
    form = confidence.read(sheets.read(path), choices, items=items)
    if not form.questions and confidence.SCORE not in {one.role for one in form.columns}:
        names = " or ".join(repr(name) for name in SCORES.values())
        what = "no column holds ratings from 1 to 5, nor" if items else "no column holds"
        raise Refused(f"{form.source}: {what} scores, headed {names}")
    everybody = roll(change.session, cohort, entries_of(change.session, cohort))
    of_person, repeated = latest(form.responses, lambda one: _participant(one, everybody))
    form.problems.refuse_any()
    record = _Record(change, cohort, occasion)
    outcomes = [record.outcome(person, one) for person, one in of_person.items()]
    here = {record.spelling(one.header) for one in form.questions}
    there = record.items[Occasion.END if occasion is Occasion.LAUNCH else Occasion.LAUNCH]
    if not dry_run:
        for person, one in of_person.items():
            record.put(person, one)
        change.add(*record.new)
    return Imported(
        cohort=cohort.name,
        occasion=occasion,
        file=form.source,
        added=outcomes.count("added"),
        changed=outcomes.count("changed"),
        unchanged=outcomes.count("unchanged"),
        older_rows=repeated,
        only_here=_missing(here, there),
        only_there=_missing(there, here),
        dry_run=dry_run,
        columns=form.columns,
    )


def _missing(some: Collection[str], others: Collection[str]) -> tuple[str, ...]:
    """What was asked on one occasion and not on the other, if anything was asked on both."""
    return tuple(sorted(set(some) - set(others))) if some and others else ()


def _participant(one: Response, everybody: Roll) -> int | None:
    """The id of who answered; None, and a problem noted, where nobody of the cohort is meant."""
    if not one.email and not one.name:
        one.record.problem(
            "email",
            "it says not who answered, so nothing can be compared; give the e-mail address or the name",
        )
        return None
    try:
        return everybody.find(one.which, one.name, one.email).person.id
    except MeansNobody as problem:
        one.record.problem(problem.column, str(problem))
        return None


class _Record:
    """What is on record of a cohort's confidence, while a file is fitted in."""

    def __init__(self, change: Change, cohort: Cohort, occasion: Occasion) -> None:
        self.occasion = occasion
        levels = confidence_of(change.session, cohort)
        self.items = {when: {one.item for one in levels if one.occasion == when} for when in Occasion}
        self._spelling = {fold(item): item for items in self.items.values() for item in sorted(items)}
        self.levels = {(one.participant_id, one.item): one for one in levels if one.occasion == occasion}
        scores = scores_of(change.session, cohort)
        self.scores = {(one.participant_id, one.scale): one for one in scores if one.occasion == occasion}
        self.new: list[Confidence | Score] = []
        """Rows to be added."""

    def spelling(self, question: str) -> str:
        """The item as it is on record, whatever the case and punctuation of the question."""
        return self._spelling.setdefault(fold(question), question)

    def outcome(self, person: int, one: Response) -> str:
        """What putting this on record would do: `added`, `changed` or `unchanged`."""
        levels = [self.levels.get((person, self.spelling(item))) for item in one.ratings]
        scores = [self.scores.get((person, scale)) for scale in one.scores]
        if not any(levels) and not any(scores):
            return "added"
        same = [level.level if level else None for level in levels] == list(one.ratings.values())
        same &= [score.value if score else None for score in scores] == list(one.scores.values())
        return "unchanged" if same else "changed"

    def put(self, person: int, one: Response) -> None:
        """Correct what is on record of a participant, and prepare what is new."""
        when = self.occasion.value
        on = one.submitted.date() if one.submitted else None
        for question, level in one.ratings.items():
            item = self.spelling(question)
            if known := self.levels.get((person, item)):
                known.level = level
            else:
                self.new.append(Confidence(participant_id=person, occasion=when, item=item, level=level))
        for scale, value in one.scores.items():
            if score := self.scores.get((person, scale)):
                score.value, score.on = value, on or score.on
            else:
                self.new.append(Score(participant_id=person, occasion=when, scale=scale, value=value, on=on))
