"""What `cln project rag` and `progress` show."""

from cln.projects.judgements import Judged
from cln.projects.views import projects
from cln.screen.view import Line, View


def judged(result: Judged) -> View:
    """A judgement, and the one of its kind before it. JSON: the keys of `cln project list`."""
    one, before = result.judgement, result.before
    comment = f": {one.comment}" if one.comment else ""
    blocks = [
        Line(f"{one.who} judges project {result.project.number}: {one.kind} {one.value}{comment}", "good")
    ]
    if before is not None:
        blocks.append(
            Line(f"Before: {before.value}, by {before.who} on {before.at.date()}; it stays on record.")
        )
    return projects.told(result.cohort, result.project, *blocks)
