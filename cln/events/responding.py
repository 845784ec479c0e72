"""Takes feedback on an event in, from whatever form asked; of each respondent the latest answer counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cln.cohort.queries import entries_of
from cln.cohort.roll import Roll
from cln.cohort.whom import MeansNobody
from cln.errors import Refused
from cln.events import attendance
from cln.events.events import again, called
from cln.events.feedback import event_of
from cln.events.queries import StoredFeedback, feedback_on
from cln.events.reading import opinions
from cln.events.reading.opinions import Choices, Opinion, Reading
from cln.files import sheets
from cln.files.outcome import Tally
from cln.programme import EventStatus
from cln.store import Change
from cln.tables.cohorts import Cohort
from cln.tables.events import Event
from cln.tables.feedback import Feedback, FeedbackAnswer


@dataclass(frozen=True)
class Imported:
    """What an import did, or with `dry_run` would have done.

    `repeated` and `older` are rows left aside because the same person has answered later: in the same file,
    or as is on record.
    """

    cohort: str
    event: Event
    reading: Reading
    dry_run: bool
    rows: Tally
    repeated: tuple[int, ...]
    older: tuple[int, ...]


def import_file(
    change: Change,
    cohort: Cohort,
    number: int,
    path: Path,
    *,
    sector: str = "",
    choices: Choices,
    dry_run: bool = False,
) -> Imported:
    """Take in a file of feedback; of each respondent only the latest answer is kept.

    Args:
        change: the unit of work.
        cohort: whose event it is.
        number: which of the six.
        path: a CSV or XLSX file in any known layout.
        sector: the sector whose own event is meant.
        choices: what the user says of columns that do not speak for themselves.
        dry_run: only say what would happen.

    Raises:
        Refused: the event has not been held, nothing was asked, or any row is wrong.
    """
    session = change.session
    event = event_of(session, cohort, number, sector)
    if event.status != EventStatus.HELD:
        raise Refused(
            f"{called(event)} is not on record as held, so there can be no feedback yet; "
            f"if it was held: {again(event, 'hold')}"
        )
    reading = opinions.read(sheets.read(path), choices)
    if not reading.asked:
        raise Refused(f"{reading.source}: no column holds an answer to a question")
    roll = attendance.roll(session, cohort, entries_of(session, cohort))
    latest, repeated = _latest(reading)
    places = {key: _entry(one, roll) for key, one in latest.items()}
    reading.problems.refuse_any()
    known = {one.feedback.respondent: one for one in feedback_on(session, event)}
    older = {key for key, one in latest.items() if key in known and _is_older(one, known[key])}
    new = [one for key, one in latest.items() if key not in known]
    altered = [
        key for key, one in latest.items() if key in known and key not in older and _differs(one, known[key])
    ]
    if not dry_run:
        _add(change, event, new, places)
        for key in altered:
            _replace(change, known[key], latest[key])
    same = len(latest) - len(new) - len(altered) - len(older)
    return Imported(
        cohort.name,
        event,
        reading,
        dry_run,
        Tally(len(new), len(altered), same),
        tuple(sorted(repeated)),
        tuple(sorted(latest[key].record.number for key in older)),
    )


def _latest(reading: Reading) -> tuple[dict[str, Opinion], list[int]]:
    """The latest answer of each respondent, and the rows of their earlier ones."""
    latest: dict[str, Opinion] = {}
    repeated = []
    for one in sorted(reading.opinions, key=lambda one: (str(one.submitted or ""), one.record.number)):
        if earlier := latest.get(one.respondent):
            repeated.append(earlier.record.number)
        latest[one.respondent] = one
    return latest, repeated


def _entry(one: Opinion, roll: Roll) -> int | None:
    """The entry for which somebody speaks; None for presenters and others, and for those who do not say."""
    if one.which is not None:
        try:
            return roll.entry_of(one.which, one.email).id
        except MeansNobody as problem:
            one.record.problem(problem.column, str(problem))
            return None
    return roll.entry_of_address(one.email)


def _is_older(one: Opinion, known: StoredFeedback) -> bool:
    moment = known.feedback.submitted
    return bool(one.submitted and moment and one.submitted < moment.replace(second=0))


def _differs(one: Opinion, known: StoredFeedback) -> bool:
    return any(
        question not in known.answers or _values(known.answers[question]) != values
        for question, values in _answers(one).items()
    )


def _values(answer: FeedbackAnswer) -> tuple[int | None, str | None]:
    return answer.rating, answer.text


def _answers(one: Opinion) -> Mapping[str, tuple[int | None, str | None]]:
    """Question -> rating and words, one of which is None."""
    return {
        **{question: (rating, None) for question, rating in one.ratings.items()},
        **{question: (None, said) for question, said in one.words.items()},
    }


def _add(change: Change, event: Event, new: list[Opinion], places: Mapping[str, int | None]) -> None:
    rows = [
        Feedback(
            event_id=event.id or 0,
            respondent=one.respondent,
            entry_id=places[one.respondent],
            submitted=one.submitted,
        )
        for one in new
    ]
    change.add(*rows)
    change.add(
        *(
            FeedbackAnswer(feedback_id=row.id or 0, question=question, rating=rating, text=said)
            for row, one in zip(rows, new, strict=True)
            for question, (rating, said) in _answers(one).items()
        )
    )


def _replace(change: Change, known: StoredFeedback, one: Opinion) -> None:
    """What is answered now stands; a question that is not asked any more keeps its answer."""
    known.feedback.submitted = one.submitted or known.feedback.submitted
    for question, (rating, said) in _answers(one).items():
        if question in known.answers:
            known.answers[question].rating, known.answers[question].text = rating, said
        else:
            change.add(
                FeedbackAnswer(
                    feedback_id=known.feedback.id or 0, question=question, rating=rating, text=said
                )
            )
