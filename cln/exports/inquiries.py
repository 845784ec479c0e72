"""The export of the projects: each inquiry in a row, from hunch to sharing."""

from collections.abc import Iterator

from cln.exports import queries
from cln.exports.scope import COHORT, TEAM, THEME, Scope
from cln.exports.tracks import PROJECT, TITLE
from cln.files.columns import About, Field, Kind, Row, Table
from cln.inquiry import stages
from cln.projects.queries.projects import LESSON, OnRecord, projects_of
from cln.tables.projects import Impact

JOINT = " | "
"""Between several texts in one cell."""


def inquiries(scope: Scope) -> Table:
    """A row for each project, ended ones too."""
    fields = (
        *(COHORT, PROJECT, TITLE, TEAM, THEME),
        Field("facilitators", "Who nurtures its team", about=About.PERSON),
        Field("opened_on", "Day on which it was opened", Kind.DAY),
        Field("stage", "The furthest stage that is done: hunch, question, plan, observation, impact, shared"),
        Field("hunch", "What the team suspected at first", about=About.WORDS),
        Field("question", "Its inquiry question, the newest version", about=About.WORDS),
        Field("question_version", "How often the question was written", Kind.WHOLE, "versions"),
        Field("agreed_on", "Day on which a senior leader agreed the question", Kind.DAY),
        Field("agreed_by", "The senior leader who agreed it", about=About.PERSON),
        Field("quantitative_measures", "Measures in numbers", Kind.WHOLE, "measures"),
        Field("qualitative_measures", "Measures in words", Kind.WHOLE, "measures"),
        Field("baselines", "Measures that have a value before", Kind.WHOLE, "measures"),
        Field("observed_on", "Day of the first direct observation", Kind.DAY),
        Field("impact_learners", "Impact on learners", about=About.WORDS),
        Field("impact_practice", "Impact on practice", about=About.WORDS),
        Field("impact_organisation", "Impact on the organisation", about=About.WORDS),
        Field("lessons", "Lessons learned", about=About.WORDS),
        Field("shared_with", "With whom it was shared", about=About.WORDS),
        Field("log_entries", "Log entries that stand", Kind.WHOLE, "log entries"),
        Field("logged_on", "Day of the latest log entry", Kind.DAY),
        Field("rag", "Newest judgement: red, amber or green"),
        Field("progress", "Newest progress score", Kind.NUMBER, "0.5 to 5.0"),
        Field("ended_on", "Day on which it was given up", Kind.DAY),
        Field("ended_reason", "Why it was given up", about=About.WORDS),
    )
    return Table("projects", "Projects, from hunch to sharing", fields, _rows(scope))


def _rows(scope: Scope) -> Iterator[Row]:
    for cohort in scope.cohorts:
        impacts = queries.impacts(scope.session, cohort)
        sharings = queries.sharings(scope.session, cohort)
        for one in projects_of(scope.session, cohort):
            yield (
                cohort.name,
                *_inquiry(one),
                *_joined(impacts[one.id], ("learners", "practice", "organisation", LESSON)),
                JOINT.join(sharings[one.id]) or None,
                *_standing(one),
            )


def _inquiry(one: OnRecord) -> Row:
    project, question = one.project, one.question
    reached = stages.reached(stages.steps(one.facts))
    kinds = [measure.kind for measure in one.measures]
    return (
        project.number,
        project.title,
        one.team.number,
        one.theme,
        "; ".join(person.name for person in one.facilitators) or None,
        project.opened_on,
        reached.value if reached else None,
        project.hunch or None,
        question.text if question else None,
        question.version if question else None,
        question.agreed_on if question else None,
        question.agreed_by if question else None,
        kinds.count("quantitative"),
        kinds.count("qualitative"),
        sum(measure.baseline is not None for measure in one.measures),
        one.observed_on,
    )


def _joined(texts: list[Impact], levels: tuple[str, ...]) -> Row:
    return tuple(JOINT.join(one.text for one in texts if one.level == level) or None for level in levels)


def _standing(one: OnRecord) -> Row:
    rag, progress = one.judgements.get("rag"), one.judgements.get("progress")
    return (
        one.log_entries,
        one.logged_on,
        rag.value if rag else None,
        float(progress.value) if progress else None,
        one.project.ended_on,
        one.project.ended_reason,
    )
