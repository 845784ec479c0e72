"""The independent judge: any assignment of entries to teams, whoever made it, by rules and objective."""

from collections import Counter
from dataclasses import dataclass, replace
from typing import Annotated

from pydantic import Field
from sqlmodel import Session

from cln.cohort import whom
from cln.cohort.queries import themes_of
from cln.cohort.whom import Which, choose_active
from cln.errors import Impossible, Refused, Usage
from cln.files.source import Source
from cln.match.problem import Input, read_input
from cln.match.queries import proposals_of
from cln.match.reading import Known, read
from cln.match.results import Levels
from cln.match.run import Run
from cln.matching import check
from cln.matching.problem import Entry, Facilitator, Strength, Verdict
from cln.screen.data import columns
from cln.store.rows import grouped
from cln.tables.cohorts import Cohort
from cln.tables.proposals import Proposal

OF_ENTRY = ("code", "sector", "number as entry", "name", "authority", "participants")
"""What is shown of an entry without a team."""


@dataclass(frozen=True)
class Reached:
    """What the teams of the file reach in a line of the objective. No solver is asked, so it has no bound."""

    name: str
    value: int


@dataclass(frozen=True)
class Judged:
    """What the judge says of a file."""

    cohort: str
    source: Annotated[str, Field(serialization_alias="file")]
    holds: bool
    """All rules that must hold do."""
    teams: int
    participants: int
    objective: tuple[Reached, ...]
    """In order of importance."""
    levels: Levels
    rules: tuple[Verdict, ...]
    not_judged: tuple[str, ...]
    """Rules about which the file says nothing."""
    without_a_team: tuple[Annotated[Entry, columns(*OF_ENTRY)], ...]
    """Who takes part in the cohort and has no team in the file."""
    best: Annotated[Proposal | None, columns("number as proposal", "objective")]
    """What the match reached on the same cohort with the same settings."""
    columns_not_used: tuple[str, ...]
    passed_over: tuple[str, ...]
    """Establishments and facilitators that the file names and that have withdrawn."""

    def refuse_broken(self) -> None:
        """Raise if a rule that must hold does not.

        Raises:
            Impossible: naming those rules.
        """
        broken = [rule.id for rule in self.rules if rule.must and not rule.holds]
        if broken:
            what = "a rule that must hold" if len(broken) == 1 else "rules that must hold"
            mend = f"mend the file, or let go of one with --relax {broken[0]}"
            raise Impossible(f"{self.source} breaks {what}: {', '.join(broken)}; {mend}")


def judge(session: Session, cohort: Cohort, source: Source, run: Run) -> Judged:
    """Judge the assignment in a file.

    Args:
        session: where the cohort is.
        cohort: the cohort.
        source: a CSV or XLSX file with the columns of `cln export teams`, as many as it needs.
        run: what is asked of this judgement only, as of a run of the match.

    Raises:
        Refused: the file cannot be read, or nobody takes part in the cohort.
        Usage: a rule that is relaxed does not exist.
    """
    given = read_input(session, cohort, run)
    problem = given.problem
    gone: dict[str, None] = {}
    file = read(source, cohort.name, _known(session, cohort, given, gone))
    teams = file.rows
    silent = () if "facilitators" in file.at else ("team-facilitator",)
    judged = replace(problem, strengths={**problem.strengths, **dict.fromkeys(silent, Strength.OFF)})
    rules = check.verdicts(judged, teams)
    seated = {entry.key for team in teams for entry in team.entries}
    return Judged(
        cohort=cohort.name,
        source=file.source,
        holds=all(rule.holds for rule in rules if rule.must),
        teams=len(teams),
        participants=sum(team.participants for team in teams),
        objective=tuple(Reached(name, value) for name, value in check.score(problem, teams).items()),
        levels=Counter(entry.level(team.theme) for team in teams for entry in team.entries),
        rules=rules,
        not_judged=silent,
        without_a_team=tuple(entry for entry in problem.entries if entry.key not in seated),
        best=_best(session, cohort, given),
        columns_not_used=file.unused,
        passed_over=tuple(dict.fromkeys((*(one.name for one in file.passed_over), *gone))),
    )


def _known(session: Session, cohort: Cohort, given: Input, gone: dict[str, None]) -> Known:
    """What the cells of a file can mean in this cohort; who has withdrawn is put among `gone`."""
    known = themes_of(session, cohort, every=True)
    theme_id = whom.theme(known, cohort)
    themes = {theme.id: theme.name for theme in known}

    of_code = grouped(given.enrolled, lambda one: one.establishment.code)

    def entry(which: Which) -> Entry:
        try:
            there = of_code.get(which.code, given.enrolled)
            return given.problem.by_key[choose_active(there, cohort, which).key]
        except Usage as error:
            several = f"{which.code} has several entries in {cohort.name}"
            raise ValueError(f"{several}; write the sector and the entry in this row") from error
        except Refused as error:
            raise ValueError(error.sentence) from error

    supporting = whom.Called(given.problem.facilitators)
    withdrawn = whom.Called(one for one in given.supporting if one.facilitator.withdrawn_on)

    def facilitator(name: str) -> Facilitator | None:
        called = supporting(name)
        if not called and (left := withdrawn(name)):
            gone[left[0].name] = None
            return None
        if len(called) > 1 and len(unaddressed := [one for one in called if not one.email]) == 1:
            return unaddressed[0]  # the others would be named by their address
        if len(called) == 1:
            return called[0]
        try:
            return whom.facilitator(given.problem.facilitators, cohort, name)
        except (Refused, Usage) as error:
            raise ValueError(error.sentence) from error

    return Known(entry, lambda name: themes[theme_id(name)], facilitator)


def _best(session: Session, cohort: Cohort, given: Input) -> Proposal | None:
    """The newest match of this very input, if there is one."""
    made = (one for one in reversed(proposals_of(session, cohort)) if one.origin == "match")
    return next((one for one in made if one.input_version == given.version), None)
