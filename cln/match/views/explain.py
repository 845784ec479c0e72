"""Why an entry is where it is, and why a theme runs, in sentences."""

from collections.abc import Iterator, Sequence

from cln.match.explain import ExplainedEntry, ExplainedTeam, ExplainedWaiting, Price
from cln.matching.change.explain import Shift
from cln.matching.change.let_in import LetIn, Way
from cln.matching.objective import Measure
from cln.screen.fit import as_written
from cln.screen.view import Block, Line, View
from cln.words import count, listed

FEW = 3
"""So many others are named in a sentence; all are in the data."""


def explained(result: ExplainedEntry | ExplainedTeam | ExplainedWaiting) -> View:
    """The answer to `cln match explain`."""
    if isinstance(result, ExplainedEntry):
        blocks = _entry(result)
    elif isinstance(result, ExplainedTeam):
        blocks = _team(result)
    else:
        blocks = _waiting(result)
    return View(result, blocks, result.warnings)


def _entry(why: ExplainedEntry) -> list[Block]:
    rated = "and has not answered the survey" if why.level is None else f"which it rated {why.level}"
    blocks: list[Block] = [
        Line(why.standing.heading(why.cohort, f"{why.entry} is in team {why.team}."), "strong"),
        Line(f"The team works on {why.theme}, {rated}."),
        *(Line(f"Promise {one.number} ({one.kind}): {as_written(one.reason)}") for one in why.promises),
    ]
    if why.grouped:
        return [*blocks, Line("It is in a pre-matched group, which skips the matching.")]
    if why.level is None:
        blocks.append(Line("So no theme suits it better than another; it is where the teams mix best."))
    elif not why.wishes:
        blocks.append(Line("It rated no theme higher.", "good"))
    entry = f"{why.entry.code}:{why.entry.sector}:{why.entry.number}"
    everything = f"cln match explain {entry} --proposal {why.proposal} --json"
    for wish in why.wishes:
        price = _price(wish, "If it got that theme")
        blocks += [Line(f"It rated {wish.theme} {wish.level}. {price}"), *_others(wish, everything)]
    team = f"cln match explain --proposal {why.proposal} --team {why.team}"
    return [*blocks, _forced(why), Line(f"See its team: {team}", "dim")]


def _team(why: ExplainedTeam) -> list[Block]:
    sentence = (
        f"team {why.team} works on {why.theme}, "
        f"{count(why.entries, 'entry', 'entries')} with {why.participants} people."
    )
    blocks: list[Block] = [Line(why.standing.heading(why.cohort, sentence), "strong")]
    if why.group:
        group = f"It is a pre-matched group, promise {why.group.number}: {as_written(why.group.reason)}"
        return [*blocks, Line(group)]
    blocks.append(Line(_rated(why)))
    if why.without is None:
        return blocks
    if why.teams == 1:
        without = f"If no team worked on {why.theme}"
    else:
        blocks.append(Line(f"{why.teams} teams work on {why.theme}."))
        without = f"If one team fewer worked on {why.theme}"
    everything = f"cln match explain --proposal {why.proposal} --team {why.team} --json"
    return [*blocks, Line(_price(why.without, without)), *_others(why.without, everything)]


def _waiting(why: ExplainedWaiting) -> list[Block]:
    blocks: list[Block] = [
        Line(why.standing.heading(why.cohort, f"{why.entry} has no place."), "strong"),
        Line(f"It is number {why.place} of {why.of} on the waiting list: {why.reason}."),
    ]
    if why.drawn and why.drawn.placed:
        blocks.append(
            Line(
                f"{why.drawn.of} entries are equal in all that goes before the lot. In the lot it is number "
                f"{why.drawn.place} of them; {why.drawn.placed} of them have a place."
            )
        )
    blocks += _let_in(why)
    if why.goes_first:
        blocks.append(
            Line("If it still waits when the cohort closes, it goes before its equals in the next cohort.")
        )
    return [*blocks, Line(f"See what moving it in would cost: cln team suggest {why.reference}", "dim")]


def _let_in(why: ExplainedWaiting) -> Iterator[Line]:
    """What would let the entry in, each by itself."""
    if why.could_come_in:
        yield Line("There is room for it now.", "good")
    elif [one.way for one in why.would_let_in] == [Way.AFRESH]:
        yield Line("A match made afresh would give it a place; here those who had a place keep it.")
    elif why.would_let_in:
        yield Line("Any one of these would give it a place, all else being as it is:")
        yield from (Line(f"  {_way(one, why)}") for one in why.would_let_in)
    if why.command:
        yield Line(f"Give it a place with: {why.command}", "dim")


