"""What enrolling shows."""

from cln.cohort.enrolment import Enrolment
from cln.screen import outcome
from cln.screen.view import Block, Line, Table, View
from cln.words import count


def enrolled(result: Enrolment) -> View:
    """What a file of nominations did."""
    blocks: list[Block] = [
        Line(f"{result.cohort}: {count(result.entries_added, 'entry', 'entries')} added.", "strong"),
        outcome.tally(result.file, result.rows, "person", "people"),
        *outcome.unused(result.columns_not_used),
        *outcome.passed_over(one.name for one in result.passed_over),
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
