"""Options of several commands of the match."""

from dataclasses import dataclass
from typing import Annotated, Any

import typer

from cln import completion
from cln.arguments import BY_NAME
from cln.matching.problem import Preference
from cln.meant import Known, Typed, Where
from cln.options import TeamSize, ThemeTeams


def rule_names() -> list[str]:
    """The rules of the match."""
    from cln.matching.rules import RULES

    return [rule.id for rule in RULES]


def rule_typed(words: str) -> Typed:
    """Words for a rule of the match."""

    def rules(_: Where) -> list[Known]:
        return [Known(name, name, name) for name in rule_names()]

    return Typed(words, "rule", "the match", rules, "cln cohort rules", by_command=True)


@dataclass(frozen=True)
class RunOptions:
    """What can be asked of one run of the match, or of one judgement by its rules."""

    profile: Annotated[
        Preference | None,
        typer.Option(
            help="generous (the default): fewest at level 1, then 2, 3, 4; greedy: most at level 5, then 4, "
            "3, 2; total: the largest sum of levels.",
            case_sensitive=False,
        ),
    ] = None
    relax: Annotated[
        list[str] | None,
        typer.Option(
            parser=rule_typed,
            autocompletion=completion.fixed(rule_names),
            metavar="RULE",
            help="Only should hold this time; may be given again.",
        ),
        BY_NAME,
    ] = None
    teams: Annotated[int | None, typer.Option(min=1, metavar="N", help="How many teams, this time.")] = None
    capacity: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", help="How many participants can be in teams, this time."),
    ] = None
    team_size: TeamSize = None
    theme_teams: ThemeTeams = None

    @property
    def asked(self) -> dict[str, Any]:
        """What was asked for, by the names that a `Run` has; what is None was not."""
        given = ((name, value) for name, value in vars(self).items() if value)
        return {name: tuple(value) if isinstance(value, list) else value for name, value in given}
