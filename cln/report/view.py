"""What `cln match show --map` shows: who asked for what, as a picture to look at rather than to read."""

from cln.figures.wishes import Wish, Wishes
from cln.match.proposals import Proposed
from cln.screen.view import Drawn, Line, Table, View
from cln.words import called

SHADES = {1: "\u00b7", 2: "\u2591", 3: "\u2592", 4: "\u2593", 5: "\u2588"}
NAME = 30
"""Characters of an establishment's name."""


def map_(proposed: Proposed, result: Wishes) -> View:
    """A row for each entry by team, a column for each theme; the team's theme in brackets."""
    numbers = {theme: str(number) for number, theme in enumerate(result.themes, start=1)}
    rows = [
        [str(one.team), called(one.name[:NAME], one.apart), *(_cell(one, theme) for theme in result.themes)]
        for one in result.wishes
    ]
    legend = "; ".join(f"{number} {theme}" for theme, number in numbers.items())
    shades = ", ".join(f"{SHADES[level]} is {level}" for level in SHADES)
    title = proposed.standing.heading(proposed.cohort, "what each entry asked for")
    return View(
        result.wishes,
        [
            Table(["team", "entry", *numbers.values()], rows, title=title, right=frozenset({"team"})),
            Line(f"Themes: {legend}."),
            Line(Drawn(f"The more, the darker: {shades}. [In brackets]: the team's theme.", _PLAIN), "dim"),
        ],
        proposed.warnings,
    )


_PLAIN = "5 is wanted most, 1 least, - not answered. [In brackets]: the team's theme."


def _cell(one: Wish, theme: str) -> str:
    level = one.levels.get(theme)
    digit = str(level) if level else "-"
    shade = SHADES[level] if level else "-"
    return Drawn(f"[{shade}]", f"[{digit}]") if theme == one.theme else Drawn(f" {shade} ", f" {digit} ")
