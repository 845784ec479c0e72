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
    pairs: dict[tuple[str, str], list[tuple[Unit, Unit]]] = defaultdict(list)
    for members in teams.values():
        for pair in combinations(sorted(members, key=lambda unit: unit.establishment), 2):
            one, other = (unit.establishment[0] for unit in pair)
            if one != other:
                pairs[one, other].append(pair)
    return tuple(
        Connection(*met[0], tuple(dict.fromkeys(one.cohort_id for one, _other in met)))
        for _codes, met in sorted(pairs.items())
    )


def across(met: Sequence[Connection]) -> int:
    """How many of them cross the border of an authority."""
    return sum(connection.across for connection in met)
