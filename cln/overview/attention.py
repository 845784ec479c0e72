"""What needs attention in a cohort on a day, and the rules by which it does, with the cohort's thresholds.

What people think of a project stands beside it: neither overwrites the other.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, TypeVar

from pydantic import Field
from sqlmodel import Session, select

from cln.attention.facts import Team, Teamless
from cln.attention.rules import RULES, Reason, Rule, reasons
from cln.cohort import days
from cln.errors import Refused, Usage
from cln.match.queries import supporting
from cln.match.standing import latest_edit
from cln.overview.facts import OnDay, draw, on_day
from cln.projects.as_of import projects_on
from cln.projects.projects import Opinion, Standing
from cln.projects.queries import OnRecord
from cln.screen.data import columns
from cln.store import Change
from cln.tables.cohorts import Cohort
from cln.tables.facilitators import Facilitator
from cln.tables.thresholds import AttentionSetting
from cln.words import count, either_of, fold

Advised = TypeVar("Advised", Reason, Teamless)
"""What the next command is told of."""


@dataclass(frozen=True)
class Watched(Standing):
    """A project and the reasons why it needs attention: its own and its team's; none once it has ended."""

    attention: tuple[Annotated[Reason, columns("rule", "sentence", "command")], ...]


@dataclass(frozen=True)
class Attention:
    """What needs attention on a day."""

    cohort: str
    on: date
    as_of: Annotated[date, Field(exclude=True)]
    """Of what is on record, what had happened by this day."""
    projects: int
    """How many run."""
    need_attention: int
    """How many of them need attention."""
    reasons: tuple[Reason, ...]
    teams: Annotated[tuple[Team, ...], Field(exclude=True)]
    without_team: Annotated[tuple[Teamless, ...], Field(exclude=True)]
    watched: Annotated[tuple[Watched, ...], Field(exclude=True)]
    """All projects by number, ended ones too."""

    @property
    def in_short(self) -> str:
        """How many projects need attention; where none runs, that something else does."""
        sentence = needing(self.need_attention, self.projects)
        if self.projects:
            return sentence
        return f"{sentence}{'' if self.watched else ' yet'}; this needs attention"

    @property
    def in_need(self) -> tuple[Watched, ...]:
        """The projects that need attention."""
        return tuple(one for one in self.watched if one.attention)


@dataclass(frozen=True)
class Threshold:
    """A rule as it is in force."""

    id: str
    sentence: str
    """With the number in force; with the default one while it is off."""
    threshold: float | int | None
    """None while it is off."""
    unit: str
    default: float | int
    differs: bool
    """It is not taken as by default."""

    @classmethod
    def of(cls, rule: Rule, row: AttentionSetting | None) -> "Threshold":
        """A rule as the cohort's setting has it; without one as by default."""
        number = rule.default if row is None else None if row.off else row.threshold
        sentence = rule.says(rule.default if number is None else number)
        return cls(rule.id, sentence, number, rule.unit, rule.default, number != rule.default)


@dataclass(frozen=True)
class Changed:
    """A rule before and after a change."""

    cohort: str
    before: Threshold
    after: Threshold


def needing(in_need: int, running: int) -> str:
    """How many of the running projects need attention."""
    if not running:
        return "no project is running"
    return f"{in_need} of {count(running, 'running project')} {'needs' if in_need == 1 else 'need'} attention"


