"""The numbers in the rules of a match."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """The numbers in the rules; defaults are the programme's."""

    teams: int = 8
    capacity: int = 100
    team_spread: int = 2
    """A team may differ from the mean by so many participants."""
    team_size: tuple[int, int] | None = None
    """The fewest and the most participants of a team, whatever the mean."""
    theme_teams: tuple[int, int] | None = None
    """The fewest and the most teams that share a theme."""
    sectors: int = 2
    facilitator_establishments: int = 10
    """Establishments of an authority for each of its key facilitators."""
    facilitator_load: int = 10
    """Establishments that a key facilitator can nurture."""
    team_authorities: int = 2
    authority_share: tuple[int, int] = (1, 2)
    """At most so large a part of a team's entries comes from one authority: (numerator, denominator)."""
    establishments: int = 40
    team_sectors: int = 2
    travel_km: float = 40.0
