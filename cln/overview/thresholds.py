"""The rules of attention as they are in force for a cohort, and changing their thresholds."""

from dataclasses import dataclass

from sqlmodel import Session

from cln.attention.rules import RULES, Rule
from cln.errors import Refused, Usage
from cln.overview.queries import attention_settings
from cln.store import Change
from cln.tables.cohorts import Cohort
from cln.tables.people import AttentionSetting


@dataclass(frozen=True)
class Threshold:
    """A rule as it is in force; `threshold` is None while it is off."""

    rule: Rule
    threshold: float | None

    @property
    def id(self) -> str:
        """The rule's id."""
        return self.rule.id

    @property
    def sentence(self) -> str:
        """What it asks, with the number in force; with the default one while it is off."""
        return self.rule.says(self.rule.default if self.threshold is None else self.threshold)

    @property
    def differs(self) -> bool:
        """It is not taken as by default."""
        return self.threshold != self.rule.default


@dataclass(frozen=True)
class Changed:
    """A rule before and after a change."""

    cohort: str
    before: Threshold
    after: Threshold


def in_force(session: Session, cohort: Cohort) -> tuple[Threshold, ...]:
    """Every rule as it is in force, in the order in which reasons are listed; one query."""
    settings = attention_settings(session, cohort)
    return tuple(_in_force(rule, settings.get(rule.id)) for rule in RULES.values())


def show(session: Session, cohort: Cohort, name: str) -> Threshold:
    """One rule as it is in force.

    Raises:
        Usage: there is no such rule.
    """
    rule = _rule(name)
    return _in_force(rule, attention_settings(session, cohort).get(rule.id))


def alter(
    change: Change,
    cohort: Cohort,
    name: str,
    *,
    threshold: float | None = None,
    off: bool = False,
) -> Changed:
    """Set the threshold of a rule, turn it off, or (with neither) take it as by default again.

    Raises:
        Usage: there is no such rule.
        Refused: the threshold is below 0, or the cohort is closed.
    """
    rule = _rule(name)
    if cohort.closed_on is not None:
        raise Refused(f"{cohort.name} closed on {cohort.closed_on}; its rules stay as they are")
    if threshold is not None and not 0 <= threshold < float("inf"):
        raise Refused(f"the threshold of {rule.id} is a number from 0 up, not {threshold:g}")
    row = attention_settings(change.session, cohort).get(rule.id)
    before = _in_force(rule, row)
    if row is not None:
        change.delete(row)
    if off or (threshold is not None and threshold != rule.default):
        row = AttentionSetting(cohort_id=cohort.id or 0, rule=rule.id, threshold=threshold, off=off)
        change.add(row)
    else:
        row = None
    return Changed(cohort.name, before, _in_force(rule, row))


def _rule(name: str) -> Rule:
    if name not in RULES:
        raise Usage(f"there is no rule {name!r}; the rules of attention are: {', '.join(RULES)}")
    return RULES[name]


def _in_force(rule: Rule, row: AttentionSetting | None) -> Threshold:
    if row is None:
        return Threshold(rule, rule.default)
    return Threshold(rule, None if row.off else row.threshold)
