"""Who waits for a place, as the lead officer sees them."""

from cln.match.waiting import Queue, RejoinedWithPlace
from cln.screen.view import Block, Line, Table, View
from cln.words import count


def shown(result: Queue) -> View:
    """Who waits, first in the queue first."""
    taken = f"{result.seated} of {result.capacity} places are taken."
    assert result.standing is not None, "the whole queue is shown"
    blocks: list[Block] = [Line(result.standing.heading(result.cohort, taken), "strong")]
    if not result.waiting:
        blocks.append(Line("Nobody waits.", "good"))
    else:
        blocks += [_table(result), Line(_order(result), "dim"), *could_come_in(result)]
        if result.could_come_in or result.undecided:
            again = f"cln match --from {result.standing.latest_edit}"
            blocks.append(Line(f"Fill the places with: {again}", "dim"))
    return View(result, blocks)


def after_leaving(result: Queue) -> list[Line]:
    """Who could have the places of an entry that withdrew, and the match that gives them."""
    assert result.standing is not None, "the whole queue is shown"
    return [*could_come_in(result), Line(f"Next: cln match --from {result.standing.latest_edit}", "next")]


def place_again(result: RejoinedWithPlace) -> list[Line]:
    """Where an entry that came back sits, and what gives it a place."""
    lines = []
    if result.team:
        sits = f"It sits in team {result.team} ({result.theme}) of proposal {result.proposal}, as before."
        lines.append(Line(sits, "good"))
    if result.next:
        lines.append(Line(f"Next: {result.next}", "next"))
    return lines


def could_come_in(result: Queue) -> list[Line]:
    """Who could have a place that is free."""
    if not result.waiting:
        return []
    if not result.could_come_in:
        from cln.matching.queue import NO_MORE

        why = "nobody who waits fits"
        if result.undecided:
            why = "only a match tells who of those who wait comes in"
        elif result.full:
            why = NO_MORE
        return [Line(f"{_free(result)}{f'; {why}' if result.free_places else ''}.")]
    who = ", ".join(f"{one.label} with {one.participants} people" for one in result.could_come_in)
    return [
        Line(f"{_free(result)}. Next in the queue who fits: {who}.", "good"),
    ]


def _order(result: Queue) -> str:
    """How the queue is decided, for whoever asks why they wait."""
    first = "First come those who have answered the survey, then those who were nominated earlier"
    if result.lot is None:
        return f"{first}; then the order of codes decides, as it did before there was a lot."
    return (
        f"{first}; among equals those who waited in an earlier cohort and got no place, then the lot. "
        "In the lot all have the same chance, whatever their sector or council. It is drawn from the name "
        f'and launch of the cohort as it was opened ("{result.lot}"): nobody chooses how it falls, and it '
        "falls the same on every computer."
    )


def _free(result: Queue) -> str:
    if not result.free_places:
        return "No place is free"
    return f"{count(result.free_places, 'place')} {'is' if result.free_places == 1 else 'are'} free"


def _table(result: Queue) -> Table:
    return Table(
        ("place", "code", "establishment", "sector", "authority", "people", "why it waits"),
        [
            (
                str(one.position),
                one.code,
                one.called,
                one.sector,
                one.authority,
                str(one.participants),
                one.reason,
            )
            for one in result.waiting
        ],
        title="Waiting",
        right=frozenset({"place", "people"}),
    )
