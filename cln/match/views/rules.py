"""The rules of a cohort and the promises made in it, as the lead officer sees them."""

from collections.abc import Sequence

from cln.match.promised import Promise
from cln.match.promises import Listed, Made
from cln.match.rules import Changed, Setting
from cln.screen.fit import as_written
from cln.screen.view import Block, Line, Table, View
from cln.words import day_of


def rules(cohort: str, settings: Sequence[Setting]) -> View:
    """Rules as they are in force, by where they come from."""
    blocks: list[Block] = []
    for source in dict.fromkeys(one.source for one in settings):
        rows = [
            (one.id, one.strength.value, one.limit or "", one.sentence)
            for one in settings
            if one.source == source
        ]
        blocks.append(Table(("rule", "taken as", "limit", "what it asks"), rows, title=f"Source: {source}"))
    set_here = [Line(f"Set for {cohort}: {_difference(one)}.", "warn") for one in settings if one.differs]
    blocks += set_here or [Line(f"{cohort} takes {'them' if len(settings) > 1 else 'it'} as by default.")]
    blocks.append(Line("Change one with: cln cohort rule RULE --limit LIMIT, --must, --should, --off", "dim"))
    return View(settings, blocks)


def changed(result: Changed) -> View:
    """A rule that was set."""
    before, after = result.before, result.after
    became = f"is now {_taken(after)}; it was {_taken(before)}" if before != after else "is taken so already"
    blocks = [
        Line(f"{result.cohort}: {after.id} {became}.", "good"),
        Line(after.sentence),
    ]
    return View(result, blocks)


def _taken(one: Setting) -> str:
    return f"{one.strength.value}, limit {one.limit}" if one.limit else one.strength.value


def _difference(one: Setting) -> str:
    parts = []
    if one.strength is not one.default_strength:
        parts.append(f"{one.strength.value} ({one.default_strength.value} by default)")
    if one.limit != one.default_limit:
        parts.append(f"limit {one.limit} ({one.default_limit or 'none'} by default)")
    return f"{one.id} {', '.join(parts)}"


def made(result: Made) -> View:
    """A promise that was made just now."""
    blocks: list[Block] = [
        Line(f"Promise {result.number} is made in {result.cohort}. {result}.", "good"),
        Line(f"Reason: {as_written(result.reason)}"),
    ]
    if result.new_theme:
        blocks.append(Line(f"The survey did not ask about {result.theme}.", "warn"))
    blocks.append(Line("Every match keeps it until it is lifted.", "dim"))
    return View(result, blocks)


def lifted(result: Made) -> View:
    """A promise that was lifted."""
    return View(result, [Line(f"Promise {result.number} is lifted. {result}.", "good")])


def promises(cohort: str, made: Sequence[Listed]) -> View:
    """All promises."""
    if not made:
        return View(made, [Line(f"{cohort} has no promises. See: cln match pin --help")])
    rows = [(str(one.number), _asks(one), as_written(one.reason), _since(one)) for one in made]
    table = Table(("number", "promise", "why", "since"), rows, right=frozenset({"number"}))
    return View(made, [table, Line("Lift one with: cln match lift NUMBER", "dim")])


def table(promises: Sequence[Promise]) -> Table:
    """The promises that a proposal had to keep."""
    rows = [(str(one.number), str(one), as_written(one.reason)) for one in promises]
    return Table(("number", "promise", "why"), rows, title="Promises", right=frozenset({"number"}))


def _asks(one: Listed) -> str:
    gone = f" ({', '.join(map(str, one.withdrawn))} withdrew)" if one.withdrawn else ""
    return f"{one}{gone}"


def _since(one: Listed) -> str:
    lifted = f", lifted {day_of(one.lifted_at)}" if one.lifted_at else ""
    return f"{day_of(one.made_at)}{lifted}"
