"""What `cln facilitator` shows, and how a shortage of key facilitators is told."""

from collections.abc import Iterable
from typing import Any

from cln.render import imports
from cln.render.view import Block, Line, Table, View, count
from cln.services.facilitators import Added, Imported, Listed, Need
from cln.store.facilitators import Supporting


def imported(result: Imported) -> View:
    """What a file did.

    JSON: `cohort`, `file`, `added`, `changed`, `unchanged`, `columns_not_used`, `key_facilitators` (an array
    of `authority`, `establishments`, `needed`, `present`).
    """
    blocks: list[Block] = [
        imports.tally(result.source, result.rows, "facilitator"),
        *imports.unused(result.unused),
        *sufficiency(result.needs),
        Line("Next: cln survey import FILE", "dim"),
    ]
    data = {
        "cohort": result.cohort,
        **imports.data(result.source, result.rows, result.unused),
        "key_facilitators": [need(one) for one in result.needs],
    }
    return View(data, blocks)


def added(result: Added) -> View:
    """The new facilitator. JSON: the keys of the listing, and `cohort`."""
    person = result.facilitator.facilitator
    said = f"{person.name} ({person.role}, {_place(result.facilitator)}) supports {result.cohort} now."
    data = {"cohort": result.cohort, **_data(result.facilitator)}
    return View(data, [Line(said, "good"), *sufficiency(result.needs)])


def listing(result: Listed) -> View:
    """The facilitators of a cohort; addresses only as data, because they would crowd the screen.

    JSON: an array of `name`, `email`, `organisation`, `authority` (null: a national body), `role`, `themes`.
    """
    data = [_data(one) for one in result.facilitators]
    if not result.facilitators:
        return View(
            data, [Line(f"{result.cohort} has no facilitators yet. Next: cln facilitator import FILE")]
        )
    rows = [
        [
            one.facilitator.name,
            one.facilitator.role,
            one.facilitator.organisation,
            one.authority or "(national)",
            "; ".join(theme.name for theme in one.themes),
        ]
        for one in result.facilitators
    ]
    table = Table(["name", "role", "organisation", "authority", "themes"], rows)
    return View(data, [table, Line(f"{count(len(rows), 'facilitator')} of {result.cohort}.", "dim")])


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


def _data(one: Supporting) -> dict[str, Any]:
    return {
        "name": one.facilitator.name,
        "email": one.facilitator.email,
        "organisation": one.facilitator.organisation,
        "authority": one.authority,
        "role": one.facilitator.role,
        "themes": [theme.name for theme in one.themes],
    }
