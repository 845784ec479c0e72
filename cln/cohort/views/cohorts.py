"""What `cln cohort open`, `amend`, `enrol` and `close` show."""

from cln.cohort.amend import Amended
from cln.cohort.cohorts import Closed, Opened
from cln.cohort.enrolment import Enrolment
from cln.screen import outcome
from cln.screen.view import Block, Line, Table, View
from cln.words import count


def opened(result: Opened, days: Table) -> View:
    """The new cohort; `days` is the view of those of its events."""
    blocks: list[Block] = [
        Line(f"{result.cohort} is open; it is launched on {result.launch}.", "good"),
        Line(
            f"{count(result.teams, 'team')} for up to {count(result.capacity, 'participant')}; "
            f"further apart than {result.travel_km:g} km is far."
        ),
        Line(f"{count(len(result.themes), 'theme')}: {', '.join(result.themes)}."),
        *([Line(f"A team has {_range(result.team_size)} participants.")] if result.team_size else []),
        *([Line(f"Teams on each theme: {_range(result.theme_teams)}.")] if result.theme_teams else []),
        days,
        Line("Change a day with: cln event schedule 3 --on DATE", "dim"),
    ]
    return View(result, blocks)


def closed(result: Closed) -> View:
    """A cohort that was closed or opened again."""
    name = result.cohort
    if result.closed_on is None:
        return View(result, [Line(f"{name} is open again.", "good")])
    blocks = [
        Line(f"{name} closes on {result.closed_on}; everything about it stays on record.", "good"),
        Line(f'To look at it: cln cohort show --cohort "{name}"', "dim"),
    ]
    return View(result, blocks)


def amended(result: Amended, days: Table) -> View:
    """What was corrected; `days` is the view of the events that moved with the launch."""
    if not result.changed:
        return View(result, [Line(f"{result.cohort} is so already.", "good")])
    blocks: list[Block] = [Line(f"{result.cohort} is corrected.", "good")]
    blocks += [Line(f"  {one}") for one in result.changed]
    if result.events:
        moved = Line("These events moved with it; to change a day: cln event schedule 3 --on DATE", "dim")
        blocks += [days, moved]
    return View(result, blocks)


def _range(limits: str) -> str:
    """ "13 to 20", "exactly 1"."""
    low, high = limits.split("-")
    return f"exactly {low}" if low == high else f"{low} to {high}"


def enrolled(result: Enrolment) -> View:
    """What a file of nominations did."""
    blocks: list[Block] = [
        Line(f"{result.cohort}: {count(result.entries_added, 'entry', 'entries')} added.", "strong"),
        outcome.tally(result.file, result.rows, "person", "people"),
        *outcome.unused(result.columns_not_used),
        *outcome.passed_over((one.name for one in result.passed_over), "cln cohort people"),
    ]
    if result.not_in_file:
        people = ", ".join(f"{one.name} ({one.place})" for one in result.not_in_file)
        sentence = f"Still on record though not in the file: {people}. An import takes nobody off."
        blocks.append(Line(sentence, "warn"))
    if result.incomplete:
        blocks.append(_incomplete(result))
    blocks += [Line(need.sentence, "warn") for need in result.key_facilitators_short]
    return View(result, [*blocks, _total(result)])


def _incomplete(result: Enrolment) -> Table:
    these = "this one does not" if len(result.incomplete) == 1 else "these do not"
    return Table(
        ["code", "sector", "entry", "name", "authority", "lacks"],
        [
            [one.code, one.sector, str(one.entry), one.name, one.authority, " and ".join(one.lacks)]
            for one in result.incomplete
        ],
        title=f"Each entry should bring a promoted member of staff and a practitioner; {these}",
        right=frozenset({"entry"}),
    )


def _total(result: Enrolment) -> Line:
    entries, people = count(result.entries, "entry", "entries"), count(result.participants, "participant")
    total = f"{result.cohort} has {entries} with {people}"
    if not result.over_capacity:
        return Line(f"{total}; there is room for {result.capacity}.")
    over = f"{result.over_capacity} more than its capacity of {result.capacity}"
    return Line(f"{total}, {over}: at least {result.over_capacity} will wait.", "warn")
