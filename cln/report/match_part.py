"""The parts of the report about the cohort in numbers, its match, and who has worked with whom."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter

from cln.figures.connections import across
from cln.figures.queries import Unit
from cln.figures.summary import Summary
from cln.match.proposals import Proposed, Team
from cln.pages import charts
from cln.pages.drawing import Picture
from cln.pages.page import Section, TextTable, Tile
from cln.programme import LEVELS
from cln.report.material import TOO_FEW, Material, in_parts, part_of, theirs, words_and_pictures
from cln.report.wishes_part import MOST_TEAMS, wishes_pictures
from cln.words import count, have, listed

MOST_ROWS, MOST_COLUMNS = 25, 12
"""Of circles that fit a page of paper with numbers that can be read."""


def numbers_section(material: Material) -> Section:
    """The cohort in numbers."""
    one = material.summary
    return Section(
        "numbers",
        "The cohort in numbers",
        tiles=_tiles(one, one.units if material.public else one.active),
    )


def _tiles(one: Summary, taking_part: Sequence[Unit]) -> list[Tile]:
    """The tiles.

    Args:
        one: the cohort in numbers.
        taking_part: the entries that take part, or on a page for everybody all that ever did: a council fewer
            would tell that its only entry withdrew.
    """
    return [
        Tile(str(len({unit.authority for unit in taking_part})), "councils"),
        Tile(str(len({unit.sector for unit in taking_part})), "sectors"),
        Tile(str(one.teams), "teams"),
        Tile(str(one.projects), "projects"),
        Tile(str(len(one.units) - len(one.active)), "entries that withdrew"),
        Tile(f"{one.reach[0].value or 0:.0%}", "of the register have taken part so far", "of establishments"),
        Tile(str(len(one.connections)), "pairs of establishments work together"),
        Tile(str(across(one.connections)), "of these pairs cross a council's border"),
    ]


def match_section(material: Material) -> Section | None:
    """The match in pictures; None before there is a proposal."""
    proposed = material.proposed
    if proposed is None:
        return None
    if not any(team.entries for team in proposed.teams):
        words, pictures = ["Nobody is in its teams."], list[Picture]()
    elif material.public:
        words, profile = words_and_pictures([_profile(material)])
        pictures = [*profile, *_mixed(proposed, ("councils", "sectors"))]
    else:
        words, profile = [], [_profile(material)[0]]
        mixed = _mixed(proposed, ("councils", "sectors", "establishments", "people"))
        pictures = [*wishes_pictures(material, proposed), *profile, *mixed, *_authorities(proposed)]
    proven = "Proven best" if proposed.status == "optimal" else "The best that was found, not proven,"
    proven += " when it was made; shown is who sits in its teams on the day of this report"
    stands = proposed.standing
    newer = [f"Proposal {stands.newest} is newer."] if stands.newer and not material.public else []
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


def _profile(material: Material) -> tuple[Picture, int, bool]:
    """The picture, how many ratings it shows, and whether its description tells a number."""
    levels = Counter(material.summary.levels)
    names = {level: f"rated it {level}" for level in reversed(LEVELS)} | {None: "did not answer"}
    shown = [level for level in names if material.shows(f"level/{level}")]
    known = material.shows("level/5", "in teams")
    description = "How many entries are in a team whose theme they rated 5."
    if known:
        of = count(levels.total(), "entry", "entries")
        description = f"{levels[5]} of {of} {theirs(levels[5], levels.total())} rated 5."
    picture = Picture(
        "profile",
        "How the entries rated the theme that their team has",
        description,
        charts.bars([(names[level], levels[level]) for level in shown], unit="entries"),
        ["rating", "entries"],
        [[name, str(levels[level]) if level in shown else TOO_FEW] for level, name in names.items()],
    )
    return picture, sum(levels[level] > 0 for level in shown), known


def _mixed(proposed: Proposed, kinds: tuple[str, ...]) -> Iterator[Picture]:
    """How mixed each team is; no picture where there are too many."""
    mixtures = [(team, _mixture(team)) for team in proposed.teams if team.entries]
    if len(mixtures) > MOST_TEAMS:
        return
    parts = in_parts(mixtures, MOST_ROWS)
    for n, part in enumerate(parts, 1):
        least = min(mixture["councils"] for _team, mixture in part)
        meet = "meets" if least == 1 else "meet"
        of = part_of("team", [team.number for team, _mixture in part]) if len(parts) > 1 else ""
        cells = [(_label(team), {kind: mixture[kind] for kind in kinds}) for team, mixture in part]
        yield Picture(
            f"mixed{n}",
            f"How mixed each team is{of}",
            f"{listed(kinds).capitalize()} in each team; at least {count(least, 'council')} {meet} in each.",
            charts.circles(cells, kinds),
            ["team", *kinds],
            [[name, *map(str, numbers.values())] for name, numbers in cells],
        )


def _mixture(team: Team) -> dict[str, int]:
    return {
        "councils": len({entry.authority for entry in team.entries}),
        "sectors": len({entry.sector for entry in team.entries}),
        "establishments": len({(entry.code, entry.sector) for entry in team.entries}),
        "people": team.participants,
    }


def _authorities(proposed: Proposed) -> Iterator[Picture]:
    """Which council's entries are where; no picture where there are more teams than a page has room for."""
    teams = [_label(team) for team in proposed.teams if team.entries]
    if len(teams) > MOST_COLUMNS:
        return
    places = Counter((_label(team), entry.authority) for team in proposed.teams for entry in team.entries)
    authorities = sorted({authority for _team, authority in places})
    short = {team: team.split(":")[0] for team in teams}
    yield Picture(
        "authorities",
        "Which council's entries are in which team",
        "A circle for each council and team, as large as the number of entries in it.",
        charts.circles(
            [
                (
                    authority,
                    {short[team]: number for team in teams if (number := places[team, authority])},
                )
                for authority in authorities
            ],
            [*short.values()],
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
    """Which councils have worked with which; None before any establishments have worked together."""
    met = material.connections
    if not met:
        return None
    places = {unit.establishment[0] for pair in met for unit in (pair.one, pair.other)}
    between = Counter(tuple(sorted((pair.one.authority, pair.other.authority))) for pair in met)
    names = sorted({unit.authority for pair in met for unit in (pair.one, pair.other)})
    crossing = across(met)
    cross = "crosses" if crossing == 1 else "cross"
    words = (
        f"{count(len(met), 'pair')} of {len(places)} establishments {have(len(met))} shared a team so far, "
        f"in this cohort or an earlier one; {crossing} of the pairs {cross} the border of a council."
    )
    table = TextTable(
        "Pairs of establishments that shared a team, by council",
        ["council", *names],
        [
            [one, *(str(between[min(one, other), max(one, other)] or "\u2013") for other in names)]
            for one in names
        ],
        frozenset(names),
        dots=True,
    )
    return Section(
        "together",
        "Who has worked with whom",
        words=[words],
        tables=[] if material.public else [table],  # a pair of two councils tells of each
    )
