"""The parts of the report about the cohort in numbers, its match, and who has worked with whom."""

from collections import Counter
from collections.abc import Callable, Sequence
from operator import attrgetter

from cln.figures.connections import across
from cln.figures.queries import Unit
from cln.figures.shares import ALL, MEAN, Share
from cln.figures.summary import HOPED, Summary
from cln.match.proposals import Proposed, Team
from cln.match.wishes import wishes
from cln.pages import charts
from cln.pages.drawing import Picture
from cln.pages.page import Section, TextTable, Tile
from cln.programme import LEVELS
from cln.report.material import TOO_FEW, Material, words_and_pictures
from cln.words import called, listed


def numbers_section(material: Material) -> Section:
    """The cohort in numbers, and its shares by council and sector."""
    one = material.summary
    shares = material.public_figures.show_shares() if material.public else (*one.shares, *one.reach)
    whole = {share.figure for share in shares} - {share.figure for share in shares if share.by != ALL}
    return Section(
        "numbers",
        "The cohort in numbers",
        words=[
            "A share of all is decided by the largest council. The mean of the councils' own shares counts "
            "every council alike.",
            *(f"{one.figure.capitalize()}: {_percent(one)}." for one in shares if one.figure in whole),
        ],
        tiles=_tiles(one, one.units if material.public else one.active),
        tables=[_by("authority", "Shares by council", shares), _by("sector", "Shares by sector", shares)],
    )


def _tiles(one: Summary, taking_part: Sequence[Unit]) -> list[Tile]:
    """The tiles.

    Args:
        one: the cohort in numbers.
        taking_part: the entries that take part, or on a page for everybody all that ever did: a council fewer
            would tell that its only entry withdrew.
    """
    establishments, people = HOPED
    return [
        Tile(str(one.establishments), "establishments", f"of {establishments} hoped for"),
        Tile(str(one.participants), "people", f"of {people} hoped for"),
        Tile(str(len({unit.authority for unit in taking_part})), "councils"),
        Tile(str(len({unit.sector for unit in taking_part})), "sectors"),
        Tile(str(one.teams), "teams"),
        Tile(str(one.projects), "projects"),
        Tile(str(len(one.units) - len(one.active)), "entries that withdrew"),
        Tile(f"{one.reach[0].value or 0:.0%}", "of the register have taken part so far", "of establishments"),
        Tile(str(len(one.connections)), "pairs of establishments work together"),
        Tile(str(across(one.connections)), "of these pairs cross a council's border"),
    ]


def _by(kind: str, caption: str, shares: tuple[Share, ...]) -> TextTable:
    figures = list(dict.fromkeys(share.figure for share in shares if share.by == kind))
    groups = sorted({share.group for share in shares if share.by == kind})
    cells = {(share.figure, share.by, share.group): _percent(share) for share in shares}
    rows = [[group, *(cells.get((figure, kind, group), "") for figure in figures)] for group in groups]
    if kind == "authority":
        rows.append(["Mean of the councils", *(cells[figure, ALL, MEAN] for figure in figures)])
    rows.append(["All together", *(cells[figure, ALL, ALL] for figure in figures)])
    return TextTable(caption, [kind.replace("authority", "council"), *figures], rows, frozenset(figures))


def _percent(share: Share) -> str:
    """A share as people read it, with how many stand behind it."""
    if share.suppressed:
        return TOO_FEW
    if share.value is None:
        return "\u2013"
    behind = f" ({share.count} of {share.of})" if share.of is not None else ""
    return f"{share.value:.0%}{behind}"


def match_section(material: Material) -> Section | None:
    """The match in pictures; None before there is a proposal."""
    proposed = material.proposed
    if proposed is None:
        return None
    if material.public:
        words, profile = words_and_pictures([_profile(material)])
        pictures = [*profile, _mixed(proposed, ("councils", "sectors"))]
    else:
        words, profile = [], [_profile(material)[0]]
        mixed = _mixed(proposed, ("councils", "sectors", "establishments", "people"))
        pictures = [_heat_map(material, proposed), *profile, mixed, _authorities(proposed)]
    proven = "Proven best" if proposed.status == "optimal" else "The best that was found, not proven,"
    proven += " when it was made; shown is who sits in its teams on the day of this report"
    stands = proposed.standing
    newer = [f"{stands.newer.capitalize()}."] if stands.newer and not material.public else []
    words = [f"{stands.label.capitalize()}. {proven}.", *newer, *words]
    tables = [] if material.public else _waiting(material.summary)
    return Section("match", "The match", words=words, pictures=pictures, tables=tables)


def _waiting(one: Summary) -> list[TextTable]:
    """How many wait for a place by sector and council; nothing where nobody does.

    For the partnership's own page: on one for everybody these are counts of a few.
    """
    if not one.waiting:
        return []
    of = {"sector": attrgetter("sector"), "council": attrgetter("authority")}
    return [_waiting_by(kind, group, one.active) for kind, group in of.items()]


def _waiting_by(kind: str, group: Callable[[Unit], str], active: Sequence[Unit]) -> TextTable:
    entries, waiting = (Counter(map(group, units)) for units in (active, [u for u in active if u.waiting]))
    rows = [[name, str(entries[name]), str(waiting[name])] for name in sorted(entries)]
    total = ["All together", str(entries.total()), str(waiting.total())]
    columns = [kind, "entries", "wait for a place"]
    return TextTable(f"Who waits, by {kind}", columns, [*rows, total], frozenset(columns[1:]))


