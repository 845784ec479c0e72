"""`cln log`: what a facilitator saw and did, in seconds."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from cln.command import Context, command
from cln.options import ProjectNumber, day, words
from cln.programme import Phase
from cln.projects.commands import notes

if TYPE_CHECKING:
    from cln.projects.log import Note


def register(app: typer.Typer) -> None:
    """Put the command straight under `cln`."""
    command(app, "log")(log)


def log(
    context: Context,
    project: ProjectNumber,
    note: Annotated[
        str | None,
        typer.Argument(
            metavar="NOTE",
            help="What happened; - reads it from a pipe, nothing opens your editor. Never name a pupil.",
        ),
    ] = None,
    phase: Annotated[
        Phase | None,
        typer.Option(case_sensitive=False, help="By default that of the project's stage on that day."),
    ] = None,
    on: Annotated[
        date | None, typer.Option("--date", parser=day, metavar="DATE", help="The day; today by default.")
    ] = None,
    by: Annotated[
        str | None, typer.Option(parser=words, metavar="NAME", help="Who writes; you by default.")
    ] = None,
    support: Annotated[
        str | None, typer.Option(metavar="WORDS", help='Support given or wanted, e.g. "data advice".')
    ] = None,
    corrects: Annotated[
        int | None,
        typer.Option(
            metavar="ENTRY", min=1, help="The entry that this one corrects; that one stays on record."
        ),
    ] = None,
) -> None:
    """Log a visit, a call or a meeting about a project; to read the log: cln project log PROJECT.

    Pupils are never named: write "two learners", "the group".
    """
    from cln.projects import log as service
    from cln.projects.views import log as view

    given = service.Note(None, phase, on, by, support)
    given = replace(given, text=_text(context, project, note, given, corrects))
    with context.change("log") as change:
        cohort = context.cohort(change.session)
        if corrects is None:
            logged = service.write(change, cohort, project, given)
        else:
            logged = service.correct(change, cohort, project, corrects, given)
    context.show(view.logged(logged))


def _text(
    context: Context, project: int, note: str | None, given: "Note", corrects: int | None
) -> str | None:
    """The words of the note; None where a correction leaves them as they were."""
    from cln.projects import log as service

    if note is not None:
        return notes.written(note)
    if corrects is not None and given != service.Note():
        return None
    with context.reading() as session:  # before an editor opens: nobody writes a note to see it refused
        before = service.before(session, context.cohort(session), project, corrects, given)
    return notes.written(None, before)
