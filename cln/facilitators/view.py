"""What `cln facilitator` shows, and how a shortage of key facilitators is told."""

from collections.abc import Iterable
from typing import Any

from cln.facilitators.facilitators import Added, Imported, Listed, Need
from cln.facilitators.queries import Supporting
from cln.screen import outcome
from cln.screen.view import Block, Line, Table, View
from cln.words import count


def imported(result: Imported) -> View:
    """What a file did.

    JSON: `cohort`, `file`, `added`, `changed`, `unchanged`, `columns_not_used`, `key_facilitators` (an array
    of `authority`, `establishments`, `needed`, `present`).
    """
    blocks: list[Block] = [
        outcome.tally(result.source, result.rows, "facilitator"),
        *outcome.unused(result.unused),
        *sufficiency(result.needs),
        Line("Next: cln survey import FILE", "dim"),
    ]
    data = {
        "cohort": result.cohort,
        **outcome.data(result.source, result.rows, result.unused),
        "key_facilitators": [need(one) for one in result.needs],
    }
    return View(data, blocks)


def added(result: Added) -> View:
    """The new facilitator. JSON: the keys of the listing, and `cohort`."""
    row = result.facilitator.facilitator
    said = f"{row.name} ({row.role}, {_place(result.facilitator)}) supports {result.cohort} now."
    data = {"cohort": result.cohort, **person(result.facilitator)}
    return View(data, [Line(said, "good"), *sufficiency(result.needs)])


def listing(result: Listed) -> View:
    """The facilitators of a cohort; addresses only as data, because they would crowd the screen.

    JSON: an array of `name`, `email`, `organisation`, `authority` (null: a national body), `role`, `themes`,
    `withdrawn_on`, `withdrawn_reason`.
    """
    data = [person(one) for one in result.facilitators]
    if not result.facilitators:
        return View(
            data, [Line(f"{result.cohort} has no facilitators yet. Next: cln facilitator import FILE")]
        )
    gone = sum(one.facilitator.withdrawn_on is not None for one in result.facilitators)
    rows = [
        [
            one.facilitator.name,
            one.facilitator.role,
            one.facilitator.organisation,
            one.authority or "(national)",
            "; ".join(theme.name for theme in one.themes),
            *([str(one.facilitator.withdrawn_on or "")] if gone else []),
        ]
        for one in result.facilitators
    ]
    columns = ["name", "role", "organisation", "authority", "themes", *(["withdrew"] if gone else [])]
    total = f"{count(len(rows) - gone, 'facilitator')} of {result.cohort}"
    total += f", and {gone} who {'has' if gone == 1 else 'have'} withdrawn." if gone else "."
    return View(data, [Table(columns, rows), Line(total, "dim")])


def sufficiency(needs: Iterable[Need]) -> list[Line]:
    """Which authorities are short of key facilitators, and what to do about it."""
    short = [one for one in needs if one.short]
    if short:
        add = f'cln facilitator add --name "..." --organisation QIO --authority "{short[0].authority}"'
        return [*(shortage(one) for one in short), Line(f"Add one with: {add}", "dim")]
    return [Line("Every authority in the cohort has the key facilitators it needs.")] if needs else []


def shortage(one: Need) -> Line:
    """One authority's shortage in words."""
    brings = count(one.establishments, "establishment")
    return Line(
        f"{one.authority} brings {brings} and has {one.present} of the {one.needed} key "
        f"{'facilitator' if one.needed == 1 else 'facilitators'} it needs.",
        "warn",
    )


def need(one: Need) -> dict[str, Any]:
    """One authority's need as data."""
    return {
        "authority": one.authority,
        "establishments": one.establishments,
        "needed": one.needed,
        "present": one.present,
    }


def _place(one: Supporting) -> str:
    return one.authority or one.facilitator.organisation


def person(one: Supporting) -> dict[str, Any]:
    """A facilitator as data, see `listing`."""
    return {
        "name": one.facilitator.name,
        "email": one.facilitator.email,
        "organisation": one.facilitator.organisation,
        "authority": one.authority,
        "role": one.facilitator.role,
        "themes": [theme.name for theme in one.themes],
        "withdrawn_on": one.facilitator.withdrawn_on.isoformat() if one.facilitator.withdrawn_on else None,
        "withdrawn_reason": one.facilitator.withdrawn_reason,
    }
