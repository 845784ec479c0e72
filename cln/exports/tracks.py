"""Exports of what happened: attendance, the log of the projects, their measures."""

from collections.abc import Iterable
from operator import attrgetter

from cln.exports import records
from cln.exports.columns import COHORT, EMAIL, EVENT, NAME, PROJECT, ROLE, SITS_MEANS, TEAM, TITLE, WHOSE
from cln.exports.scope import Scope
from cln.files.columns import About, Column, Kind, Table


def attendance(scope: Scope) -> Table:
    """A row for each participant and event; the import of attendance reads one event's rows back."""
    columns = (
        COHORT,
        *EVENT,
        *WHOSE[1:],
        Column("team", SITS_MEANS, scope.team, Kind.WHOLE),
        *(NAME, EMAIL, ROLE),
        Column("status", "present, apologies or absent", attrgetter("status")),
    )
    rows = records.attendance(scope.session, scope.cohorts)
    return Table.of("attendance", "Who came to which event", columns, rows)


def log(scope: Scope) -> Table:
    """A row for each log entry, corrected ones and their corrections too."""
    columns = (
        *(COHORT, PROJECT, TITLE, TEAM),
        Column(
            "number", "Number of the log entry in its project", attrgetter("row.number"), Kind.WHOLE, key=True
        ),
        Column("on", "Day it is about", attrgetter("row.on"), Kind.DAY),
        Column("phase", "investigation, planning, implementing or reporting", attrgetter("row.phase")),
        _words("note", "What the facilitator wrote"),
        _person("by", "The facilitator"),
        _words("support", "Support that was given or is wanted"),
        Column(
            "replaced_by",
            "Number of the correction that stands in its place",
            attrgetter("replaced_by"),
            Kind.WHOLE,
        ),
    )
    rows = records.log(scope.session, scope.cohorts)
    return Table.of("log", "What facilitators wrote about the projects", columns, rows)


def measures(scope: Scope) -> Table:
    """A row for each measure of a project, with its values before and after."""
    columns = (
        *(COHORT, PROJECT, TITLE, TEAM),
        Column(
            "measure", "Number of the measure in its project", attrgetter("row.number"), Kind.WHOLE, key=True
        ),
        _words("name", "What is measured"),
        Column("kind", "quantitative or qualitative", attrgetter("row.kind")),
        _words("method", "How it is measured"),
        _person("by", "Who measures it"),
        Column("due", "When it is to be measured", attrgetter("row.due"), Kind.DAY),
        _words("unit", "In what the values count"),
        _words("baseline", "Value before, a number or words"),
        Column("baseline_on", "Day of the value before", attrgetter("row.baseline_on"), Kind.DAY),
        _words("end", "Value after, a number or words"),
        Column("end_on", "Day of the value after", attrgetter("row.end_on"), Kind.DAY),
    )
    rows: Iterable[records.OfProject] = records.measures(scope.session, scope.cohorts)
    return Table.of("measures", "How the projects measure their impact", columns, rows)


def _words(name: str, meaning: str) -> Column:
    """Free text of the record's row; None where it is empty."""
    return Column(name, meaning, lambda one: getattr(one.row, name) or None, about=About.WORDS)


def _person(name: str, meaning: str) -> Column:
    return Column(name, meaning, lambda one: getattr(one.row, name) or None, about=About.PERSON)
