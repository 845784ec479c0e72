"""What `cln event feedback` shows."""

from collections.abc import Sequence

from cln.events.feedback import Rated, Shown, Worded
from cln.events.feedback_import import Imported
from cln.events.views.forms import reading
from cln.programme import LEVELS
from cln.screen.view import Block, Line, Table, View
from cln.words import count


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
            blocks += [Line(one.question, "strong"), *(Line(f"- {words}") for words in one.words), Line("")]
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
