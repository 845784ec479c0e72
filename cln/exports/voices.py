"""Exports of what people said: the survey, feedback on events, confidence before and after."""

from collections.abc import Iterator

from cln.cohort.queries import entries_of
from cln.exports import queries
from cln.exports.scope import AUTHORITY, CODE, COHORT, ENTRY, ESTABLISHMENT, SECTOR, Scope
from cln.files.columns import About, Field, Kind, Row, Table
from cln.survey.queries import answers_of
from cln.tables.cohorts import Entry, Participant
from cln.tables.register import Establishment


def survey(scope: Scope) -> Table:
    """A row for each respondent, with a column for each theme; the survey's own import reads it back."""
    themes = list(dict.fromkeys(scope.themes.values()))
    fields = (
        *(COHORT, CODE, SECTOR, ENTRY, ESTABLISHMENT, AUTHORITY),
        Field("submitted", "When the answer was given, local time", Kind.MOMENT),
        Field("email", "Whose answer it is", about=About.CONTACT),
        Field("hunch", "What they suspect and would like to find out", about=About.WORDS),
        *(Field(theme, f"Interest in {theme}, 5 the most", Kind.WHOLE, "level 1 to 5") for theme in themes),
    )
    return Table("survey", "Answers of the digital survey", fields, _answers(scope, themes))


def _answers(scope: Scope, themes: list[str]) -> Iterator[Row]:
    for cohort in scope.cohorts:
        by_id = {one.id: one for one in entries_of(scope.session, cohort)}
        for stored in answers_of(scope.session, cohort):
            one = by_id[stored.answer.entry_id]
            levels = {scope.themes[theme]: level.level for theme, level in stored.levels.items()}
            respondent = stored.answer.respondent
            yield (
                cohort.name,
                one.establishment.code,
                one.establishment.sector,
                one.entry.number,
                one.establishment.name,
                one.authority,
                stored.answer.submitted,
                respondent if "@" in respondent else None,
                stored.answer.hunch,
                *(levels.get(theme) for theme in themes),
            )


def feedback(scope: Scope) -> Table:
    """A row for each answer to a question about an event."""
    fields = (
        COHORT,
        Field("event", "Number of the event, 1 to 6", Kind.WHOLE),
        Field("on", "Day of the event", Kind.DAY),
        Field("respondent", "Tells the answers of one person from those of others", Kind.WHOLE),
        Field("question", "What was asked"),
        Field("rating", "The answer, 5 the best", Kind.WHOLE, "1 to 5"),
        Field("text", "The answer in words", about=About.WORDS),
    )
    rows = (
        (cohort, event.number, event.on, given.id, answer.question, answer.rating, answer.text)
        for answer, given, event, cohort in queries.feedback(scope.session, scope.cohorts)
    )
    return Table("feedback", "Feedback on the events", fields, rows)


def confidence(scope: Scope) -> Table:
    """A row for each level of confidence and each score of a participant."""
    fields = (
        *(COHORT, CODE, SECTOR, ENTRY, ESTABLISHMENT, AUTHORITY),
        Field("name", "Name of the participant", about=About.PERSON),
        Field("occasion", "launch or end"),
        Field("item", "The skill they were asked about, or the name of the instrument"),
        Field("level", "How confident they are, 5 the most", Kind.WHOLE, "1 to 5"),
        Field("score", "Score on the instrument", Kind.NUMBER, "score"),
    )
    return Table(
        "confidence", "Confidence in inquiry, and scores, at launch and end", fields, _confidence(scope)
    )


def _confidence(scope: Scope) -> Iterator[Row]:
    for row in queries.confidence(scope.session, scope.cohorts):
        level = row[0]
        yield (*_who(*row[1:]), level.occasion, level.item, level.level, None)
    for one in queries.scores(scope.session, scope.cohorts):
        score = one[0]
        yield (*_who(*one[1:]), score.occasion, score.scale, None, score.value)


def _who(
    person: Participant,
    entry: Entry,
    establishment: Establishment,
    authority: str,
    cohort: str,
) -> Row:
    return (
        cohort,
        establishment.code,
        establishment.sector,
        entry.number,
        establishment.name,
        authority,
        person.name,
    )
