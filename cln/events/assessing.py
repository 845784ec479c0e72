"""Takes in how confident participants are, at the launch and at the end, and their scores."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from cln.cohort.queries import entries_of
from cln.cohort.roll import Attendee, Roll
from cln.cohort.whom import MeansNobody
from cln.errors import Refused
from cln.events import attendance
from cln.events.queries import confidence_of, scores_of
from cln.events.reading import confidence as intake
from cln.events.reading.confidence import ConfidenceFile, Said
from cln.events.reading.opinions import Choices
from cln.files import sheets
from cln.files.outcome import Tally
from cln.programme import SCORES, Occasion
from cln.store import Change
from cln.tables.cohorts import Cohort
from cln.tables.feedback import Confidence, Score
from cln.words import fold


@dataclass(frozen=True)
class Imported:
    """What an import did, or with `dry_run` would have done; `rows` counts participants."""

    cohort: str
    occasion: Occasion
    file: ConfidenceFile
    dry_run: bool
    rows: Tally
    repeated: tuple[int, ...]
    """Rows left aside because the same person has answered later in the file."""
    only_here: tuple[str, ...]
    """Items that were not asked on the other occasion, so that nothing can be compared."""
    only_there: tuple[str, ...]
    """Items that were asked on the other occasion only."""


def import_file(
    change: Change,
    cohort: Cohort,
    path: Path,
    occasion: Occasion,
    *,
    choices: Choices,
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
    file = intake.read(sheets.read(path), choices, items=items)
    if not file.reading.asked and not file.scales:
        names = " or ".join(repr(name) for name in SCORES.values())
        what = "no column holds ratings from 1 to 5, nor" if items else "no column holds"
        raise Refused(f"{file.reading.source}: {what} scores, headed {names}")
    roll = attendance.roll(change.session, cohort, entries_of(change.session, cohort))
    latest, repeated = _latest(file, roll)
    file.reading.problems.refuse_any()
    record = _Record(change, cohort, occasion)
    outcomes = [record.outcome(person, said) for person, said in latest.items()]
    here = {record.spelling(one.question) for one in file.reading.asked}
    if not dry_run:
        for person, said in latest.items():
            record.put(person, said)
        change.add(*record.new)
    there = record.items[Occasion.END if occasion is Occasion.LAUNCH else Occasion.LAUNCH]
    comparable = bool(there and here)
    return Imported(
        cohort=cohort.name,
        occasion=occasion,
        file=file,
        dry_run=dry_run,
        rows=Tally(*(outcomes.count(what) for what in ("added", "changed", "unchanged"))),
        repeated=tuple(sorted(repeated)),
        only_here=_missing(here, there) if comparable else (),
        only_there=_missing(there, here) if comparable else (),
    )


def _missing(some: Iterable[str], others: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(some) - set(others)))


def _latest(file: ConfidenceFile, roll: Roll) -> tuple[dict[int, Said], list[int]]:
    """The latest row of each participant, and the rows of their earlier ones; rows of nobody are noted."""
    latest: dict[int, Said] = {}
    repeated = []
    ordered = sorted(file.said, key=lambda one: (str(one.opinion.submitted or ""), one.opinion.record.number))
    for said in ordered:
        try:
            person = _who(said, roll).person.id or 0
        except MeansNobody as problem:
            said.opinion.record.problem(problem.column, str(problem))
            continue
        if earlier := latest.get(person):
            repeated.append(earlier.opinion.record.number)
        latest[person] = said
    return latest, repeated


def _who(said: Said, roll: Roll) -> Attendee:
    one = said.opinion
    if not one.email and not one.name:
        raise MeansNobody(
            "email",
            "it says not who answered, so nothing can be compared; give the e-mail address or the name",
        )
    return roll.find(one.which, one.name, one.email)


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

    def outcome(self, person: int, said: Said) -> str:
        """What putting this on record would do: `added`, `changed` or `unchanged`."""
        levels = [self.levels.get((person, self.spelling(item))) for item in said.opinion.ratings]
        scores = [self.scores.get((person, scale)) for scale in said.scores]
        if not any(levels) and not any(scores):
            return "added"
        same = [one.level if one else None for one in levels] == list(said.opinion.ratings.values())
        same &= [one.value if one else None for one in scores] == list(said.scores.values())
        return "unchanged" if same else "changed"

    def put(self, person: int, said: Said) -> None:
        """Correct what is on record of a participant, and prepare what is new."""
        when = self.occasion.value
        on = said.opinion.submitted.date() if said.opinion.submitted else None
        for question, level in said.opinion.ratings.items():
            item = self.spelling(question)
            if known := self.levels.get((person, item)):
                known.level = level
            else:
                self.new.append(Confidence(participant_id=person, occasion=when, item=item, level=level))
        for scale, value in said.scores.items():
            if score := self.scores.get((person, scale)):
                score.value, score.on = value, on or score.on
            else:
                self.new.append(Score(participant_id=person, occasion=when, scale=scale, value=value, on=on))
