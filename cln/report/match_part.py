"""The part of the report about the match: who asked for what and got what, and how mixed the teams are."""

from collections import Counter

from cln.figures.wishes import wishes
from cln.match.proposals import Proposed, Seated, Team
from cln.pages import bars, grids
from cln.pages.drawing import Picture
from cln.pages.page import Section
from cln.programme import LEVELS
from cln.report.material import Material


def section(material: Material) -> Section | None:
    """The match in pictures; None before there is a proposal."""
    proposed = material.proposed
    if proposed is None:
        return None
    pictures = [_profile(proposed), _mixed(proposed), _authorities(proposed)]
    if not material.public:
        pictures.insert(0, _wishes(material, proposed))
    proven = "Proven best" if proposed.status == "optimal" else "The best that was found, not proven"
    return Section("match", "The match", words=[f"Proposal {proposed.number}. {proven}."], pictures=pictures)


def _wishes(material: Material, proposed: Proposed) -> Picture:
    """The heat map: a row for each entry by team, its own theme framed."""
    asked = wishes(material.session, material.cohort, proposed)
    names = [f"{one.team.number} \u00b7 {_short(one.seat)}" for one in asked.wishes]
    records = [
        {"name": name, "column": theme, "level": level, "mark": theme == one.team.theme}
        for name, one in zip(names, asked.wishes, strict=True)
        for theme, level in one.levels.items()
    ]
    rows = [
        [name, one.team.theme, *(str(one.levels.get(theme, "\u2013")) for theme in asked.themes)]
        for name, one in zip(names, asked.wishes, strict=True)
    ]
    return Picture(
        "wishes",
        "What each entry asked for, and what its team does",
        "A row for each entry, by team; the darker, the more it wanted the theme (5 the most). The theme of "
        "its team is framed.",
        grids.heat(records, asked.themes),
        ["team \u00b7 entry", "team's theme", *asked.themes],
        rows,
    )


def _profile(proposed: Proposed) -> Picture:
    levels = Counter(entry.level for team in proposed.teams for entry in team.entries)
    named = [(f"rated it {level}", levels[level]) for level in reversed(LEVELS)]
    named.append(("did not answer", levels[None]))
    return Picture(
        "profile",
        "How the entries rated the theme that their team has",
        f"{levels[5]} of {levels.total()} entries are in a team whose theme they rated 5.",
        bars.bars([{"name": name, "number": number} for name, number in named], unit="entries"),
        ["rating", "entries"],
        [[name, str(number)] for name, number in named],
    )


def _mixed(proposed: Proposed) -> Picture:
    kinds = ("councils", "sectors", "establishments", "people")
    counts = {_label(team): _mixture(team) for team in proposed.teams}
    least = min(count["councils"] for count in counts.values())
    return Picture(
        "mixed",
        "How mixed each team is",
        f"Councils, sectors, establishments and people in each team; at least {least} councils meet in each.",
        grids.circles(
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
    teams = [_label(team) for team in proposed.teams]
    places = Counter((_label(team), entry.authority) for team in proposed.teams for entry in team.entries)
    authorities = sorted({authority for _team, authority in places})
    return Picture(
        "authorities",
        "Which council's entries are in which team",
        "A circle for each council and team, as large as the number of entries in it.",
        grids.circles(
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


def _short(seat: Seated) -> str:
    return seat.name if seat.number == 1 else f"{seat.name} ({seat.number})"
