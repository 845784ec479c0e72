"""What `cln project question` and `agree` show."""

from typing import Any

from cln.inquiry.advice import Advice
from cln.projects.questions import Agreed, Asked
from cln.projects.views import projects
from cln.projects.views.projects import iso
from cln.screen.view import Block, Line, View
from cln.tables.projects import Question


def asked(result: Asked) -> View:
    """A new version of a question, and advice.

    JSON: the keys of `cln project list`, and `advice`: an array of `id`, `sentence`, `source`, `reference`.
    """
    one = result.question
    said = Line(f"Project {result.project.number} asks (version {one.version}): {one.text}", "good")
    return projects.told(
        result.cohort,
        result.project,
        said,
        *advice(result.advice),
        advice=[advice_data(piece) for piece in result.advice],
    )


def agreed(result: Agreed) -> View:
    """Who agreed the question. JSON: the keys of `cln project list`."""
    one = result.question
    said = f"{one.agreed_by} agreed version {one.version} on {one.agreed_on}: {one.text}"
    return projects.told(result.cohort, result.project, Line(said, "good"))


def advice(pieces: tuple[Advice, ...]) -> list[Block]:
    """Advice on a wording, with where each piece comes from; a sentence of praise where there is none."""
    if not pieces:
        return [Line("It names a change, an outcome and whose learning it is, and leaves the answer open.")]
    sources = dict.fromkeys(piece.source for piece in pieces)
    return [
        Line("It is on record as it is. The literature would advise:"),
        *(Line(f"- {piece.sentence} ({piece.source.short})", "warn") for piece in pieces),
        *(Line(f"{source.full}.", "dim") for source in sources),
    ]


def advice_data(piece: Advice) -> dict[str, str]:
    """A piece of advice as data."""
    return {
        "id": piece.id,
        "sentence": piece.sentence,
        "source": piece.source.short,
        "reference": piece.source.full,
    }


def version(one: Question) -> dict[str, Any]:
    """A version as data: `version`, `text`, `on`, `who`, `agreed_by`, `agreed_on`."""
    return {
        "version": one.version,
        "text": one.text,
        "on": iso(one.on),
        "who": one.who,
        "agreed_by": one.agreed_by,
        "agreed_on": iso(one.agreed_on),
    }
