"""What the coming and going of entries and of their people shows."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cln.screen.view import Block, Line, Table, View
from cln.words import count

if TYPE_CHECKING:  # each command loads the deeds of its own
    from cln.cohort.membership import OwnTerm, Rejoined, Withdrawal
    from cln.cohort.participants import Moved, Peopled, PersonLine


def withdrawn(result: "Withdrawal", waiting: Sequence[Block] = ()) -> View:
    """Who left, what remains, and the view of who could come in; none without a proposal."""
    remain = "remains" if result.entries_left == 1 else "remain"
    blocks = [
        Line(f"{result.named} withdrew from {result.cohort} on {result.withdrawn_on} ({result.reason})."),
        Line(f"{_numbers(result.entries_left, result.participants_left)} {remain}."),
        *waiting,
    ]
    return View(result, blocks)


def rejoined(result: "Rejoined", place: Sequence[Block] = ()) -> View:
    """Who came back, and the view of where it sits or what gives it a place; none without a proposal."""
    blocks = [
        Line(f"{result.named} is back in {result.cohort} from {result.rejoined_on}.", "good"),
        Line(f"That it was away since {result.withdrawn_on} ({result.reason}) stays on record."),
        Line(f"{result.cohort} has {_numbers(result.entries, result.participants_now)}."),
        *place,
    ]
    return View(result, blocks)


def term(result: "OwnTerm") -> View:
    """When an entry takes part."""
    starts = f"from {result.starts_on}" if result.starts_on else f"from the launch on {result.launch}"
    until = f"to {result.finishes_on}" if result.finishes_on else "to the end"
    blocks = [
        Line(f"{result.named} takes part in {result.cohort} {starts} {until}.", "good"),
        Line("Events outside these days do not count as missed."),
    ]
    return View(result, blocks)


def moved(result: "Moved") -> View:
    """Who left and who came."""
    blocks = [
        Line(_sentence(result), "good"),
        Line(f"It has {count(result.participants, 'participant')} now."),
    ]
    if result.left:
        blocks.append(Line(f"What {result.left.name} did stays on record."))
    if result.lacks:
        add = f'cln cohort join {result.reference} --name "..." --role {result.lacks[0]}'
        sentence = f"Nobody on it is {' or '.join(result.lacks)} now; add somebody with: {add}"
        blocks.append(Line(sentence, "warn"))
    return View(result, blocks)


def listing(cohort: str, entries: "Sequence[Peopled]") -> View:
    """The people of a cohort; addresses only as data, because they would crowd the screen."""
    rows = [
        [one.label, person.name, person.role, str(person.joined_on or ""), _left(person)]
        for one in entries
        for person in one.people
    ]
    if not rows:
        return View(entries, [Line(f"{cohort} has nobody yet. Next: cln cohort enrol FILE")])
    total = count(sum(one.participants for one in entries), "participant")
    table = Table(["entry", "name", "role", "joined", "left"], rows)
    return View(entries, [table, Line(f"{total} of {cohort}.", "dim")])


def _numbers(entries: int, participants: int) -> str:
    return f"{count(entries, 'entry', 'entries')} with {count(participants, 'participant')}"


def _sentence(result: "Moved") -> str:
    place = f"{result.named} in {result.cohort}"
    left, joined = result.left, result.joined
    if left and joined:
        return (
            f"{joined.name} ({joined.role}) is on {place} in the place of {left.name}, from {left.left_on}."
        )
    if left:
        return f"{left.name} leaves {place} on {_left(left)}."
    assert joined
    return f"{joined.name} ({joined.role}) is on {place}."


def _left(person: "PersonLine") -> str:
    return f"{person.left_on} ({person.reason})" if person.left_on else ""
