"""What `cln team` shows: what an edit does to the objective and to the rules, and which edits cost least."""

from collections import Counter
from collections.abc import Iterator

from cln.match.edit import Edited
from cln.match.suggest import Suggested, Suggestions
from cln.screen.fit import as_written
from cln.screen.view import Block, Line, Table, View


def edited(result: Edited) -> View:
    """What an edit came to."""
    made = result.standing
    if made is None:
        heading = f"{result.cohort}, {result.began.label}, only tried: {result.summary}."
    else:
        began = f"Made from {result.began.label}."
        heading = made.heading(result.cohort, f"{result.summary}. {began}")
    blocks: list[Block] = [
        Line(heading, "strong"),
        *([Line(f"Reason: {as_written(result.reason)}")] if result.reason else []),
        *_since(result),
        _objective(result),
        *_findings(result),
    ]
    if made is None:
        blocks.append(Line("Nothing was kept; without --dry-run it is.", "dim"))
    else:
        see = f"see it first: cln match show {made.number}"
        back = f"go on from the old one with --proposal {result.from_number}"
        blocks.append(Line(f"Next: {made.accepting()}; {see}; or {back}", "dim"))
    return View(result, blocks)


def suggested(result: Suggestions) -> View:
    """The best edits of one entry."""
    place = "on the waiting list"
    if result.team is not None:
        rated = "no answer" if result.level is None else f"which it rated {result.level}"
        place = f"in team {result.team}: {result.theme}, {rated}"
    heading = result.standing.heading(result.cohort, f"{result.label} is {place}.")
    if not result.suggestions:
        return View(result, [Line(heading, "strong"), Line("There is no other team.")])
    table = Table(
        ("edit", "team", "level", "other's", "better by", "worse by", "rules"),
        [_row(result, one) for one in result.suggestions],
        title=f"The best {len(result.suggestions)} of {result.possible} moves and swaps",
    )
    first = f"Make the first with: {result.suggestions[0].command}"
    return View(result, [Line(heading, "strong"), table, Line(first, "dim")])


def _since(result: Edited) -> Iterator[Line]:
    """What else is different from the old proposal, because the cohort is."""
    old = f"since proposal {result.from_number} was made"
    if result.left:
        yield Line(f"Left out, because they withdrew {old}: {', '.join(result.left)}.", "warn")
    if result.joined:
        yield Line(f"Joined {old}, waiting unless placed here: {', '.join(result.joined)}.", "warn")


def _objective(result: Edited) -> Table:
    rows = [(line.name, str(line.before), str(line.after), _gain(line.gain)) for line in result.gains]
    return Table(("objective", "before", "after", ""), rows, right=frozenset({"before", "after"}))


def _gain(gain: int) -> str:
    if not gain:
        return ""
    return f"better by {gain}" if gain > 0 else f"worse by {-gain}"


def _findings(result: Edited) -> list[Block]:
    """What is broken and mended; of what stays broken only rules that must hold."""
    every = (("breaks", result.breaks), ("mends", result.mends), ("still broken", result.still_broken))
    rows = [
        (what, one.rule, "must" if one.must else "should", one.sentence)
        for what, findings in every
        for one in findings
        if one.must or what != "still broken"
    ]
    blocks: list[Block] = []
    if not result.breaks and not result.mends:
        blocks.append(Line("It breaks no rule that holds and mends none that does not."))
    if rows:
        blocks.append(Table(("", "rule", "", "detail"), rows, title="Rules"))
    return blocks


def _row(result: Suggestions, one: Suggested) -> tuple[str, ...]:
    here, other = result.team is not None, one.other
    return (
        f"swap with {other.reference}" if other else "move",
        f"{one.team} {one.theme}",
        f"{_level(result.level, seated=here)} to {_level(one.level)}",
        f"{_level(other.level_before)} to {_level(other.level, seated=here)}" if other else "",
        ", ".join(f"{line.name} {line.gain}" for line in one.objective if line.gain > 0),
        ", ".join(f"{line.name} {-line.gain}" for line in one.objective if line.gain < 0),
        ", ".join(_changes(one)),
    )


def _level(level: int | None, *, seated: bool = True) -> str:
    return str(level or "-") if seated else "waits"


def _changes(one: Suggested) -> Iterator[str]:
    """What happens to each rule: those that must hold by name, the others by how many findings more."""
    for word, findings in (("breaks", one.breaks), ("mends", one.mends)):
        yield from dict.fromkeys(f"{word} {finding.rule} (must)" for finding in findings if finding.must)
    more = Counter(finding.rule for finding in one.breaks if not finding.must)
    more.subtract(finding.rule for finding in one.mends if not finding.must)
    yield from (f"{rule} {number:+}" for rule, number in more.items() if number)
