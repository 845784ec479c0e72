"""What is asked of one run of the match, beside what is set for the cohort."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

from cln.matching.problem import Preference
from cln.tables.proposals import is_drawn

_LIMITS = ("teams", "capacity", "team_size", "theme_teams")


@dataclass(frozen=True)
class Run:
    """One run of the match. What is None is as the cohort has it."""

    relax: tuple[str, ...] = ()
    """Ids of rules that only should hold this time."""
    profile: Preference = Preference.GENEROUS
    teams: int | None = None
    capacity: int | None = None
    team_size: tuple[int, int] | None = None
    """The fewest and the most participants of a team."""
    theme_teams: tuple[int, int] | None = None
    """The fewest and the most teams that share a theme."""
    by_lot: bool = True
    """Among equals those go first who waited before, then the lot decides. False for a proposal from before
    there was a lot, and for what is made from it: there the order of codes does."""

    @property
    def limits(self) -> dict[str, Any]:
        """The limits of this run only, as the matching names them."""
        return {name: value for name in _LIMITS if (value := getattr(self, name)) is not None}

    def settings(self) -> dict[str, Any]:
        """What a proposal keeps of it, as plain data."""
        return {
            "relaxed": sorted(self.relax),
            "profile": self.profile.value,
            "limits_of_run": self.limits,
            "by_lot": self.by_lot,
        }

    def but(self, asked: Mapping[str, Any]) -> Self:
        """The same run but for what is asked by name; rules that it relaxed stay so."""
        relax = (*self.relax, *(rule for rule in asked.get("relax", ()) if rule not in self.relax))
        return replace(self, **{**asked, "relax": relax})

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> Self:
        """The run that a proposal with these settings came from."""
        limits: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in settings.get("limits_of_run", {}).items()
        }
        profile = Preference(settings.get("profile", "generous"))
        return cls(tuple(settings["relaxed"]), profile, **limits, by_lot=is_drawn(settings))
