"""What `cln cohort list` shows: all cohorts on one screen."""

from collections.abc import Iterable, Sequence

from cln.overview.listing import CohortLine
from cln.screen.view import Line, Table, View, wrapped
from cln.words import count


def listing(cohorts: Sequence[CohortLine]) -> View:
    """All cohorts in a table, and of each that is open what comes next in it."""
    if not cohorts:
        return View(cohorts, [Line("There is no cohort yet.")])
    rows = [
        [
            one.cohort,
            one.launch.isoformat(),
            "open" if one.open else f"closed {one.closed_on}",
            *(str(number) for number in (one.entries, one.participants, one.projects)),
        ]
        for one in cohorts
    ]
    numbers = ["entries", "participants", "projects"]
    table = Table(["cohort", "launch", "state", *numbers], rows, right=frozenset(numbers))
    return View(cohorts, [table, *(line for one in cohorts if one.open for line in _ahead(one))])


def _ahead(one: CohortLine) -> Iterable[Line]:
    parts = []
    if coming := one.next_event:
        day = f"on {coming.on}" if coming.on else "which has no day yet"
        parts.append(f"event {coming.number}, {coming.name}, {day}")
    if one.need_attention:
        needs = "needs" if one.need_attention == 1 else "need"
        parts.append(f"{count(one.need_attention, 'project')} {needs} attention")
    yield from wrapped(f"{one.cohort}: {'; '.join(parts) or 'no event is to come'}.", "  ", first="")
    if one.next:
        yield from wrapped(f"Next: {one.next.command}", "    ", "next", first="  ")
