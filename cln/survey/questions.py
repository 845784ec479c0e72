"""The questions to paste into a form, worded so that its export is understood without any option."""

from dataclasses import dataclass

from sqlmodel import Session

from cln.cohort.queries import active_entries, themes_of
from cln.programme import SCALES, Kind, Sector
from cln.tables.cohorts import Cohort


@dataclass(frozen=True)
class Question:
    """One question: what to choose in either tool, `rows` of a grid, `options` to choose from."""

    title: str
    microsoft: str
    google: str
    required: bool
    rows: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    hint: str = ""


@dataclass(frozen=True)
class Questionnaire:
    """A whole survey for one cohort."""

    cohort: str
    kind: Kind
    questions: tuple[Question, ...]


def questions(session: Session, cohort: Cohort, kind: Kind) -> Questionnaire:
    """The survey of a cohort, asking about its themes as `kind`.

    Which entry is asked only where an establishment has several.
    """
    themes = tuple(theme.name for theme in themes_of(session, cohort))
    several = any(entry.entry.number > 1 for entry in active_entries(session, cohort))
    return Questionnaire(
        cohort.name,
        kind,
        (*WHO, *(ENTRY if several else ()), _about_themes(kind, themes), HUNCH),
    )


WHO = (
    Question("SEED code or CS number", "Text", "Short answer", required=True),
    Question("Sector", "Choice", "Multiple choice", required=True, options=tuple(Sector)),
    Question(
        "E-mail address",
        "Text",
        "Short answer",
        required=True,
        hint="Leave it out where the form itself records the address.",
    ),
)
ENTRY = (
    Question(
        "Entry",
        "Text",
        "Short answer",
        required=False,
        hint="Only for establishments with several entries: 1, 2, ...",
    ),
)
HUNCH = Question("What is your hunch?", "Text, long answer", "Paragraph", required=False)


def _about_themes(kind: Kind, themes: tuple[str, ...]) -> Question:
    if kind is Kind.RATING:
        return Question(
            "How interested is your team in each theme?",
            "Likert",
            "Multiple-choice grid",
            required=True,
            rows=themes,
            options=SCALES[0],
            hint="Ask for an answer in each row.",
        )
    if kind is Kind.RANKING:
        return Question(
            "Rank the themes your team would most like to explore",
            "Ranking",
            "Multiple-choice grid",
            required=True,
            rows=themes,
            options=("1st", "2nd", "3rd"),
            hint="Microsoft Forms: the rows are the options to rank. Google Forms: at most one answer in "
            "each column, and not in every row.",
        )
    return Question(
        "Which themes would you like to explore? (tick all that apply)",
        "Choice, multiple answers",
        "Checkboxes",
        required=True,
        options=themes,
    )
