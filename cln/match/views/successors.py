"""What a facilitator's leaving and return show, and who could step in."""

from collections.abc import Iterator
from dataclasses import replace

from cln.match.successors import Alone, Back, Gap, Gone
from cln.screen.view import Block, Line, View
from cln.words import count


def gone(result: Gone, gap: Gap | None) -> View:
    """Who withdrew, and what to do about it."""
    if gap:
        result = replace(result, proposal=gap.proposal, alone=gap.alone, steps=gap.steps)
    short = [one for one in result.key_facilitators if one.short]
    blocks: list[Block] = [
        Line(
            f"{result.name} withdrew from {result.cohort} on {result.withdrawn_on} "
            f"({result.withdrawn_reason})."
        ),
        Line("That they supported teams stays on record."),
        *(Line(one.sentence, "warn") for one in short),
        *(Line(one.remedy, "dim") for one in short[:1]),
        *(_advice(gap) if gap else []),
    ]
    return View(result, blocks)


def interrupted(result: Gone) -> View:
    """Who withdrew, where Ctrl-C stopped the search for those who could step in."""
    note = "interrupted while looking for who could step in; the withdrawal stands"
    return gone(result, None)._replace(notes=[note])


def back(result: Back) -> View:
    """Who returned."""
    blocks = [
        Line(f"{result.name} supports {result.cohort} again from {result.away_to}.", "good"),
        Line(f"That they were away since {result.away_from} ({result.reason}) stays on record."),
        Line(f'To give them a team: cln team facilitator TEAM "{result.name}"', "dim"),
    ]
    return View(result, blocks)


def _advice(gap: Gap) -> Iterator[Block]:
    which = "accepted proposal" if gap.accepted else "proposal"
    yield Line(f"Teams of {which} {gap.proposal} that have no key facilitator now:", "strong")
    for one in gap.alone:
        yield Line(
            f"  Team {one.team} ({one.theme}): {_successor(one)}", "plain" if one.successor else "warn"
        )
    if gap.steps:
        leaving = sum(not step.joins for step in gap.steps)
        others = f"{count(leaving, 'facilitator')} would change teams" if leaving else "nobody else changes"
        yield Line(f"In this way {others}. To do it:", "dim")
        for number, step in enumerate(gap.steps):
            remove = "" if step.joins else " --remove"
            began = f" --proposal {gap.proposal}" if number == 0 else ""
            yield Line(f'  cln team facilitator {step.team} "{step.facilitator}"{remove}{began}', "command")
        yield Line(f"  {gap.standing.accepting(gap.next_number + len(gap.steps) - 1)}", "command")
    yield Line(f"To match again with few moves: cln match --from {gap.proposal}", "dim")
    if any(one.successor is None for one in gap.alone):
        yield Line('Find somebody more: cln facilitator add --name "..." --organisation QIO', "dim")


def _successor(one: Alone) -> str:
    if one.successor is None:
        return "nobody can take it on as well"
    return f"{one.successor} ({one.authority or 'national'}) could step in"
