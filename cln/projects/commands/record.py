"""The steps of an inquiry, in the order of the events; and judgements of people."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from cln import completion
from cln.arguments import BY_NAME
from cln.command import command
from cln.options import Day, brief, day, named_option, number_or, sentence, words
from cln.programme import Level, MeasureKind, ObservationKind, Rag
from cln.projects.commands.numbers import ProjectNumber, measure_typed

if TYPE_CHECKING:
    from cln.screen.view import View
    from cln.store import Change
    from cln.tables.cohorts import Cohort

Text = Annotated[
    str,
    typer.Argument(parser=sentence, metavar="TEXT", help="In a sentence or two; never name a pupil."),
]

Comment = Annotated[str, typer.Option(metavar="WORDS", help="Why; kept with the judgement.")]


def register(app: typer.Typer) -> None:
    """Put the steps under `cln project`, in the order in which they are needed."""
    for step, example in (
        (question, 'question 1 "How does reading aloud improve fluency?"'),
        (agree, 'agree 1 --by "Marek Sinclair"'),
        (measure, 'measure 1 "Reading age" --kind quantitative --baseline 96'),
        (observe, 'observe 1 --focus "Paired reading" --learned "They asked more"'),
        (impact, 'impact 1 learners "Two groups read longer texts"'),
        (lesson, 'lesson 1 "Begin with short texts"'),
        (share, 'share 1 --with "Two neighbouring schools" --output poster'),
        (rag, 'rag 1 amber --comment "No question yet"'),
        (progress, "progress 1 2.5"),
    ):
        after = "project question" if step is agree else "project open"
        command(app, step.__name__, example=f"cln project {example}", after=after)(step)


def question(
    change: "Change",
    cohort: "Cohort",
    project: ProjectNumber,
    text: Annotated[
        str,
        typer.Argument(
            parser=sentence, metavar="TEXT", help='E.g. "How does ... improve ...?"; never name a pupil.'
        ),
    ],
    on: Day = None,
) -> "View":
    """Write the inquiry question, or a new version of it; advice on its wording never blocks."""
    from cln.projects.record import ask
    from cln.projects.views.record import asked

    return asked(ask(change, cohort, project, text, on=on or change.today))


def agree(
    change: "Change",
    cohort: "Cohort",
    project: ProjectNumber,
    by: Annotated[str, typer.Option(parser=words, metavar="NAME", help="The senior leader who agreed.")],
    on: Day = None,
    version: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, help="The version that was agreed; the newest by default."),
    ] = None,
    anyway: Annotated[
        bool, typer.Option("--anyway", help="That version, though there is a newer one.")
    ] = False,
) -> "View":
    """Record which senior leader agreed a version of the question, and when."""
    from cln.projects import record
    from cln.projects.views.record import agreed

    day = on or change.today
    return agreed(record.agree(change, cohort, project, by=by, on=day, version=version, anyway=anyway))


def measure(
    change: "Change",
    cohort: "Cohort",
    project: ProjectNumber,
    name: Annotated[
        str, typer.Argument(metavar="NAME", help='What is measured, e.g. "Reading age"; it adds a measure.')
    ] = "",
    number: Annotated[
        int | None,
        named_option(
            number_or(measure_typed, 1),
            completion.OF_MEASURES,
            "MEASURE",
            "A measure that the plan has already, by its number or its name.",
        ),
        BY_NAME,
    ] = None,
    kind: Annotated[
        MeasureKind | None, typer.Option(case_sensitive=False, help="Numbers or words; a plan needs both.")
    ] = None,
    method: Annotated[str, typer.Option(metavar="WORDS", help='How, e.g. "interviews".')] = "",
    by: Annotated[str, typer.Option(metavar="NAME", help="Who collects it.")] = "",
    due: Annotated[date | None, typer.Option(parser=day, metavar="DATE", help="By when.")] = None,
    unit: Annotated[str, typer.Option(parser=brief, metavar="WORD", help='E.g. "months" or "%".')] = "",
    baseline: Annotated[
        str | None, typer.Option(parser=sentence, metavar="VALUE", help="What was found before the change.")
    ] = None,
    end: Annotated[
        str | None, typer.Option(parser=sentence, metavar="VALUE", help="What was found after it.")
    ] = None,
    on: Day = None,
) -> "View":
    """Add a measure to the data collection plan, or with --number put its baseline or end value in.

    Give the values of a group or class; never name a pupil.
    """
    from cln.projects.measures import Details, put
    from cln.projects.views.record import measured

    details = Details(name.strip(), method.strip(), by.strip(), due, unit.strip(), baseline, end)
    day = on or change.today
    return measured(put(change, cohort, project, details, number=number, kind=kind, on=day))


def observe(
    change: "Change",
    cohort: "Cohort",
    project: ProjectNumber,
    focus: Annotated[str, typer.Option(parser=sentence, metavar="WORDS", help="What was looked at.")],
    learned: Annotated[
        str, typer.Option(parser=sentence, metavar="WORDS", help="What was learned; never name a pupil.")
    ],
    by: Annotated[
        str | None, typer.Option(parser=words, metavar="NAME", help="Who observed; you by default.")
    ] = None,
    kind: Annotated[
        ObservationKind, typer.Option(case_sensitive=False, help="How.")
    ] = ObservationKind.LESSON_STUDY,
    on: Day = None,
) -> "View":
    """Put a direct observation on record. Pupils are never named: write "two learners", "the group"."""
    from cln.projects import record
    from cln.projects.views.record import observed

    who, day = by or change.who, on or change.today
    return observed(
        record.observe(change, cohort, project, kind=kind, focus=focus, observer=who, learned=learned, on=day)
    )


def impact(
    change: "Change",
    cohort: "Cohort",
    project: ProjectNumber,
    level: Annotated[Level, typer.Argument(metavar="LEVEL", case_sensitive=False, help="Where it shows.")],
    text: Text,
    on: Day = None,
) -> "View":
    """Put an impact on record: on `learners`, on `practice` or on the `organisation`.

    The levels are Guskey's (2002). What the measures showed before and after stands beside it.
    """
    from cln.projects.record import gain
    from cln.projects.views.record import gained

    return gained(gain(change, cohort, project, level, text, on=on or change.today))


def lesson(change: "Change", cohort: "Cohort", project: ProjectNumber, text: Text, on: Day = None) -> "View":
    """Put a lesson learned on record: what the team would tell the next school."""
    from cln.projects.record import gain
    from cln.projects.views.record import gained

    return gained(gain(change, cohort, project, None, text, on=on or change.today))


def share(
    change: "Change",
    cohort: "Cohort",
    project: ProjectNumber,
    audience: Annotated[
        str, typer.Option("--with", parser=sentence, metavar="WORDS", help="With whom it was shared.")
    ],
    output: Annotated[str, typer.Option(metavar="WORDS", help='What came of it, e.g. "poster".')] = "",
    on: Day = None,
) -> "View":
    """Put on record with whom the project was shared."""
    from cln.projects import record
    from cln.projects.views.record import shared

    day = on or change.today
    return shared(record.share(change, cohort, project, audience=audience, output=output.strip(), on=day))


def rag(
    change: "Change",
    cohort: "Cohort",
    project: ProjectNumber,
    colour: Annotated[
        Rag,
        typer.Argument(
            metavar="COLOUR", case_sensitive=False, help="red, amber or green.", show_default=False
        ),
    ],
    comment: Comment,
) -> "View":
    """Judge a project red, amber or green; who and when are kept, and earlier judgements stay."""
    from cln.projects.record import judge
    from cln.projects.views.record import judged

    return judged(judge(change, cohort, project, colour, comment.strip()))


def progress(
    change: "Change",
    cohort: "Cohort",
    project: ProjectNumber,
    score: Annotated[
        float, typer.Argument(metavar="SCORE", help="0.5, 1.0, 1.5 ... 5.0.", show_default=False)
    ],
    comment: Comment = "",
) -> "View":
    """Give a project a progress score from 0.5 to 5.0; who and when are kept, and earlier scores stay."""
    from cln.projects.record import judge
    from cln.projects.views.record import judged

    return judged(judge(change, cohort, project, score, comment.strip()))
