"""The rules of a cohort, as the lead officer sees them."""

from collections.abc import Sequence

from cln.match.rules import Changed, Setting
from cln.screen.view import Block, Line, Table, View


def listing(cohort: str, settings: Sequence[Setting]) -> View:
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
        Line("Next: cln match", "dim"),
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
