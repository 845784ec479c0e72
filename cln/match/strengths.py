"""How strictly each rule of a match is taken, as set for the cohort and for one run."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from cln.errors import Usage
from cln.match.run import Run
from cln.matching.problem import Strength
from cln.matching.rules import BY_ID, Rule
from cln.words import either_of

if TYPE_CHECKING:
    from cln.tables.settings import RuleSetting


def strengths_of(settings: "Mapping[str, RuleSetting]", run: Run) -> dict[str, Strength]:
    """The rules that are taken otherwise than by default: id -> how.

    Raises:
        Usage: a rule that is relaxed in this run does not exist.
    """
    relaxed = [rule_named(name).id for name in run.relax]
    set_here = {
        name: Strength(setting.strength)
        for name, setting in sorted(settings.items())
        if setting.strength is not None
    }
    return set_here | dict.fromkeys(relaxed, Strength.SHOULD)


def rule_named(name: str) -> Rule:
    """The rule with this id.

    Raises:
        Usage: there is none.
    """
    if name not in BY_ID:
        raise Usage(f"there is no rule {name!r}; {either_of(name, BY_ID, 'rules')}")
    return BY_ID[name]