def _way(one: LetIn, why: ExplainedWaiting) -> str:
    people = count(one.people or 0, "person", "people")
    return {
        Way.AFRESH: "a match made afresh",
        Way.ANSWER: "an answer to the survey",
        Way.NOMINATION: "a nomination with the first",
        Way.WAITED: "having waited in an earlier cohort without a place",
        Way.LOT: "being first in the lot",
        Way.PEOPLE: f"{people} instead of {why.entry.participants}",
        Way.CAPACITY: f"room for {people}",
    }[one.way]


def _rated(why: ExplainedTeam) -> str:
    """Who wants the theme, and how much."""
    parts = []
    for level, number in why.everywhere.items():
        here = f" ({why.here[level]} of them here)" if why.here[level] else ""
        parts += [f"{number} rated it {level}{here}"] if number else []
    return f"In the whole cohort {listed(parts)}." if parts else "Nobody has rated it."


def _price(price: Price, when: str) -> str:
    """What it would cost, in a sentence."""
    if not price.possible:
        return f"{when}, there would be no match{_forbidding(price.forbidding)}."
    if not price.same_profile:
        better = ", which is better than this proposal" if price.better else ""
        return f"{when}, the best match would have {listed(list(_differences(price.objective)))}{better}."
    now, then = price.objective[-1].before, price.objective[-1].after
    levels = f"{when}, the match could be as good in levels"
    if then < now:
        return f"{levels}, but its teams would be less mixed: breadth {then}, not {now}."
    if then > now:
        return f"{levels}, and its teams better mixed: breadth {then}, not {now}."
    return f"{levels} and in breadth; only distances and team sizes could speak against it."


def _forbidding(rules: Sequence[str]) -> str:
    if not rules:
        return ", whichever one rule is let go"
    if len(rules) == 1:
        return f": rule '{rules[0]}' forbids it"
    named = listed([f"'{rule}'" for rule in rules])
    return f": rules {named} together forbid it, and letting go of one of them would do"


def _differences(profile: Sequence[Measure]) -> Iterator[str]:
    noun, theme = True, "a theme"
    for line in profile:
        more = line.after - line.before
        if more and line.name.startswith("level"):
            entries = count(abs(more), "entry", "entries") if noun else str(abs(more))
            way = "more" if more > 0 else "fewer"
            yield f"{entries} {way} with {theme} rated {line.name.removeprefix('level ')}"
            noun, theme = False, "one"
        elif more:
            yield f"{line.after} as the sum of levels, not {line.before}"


def _others(price: Price, everything: str) -> Iterator[Line]:
    """Who would lose, who would gain; a command shows all of them."""
    for what, loses in (("Would lose", True), ("Would gain", False)):
        shifts = [shift for shift in price.others if shift.loses == loses]
        few = shifts[:FEW] if len(shifts) > FEW + 1 else shifts
        rest = [f"and {len(shifts) - len(few)} more, see: {everything}"] if few != shifts else []
        if shifts:
            end = "" if rest else "."
            yield Line(f"  {what}: {'; '.join([*map(_shift, few), *rest])}{end}")


def _shift(shift: Shift) -> str:
    before, after = shift.before, shift.after
    if after is None:
        return f"{shift.entry}, its place"
    if before is None:
        return f"{shift.entry}, a place with {after.theme}"
    return f"{shift.entry}, from {before.level} ({before.theme}) to {after.level} ({after.theme})"


def _forced(why: ExplainedEntry) -> Line:
    """Which seats of the team are forced."""
    if why.forced is None:
        return Line("These teams break a rule, so nothing can be said about seats that are forced.", "warn")
    here = f"In team {why.team}"
    if not why.forced:
        return Line(f"{here} nobody is forced: each could have another theme in a match as good in levels.")
    free = why.members - len(why.forced)
    if not free:
        return Line(f"{here} nobody could have another theme in a match as good in levels.")
    names = listed([str(one) for one in why.forced])
    others = f"; the other {'one' if free == 1 else free} could"
    return Line(f"{here} these could not have another theme in any match as good in levels: {names}{others}.")
