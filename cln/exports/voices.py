"""Exports of what people said: the survey, feedback on events, confidence before and after."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter

from cln.cohort.queries import entries_of
from cln.exports import records
from cln.exports.columns import COHORT, EVENT, NAME, WHOSE
from cln.exports.records import OfEntry
from cln.exports.scope import Scope
from cln.files.columns import About, Column, Kind, Table
from cln.survey.queries import answers_of
from cln.tables.survey import Answer


@dataclass(frozen=True)
class _Answered(OfEntry):
    """A respondent's answer, and theme -> level."""

    answer: Answer
    levels: Mapping[str, int]


def survey(scope: Scope) -> Table:
    """A row for each respondent, with a column for each theme; the survey's own import reads it back."""
    columns = (
        *WHOSE,
        Column(
            "submitted",
            "When the answer was given, local time",
            attrgetter("answer.submitted"),
            Kind.MOMENT,
            about=About.ORDER,
        ),
        Column("email", "Whose answer it is", _address, about=About.CONTACT, key=True),
        Column(
            "hunch",
            "What they suspect and would like to find out",
            attrgetter("answer.hunch"),
            about=About.WORDS,
        ),
        *(_theme(name) for name in dict.fromkeys(scope.themes.values())),
    )
    return Table.of("survey", "Answers of the digital survey", columns, _answers(scope))


def _theme(name: str) -> Column:
    meaning = f"Interest in {name}, 5 the most"
    return Column(name, meaning, lambda one: one.levels.get(name), Kind.WHOLE, "level 1 to 5")


def _address(one: _Answered) -> str | None:
    return one.answer.respondent if "@" in one.answer.respondent else None


def _answers(scope: Scope) -> Iterator[_Answered]:
    for cohort in scope.cohorts:
        by_id = {one.id: one for one in entries_of(scope.session, cohort)}
        for stored in answers_of(scope.session, cohort):
            one = by_id[stored.answer.entry_id]
            levels = {scope.themes[theme]: level.level for theme, level in stored.levels.items()}
            yield _Answered(one.entry, one.establishment, one.authority, cohort.name, stored.answer, levels)


def feedback(scope: Scope) -> Table:
    """A row for each answer to a question about an event."""
    columns = (
        COHORT,
        *EVENT,
        Column(
            "respondent",
            "Tells the answers of one person from those of others",
            attrgetter("feedback.id"),
            Kind.WHOLE,
            about=About.RESPONDENT,
            key=True,
        ),
        Column("question", "What was asked", attrgetter("answer.question"), about=About.WORDS, key=True),
        Column("rating", "The answer, 5 the best", attrgetter("answer.rating"), Kind.WHOLE, "1 to 5"),
        Column("text", "The answer in words", attrgetter("answer.text"), about=About.WORDS),
        Column(
            "event_sector",
            "Whose event it was, where a sector has one of its own",
            lambda one: one.event.sector or None,
        ),
    )
    rows = records.feedback(scope.session, scope.cohorts)
    return Table.of("feedback", "Feedback on the events", columns, rows)


def confidence(scope: Scope) -> Table:
    """A row for each level of confidence and each score of a participant."""
    columns = (
        *WHOSE,
        NAME,
        Column("occasion", "launch or end", attrgetter("occasion")),
        Column(
            "item",
            "The skill they were asked about, or the name of the instrument",
            attrgetter("item"),
            about=About.WORDS,
        ),
        Column("level", "How confident they are, 5 the most", attrgetter("level"), Kind.WHOLE, "1 to 5"),
        Column("score", "Score on the instrument", attrgetter("score"), Kind.NUMBER, "score"),
    )
    rows = records.confidence(scope.session, scope.cohorts)
    return Table.of("confidence", "Confidence in inquiry, and scores, at launch and end", columns, rows)
