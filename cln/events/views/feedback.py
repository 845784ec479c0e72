"""What `cln event feedback` shows, and how a form was read: the same for feedback and confidence."""

from collections.abc import Sequence

from cln.events.feedback import Rated, Shown, Worded
from cln.events.feedback_import import Imported
from cln.files.outcome import Outcome
from cln.programme import LEVELS
from cln.screen import outcome
from cln.screen.fit import as_written
from cln.screen.view import Block, Line, Table, View
from cln.survey.reading.columns import NOT_USED, ColumnReading
from cln.words import count


def reading(
    result: Outcome,
    columns: Sequence[ColumnReading],
    noun: str,
    repeated: Sequence[int],
    older: Sequence[int] = (),
) -> list[Block]:
    """How each column was read; how many answers were new; and which were left aside.

    Args:
        result: what became of the file.
        columns: all of the file; those that were not used are only named.
        noun: what the result counts.
        repeated: the rows that a later answer of the same person in the file has overtaken.
        older: the rows that one on record has overtaken.
    """
    used = [(one.header, one.role, one.how) for one in columns if one.role != NOT_USED]
    blocks: list[Block] = [Table(("Column", "Read as", "Meaning"), used, f"How {result.file} was read")]
    unused = [one for one in columns if one.role == NOT_USED and one.header]
    if unused:
        names = [f"{one.header} ({one.how})" if one.how else one.header for one in unused]
        blocks.append(Line(f"Not used: {', '.join(names)}.", "dim"))
    blocks.append(outcome.tally(result.file, result.rows, noun))
    for rows, where in ((repeated, "in this file"), (older, "already on record")):
        if rows:
            numbers = f"row{'s' if len(rows) > 1 else ''} {', '.join(map(str, rows))}"
            left = f"{count(len(rows), 'answer')} left aside"
            words = f"{left}: the same person has answered later, {where} ({numbers})."
            blocks.append(Line(words, "dim"))
    return blocks


def imported(result: Imported) -> View:
    """How each column was read and what became of the feedback."""
    blocks = reading(result, result.columns, "answer", result.repeated, result.older)
    if others := result.rows_of_other_events:
        blocks.append(Line(f"About other events, and left out: {count(len(others), 'row')}.", "dim"))
    see = Line(f"What they said: cln event feedback {result.event}", "dim")
    return View(result, [*blocks, see])


def shown(result: Shown) -> View:
    """The feedback on an event, question by question."""
    event = f"{result.event} of {result.cohort}"
    if not result.respondents:
        text = f"There is no feedback on event {event} yet."
        return View(result, [Line(f"{text} Next: cln event feedback {result.event} FILE")])
    people = count(result.respondents, "person", "people")
    name = f"{result.name} ({result.sector})" if result.sector else result.name
    rated = [one for one in result.questions if isinstance(one, Rated)]
    blocks: list[Block] = [Line(f"Event {event}, {name}: feedback from {people}", "strong")]
    blocks += [_ratings(rated)] if rated else []
    for one in result.questions:
        if isinstance(one, Worded):
            blocks += [
                Line(one.question, "strong"),
                *(Line(f"- {as_written(words)}") for words in one.words),
                Line(""),
            ]
    return View(result, blocks)


def _ratings(rated: Sequence[Rated]) -> Table:
    columns = ["question", "mean", "spread", "n", *map(str, LEVELS)]
    rows = [
        [
            one.question,
            f"{one.mean:.2f}",
            "" if one.spread is None else f"{one.spread:.2f}",
            str(one.n),
            *map(str, one.counts.values()),
        ]
        for one in rated
    ]
    return Table(columns, rows, "Ratings from 1 to 5, and how many gave each", frozenset(columns[1:]))
