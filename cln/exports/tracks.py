"""Exports of what happened: attendance, the log of the projects, their measures."""

from collections.abc import Iterator

from cln.exports import queries
from cln.exports.scope import AUTHORITY, CODE, COHORT, ENTRY, ESTABLISHMENT, SECTOR, TEAM, Scope
from cln.files.columns import About, Field, Kind, Row, Table

PROJECT = Field("project", "Number of the project in its cohort", Kind.WHOLE)
TITLE = Field("title", "Title of the project", about=About.WORDS)


def attendance(scope: Scope) -> Table:
    """A row for each participant and event; the import of attendance reads one event's rows back."""
    fields = (
        COHORT,
        Field("event", "Number of the event, 1 to 6", Kind.WHOLE),
        Field("on", "Day of the event", Kind.DAY),
        *(CODE, SECTOR, ENTRY, ESTABLISHMENT, AUTHORITY, TEAM),
        Field("name", "Name of the participant", about=About.PERSON),
        Field("email", "Their e-mail address", about=About.CONTACT),
        Field("role", "promoted (a promoted member of staff) or practitioner"),
        Field("status", "present, apologies or absent"),
    )
    return Table("attendance", "Who came to which event", fields, _attendance(scope))


def _attendance(scope: Scope) -> Iterator[Row]:
    for came, event, person, entry, establishment, authority, cohort in queries.attendance(
        scope.session, scope.cohorts
    ):
        yield (
            cohort,
            event.number,
            event.on,
            establishment.code,
            establishment.sector,
            entry.number,
            establishment.name,
            authority,
            scope.team(entry.id),
            person.name,
            person.email,
            person.role,
            came.status,
        )


def log(scope: Scope) -> Table:
    """A row for each log entry, corrected ones and their corrections too."""
    fields = (
        *(COHORT, PROJECT, TITLE, TEAM),
        Field("number", "Number of the log entry in its project", Kind.WHOLE),
        Field("on", "Day it is about", Kind.DAY),
        Field("phase", "investigation, planning, implementing or reporting"),
        Field("note", "What the facilitator wrote", about=About.WORDS),
        Field("by", "The facilitator", about=About.PERSON),
        Field("support", "Support that was given or is wanted", about=About.WORDS),
        Field("replaced_by", "Number of the correction that stands in its place", Kind.WHOLE),
    )
    rows = (
        (
            cohort,
            project.number,
            project.title,
            team,
            entry.number,
            entry.on,
            entry.phase,
            entry.note,
            entry.by,
            entry.support or None,
            correction,
        )
        for entry, project, team, cohort, correction in queries.log(scope.session, scope.cohorts)
    )
    return Table("log", "What facilitators wrote about the projects", fields, rows)


def measures(scope: Scope) -> Table:
    """A row for each measure of a project, with its values before and after."""
    fields = (
        *(COHORT, PROJECT, TITLE, TEAM),
        Field("measure", "Number of the measure in its project", Kind.WHOLE),
        Field("name", "What is measured", about=About.WORDS),
        Field("kind", "quantitative or qualitative"),
        Field("method", "How it is measured", about=About.WORDS),
        Field("by", "Who measures it", about=About.PERSON),
        Field("due", "When it is to be measured", Kind.DAY),
        Field("unit", "In what the values count"),
        Field("baseline", "Value before, a number or words", about=About.WORDS),
        Field("baseline_on", "Day of the value before", Kind.DAY),
        Field("end", "Value after, a number or words", about=About.WORDS),
        Field("end_on", "Day of the value after", Kind.DAY),
    )
    rows = (
        (
            cohort,
            project.number,
            project.title,
            team,
            one.number,
            one.name,
            one.kind,
            one.method or None,
            one.by or None,
            one.due,
            one.unit or None,
            one.baseline,
            one.baseline_on,
            one.end,
            one.end_on,
        )
        for one, project, team, cohort in queries.measures(scope.session, scope.cohorts)
    )
    return Table("measures", "How the projects measure their impact", fields, rows)
