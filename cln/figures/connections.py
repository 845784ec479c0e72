"""Who has worked with whom: pairs of establishments that shared a team."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from cln.figures.queries import Unit


@dataclass(frozen=True)
class Connection:
    """Two establishments that shared a team, in the order of their codes."""

    one: Unit
    other: Unit
    cohort_ids: tuple[int, ...]
    """Where they did, in the order of the units."""

    @property
    def across(self) -> bool:
        """They belong to different authorities."""
        return self.one.authority != self.other.authority


def connections(units: Iterable[Unit]) -> tuple[Connection, ...]:
    """Every pair once, whatever the number of teams they shared; departments of one code are one place."""
    teams = defaultdict[int, list[Unit]](list)
    for unit in units:
        if unit.team is not None:
            teams[unit.team].append(unit)
    pairs = dict[tuple[str, str], tuple[Unit, Unit, dict[int, None]]]()
    for members in teams.values():
        places = sorted((unit.establishment, number) for number, unit in enumerate(members))
        for ((code, _sector), one), ((other_code, _other_sector), other) in combinations(places, 2):
            if code == other_code:
                continue
            if (met := pairs.get((code, other_code))) is None:
                met = pairs[code, other_code] = (members[one], members[other], {})
            met[2][members[one].cohort_id] = None
    return tuple(
        Connection(one, other, tuple(cohorts)) for _codes, (one, other, cohorts) in sorted(pairs.items())
    )


def across(met: Sequence[Connection]) -> int:
    """How many of them cross the border of an authority."""
    return sum(connection.across for connection in met)
