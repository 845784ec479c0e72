"""What `cln project find` shows."""

from cln.projects.library import Found
from cln.projects.queries.library import Hit
from cln.screen.view import Block, Line, View
from cln.words import count


def found(result: Found) -> View:
    """The projects that were found, the most fitting first.

    JSON: an array of `cohort`, `project` (its number), `team`, `title`, `theme`, `question` (every version
    and the hunch), `methods`, `impact`, `sharing` (all on record), `where` (what was found, in brackets).
    """
    blocks: list[Block] = [line for hit in result.hits for line in _lines(hit)]
    if not result.hits:
        blocks.append(Line(f"Nothing about {result.words!r} in {count(result.projects, 'project')}."))
        blocks.append(Line("Next: try other words, or fewer.", "dim"))
    else:
        said = f"{count(len(result.hits), 'project')} of {result.projects}, of all cohorts."
        blocks.append(Line(f"{said} The whole of one: cln project show N --cohort NAME", "dim"))
    return View([_data(hit) for hit in result.hits], blocks)


def _data(hit: Hit) -> dict[str, object]:
    volume = hit.volume
    return {
        "cohort": volume.cohort,
        "project": volume.project.number,
        "team": volume.team,
        **volume.texts,
        "where": hit.where,
    }


def _lines(hit: Hit) -> list[Line]:
    volume = hit.volume
    return [
        Line(f"{volume.cohort}, project {volume.project.number}: {volume.project.title}", "strong"),
        Line(f"  {volume.texts['theme']}, team {volume.team}", "dim"),
        Line(f"  {hit.where}"),
        Line(""),
    ]
