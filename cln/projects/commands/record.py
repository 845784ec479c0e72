"""The steps of an inquiry, in the order of the events: question, plan, observation, impact, sharing."""

from datetime import date
from typing import Annotated

import typer

from cln.command import Context, command
from cln.options import Day, ProjectNumber, day, sentence, words
from cln.programme import Level, MeasureKind, ObservationKind

Text = Annotated[
    str,
    typer.Argument(parser=sentence, metavar="TEXT", help="In a sentence or two; never name a pupil."),
]


def register(app: typer.Typer) -> None:
    """Put the steps under `cln project`, in the order in which they are needed."""
    for name, step in (
        ("question", question),
        ("agree", agree),
        ("measure", measure),
        ("observe", observe),
        ("impact", impact),
        ("lesson", lesson),
        ("share", share),
    ):
        command(app, name)(step)


def question(
    context: Context,
    project: ProjectNumber,
    text: Annotated[
        str,
        typer.Argument(
            parser=sentence, metavar="TEXT", help='E.g. "How does ... improve ...?"; never name a pupil.'
        ),
    ],
    on: Day = None,
) -> None:
    """Write the inquiry question, or a new version of it; advice on its wording never blocks."""
    from cln.projects import questions
    from cln.projects.views import questions as view

    with context.change("project question") as change:
        cohort = context.cohort(change.session)
        asked = questions.ask(change, cohort, project, text, on=on or change.today)
    context.show(view.asked(asked))


def agree(
    context: Context,
    project: ProjectNumber,
    by: Annotated[str, typer.Option(parser=words, metavar="NAME", help="The senior leader who agreed.")],
    on: Day = None,
) -> None:
    """Record which senior leader agreed the newest version of the question, and when."""
    from cln.projects import questions
    from cln.projects.views import questions as view

    with context.change("project agree") as change:
        cohort = context.cohort(change.session)
        agreed = questions.agree(change, cohort, project, by=by, on=on or change.today)
    context.show(view.agreed(agreed))


def measure(
    context: Context,
    project: ProjectNumber,
    name: Annotated[
        str, typer.Argument(metavar="NAME", help='What is measured, e.g. "Reading age"; it adds a measure.')
    ] = "",
    number: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="A measure that the plan has already.")
    ] = None,
    kind: Annotated[
        MeasureKind | None, typer.Option(case_sensitive=False, help="Numbers or words; a plan needs both.")
    ] = None,
    method: Annotated[str, typer.Option(metavar="WORDS", help='How, e.g. "interviews".')] = "",
    by: Annotated[str, typer.Option(metavar="NAME", help="Who collects it.")] = "",
    due: Annotated[date | None, typer.Option(parser=day, metavar="DATE", help="By when.")] = None,
    unit: Annotated[str, typer.Option(metavar="WORD", help='E.g. "months" or "%".')] = "",
    baseline: Annotated[
        str | None, typer.Option(parser=sentence, metavar="VALUE", help="What was found before the change.")
    ] = None,
    end: Annotated[
        str | None, typer.Option(parser=sentence, metavar="VALUE", help="What was found after it.")
    ] = None,
    on: Day = None,
) -> None:
    """Add a measure to the data collection plan, or with --number put its baseline or end value in.

    Give the values of a group or class; never name a pupil.
    """
    from cln.projects import measures
    from cln.projects.views import measures as view

    details = measures.Details(name.strip(), method.strip(), by.strip(), due, unit.strip(), baseline, end)
    with context.change("project measure") as change:
        measured = measures.put(
            change,
            context.cohort(change.session),
            project,
            details,
            number=number,
            kind=kind,
            on=on or change.today,
        )
    context.show(view.measured(measured))


def observe(
    context: Context,
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
) -> None:
    """Put a direct observation on record. Pupils are never named: write "two learners", "the group"."""
    from cln.projects import findings
    from cln.projects.views import findings as view

    with context.change("project observe") as change:
        observed = findings.observe(
            change,
            context.cohort(change.session),
            project,
            kind=kind,
            focus=focus,
            observer=by or change.record.who,
            learned=learned,
            on=on or change.today,
        )
    context.show(view.observed(observed))


def impact(
    context: Context,
    project: ProjectNumber,
    level: Annotated[Level, typer.Argument(metavar="LEVEL", case_sensitive=False, help="Where it shows.")],
    text: Text,
    on: Day = None,
) -> None:
    """Put an impact on record: on `learners`, on `practice` or on the `organisation`.

    The levels are Guskey's (2002). What the measures showed before and after stands beside it.
    """
    from cln.projects import findings
    from cln.projects.views import findings as view

    with context.change("project impact") as change:
        cohort = context.cohort(change.session)
        found = findings.find(change, cohort, project, level, text, on=on or change.today)
    context.show(view.found(found))


def lesson(context: Context, project: ProjectNumber, text: Text, on: Day = None) -> None:
    """Put a lesson learned on record: what the team would tell the next school."""
    from cln.projects import findings
    from cln.projects.views import findings as view

    with context.change("project lesson") as change:
        cohort = context.cohort(change.session)
        found = findings.find(change, cohort, project, None, text, on=on or change.today)
    context.show(view.found(found))


def share(
    context: Context,
    project: ProjectNumber,
    audience: Annotated[
        str, typer.Option("--with", parser=sentence, metavar="WORDS", help="With whom it was shared.")
    ],
    output: Annotated[str, typer.Option(metavar="WORDS", help='What came of it, e.g. "poster".')] = "",
    on: Day = None,
) -> None:
    """Put on record with whom the project was shared."""
    from cln.projects import findings
    from cln.projects.views import findings as view

    with context.change("project share") as change:
        cohort = context.cohort(change.session)
        shared = findings.share(
            change, cohort, project, audience=audience, output=output.strip(), on=on or change.today
        )
    context.show(view.shared(shared))
