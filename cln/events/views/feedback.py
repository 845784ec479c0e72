"""What `cln event feedback` shows."""

from typing import Any

from cln.events.events import title
from cln.events.feedback import Rated, Shown, Worded
from cln.events.responding import Imported
from cln.events.views import opinions
from cln.programme import LEVELS
from cln.screen import outcome
from cln.screen.view import Block, Line, Table, View
from cln.tables.events import Event
from cln.words import count


def imported(result: Imported) -> View:
    """How each column was read and what became of the feedback.

    JSON: `cohort`, `event`, `sector` (null: for everybody), `file`, `added`, `changed`, `unchanged`,
    `older_rows` (left aside: the same person answered later), `dry_run`, `columns` (an array of `header`,
    `role`, `how`).
    """
    reading = result.reading
    data = {
        "cohort": result.cohort,
        **_event(result.event),
        "file": reading.source,
        "added": result.rows.added,
        "changed": result.rows.changed,
        "unchanged": result.rows.unchanged,
        "older_rows": sorted([*result.repeated, *result.older]),
        "dry_run": result.dry_run,
        "columns": opinions.data(reading),
    }
    number = result.event.number
    blocks: list[Block] = [
        *opinions.columns(reading),
        outcome.tally(reading.source, result.rows, "answer"),
        *opinions.left_aside(result.repeated, result.older),
        opinions.TRIAL if result.dry_run else Line(f"Next: cln event feedback {number}", "dim"),
    ]
    return View(data, blocks)


def shown(result: Shown) -> View:
    """The feedback on an event, question by question.

    JSON: `cohort`, `event`, `sector` (null: for everybody), `name`, `respondents`, `questions`: an array of
    `question` and, for ratings from 1 to 5, `n`, `mean`, `spread` (the sample's standard deviation; null for
    one answer), `counts` (by rating); for words `n`, `words`.
    """
    data = {
        "cohort": result.cohort,
        **_event(result.event),
        "name": result.plan.name,
        "respondents": result.respondents,
        "questions": [_question(one) for one in result.questions],
    }
    number = result.event.number
    if not result.respondents:
        text = f"There is no feedback on event {number} of {result.cohort} yet."
        return View(data, [Line(f"{text} Next: cln event feedback {number} FILE")])
    people = count(result.respondents, "person", "people")
    head = Line(f"Event {number} of {result.cohort}, {title(result.event)}: feedback from {people}", "strong")
    rated = [one for one in result.questions if isinstance(one, Rated)]
    worded = [one for one in result.questions if isinstance(one, Worded)]
    blocks: list[Block] = [head, *([_ratings(rated)] if rated else [])]
    for said in worded:
        blocks += [Line(said.question, "strong"), *(Line(f"- {words}") for words in said.words), Line("")]
    return View(data, blocks)


def _ratings(rated: list[Rated]) -> Table:
    columns = ["question", "mean", "spread", "n", *map(str, LEVELS)]
    rows = [
        [
            one.question,
            f"{one.mean:.2f}",
            f"{one.spread:.2f}" if one.spread is not None else "",
            str(len(one.ratings)),
            *map(str, one.counts.values()),
        ]
        for one in rated
    ]
    return Table(columns, rows, "Ratings from 1 to 5, and how many gave each", frozenset(columns[1:]))


def _event(event: Event) -> dict[str, Any]:
    return {"event": event.number, "sector": event.sector or None}


def _question(one: Rated | Worded) -> dict[str, Any]:
    if isinstance(one, Worded):
        return {"question": one.question, "n": len(one.words), "words": list(one.words)}
    return {
        "question": one.question,
        "n": len(one.ratings),
        "mean": round(one.mean, 4),
        "spread": round(one.spread, 4) if one.spread is not None else None,
        "counts": {str(level): number for level, number in one.counts.items()},
    }
