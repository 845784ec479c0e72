"""What the board says, in words: an entry, a step, what it costs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from textual.content import Content

from cln.board.moves import Moves, Step
from cln.match.edit import Edited
from cln.match.results import LEVELS
from cln.matching.change.edits import Cost, Place
from cln.matching.check import Breach
from cln.matching.problem import Entry, Team
from cln.screen.fit import with_days
from cln.screen.view import Line, View
from cln.words import count, day_of, day_on_screen, listed

LEVEL_STYLES: Mapping[int | None, str] = {
    5: "$text-success bold",
    4: "$text-success",
    3: "",
    2: "$text-warning bold",
    1: "$text-error bold",
    None: "dim",
}
"""How the level of a card is coloured; the digit itself says it without colour."""

COMMON = (" School", " Primary", " Centre")
"""Words that a name can do without where it would be cut."""

WAITING = "the waiting list"


@dataclass(frozen=True)
class Mark:
    """What stands before a card, and says in letters what colour says, too."""

    chosen: bool = False
    held: bool = False
    moved: bool = False
    pinned: bool = False

    @property
    def sign(self) -> str:
        """In one column."""
        return "◆" if self.held else "▶" if self.chosen else " "

    @property
    def words(self) -> str:
        """In words, after the council."""
        return " ".join(word for word, is_so in (("moved", self.moved), ("pinned", self.pinned)) if is_so)


def card(entry: Entry, level: int | None, width: int, mark: Mark) -> Content:
    """An entry on two lines: level and name; council, and whether it was moved or is pinned."""
    room = max(width - 4, 4)
    first = Content.assemble(
        mark.sign, (level_of(level), LEVEL_STYLES[level]), " ", (f"{fitted(entry.name, room):{room}}", "bold")
    )
    words = mark.words
    left = max(room - len(words) - bool(words), 4)
    second = Content.assemble(
        "   ", f"{cut(entry.authority, left):{left}}", " " * bool(words), (words, "italic")
    )
    lines = Content("\n").join([first, second])
    if mark.held:
        return lines.stylize("black on $warning")
    return lines.stylize("reverse") if mark.chosen else lines


def level_of(level: int | None) -> str:
    """A level of interest; a dash without an answer."""
    return str(level or "-")


def fitted(name: str, room: int) -> str:
    """A name in so many columns: common words at its end give way before it is cut."""
    short = name
    for word in COMMON:
        if len(short) > room:
            short = short.removesuffix(word)
    return cut(short, room)


def cut(text: str, room: int) -> str:
    """A text in so many columns; where some of it is missing a mark says so."""
    return text if len(text) <= room else f"{text[: room - 1]}…"


def about(
    entry: Entry, team: Team | None, themes: Sequence[str], promises: Sequence[str]
) -> Iterator[Content]:
    """All that matters of the chosen entry."""
    people = count(entry.participants, "person", "people")
    yield Content.styled(str(entry), "bold")
    yield Content(f"{entry.sector}, {entry.authority}, {people}")
    if team is None:
        yield Content("On the waiting list")
    else:
        rated = entry.level(team.theme)
        level = "no answer" if rated is None else f"rated {rated}"
        yield Content(f"Team {team.number}, {team.theme}: {level}")
    yield from (Content.styled(f"Promised: {one}", "bold") for one in promises)
    if entry.levels is None:
        yield Content("It has not answered the survey.")
    else:
        by_level = {level: [one for one in themes if entry.level(one) == level] for level in LEVELS}
        rated_so = [f"{level}: {', '.join(there)}" for level, there in by_level.items() if there]
        yield Content("Rated " + "; ".join(rated_so))


def step(moves: Moves, made: Step) -> str:
    """A step in words, e.g. "Braefallow School (9377028) to team 3"."""
    parts = [f"{moves.problem.by_key[key]} to {place(moves, to)}" for key, to in made.items()]
    return "; ".join(parts)


def place(moves: Moves, to: Place) -> str:
    """A team with its theme, or the waiting list."""
    if to is None:
        return WAITING
    return f"team {to} ({next(team.theme for team in moves.began if team.number == to)})"


def costs(cost: Cost) -> Iterator[Content]:
    """What a step costs: rules that must hold first, then the lines of the objective, then other rules."""
    must = [one for one in cost.breaks if one.must]
    yield from (_finding("BREAKS, must hold: ", one, "$text-error bold") for one in must)
    yield from (_finding("mends, must hold: ", one, "$text-success bold") for one in cost.mends if one.must)
    worse = [f"{line.name} {line.before} → {line.after}" for line in cost.lines if line.gain < 0]
    better = [f"{line.name} {line.before} → {line.after}" for line in cost.lines if line.gain > 0]
    if worse:
        yield Content.assemble(("Worse: ", "$text-error bold"), ", ".join(worse))
    if better:
        yield Content.assemble(("Better: ", "$text-success bold"), ", ".join(better))
    yield from (_finding("breaks: ", one, "$text-warning bold") for one in cost.breaks if not one.must)
    yield from (_finding("mends: ", one, "$text-success") for one in cost.mends if not one.must)
    if not (worse or better or cost.breaks or cost.mends):
        yield Content("It costs nothing: no line of the objective and no rule changes.")


def in_short(cost: Cost, entry: Entry, theme: str) -> str:
    """What a move to a team comes to in a few words; without a theme it is the waiting list."""
    level = entry.level(theme)
    rated = "waits" if not theme else "no answer" if level is None else f"rated {level}"
    broken = len({one.rule for one in cost.forbidden})
    return f"{rated}: breaks {broken}" if broken else f"{rated}: allowed"


def head(heading: str, moved: int, cost: Cost) -> Content:
    """Which proposal it is, how many moves are not saved, and whether a rule is broken that must hold."""
    parts = [
        Content.styled(heading, "bold"),
        Content.styled(unsaved(moved), "bold reverse" if moved else "dim"),
    ]
    if broken := len({one.rule for one in (*cost.breaks, *cost.remains) if one.must}):
        parts.append(Content.styled(f"BROKEN, must hold: {count(broken, 'rule')}", "$text-error bold"))
    return Content("   ").join(parts)


def score(cost: Cost) -> Content:
    """Every line of the objective as it is now, and by how much it differs from the proposal."""
    parts = []
    for line in cost.lines:
        change = line.after - line.before
        style = "$text-success bold" if line.gain > 0 else "$text-error bold" if line.gain < 0 else ""
        parts.append(
            Content.assemble(
                f"{line.name}: ", (f"{line.after}", style), (f" ({change:+})" * bool(change), style)
            )
        )
    return Content("  ").join(parts)


def unsaved(number: int) -> str:
    """How many moves are not saved."""
    return f"{count(number, 'move')} not saved" if number else "all saved"


def fitting(number: int, words: str) -> str:
    """How many entries fit what is searched."""
    return f"{count(number, 'entry fits', 'entries fit')} “{words}”"


def offered(number: int, proposal: int, at: datetime) -> str:
    """What is asked when moves of another time are there."""
    when = f"{day_on_screen(day_of(at))} at {at.astimezone():%H:%M}"
    are, them = ("move was", "it") if number == 1 else ("moves were", "them")
    return f"{number} {are} made on proposal {proposal} and not saved ({when}). Go on with {them}?"


def went_on(made: int, left: int) -> str:
    """That moves of another time are there again."""
    gone = f"; {count(left, 'move')} left out, because the cohort has changed" if left else ""
    return f"Made again: {count(made, 'move')}{gone}."


def to_save(number: int, proposal: int) -> str:
    """What is asked before moves are saved."""
    entries = "1 entry that was" if number == 1 else f"{number} entries that were"
    return f"Save {entries} moved, as a new proposal made from proposal {proposal}?"


def answer(view: View, *, moved: bool) -> list[Content]:
    """What `cln match explain` says of an entry."""
    lines = [Content(with_days(block.text)) for block in view.blocks if isinstance(block, Line)]
    if moved:
        lines.append(
            Content.styled("This is said of the proposal, without the moves that are not saved.", "bold")
        )
    return [*(Content(with_days(note)) for note in view.notes), *lines]


def saved(result: Edited) -> str:
    """What was kept."""
    return f"Saved as proposal {result.number}, made from proposal {result.from_number}."


def forbidden(cost: Cost) -> str:
    """Which rules that must hold are broken; empty where none is."""
    rules = list(dict.fromkeys(one.rule for one in cost.forbidden))
    named = listed([f"'{rule}'" for rule in rules])
    return (
        f"It breaks {'a rule' if len(rules) == 1 else 'rules'} that must hold ({named}): say why."
        if rules
        else ""
    )


def _finding(word: str, finding: Breach, style: str) -> Content:
    return Content.assemble((word, style), f"{finding.sentence} ({finding.rule})")
