"""The rules of a cohort as they are in force, and changing them."""

from dataclasses import dataclass, replace

from sqlmodel import Session

from cln.cohort.cohorts import check_limits
from cln.errors import Refused
from cln.match import limits
from cln.match.limits import DIALS, OF_COHORT
from cln.match.queries import rule_settings
from cln.match.run import Run
from cln.matching import rules
from cln.matching.problem import Limits, Problem, Strength
from cln.matching.rules import RULES, Rule
from cln.store import Change
from cln.tables.cohorts import Cohort
from cln.tables.steering import RuleSetting


@dataclass(frozen=True)
class Setting:
    """A rule as it is in force: its sentence with the numbers, how it is taken, and the default."""

    id: str
    sentence: str
    source: str
    strength: Strength
    limit: str | None
    """As it is written on the command line; None for a rule without a number."""
    default_strength: Strength
    default_limit: str | None
    differs: bool
    """It is not taken as by default."""


@dataclass(frozen=True)
class Changed:
    """A rule before and after a change."""

    cohort: str
    before: Setting
    after: Setting


def listing(session: Session, cohort: Cohort) -> tuple[Setting, ...]:
    """Every rule as it is in force for the cohort, in the order in which they are reported."""
    problem = _problem(session, cohort)
    return tuple(_in_force(problem, rule) for rule in RULES)


def show(session: Session, cohort: Cohort, rule: str) -> Setting:
    """One rule as it is in force.

    Raises:
        Usage: there is no such rule.
    """
    return _in_force(_problem(session, cohort), limits.rule(rule))


def alter(
    change: Change,
    cohort: Cohort,
    name: str,
    *,
    limit: str | None = None,
    strength: Strength | None = None,
    default: bool = False,
) -> Changed:
    """Set the limit of a rule, or how strictly it is taken; or take it as by default again.

    Raises:
        Usage: there is no such rule.
        Refused: it has no limit, or not such a one; or the cohort is closed.
    """
    rule = limits.rule(name)
    if cohort.closed_on is not None:
        raise Refused(f"{cohort.name} closed on {cohort.closed_on}; its rules stay as they are")
    before = _in_force(_problem(change.session, cohort), rule)
    row = rule_settings(change.session, cohort).get(rule.id)
    written, taken = (None, None) if row is None or default else (row.limit, row.strength)
    if limit is not None or default:
        wanted = Limits() if limit is None else _read(rule, limit)
        written = _write(cohort, rule, wanted)
    if strength is not None:
        implied = strength is rule.strength and rule.id != "theme-teams"  # which a limit alone makes a must
        taken = None if implied else strength.value
    _keep(change, cohort, rule, row, written, taken)
    return Changed(cohort.name, before, _in_force(_problem(change.session, cohort), rule))


def _problem(session: Session, cohort: Cohort) -> Problem:
    """A problem without entries: the limits and strengths in force."""
    settings = rule_settings(session, cohort)
    return Problem(
        (), (), limits=limits.of_run(cohort, settings, Run()), strengths=limits.strengths(settings)
    )


def _in_force(problem: Problem, rule: Rule) -> Setting:
    dial, strength = DIALS.get(rule.id), rules.strength(problem, rule)
    limit, default = (dial.write(each) or None if dial else None for each in (problem.limits, Limits()))
    return Setting(
        id=rule.id,
        sentence=rule.says(problem.limits),
        source=rule.source,
        strength=strength,
        limit=limit,
        default_strength=rule.strength,
        default_limit=default,
        differs=(strength, limit) != (rule.strength, default),
    )


def _read(rule: Rule, written: str) -> Limits:
    """The default limits but for the one that is written."""
    if rule.id not in DIALS:
        raise Refused(f"{rule.id} has no limit; take it as --must, --should or --off")
    try:
        return replace(Limits(), **DIALS[rule.id].read(written))
    except ValueError as error:
        raise Refused(f"the limit of {rule.id}: {error}") from error


def _write(cohort: Cohort, rule: Rule, wanted: Limits) -> str | None:
    """Set the limit where the cohort itself has it; else how its row says it, None for the default."""
    if rule.id in OF_COHORT:
        column = OF_COHORT[rule.id]
        setattr(cohort, column, getattr(wanted, column))
        check_limits(cohort.teams, cohort.capacity, cohort.travel_km)
    elif rule.id in DIALS and DIALS[rule.id].write(wanted) != DIALS[rule.id].write(Limits()):
        return DIALS[rule.id].write(wanted)
    return None


def _keep(
    change: Change,
    cohort: Cohort,
    rule: Rule,
    row: RuleSetting | None,
    limit: str | None,
    strength: str | None,
) -> None:
    """A row that says nothing is none."""
    if limit is None and strength is None:
        if row is not None:
            change.delete(row)
    elif row is None:
        change.add(RuleSetting(cohort_id=cohort.id or 0, rule=rule.id, limit=limit, strength=strength))
    else:
        row.limit, row.strength = limit, strength
