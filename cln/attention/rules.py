"""The rules of attention, in the order in which their reasons are listed.

Each is one function below: it looks at a cohort on one day, and says of what needs attention why, and which
command is the next step. Its sentence, threshold and unit stand above it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile
from math import ceil
from typing import NamedTuple

from cln.attention.facts import Gathering, Inquiry, Member, Picture, Team
from cln.inquiry.stages import Lack, remedy
from cln.programme import MeasureKind

FEW = 3
"""Fewer respondents say nothing about an event."""


@dataclass(frozen=True)
class Reason:
    """Why something needs attention, and the command that is the next step."""

    rule: str
    sentence: str
    command: str
    team: int | None = None
    """None for what concerns the whole cohort."""
    project: int | None = None
    """None for what concerns a team with all its projects."""


Need = tuple[Inquiry | Team | None, str, str]
"""What needs attention (None: the whole cohort), why, and the next command."""
Find = Callable[[Picture, float], Iterator[Need]]
"""How a rule finds them: from a picture, with the threshold in force."""


class Rule(NamedTuple):
    """One rule; `{n}` in its sentence stands for the threshold with its unit."""

    id: str
    sentence: str
    unit: str
    """What the threshold counts: one of it, in words."""
    default: float
    find: Find

    def says(self, threshold: float) -> str:
        """Its sentence with the threshold in force."""
        return self.sentence.format(n=some(threshold, self.unit))

    def look(self, picture: Picture, threshold: float) -> Iterator[Reason]:
        """What needs attention by this rule."""
        for about, sentence, command in self.find(picture, threshold):
            if isinstance(about, Inquiry):
                yield Reason(self.id, sentence, command, about.team, about.number)
            else:
                yield Reason(self.id, sentence, command, about.number if about else None)


RULES: dict[str, Rule] = {}
"""Every rule by its id."""


def reasons(picture: Picture, thresholds: Mapping[str, float | None]) -> tuple[Reason, ...]:
    """What needs attention, rule by rule.

    Args:
        picture: the cohort on one day.
        thresholds: rule -> its threshold, where not the default; None turns it off.
    """
    in_force = ((rule, thresholds.get(rule.id, rule.default)) for rule in RULES.values())
    return tuple(
        reason for rule, limit in in_force if limit is not None for reason in rule.look(picture, limit)
    )


def rule(name: str, sentence: str, unit: str, default: float) -> Callable[[Find], Find]:
    """Make a function the rule of this name."""

    def register(find: Find) -> Find:
        RULES[name] = Rule(name, sentence, unit, default, find)
        return find

    return register


def some(number: float, unit: str) -> str:
    """ "1 day", "14 days"; without a unit only the number."""
    return f"{number:g} {unit}{'s' * (number != 1)}" if unit else f"{number:g}"


@rule("question", "By {n} after event 3 a senior leader has agreed the question.", "day", 14)
def question(picture: Picture, days: float) -> Iterator[Need]:
    """Most projects stalled there."""
    for one, passed, after in _since(picture, 3):
        if one.facts.agreed_on is None and passed >= days:
            asked = one.facts.question_on is not None
            what = "No senior leader has agreed its question" if asked else "It has no question"
            lack = Lack.AGREEMENT if asked else Lack.QUESTION
            yield one, f"{what}, {after}.", remedy(lack, one.number)


@rule("log", "No project is without a log entry for {n}.", "week", 6)
def log(picture: Picture, weeks: float) -> Iterator[Need]:
    """Somebody visits a project now and then, until it has been shared."""
    for one in picture.inquiries:
        last = one.logged_on or one.opened_on
        passed = (picture.today - last).days
        if one.facts.shared_on is None and passed >= weeks * 7:
            since = f"since {last}" if one.logged_on else f"since it was opened on {last}"
            yield (
                one,
                f"No log entry for {some(passed // 7, 'week')}, {since}.",
                f'cln log {one.number} "..."',
            )


@rule("absences", "No establishment stays away from {n} running.", "event", 2)
def absences(picture: Picture, events: float) -> Iterator[Need]:
    """Nobody of an establishment came to so many events running."""
    for team, member in _members(picture):
        missed = list(takewhile(lambda visit: not visit.present, reversed(member.visits)))
        before = member.visits[: len(member.visits) - len(missed)]
        if missed and len(missed) >= events:
            apologies = sum(bool(visit.apologies) for visit in missed)
            what = f"Nobody of {member.label} came to the last {some(len(missed), 'event')}"
            sorry = f" ({apologies} with apologies)" if apologies else ""
            when = f"seen last at event {before[-1].event} on {before[-1].on}" if before else "never seen yet"
            yield team, f"{what}{sorry}; {when}.", f"cln cohort people {member.reference}"


@rule("promoted", "After {n} a promoted member of staff of each establishment has come.", "event", 2)
def promoted(picture: Picture, events: float) -> Iterator[Need]:
    """Without a promoted member of staff nobody can agree a question."""
    for team, member in _members(picture):
        came = sum(visit.promoted for visit in member.visits)
        if member.visits and len(member.visits) >= events and not came:
            held = some(len(member.visits), "event")
            what = f"No promoted member of staff of {member.label} came to any of {held}."
            yield team, what, f"cln cohort people {member.reference}"


@rule("baseline", "By {n} after event 4 a measure has a baseline.", "day", 0)
def baseline(picture: Picture, days: float) -> Iterator[Need]:
    """After event 4 it is too late for a baseline."""
    for one, passed, after in _since(picture, 4):
        plan = one.facts.measures
        if passed >= days and not any(measure.baseline_on for measure in plan):
            what = f"None of its {some(len(plan), 'measure')} has a baseline" if plan else "It has no plan"
            lack = Lack.BASELINE if plan else Lack.QUANTITATIVE
            yield one, f"{what}, {after}.", remedy(lack, one.number)


@rule("measures", "By {n} after a plan was begun it has measures of both kinds.", "day", 7)
def measures(picture: Picture, days: float) -> Iterator[Need]:
    """A plan has numbers and words."""
    lacks = {MeasureKind.QUANTITATIVE: Lack.QUALITATIVE, MeasureKind.QUALITATIVE: Lack.QUANTITATIVE}
    for one in picture.inquiries:
        kinds = {MeasureKind(measure.kind) for measure in one.facts.measures}
        if len(kinds) != 1:
            continue
        began = min(measure.planned_on for measure in one.facts.measures)
        passed, [kind] = (picture.today - began).days, kinds
        if passed >= days:
            sentence = f"Its plan has only {kind.value} measures, {some(passed, 'day')} after it was begun."
            yield one, sentence, remedy(lacks[kind], one.number)


@rule("facilitator", "Each team has {n}.", "key facilitator", 1)
def facilitator(picture: Picture, people: float) -> Iterator[Need]:
    """Each team has its key facilitators."""
    for team in picture.teams:
        number = team.key_facilitators
        if number < people:
            has = some(number, "key facilitator") if number else "no key facilitator"
            of = "" if people <= 1 else f" of {people:g}"
            yield team, f"It has {has}{of}.", f"cln team facilitator {team.number} NAME"


@rule("team-size", "After withdrawals a team has at most {n} fewer than the mean.", "participant", 2)
def team_size(picture: Picture, people: float) -> Iterator[Need]:
    """After withdrawals a team is still large enough: not much smaller than the mean team was."""
    mean = sum(team.participants_then for team in picture.teams) / max(1, len(picture.teams))
    least = ceil(mean - people)
    for team in picture.teams:
        if team.participants < least and team.participants < team.participants_then:
            left = f"It has {some(team.participants, 'participant')} left of {team.participants_then}"
            sentence = f"{left}; {least} are the fewest that it should have."
            yield team, sentence, f"cln match --from {picture.latest_edit}"


@rule("placed", "At most {n} of the cohort sit in no team.", "participant", 0)
def placed(picture: Picture, people: float) -> Iterator[Need]:
    """Whoever takes part sits in a team, those too who wait, join late or come back."""
    if sum(one.participants for one in picture.without_team) > people:
        for one in picture.without_team:
            who = f"{one.label} with {some(one.participants, 'participant')}"
            yield None, f"{who} sits in no team: {one.reason}.", one.command


@rule("event", "By {n} after an event somebody has said whether it was held.", "day", 1)
def event(picture: Picture, days: float) -> Iterator[Need]:
    """Somebody says of each event whether it was held."""
    for one in picture.gatherings:
        if one.status == "scheduled" and one.on and (picture.today - one.on).days >= days:
            passed = some((picture.today - one.on).days, "day")
            late = f"{_event(one)} was to be on {one.on}, {passed} ago"
            sector = f" --sector {one.sector}" if one.sector else ""
            yield (
                None,
                f"{late}; nobody has said whether it was held.",
                f"cln event hold {one.number}{sector}",
            )


@rule("feedback", "An event is rated {n} of 5 or better.", "", 3)
def feedback(picture: Picture, rating: float) -> Iterator[Need]:
    """Those who came found the event worth their while."""
    for one in picture.gatherings:
        if one.rating is not None and one.rating < rating and one.respondents >= FEW:
            sentence = f"{_event(one)} was rated {one.rating:.1f} of 5 by {one.respondents} people."
            yield None, sentence, f"cln event feedback {one.number}"


@rule("project", "By {n} after event 2 each team has a project.", "day", 14)
def project(picture: Picture, days: float) -> Iterator[Need]:
    """Each team has a project soon after event 2."""
    running = {one.team for one in picture.inquiries}
    for team in picture.teams:
        day = picture.day_of(2, team.number)
        if team.number not in running and day and (picture.today - day).days >= days:
            passed = some((picture.today - day).days, "day")
            sentence = f"It has no project, {passed} after event 2 on {day}."
            yield team, sentence, f"cln project open {team.number}"


def _since(picture: Picture, number: int) -> Iterator[tuple[Inquiry, int, str]]:
    """Each project with the days since an event, and that in words."""
    for one in picture.inquiries:
        if day := picture.day_of(number, one.team):
            passed = (picture.today - day).days
            yield one, passed, f"{some(passed, 'day')} after event {number} on {day}"


def _members(picture: Picture) -> Iterator[tuple[Team, Member]]:
    return ((team, member) for team in picture.teams for member in team.members)


def _event(one: Gathering) -> str:
    return f"Event {one.number}" + (f" for {one.sector}" if one.sector else "")
