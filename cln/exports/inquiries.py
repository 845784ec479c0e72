"""The export of the projects: each inquiry in a row, from hunch to sharing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import attrgetter

from cln.exports.columns import COHORT, PROJECT, TEAM, THEME, TITLE
from cln.exports.scope import Scope
from cln.files.columns import About, Column, Kind, Table, Value
from cln.projects.queries import LESSON, OnRecord, projects_of
from cln.tables.inquiry import Measure
from cln.tables.projects import Project

JOINT = " | "
"""Between several texts in one cell."""


@dataclass(frozen=True)
class _Inquiry:
    """A project on record."""

    cohort: str
    on_record: OnRecord

    @property
    def project(self) -> Project:
        return self.on_record.project

    @property
    def team(self) -> int:
        return self.on_record.team.number

    @property
    def theme(self) -> str:
        return self.on_record.theme


def inquiries(scope: Scope) -> Table:
    """A row for each project, ended ones too."""
    columns = (
        *(COHORT, PROJECT, TITLE, TEAM, THEME),
        Column("facilitators", "Who nurtures its team", _facilitators, about=About.PERSON),
        Column("opened_on", "Day on which it was opened", attrgetter("project.opened_on"), Kind.DAY),
        Column(
            "stage",
            "The furthest stage that is done: hunch, question, plan, observation, impact, shared",
            _stage,
        ),
        _words("hunch", "What the team suspected at first", lambda one: one.project.hunch),
        Column("question", "Its inquiry question, the newest version", _question("text"), about=About.WORDS),
        Column(
            "question_version",
            "How often the question was written",
            _question("version"),
            Kind.WHOLE,
            "versions",
        ),
        Column(
            "agreed_on", "Day on which a senior leader agreed the question", _question("agreed_on"), Kind.DAY
        ),
        Column("agreed_by", "The senior leader who agreed it", _question("agreed_by"), about=About.PERSON),
        _measures("quantitative_measures", "Measures in numbers", lambda one: one.kind == "quantitative"),
        _measures("qualitative_measures", "Measures in words", lambda one: one.kind == "qualitative"),
        _measures("baselines", "Measures that have a value before", lambda one: one.baseline is not None),
        Column(
            "observed_on",
            "Day of the first direct observation",
            attrgetter("on_record.observed_on"),
            Kind.DAY,
        ),
        _impact("impact_learners", "Impact on learners", "learners"),
        _impact("impact_practice", "Impact on practice", "practice"),
        _impact("impact_organisation", "Impact on the organisation", "organisation"),
        _impact("lessons", "Lessons learned", LESSON),
        _words(
            "shared_with",
            "With whom it was shared",
            lambda one: JOINT.join(shared.audience for shared in one.on_record.sharings),
        ),
        Column(
            "log_entries",
            "Log entries that stand",
            attrgetter("on_record.log_entries"),
            Kind.WHOLE,
            "log entries",
        ),
        Column("logged_on", "Day of the latest log entry", attrgetter("on_record.logged_on"), Kind.DAY),
        Column("rag", "Newest judgement: red, amber or green", _judgement("rag", str)),
        Column("progress", "Newest progress score", _judgement("progress", float), Kind.NUMBER, "0.5 to 5.0"),
        Column("ended_on", "Day on which it was given up", attrgetter("project.ended_on"), Kind.DAY),
        _words("ended_reason", "Why it was given up", lambda one: one.project.ended_reason),
    )
    return Table.of("projects", "Projects, from hunch to sharing", columns, _inquiries(scope))


def _inquiries(scope: Scope) -> Iterator[_Inquiry]:
    for cohort in scope.cohorts:
        for one in projects_of(scope.session, cohort):
            yield _Inquiry(cohort.name, one)


def _facilitators(one: _Inquiry) -> str | None:
    return "; ".join(person.name for person in one.on_record.facilitators) or None


def _stage(one: _Inquiry) -> str | None:
    reached = one.on_record.stage
    return reached.value if reached else None


def _question(field: str) -> Callable[[_Inquiry], Value]:
    """What the newest version of the question holds; None before there is one."""
    return lambda one: getattr(one.on_record.question, field, None)


def _judgement(kind: str, read: Callable[[str], str | float]) -> Callable[[_Inquiry], Value]:
    """The newest judgement of a kind; None before there is one."""

    def get(one: _Inquiry) -> Value:
        judgement = one.on_record.newest(kind)
        return read(judgement.value) if judgement else None

    return get


def _words(name: str, meaning: str, get: Callable[[_Inquiry], str | None]) -> Column:
    """Free text; None where there is none."""
    return Column(name, meaning, lambda one: get(one) or None, about=About.WORDS)


def _measures(name: str, meaning: str, counts: Callable[[Measure], bool]) -> Column:
    """How many measures of a project are so."""
    return Column(name, meaning, lambda one: sum(map(counts, one.on_record.measures)), Kind.WHOLE, "measures")


def _impact(name: str, meaning: str, level: str) -> Column:
    """The texts on one level of impact, joined."""
    return _words(
        name, meaning, lambda one: JOINT.join(i.text for i in one.on_record.impacts if i.level == level)
    )
