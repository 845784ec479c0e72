"""What comes next, said below what a command shows: the first step of the cohort's year."""

from datetime import date

from sqlmodel import Session

from cln.cohort.queries import naming
from cln.match.standing import numbers_of
from cln.overview.ahead import everything_ahead, of_cohort
from cln.screen.view import Line, View
from cln.tables.cohorts import Cohort


def followed(session: Session, cohort: Cohort, shown: View, done: str = "", on: date | None = None) -> View:
    """A view with the cohort's next step below it; as it was where there is none.

    Args:
        session: where the cohort is.
        cohort: the cohort.
        shown: the view.
        done: the command of a step that has been taken just now, though it may be taken again.
        on: the day; today by default.
    """
    steps = [step.command for step in of_cohort(session, cohort, on).steps]
    return _with_next(shown, next((one for one in steps if not (done and one.endswith(done))), None))


def followed_by_any(session: Session, shown: View) -> View:
    """A view with what is next where no cohort is meant; `cln next` tells where several are open."""
    first, *others = everything_ahead(session, None)
    return _with_next(shown, "cln next" if others else next((one.command for one in first.steps), None))


def matched_again(session: Session, cohort: Cohort, shown: View) -> View:
    """A view with the match that keeps what was changed: with few moves from the teams that are accepted.

    Before the first match the cohort's next step stands there, which may be to wait for answers.
    """
    numbers = numbers_of(session, cohort)
    if numbers.newest is None:
        return followed(session, cohort, shown)
    start = "" if numbers.accepted is None else f" --from {numbers.latest_edit(numbers.accepted)}"
    return _with_next(shown, f"cln {naming(session, cohort)}match{start}")


def _with_next(shown: View, command: str | None) -> View:
    return shown._replace(blocks=[*shown.blocks, Line(f"Next: {command}", "next")]) if command else shown
