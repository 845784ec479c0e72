"""`cln log`: what a facilitator did and noticed, on the command line, from a pipe, or in their own editor."""

import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cln import settings
from cln.command import command
from cln.context import Context
from cln.errors import Overtaken, Refused, Usage
from cln.files import cells
from cln.options import Anyway, day, words
from cln.programme import Phase
from cln.projects.commands.numbers import ProjectOrNone
from cln.words import without_controls

if TYPE_CHECKING:
    from cln.projects.log import Logged, Note
    from cln.screen.view import View
    from cln.store import Change
    from cln.tables.cohorts import Cohort

STDIN = "-"
PROMPT = """
# What happened, what was decided, what is needed next?
# Pupils are never named: write "two learners", "the group".
# Lines that begin with # are left out. Leave it empty to log nothing.
"""


def register(app: typer.Typer) -> None:
    """Put the command straight under `cln`."""
    command(app, "log", _writes, example='cln log 1 "Met the team"', after="project open")(log)


def _writes(given: Mapping[str, Any]) -> bool:
    """Whether it comes to a note; without words one is typed in an editor, on a terminal alone."""
    from cln.screen import ask

    return given["note"] is not None or given["corrects"] is not None or ask.on_a_terminal()


def log(
    context: Context,
    project: ProjectOrNone = None,
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
        date | None,
        typer.Option("--on", "--date", parser=day, metavar="DATE", help="The day; today by default."),
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
    anyway: Anyway = False,
) -> "View":
    """Log a visit, a call or a meeting about a project; to read the log: cln project log PROJECT.

    Without a project a facilitator sees those of her own teams, and on a terminal chooses one.

    Pupils are never named: write "two learners", "the group".
    """
    from cln.projects.log import Note, correct, refuse_changed, write
    from cln.projects.views.log import logged

    if project is None:
        shown, project = _own(context)
        if project is None:
            return shown
    given = Note(None, phase, on, by, support)
    words, after = _text(context, project, note, given, corrects)
    given = replace(given, text=words)
    put = write if corrects is None else partial(correct, wrong=corrects)

    def deed(change: "Change", cohort: "Cohort", *, after: int | None) -> "Logged":
        refuse_changed(change, cohort, project, after)
        return put(change, cohort, number=project, note=given)

    about = "project", project
    try:
        return logged(context.make("log", partial(deed, after=None if anyway else after), about))
    except Overtaken as changed:
        if not _chosen(context, changed):
            raise Refused(changed.sentence, [*changed.details, f"your note: {words}"]) from changed
    return logged(context.make("log", partial(deed, after=None), about))


def _own(context: Context) -> "tuple[View, int | None]":
    """The projects of the facilitator who acts; on a terminal the one that she chooses of them.

    Raises:
        Usage: whoever acts is no facilitator of the cohort.
        Refused: her teams run no project.
    """
    from cln.facilitators.queries import facilitators_of
    from cln.projects import projects
    from cln.projects.views.projects import own
    from cln.screen import ask, output
    from cln.store.acting import acting
    from cln.words import fold, nearest_name

    with context.reading() as session:
        cohort, who = context.cohort(session), acting(session, context.settings)
        names = [one.name for one in facilitators_of(session, cohort)]
        if fold(who) not in map(fold, names):
            near = nearest_name(who, names)
            raise Usage(
                f"{who} is no facilitator of {cohort.name}, so name the project, see: cln project list; or "
                + (f'say who you are with --as "{near}"' if near else "say who you are with --as NAME")
            )
        shown = own(who, projects.listing(session, cohort, facilitator=who))
    if context.json or not ask.on_a_terminal():
        return shown, None
    output.show(shown, as_json=False)
    numbers = [str(one.project) for one in shown.data if one.ended_on is None]
    return shown, int(numbers[0] if len(numbers) == 1 else ask.choice("About which project?", numbers))


def _chosen(context: Context, changed: Overtaken) -> bool:
    """Whether the note is to be logged though somebody else wrote meanwhile, who and what being told."""
    from cln.screen import ask, output

    if context.json:
        return False
    for line in (f"{changed.sentence}:", *changed.details):
        output.note(line)
    return ask.agreed("Log your note all the same?")


def _text(
    context: Context, project: int, note: str | None, given: "Note", corrects: int | None
) -> tuple[str | None, int | None]:
    """The words of the note; None where a correction leaves them as they were.

    With them the number of the newest change before an editor opened; None where none did.

    Raises:
        Usage: there are no words, and no terminal where an editor could open.
        Refused: the note is empty, or would be refused whatever its words, or the editor cannot be used.
    """
    from cln.projects.log import Note, before
    from cln.screen import ask
    from cln.store.meanwhile import newest

    if note is not None:
        return _checked(_piped() if note == STDIN else note), None
    if corrects is not None and given != Note():
        return None, None
    with context.reading() as session:  # before an editor opens: nobody writes a note to see it refused
        words, after = before(session, context.cohort(session), project, corrects, given), newest(session)
    if not ask.on_a_terminal():
        raise Usage(
            f'write the note, e.g. cln log {project} "Met the team", or {STDIN} to read it from a pipe; '
            f"to read the log: cln project log {project}"
        )
    return _checked(_edited(words)), after


def _piped() -> str:
    try:
        return sys.stdin.read()
    except UnicodeDecodeError as error:
        raise Refused("the note is not UTF-8 text, so nothing was logged; save it as UTF-8") from error


def _checked(words: str) -> str:
    """The note without what is no writing, which is told: a pipe and an editor may bring it."""
    from cln.screen import output

    note = cells.lines(without_controls(words))
    if not note:
        raise Refused("the note is empty, so nothing was logged")
    if without_controls(words) != words:
        output.note("Control characters were taken out of the note.")
    return note


def _edited(before: str) -> str:
    import subprocess
    import tempfile

    command = settings.editor()
    with tempfile.TemporaryDirectory(prefix="cln-") as folder:
        file = Path(folder) / "note.txt"
        file.write_text(f"{before}\n{PROMPT}", encoding="utf-8")
        try:
            ended = subprocess.run([*command, str(file)], check=False)  # noqa: S603  (the user's own editor)
        except OSError as error:
            raise Refused(
                f"the editor {command[0]!r} cannot be started ({error.strerror}); write the note on the "
                "command line, or name another editor in EDITOR"
            ) from error
        if ended.returncode:
            raise Refused(f"the editor {command[0]!r} ended with a fault, so nothing was logged")
        lines = file.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    return "\n".join(line for line in lines if not line.startswith("#"))
