"""What joining, leaving and replacing show, and the list of a cohort's people."""

from typing import Any

from cln.cohort.participants import Moved, Peopled
from cln.cohort.views import enrolment
from cln.cohort.views.membership import named
from cln.screen.view import Line, Table, View
from cln.tables.cohorts import Participant
from cln.words import count


def moved(result: Moved) -> View:
    """Who left and who came.

    JSON: `cohort`, the keys of the entry, `left` (null, or the keys of a person), `joined` (likewise),
    `lacks` (roles).
    """
    blocks = [
        Line(_sentence(result), "good"),
        Line(f"It has {count(len(result.entry.participants), 'participant')} now."),
    ]
    if result.left:
        blocks.append(Line(f"What {result.left.name} did stays on record."))
    if result.entry.lacks:
        code = result.entry.establishment.code
        blocks.append(
            Line(
                f"Nobody on it is {' or '.join(result.entry.lacks)} now; add somebody with: "
                f'cln cohort join {code} --name "..." --role {result.entry.lacks[0]}',
                "warn",
            )
        )
    data = {
        "cohort": result.cohort,
        **enrolment.entry(result.entry),
        "left": person(result.left) if result.left else None,
        "joined": person(result.joined) if result.joined else None,
        "lacks": list(result.entry.lacks),
    }
    return View(data, blocks)


def listing(result: Peopled) -> View:
    """The people of a cohort; addresses only as data, because they would crowd the screen.

    JSON: an array of entries with `people`: an array of `name`, `email`, `role`, `post`, `experienced`,
    `joined_on` (null: from the start), `left_on`, `reason`, `replaces` (a name).
    """
    data = [
        {
            **enrolment.entry(one),
            "people": [person(each, one.names) for each in (*one.participants, *one.left)],
        }
        for one in result.entries
    ]
    rows = [
        [one.label, each.name, each.role, str(each.joined_on or ""), _left(each)]
        for one in result.entries
        for each in (*one.participants, *one.left)
    ]
    if not rows:
        return View(data, [Line(f"{result.cohort} has nobody yet. Next: cln cohort enrol FILE")])
    people = sum(len(one.participants) for one in result.entries)
    table = Table(["entry", "name", "role", "joined", "left"], rows)
    return View(data, [table, Line(f"{count(people, 'participant')} of {result.cohort}.", "dim")])


def person(one: Participant, names: dict[int, str] | None = None) -> dict[str, Any]:
    """A person as data; with `names` (id -> name) also whom they replaced."""
    return {
        "name": one.name,
        "email": one.email,
        "role": one.role,
        "post": one.post,
        "experienced": one.experienced,
        "joined_on": one.joined_on.isoformat() if one.joined_on else None,
        "left_on": one.left_on.isoformat() if one.left_on else None,
        "reason": one.left_reason,
        **({"replaces": names.get(one.replaces_id or 0)} if names is not None else {}),
    }


def _sentence(result: Moved) -> str:
    place = f"{named(result.entry)} in {result.cohort}"
    left, joined = result.left, result.joined
    if left and joined:
        return (
            f"{joined.name} ({joined.role}) is on {place} in the place of {left.name}, from {left.left_on}."
        )
    if left:
        return f"{left.name} leaves {place} on {left.left_on} ({left.left_reason})."
    assert joined
    return f"{joined.name} ({joined.role}) is on {place}."


def _left(one: Participant) -> str:
    return f"{one.left_on} ({one.left_reason})" if one.left_on else ""
