"""Takes in how confident participants are, at the launch and at the end, and their scores."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Annotated

from cln.cohort import days
from cln.cohort.identity import Identity, Names, by_name_alone, person_settled
from cln.cohort.roll import Roll
from cln.cohort.whom import MeansNobody
from cln.errors import Refused
from cln.events.attendance import roll
from cln.events.queries import confidence_of, scores_of
from cln.events.reading import forms, long
from cln.events.reading.forms import Form, Response
from cln.events.reading.questions import Choices
from cln.files.outcome import Outcome
from cln.files.source import Source
from cln.files.taken import OfCohort
from cln.programme import SCORES, Occasion
from cln.screen.data import columns
from cln.store import Change
from cln.store.rows import alter
from cln.survey.reading.columns import KNOWN, ColumnReading
from cln.survey.reading.respondents import latest_of, refuse_early_and_late, settle_dates
from cln.tables.cohorts import Cohort
from cln.tables.confidence import Confidence
from cln.tables.scores import Score
from cln.words import fold

Answer = Confidence | Score
DIGITS = 15
"""Of a number, those that no spreadsheet loses."""


@dataclass(frozen=True)
class OnOccasion(OfCohort):
    """With these keys the result of an import begins."""

    occasion: Occasion


@dataclass(frozen=True)
class Imported(Outcome, OnOccasion):
    """What an import did to participants, or in a dry run would have done."""

    older_rows: tuple[int, ...]
    """Rows left aside because the same person has answered later in the file."""
    only_here: tuple[str, ...]
    """Items that were not asked on the other occasion, so that nothing can be compared."""
    only_there: tuple[str, ...]
    """Items that were asked on the other occasion only."""
    columns: tuple[Annotated[ColumnReading, columns("header", "role", "how")], ...]
    rows_of_other_occasions: tuple[int, ...]


def import_file(
    change: Change,
    cohort: Cohort,
    occasion: Occasion,
    choices: Choices,
    source: Source,
    *,
    items: bool = True,
) -> Imported:
    """Take in a file of levels and scores, in any known layout; of each participant the latest row counts.

    Without `items` only scores are taken from it.

    Raises:
        Refused: nothing was asked, or any row is wrong or of nobody in the cohort.
    """
    sheet = source.read("confidence", cohort.name, KNOWN)
    form = (
        long.read_confidence(sheet, occasion, items=items)
        if long.is_confidence(sheet)
        else forms.read_confidence(sheet, choices, items=items, order=source.date_format)
    )
    refuse_early_and_late(form.responses, days.bounds(change.session, cohort))
    _refuse_empty(form, items=items)
    everybody, called = roll(change.session, cohort), Names(change.session)
    latest, repeated = latest_of(form.responses, lambda one: _participant(one, everybody, called), forms.age)
    form.problems.refuse_any()
    source.doubt(*form.doubts)
    alone = [one.record.number for one in latest.values() if one.name and one.identity == Identity()]
    if alone:
        source.doubt(by_name_alone(alone))
    if form.undecided:
        dated = any(one.scores for one in latest.values())
        settle_dates(source, form.source, form.undecided, decides=bool(repeated or dated))
    levels, scores = confidence_of(change.session, cohort), scores_of(change.session, cohort)
    asked = {when: {one.item for one in levels if one.occasion == when} for when in Occasion}
    spelling = {fold(item): item for when in Occasion for item in sorted(asked[when])}
    on_record: list[Answer] = [*levels, *scores]
    stored = {_key(one): one for one in on_record if one.occasion == occasion}
    rows = [_rows(person, occasion, one, spelling) for person, one in latest.items()]
    outcomes = [_outcome(some, stored) for some in rows]
    here = {spelling.get(fold(one.header), one.header) for one in form.questions}
    there = asked[Occasion.END if occasion is Occasion.LAUNCH else Occasion.LAUNCH]
    for row in chain(*rows):
        if (before := stored.get(_key(row))) and _value(before) != _value(row):
            alter(before, **row.model_dump(include={"level", "value", "on"}))
    change.add(*(row for row in chain(*rows) if _key(row) not in stored))
    return Imported(
        cohort=cohort.name,
        occasion=occasion,
        file=form.source,
        added=outcomes.count("added"),
        changed=outcomes.count("changed"),
        unchanged=outcomes.count("unchanged"),
        older_rows=repeated,
        only_here=tuple(sorted(here - there)) if there else (),
        only_there=tuple(sorted(there - here)) if here else (),
        columns=form.columns,
        rows_of_other_occasions=form.elsewhere,
    )


def _refuse_empty(form: Form, *, items: bool) -> None:
    if not form.questions and forms.SCORE not in {one.role for one in form.columns}:
        names = " or ".join(repr(name) for name in SCORES.values())
        what = "no column holds ratings from 1 to 5, nor" if items else "no column holds"
        raise Refused(f"{form.source}: {what} scores, headed {names}")


def _participant(one: Response, everybody: Roll, names: Names) -> int | None:
    """The id of who answered; None, and a problem noted, where nobody of the cohort is meant."""
    if not one.email and not one.name:
        one.record.problem(
            "email",
            "it says not who answered, so nothing can be compared; give the e-mail address or the name",
        )
        return None
    try:
        meant = person_settled(everybody, names, one.identity, one.name, one.record)
    except MeansNobody as problem:
        one.record.problem(problem.column, str(problem))
        return None
    return meant.person.id if meant else None


def _rows(person: int, occasion: Occasion, one: Response, spelling: Mapping[str, str]) -> list[Answer]:
    """What a response says; an item is spelt as it is on record, whatever its case and punctuation."""
    on, when = one.submitted.date() if one.submitted else None, occasion.value
    levels = {spelling.get(fold(item), item): level for item, level in one.ratings.items()}
    return [
        *(Confidence(participant_id=person, occasion=when, item=item, level=levels[item]) for item in levels),
        *(
            Score(participant_id=person, occasion=when, scale=scale, value=value, on=on)
            for scale, value in one.scores.items()
        ),
    ]


def _key(row: Answer) -> tuple[type, int, str]:
    return type(row), row.participant_id, row.item if isinstance(row, Confidence) else row.scale


def _outcome(rows: Sequence[Answer], stored: Mapping[tuple[type, int, str], Answer]) -> str:
    """What putting these rows of one participant on record does: `added`, `changed` or `unchanged`."""
    before = [stored.get(_key(row)) for row in rows]
    if not any(before):
        return "added"
    return "unchanged" if [_value(row) for row in before] == [_value(row) for row in rows] else "changed"


def _value(row: Answer | None) -> float | None:
    """The level, or the score to as many digits as a workbook holds."""
    if row is None:
        return None
    return row.level if isinstance(row, Confidence) else float(f"{row.value:.{DIGITS}g}")
