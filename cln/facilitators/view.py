"""What `cln facilitator` shows."""

from collections.abc import Sequence

from cln.facilitators.facilitators import Added, Imported, Person
from cln.facilitators.needs import Need
from cln.screen import outcome
from cln.screen.view import Line, Table, View
from cln.words import count


def imported(result: Imported) -> View:
    """What a file did."""
    return View(
        result,
        [
            outcome.tally(result.file, result.rows, "facilitator"),
            *outcome.unused(result.columns_not_used),
            *outcome.passed_over((one.name for one in result.passed_over), "cln facilitator list"),
            *_sufficiency(result.key_facilitators),
        ],
    )


def added(result: Added, needs: Sequence[Need]) -> View:
    """The new facilitator, and what each authority needs now."""
    where = result.authority or result.organisation
    sentence = f"{result.name} ({result.role}, {where}) supports {result.cohort} now."
    return View(result, [Line(sentence, "good"), *_sufficiency(needs)])


def listing(cohort: str, people: Sequence[Person]) -> View:
    """The facilitators of a cohort; addresses only as data, because they would crowd the screen."""
    if not people:
        return View(people, [Line(f"{cohort} has no facilitators yet. Next: cln facilitator import FILE")])
    gone = sum(one.withdrawn_on is not None for one in people)
    rows = [
        [
            one.name,
            one.role,
            one.organisation,
            one.authority or "(national)",
            "; ".join(one.themes),
            *([str(one.withdrawn_on or "")] if gone else []),
        ]
        for one in people
    ]
    columns = ["name", "role", "organisation", "authority", "themes", *(["withdrew"] if gone else [])]
    total = f"{count(len(rows) - gone, 'facilitator')} of {cohort}"
    total += f", and {gone} who {'has' if gone == 1 else 'have'} withdrawn." if gone else "."
    return View(people, [Table(columns, rows), Line(total, "dim")])


def _sufficiency(needs: Sequence[Need]) -> list[Line]:
    """Which authorities are short of key facilitators, and what to do about it."""
    if short := [one for one in needs if one.short]:
        return [*(Line(one.sentence, "warn") for one in short), Line(short[0].remedy, "dim")]
    return [Line("Every authority in the cohort has the key facilitators it needs.")] if needs else []
