"""What a facilitator's leaving and return show, and who could step in."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from cln.facilitators.facilitators import person
from cln.match.successors import Alone, Back, Gap, Gone
from cln.screen.view import Block, Line, View
from cln.words import count


def gone(result: Gone, gap: Gap | None) -> View:
    """Who withdrew, and what to do about it.

    JSON: `cohort`, the keys of the listing, `key_facilitators` (an array of `authority`, `establishments`,
    `needed`, `present`), `proposal` (whose teams were looked at; null if no team is alone), `alone` (its
    teams without a key facilitator: `team`, `theme`, `successor`, `authority`; null where nobody can step
    in), `steps` (`facilitator`, `team`, `joins`: false for leaving it).
    """
    row = result.facilitator.facilitator
    short = [one for one in result.needs if one.short]
    blocks: list[Block] = [
        Line(f"{row.name} withdrew from {result.cohort} on {row.withdrawn_on} ({row.withdrawn_reason})."),
        Line("That they supported teams stays on record."),
        *(Line(one.sentence, "warn") for one in short),
        *(Line(one.remedy, "dim") for one in short[:1]),
        *(_advice(gap) if gap else []),
    ]
    data = {
        "cohort": result.cohort,
        **asdict(person(result.facilitator)),
        "key_facilitators": [asdict(one) for one in result.needs],
        **_data(gap),
    }
    return View(data, blocks)


def back(result: Back) -> View:
    """Who returned. JSON: `cohort`, the keys of the listing, `away_from`, `away_to`, `reason`."""
    row, away = result.facilitator.facilitator, result.absence
    blocks = [
        Line(f"{row.name} supports {result.cohort} again from {away.rejoined_on}.", "good"),
        Line(f"That they were away since {away.withdrawn_on} ({away.reason}) stays on record."),
        Line(f'To give them a team: cln team facilitator TEAM "{row.name}"', "dim"),
    ]
    data = {
        "cohort": result.cohort,
        **asdict(person(result.facilitator)),
        "away_from": away.withdrawn_on.isoformat(),
        "away_to": away.rejoined_on.isoformat(),
        "reason": away.reason,
    }
    return View(data, blocks)


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
            yield Line(
                f'  cln team facilitator {step.team} "{step.facilitator.name}"{remove}{began}', "command"
            )
        yield Line(f"  cln match accept {gap.next_number + len(gap.steps) - 1}", "command")
    yield Line(f"To match again with few moves: cln match --from {gap.proposal}", "dim")
    if any(one.successor is None for one in gap.alone):
        yield Line('Find somebody more: cln facilitator add --name "..." --organisation QIO', "dim")


def _successor(one: Alone) -> str:
    if one.successor is None:
        return "nobody can take it on as well"
    return f"{one.successor} ({one.authority or 'national'}) could step in"


def _data(gap: Gap | None) -> dict[str, Any]:
    return {
        "proposal": gap.proposal if gap else None,
        "alone": [
            {"team": one.team, "theme": one.theme, "successor": one.successor, "authority": one.authority}
            for one in (gap.alone if gap else ())
        ],
        "steps": [
            {"facilitator": step.facilitator.name, "team": step.team, "joins": step.joins}
            for step in (gap.steps if gap else ())
        ],
    }