def _heat_map(material: Material, proposed: Proposed) -> Picture:
    """The heat map: a row for each entry by team, its own theme framed."""
    asked = wishes(material.session, material.cohort, proposed, material.as_of)
    names = [f"{one.team} \u00b7 {called(one.name, one.apart)}" for one in asked.wishes]
    records = [
        {"name": name, "column": theme, "level": level, "mark": theme == one.theme}
        for name, one in zip(names, asked.wishes, strict=True)
        for theme, level in one.levels.items()
    ]
    rows = [
        [name, one.theme, *(str(one.levels.get(theme, "\u2013")) for theme in asked.themes)]
        for name, one in zip(names, asked.wishes, strict=True)
    ]
    return Picture(
        "wishes",
        "What each entry asked for, and what its team does",
        "A row for each entry, by team; the darker, the more it wanted the theme (5 the most). The theme of "
        "its team is framed.",
        charts.heat(records, asked.themes),
        ["team \u00b7 entry", "team's theme", *asked.themes],
        rows,
    )


def _profile(material: Material) -> tuple[Picture, int]:
    """The picture, and how many ratings it shows."""
    levels = Counter(material.summary.levels)
    names = {level: f"rated it {level}" for level in reversed(LEVELS)} | {None: "did not answer"}
    shown = [level for level in names if material.shows(f"level/{level}")]
    best = "How many"
    if material.shows("level/5", "in teams"):
        best = f"{levels[5]} of {levels.total()}"
    picture = Picture(
        "profile",
        "How the entries rated the theme that their team has",
        f"{best} entries are in a team whose theme they rated 5.",
        charts.bars([{"name": names[level], "number": levels[level]} for level in shown], unit="entries"),
        ["rating", "entries"],
        [[name, str(levels[level]) if level in shown else TOO_FEW] for level, name in names.items()],
    )
    return picture, sum(levels[level] > 0 for level in shown)


def _mixed(proposed: Proposed, kinds: tuple[str, ...]) -> Picture:
    counts = {_label(team): _mixture(team) for team in proposed.teams if team.entries}
    least = min((count["councils"] for count in counts.values()), default=0)
    return Picture(
        "mixed",
        "How mixed each team is",
        f"{listed(kinds).capitalize()} in each team; at least {least} councils meet in each.",
        charts.circles(
            [
                {"name": name, "column": kind, "number": count[kind]}
                for name, count in counts.items()
                for kind in kinds
            ],
            kinds,
        ),
        ["team", *kinds],
        [[name, *(str(count[kind]) for kind in kinds)] for name, count in counts.items()],
    )


def _mixture(team: Team) -> dict[str, int]:
    return {
        "councils": len({entry.authority for entry in team.entries}),
        "sectors": len({entry.sector for entry in team.entries}),
        "establishments": len({(entry.code, entry.sector) for entry in team.entries}),
        "people": team.participants,
    }


def _authorities(proposed: Proposed) -> Picture:
    teams = [_label(team) for team in proposed.teams if team.entries]
    places = Counter((_label(team), entry.authority) for team in proposed.teams for entry in team.entries)
    authorities = sorted({authority for _team, authority in places})
    return Picture(
        "authorities",
        "Which council's entries are in which team",
        "A circle for each council and team, as large as the number of entries in it.",
        charts.circles(
            [
                {"name": authority, "column": team.split(":")[0], "number": places[team, authority]}
                for authority in authorities
                for team in teams
                if places[team, authority]
            ],
            [team.split(":")[0] for team in teams],
        ),
        ["council", *teams],
        [
            [authority, *(str(places[team, authority] or "\u2013") for team in teams)]
            for authority in authorities
        ],
    )


def _label(team: Team) -> str:
    return f"Team {team.number}: {team.theme}"


def network_section(material: Material) -> Section | None:
    """The network of establishments; None before any have worked together."""
    met = material.connections
    if not met:
        return None
    authority = {unit.establishment[0]: unit.authority for pair in met for unit in (pair.one, pair.other)}
    places = sorted(authority.items(), key=lambda place: (place[1], place[0]))
    pairs = [(pair.one.establishment[0], pair.other.establishment[0]) for pair in met]
    between = Counter(tuple(sorted((pair.one.authority, pair.other.authority))) for pair in met)
    names = sorted(set(authority.values()))
    return Section(
        "together",
        "Who has worked with whom",
        words=[
            f"{len(met)} pairs of {len(places)} establishments have shared a team so far; "
            f"{across(met)} of the pairs cross the border of a council."
        ],
        pictures=[]
        if material.public  # a dot for each establishment tells of each
        else [
            Picture(
                "network",
                "Establishments that have shared a team",
                "A dot for each establishment, in the colour of its council, and a line for each pair that "
                "shared a team in this cohort or an earlier one; dark lines cross the border of a council.",
                charts.network(places, pairs),
                ["council", *names],
                [
                    [one, *(str(between[min(one, other), max(one, other)] or "\u2013") for other in names)]
                    for one in names
                ],
            )
        ],
    )
