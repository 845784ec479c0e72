"""What a late start or an early finish of an entry shows."""

from cln.cohort.queries import EnrolledEntry
from cln.cohort.terms import Term
from cln.cohort.views import enrolment
from cln.cohort.views.membership import named
from cln.screen.view import Line, View


def term(result: Term) -> View:
    """When an entry takes part. JSON: `cohort`, the keys of the entry, `starts_on`, `finishes_on` (null: with
    the others)."""
    row, cohort = result.entry.entry, result.cohort
    starts = f"from {row.starts_on}" if row.starts_on else f"from the launch on {cohort.launch}"
    until = f"to {row.finishes_on}" if row.finishes_on else "to the end"
    blocks = [
        Line(f"{named(result.entry)} takes part in {cohort.name} {starts} {until}.", "good"),
        Line("Events outside these days do not count as missed."),
    ]
    return View({"cohort": cohort.name, **enrolment.entry(result.entry), **days(result.entry)}, blocks)


def days(one: EnrolledEntry) -> dict[str, str | None]:
    """`starts_on` and `finishes_on` of an entry; null: with the others."""
    row = one.entry
    return {
        "starts_on": row.starts_on.isoformat() if row.starts_on else None,
        "finishes_on": row.finishes_on.isoformat() if row.finishes_on else None,
    }