def watch(
    session: Session,
    cohort: Cohort,
    on: date | None = None,
    of: Facilitator | None = None,
    day: OnDay | None = None,
) -> Attention:
    """What needs attention on a day; a closed cohort is seen as on the day it closed. Some twenty queries.

    Args:
        session: where the cohort is.
        cohort: the cohort.
        on: the day; None: today, by all that is on record.
        of: a facilitator: then only of their teams and projects, without what concerns the whole cohort, and
            without the words that others wrote beside their judgements.
        day: what was read of the cohort on that day, if it was.
    """
    day = day or on_day(session, cohort, on)
    records = projects_on(session, cohort, day.as_of)
    by_team = supporting(session, day.accepted, day.as_of) if day.accepted else {}
    latest = latest_edit(session, cohort, day.accepted) if day.accepted and on is None else day.accepted
    picture = draw(session, cohort, day, records, latest, by_team)
    thresholds = {one.id: one.threshold for one in in_force(session, cohort)}
    listed = tuple(_called(one, day.calling) for one in reasons(picture, thresholds))
    teams = picture.teams
    if of is not None:
        theirs = {team for team, there in by_team.items() if any(one.id == of.id for one in there)}
        teams = tuple(one for one in teams if one.number in theirs)
        records = [one for one in records if one.team.number in theirs]
        listed = tuple(one for one in listed if one.team in theirs)
    watched = tuple(_watched(cohort, one, listed, of) for one in records)
    return Attention(
        cohort=cohort.name,
        on=day.today,
        as_of=day.as_of,
        projects=sum(one.running for one in records),
        need_attention=sum(bool(one.attention) for one in watched),
        reasons=listed,
        teams=teams,
        without_team=tuple(_called(one, day.calling) for one in picture.without_team),
        watched=watched,
    )


def _called(one: Advised, calling: str) -> Advised:
    """With its command as it is to be typed where the cohort must be named; without, where none is given."""
    return replace(one, command=one.command.replace("cln ", calling) if calling else "")


def _watched(cohort: Cohort, record: OnRecord, listed: Iterable[Reason], of: Facilitator | None) -> Watched:
    number, team = record.number, record.team.number
    own = [one for one in listed if one.project == number or (one.project is None and one.team == team)]
    project = Watched.of(cohort, record, attention=tuple(own) if record.running else ())
    if of is None:
        return project
    rag, progress = _discreet(project.rag, of.name), _discreet(project.progress, of.name)
    return replace(project, rag=rag, progress=progress)


def _discreet(opinion: Opinion | None, reader: str) -> Opinion | None:
    """Without the comment, unless the reader wrote it."""
    if opinion is None or fold(opinion.who) == fold(reader):
        return opinion
    return replace(opinion, comment="")


def in_force(session: Session, cohort: Cohort) -> list[Threshold]:
    """Every rule as it is in force, in the order in which reasons are listed; one query."""
    settings = _settings(session, cohort)
    return [Threshold.of(rule, settings.get(rule.id)) for rule in RULES.values()]


def show(session: Session, cohort: Cohort, name: str) -> Threshold:
    """One rule as it is in force.

    Raises:
        Usage: there is no such rule.
    """
    rule = _rule(name)
    return Threshold.of(rule, _settings(session, cohort).get(rule.id))


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
    days.refuse_closed(cohort, "its rules stay as they are")
    if threshold is not None and not 0 <= threshold < float("inf"):
        raise Refused(f"the threshold of {rule.id} is a number from 0 up, not {threshold:g}")
    row = _settings(change.session, cohort).get(rule.id)
    before = Threshold.of(rule, row)
    if row is not None:
        change.delete(row)
    if off or (threshold is not None and threshold != rule.default):
        row = AttentionSetting(cohort_id=cohort.id or 0, rule=rule.id, threshold=threshold, off=off)
        change.add(row)
    else:
        row = None
    return Changed(cohort.name, before, Threshold.of(rule, row))


def _rule(name: str) -> Rule:
    if name not in RULES:
        raise Usage(f"there is no rule {name!r}; {either_of(name, RULES, 'rules of attention')}")
    return RULES[name]


def _settings(session: Session, cohort: Cohort) -> dict[str, AttentionSetting]:
    """Rule -> how the cohort takes it, where not as by default; one query."""
    query = select(AttentionSetting).where(AttentionSetting.cohort_id == cohort.id)
    return {setting.rule: setting for setting in session.exec(query)}
