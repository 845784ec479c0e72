"""The rules of a match: how strictly each is taken, as set for the cohort and for one run."""

from dataclasses import dataclass, replace

from sqlmodel import Session

from cln.cohort import days
from cln.cohort.cohorts import check_limits
from cln.errors import Refused
from cln.match.limits import FORMS, limits_of
from cln.match.queries import rule_settings
from cln.match.run import Run
from cln.match.strengths import rule_named, strengths_of
from cln.matching import rules
from cln.matching.limits import Limits
from cln.matching.problem import Problem, Strength
from cln.matching.rules import RULES, Rule
from cln.store import Change
from cln.tables.cohorts import Cohort
from cln.tables.settings import RuleSetting

OF_COHORT = {"capacity": "capacity", "team-count": "teams"}
"""Rules whose limit is a column of the cohort itself, so that it stands in one place."""


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


def show(session: Session, cohort: Cohort, name: str) -> Setting:
    """One rule as it is in force.

    Raises:
        Usage: there is no such rule.
    """
    return _in_force(_problem(session, cohort), rule_named(name))


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
    rule = rule_named(name)
    days.refuse_closed(cohort, "its rules stay as they are")
    before = _in_force(_problem(change.session, cohort), rule)
    row = rule_settings(change.session, cohort).get(rule.id)
    written, taken = (None, None) if row is None or default else (row.limit, row.strength)
    if limit is not None or default:
        written = _write(cohort, rule, Limits() if limit is None else _read(rule, limit))
    if strength is not None:
        implied = strength is rule.strength and rule.id != "theme-teams"  # which a limit alone makes a must
        taken = None if implied else strength.value
    if written is not None or taken is not None:
        row = row or RuleSetting(cohort_id=cohort.id or 0, rule=rule.id)
        row.limit, row.strength = written, taken
        change.add(row)
    elif row is not None:  # it would say nothing
        change.delete(row)
    return Changed(cohort.name, before, _in_force(_problem(change.session, cohort), rule))


def _problem(session: Session, cohort: Cohort) -> Problem:
    """A problem without entries: the limits and strengths in force."""
    settings, run = rule_settings(session, cohort), Run()
    return Problem((), (), limits=limits_of(cohort, settings, run), strengths=strengths_of(settings, run))


def _in_force(problem: Problem, rule: Rule) -> Setting:
    form, strength = FORMS.get(rule.id), rules.strength(problem, rule)
    limit, default = (form.write(each) or None if form else None for each in (problem.limits, Limits()))
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
    if rule.id not in FORMS:
        raise Refused(f"{rule.id} has no limit; take it as --must, --should or --off")
    try:
        return replace(Limits(), **FORMS[rule.id].read(written))
    except ValueError as error:
        raise Refused(f"the limit of {rule.id}: {error}") from error


def _write(cohort: Cohort, rule: Rule, wanted: Limits) -> str | None:
    """Set the limit where the cohort itself has it; else how its row says it, None for the default."""
    if rule.id in OF_COHORT:
        column = OF_COHORT[rule.id]
        setattr(cohort, column, getattr(wanted, column))
        check_limits(cohort.teams, cohort.capacity, cohort.travel_km)
    elif rule.id in FORMS and FORMS[rule.id].write(wanted) != FORMS[rule.id].write(Limits()):
        return FORMS[rule.id].write(wanted)
    return None
