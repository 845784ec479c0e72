"""The picture of what was asked for beside what teams do: by entry, in a large cohort by team or by theme."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from statistics import fmean

from cln.match.proposals import Proposed
from cln.match.wishes import Wish, Wishes, wishes
from cln.pages import charts
from cln.pages.charts import Shade
from cln.pages.drawing import Picture, lines_of
from cln.report.material import Material, part_of
from cln.words import called

MOST_ENTRIES, MOST_TEAMS = 200, 60
"""Beyond so many a picture shows teams in place of entries, and themes in place of teams: nobody reads 1,500
rows."""
MOST_LINES = 50
"""Of names in a picture that fits a page of paper with letters that can be read."""
_SHADE = "The stronger the shade, the more the theme was wanted (5 the most)"


def wishes_pictures(material: Material, proposed: Proposed) -> Sequence[Picture]:
    """The heat maps: the theme that a team does is framed."""
    asked = wishes(material.session, material.cohort, proposed, material.as_of)
    if len(asked.wishes) <= MOST_ENTRIES:
        pages = list(_pages(asked))
        return [_by_entry(page, n, several=len(pages) > 1) for n, page in enumerate(pages, 1)]
    if len({one.team for one in asked.wishes}) <= MOST_TEAMS:
        return [_together(asked, "team", lambda one: f"Team {one.team}: {one.theme}")]
    return [_together(asked, "theme", lambda one: f"Teams of {one.theme}")]


def _pages(asked: Wishes) -> Iterator[Wishes]:
    """The wishes in parts that each fit a page of paper, a team whole where it fits one."""
    page, lines = list[Wish](), 0
    for _team, members in groupby(asked.wishes, lambda one: one.team):
        team = [*members]
        longer = sum(len(lines_of(called(one.name, one.apart))) for one in team)
        if page and lines + longer > MOST_LINES:
            yield replace(asked, wishes=tuple(page))
            page, lines = [], 0
        page, lines = [*page, *team], lines + longer
    yield replace(asked, wishes=tuple(page))


def _by_entry(asked: Wishes, part: int = 1, *, several: bool = False) -> Picture:
    """A row for each entry; of two of one name in a team each has its code.

    Args:
        asked: of all teams, or of those of one part.
        part: its number.
        several: whether there are others.
    """
    alike = Counter((one.team, called(one.name, one.apart)) for one in asked.wishes)

    def row(one: Wish) -> str:
        name = called(one.name, one.apart)
        if alike[one.team, name] > 1:
            name = called(one.name, (one.code, *one.apart))
        return f"{one.team} \u00b7 {name}"

    names = [row(one) for one in asked.wishes]
    of = part_of("team", {one.team for one in asked.wishes}) if several else ""
    shades = [
        (name, {theme: Shade(level, str(level), theme == one.theme) for theme, level in one.levels.items()})
        for name, one in zip(names, asked.wishes, strict=True)
    ]
    rows = [
        [name, one.theme, *(str(one.levels.get(theme, "\u2013")) for theme in asked.themes)]
        for name, one in zip(names, asked.wishes, strict=True)
    ]
    silent = (
        "" if all(one.levels for one in asked.wishes) else " An empty row is an entry that did not answer."
    )
    return Picture(
        f"wishes{part}",
        f"What each entry asked for, and what its team does{of}",
        f"A row for each entry, by team. {_SHADE}. The theme of its team is framed.{silent}",
        charts.heat(shades, asked.themes),
        ["team \u00b7 entry", "team's theme", *asked.themes],
        rows,
    )


def _together(asked: Wishes, what: str, group: Callable[[Wish], str]) -> Picture:
    """A row for each group of entries, with the mean of what they said."""
    groups = defaultdict[str, list[Wish]](list)
    for one in asked.wishes:
        groups[group(one)].append(one)
    shades, rows = list[tuple[str, dict[str, Shade]]](), list[list[str]]()
    for name, members in groups.items():
        means = {theme: _mean(one.levels.get(theme) for one in members) for theme in asked.themes}
        rows.append([name, *("\u2013" if mean is None else f"{mean:.1f}" for mean in means.values())])
        shaded = {
            theme: Shade(round(mean), f"{mean:.1f}", theme == members[0].theme)
            for theme, mean in means.items()
            if mean is not None
        }
        shades.append((name, shaded))
    return Picture(
        "wishes",
        f"What was asked for by {what}, and what the teams do",
        f"The mean of the entries that answered, a row for each {what}. {_SHADE}. What is done is framed.",
        charts.heat(shades, asked.themes),
        [what, *asked.themes],
        rows,
    )


def _mean(levels: Iterable[int | None]) -> float | None:
    given = [level for level in levels if level is not None]
    return fmean(given) if given else None
