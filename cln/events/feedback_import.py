"""Takes feedback on an event in, from whatever form asked; of each respondent the latest answer counts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from pydantic import Field

from cln.cohort import days
from cln.cohort.identity import Contradiction, Names, entry_meant, settled
from cln.cohort.roll import Roll
from cln.cohort.whom import MeansNobody
from cln.errors import Refused
from cln.events.attendance import roll
from cln.events.events import again, called, event_of
from cln.events.feedback import OfEvent
from cln.events.queries import StoredFeedback, events_of, feedback_on
from cln.events.reading import forms, long
from cln.events.reading.forms import Response
from cln.events.reading.questions import Choices
from cln.files.outcome import Outcome
from cln.files.source import Source
from cln.files.workbook import fitting
from cln.programme import EventStatus
from cln.screen.data import columns
from cln.store import Change
from cln.survey.reading.columns import KNOWN, ColumnReading
from cln.survey.reading.respondents import is_older, latest_of, refuse_early_and_late, settle_dates
from cln.tables.cohorts import Cohort
from cln.tables.events import Event
from cln.tables.feedback import Feedback, FeedbackAnswer


@dataclass(frozen=True)
class Imported(Outcome, OfEvent):
    """What an import did, or in a dry run would have done."""

    older_rows: tuple[int, ...]
    """Rows left aside because the same person has answered later."""
    columns: tuple[Annotated[ColumnReading, columns("header", "role", "how")], ...]
    repeated: Annotated[tuple[int, ...], Field(exclude=True)]
    """Those of `older_rows` whose later answer is in the same file."""
    older: Annotated[tuple[int, ...], Field(exclude=True)]
    """Those whose later answer is on record."""
    rows_of_other_events: tuple[int, ...]


def import_file(
    change: Change,
    cohort: Cohort,
    number: int,
    choices: Choices,
    source: Source,
    *,
    sector: str = "",
) -> Imported:
    """Take in a file of feedback on an event, in any known layout.

    Raises:
        Refused: the event has not been held, nothing was asked, or any row is wrong.
    """
    session = change.session
    event = event_of(events_of(session, cohort), cohort, number, sector)
    _refuse_unheld(event)
    sheet = source.read("feedback", cohort.name, KNOWN)
    form = (
        long.read_feedback(sheet, event)
        if long.is_feedback(sheet)
        else forms.read(sheet, choices, order=source.date_format)
    )
    refuse_early_and_late(form.responses, days.bounds(session, cohort))
    if not form.questions and not form.elsewhere and sheet.rows:
        raise Refused(f"{form.source}: no column holds an answer to a question")
    latest, repeated = latest_of(form.responses, lambda one: one.respondent, forms.age)
    everybody = roll(session, cohort)
    names = Names(session)
    entries = {respondent: _entry(one, everybody, names, source) for respondent, one in latest.items()}
    form.problems.refuse_any()
    source.doubt(*form.doubts)
    stored = {one.feedback.respondent: one for one in feedback_on(session, event)}
    latest = _recognised(latest, stored)
    older, altered = _compared(latest, stored)
    if form.undecided:
        moved = [one for one, before in altered if one.submitted != before.feedback.submitted]
        settle_dates(source, form.source, form.undecided, decides=bool(repeated or older or moved))
    event_id = event.id or 0
    new = [
        (one, StoredFeedback(Feedback(event_id=event_id, respondent=who, entry_id=entries[who]), {}))
        for who, one in latest.items()
        if who not in stored
    ]
    _write(change, new, altered)
    return Imported(
        cohort=cohort.name,
        event=event.number,
        sector=event.sector or None,
        file=form.source,
        added=len(new),
        changed=len(altered),
        unchanged=len(latest) - len(new) - len(altered) - len(older),
        older_rows=tuple(sorted([*repeated, *older])),
        columns=form.columns,
        repeated=repeated,
        older=tuple(older),
        rows_of_other_events=form.elsewhere,
    )


def _refuse_unheld(event: Event) -> None:
    if event.status != EventStatus.HELD:
        raise Refused(
            f"{called(event)} is not on record as held, so there can be no feedback yet; "
            f"if it was held: {again(event, 'hold')}"
        )


def _compared(
    latest: Mapping[str, Response], stored: Mapping[str, StoredFeedback]
) -> tuple[list[int], list[tuple[Response, StoredFeedback]]]:
    """Of those who answered before: the rows older than what is on record, and answers that differ."""
    known = [(one, stored[one.respondent]) for one in latest.values() if one.respondent in stored]
    given_before = {
        one.respondent: one.record.number
        for one, before in known
        if is_older(one.submitted, before.feedback.submitted)
    }
    altered = [
        (one, before)
        for one, before in known
        if one.respondent not in given_before and _otherwise(one, before)
    ]
    return sorted(given_before.values()), altered


def _entry(one: Response, everybody: Roll, names: Names, source: Source) -> int | None:
    """The entry for which somebody speaks; None for presenters and others, and for those who do not say."""
    identity = one.identity
    if identity.which is None and not identity.establishment:
        return everybody.entry_of_address(one.email)
    try:
        meant = entry_meant(everybody, names, identity)
    except Contradiction as problem:
        entry = settled(one.record, problem)
        return entry.id if entry else None
    except MeansNobody as problem:
        if identity.which:
            one.record.problem(problem.column, str(problem))
        else:
            source.doubt(f"row {one.record.number}: {problem}; until then it is for no entry")
        return None
    if meant.doubt:
        source.doubt(f"row {one.record.number}: {meant.doubt}")
    return meant.entry.id


def _recognised(given: Mapping[str, Response], stored: Mapping[str, StoredFeedback]) -> dict[str, Response]:
    """Respondent -> what they answered, where an export of cln's own tells them only by their number.

    The number says who it is if most of the answers are on record of theirs: in another database it is
    somebody else's. Without it, whoever said the very same.
    """
    left = {one.feedback.id or 0: who for who, one in stored.items()}
    known: dict[str, Response] = {}

    def meant(one: Response, how: Callable[[Response, StoredFeedback, int], bool]) -> int | None:
        fitting = (number for number, who in left.items() if how(one, stored[who], number))
        return next(fitting, None)

    rest = list(given.values())
    for how in (_is_theirs, _is_alike, _is_mostly_theirs):
        still = []
        for one in rest:
            number = meant(one, how) if one.number else None
            if number is None:
                still.append(one)
            else:
                who = left.pop(number)
                known[who] = replace(one, respondent=who)
        rest = still
    return {**known, **{one.respondent: one for one in rest}}


def _is_theirs(one: Response, before: StoredFeedback, number: int) -> bool:
    return number == one.number and not _otherwise(one, before)


def _is_alike(one: Response, before: StoredFeedback, _number: int) -> bool:
    return not _otherwise(one, before) and len(before.answers) == len(one.ratings) + len(one.words)


def _is_mostly_theirs(one: Response, before: StoredFeedback, number: int) -> bool:
    answers = len(one.ratings) + len(one.words)
    return number == one.number and 2 * len(_otherwise(one, before)) < answers


def _otherwise(one: Response, before: StoredFeedback) -> dict[str, tuple[int | None, str | None]]:
    """Question -> rating and words, one of which is None, of the answers that are not on record so."""
    answers: dict[str, tuple[int | None, str | None]] = {
        **{question: (rating, None) for question, rating in one.ratings.items()},
        **{question: (None, words) for question, words in one.words.items()},
    }
    on_record = {question: (answer.rating, answer.text) for question, answer in before.answers.items()}
    return {
        question: (rating, words)
        for question, (rating, words) in answers.items()
        if (rating, words) not in (before_it := on_record.get(question), _cut(before_it))
    }


def _cut(answer: tuple[int | None, str | None] | None) -> tuple[int | None, str | None] | None:
    """An answer as a workbook holds it."""
    return (answer[0], fitting(answer[1])) if answer and answer[1] else answer


def _write(
    change: Change,
    new: Sequence[tuple[Response, StoredFeedback]],
    altered: Sequence[tuple[Response, StoredFeedback]],
) -> None:
    """What is answered now stands; a question that is not asked any more keeps its answer."""
    for one, before in (*new, *altered):
        before.feedback.submitted = one.submitted or before.feedback.submitted
    change.add(*(before.feedback for _, before in new))
    answers = []
    for one, before in (*new, *altered):
        for question, (rating, words) in _otherwise(one, before).items():
            if known := before.answers.get(question):
                known.rating, known.text = rating, words
            else:
                feedback_id = before.feedback.id or 0
                answers.append(
                    FeedbackAnswer(feedback_id=feedback_id, question=question, rating=rating, text=words)
                )
    change.add(*answers)
