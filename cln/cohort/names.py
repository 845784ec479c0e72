"""What a name means: exactly one thing that the database knows, or a sentence that suggests one."""

from collections.abc import Callable, Sequence

from sqlmodel import Session

from cln.cohort.queries import themes_of
from cln.errors import Refused, Usage
from cln.matching.problem import Facilitator
from cln.tables.cohorts import Cohort
from cln.words import finder, fold, nearest_name


def themes(session: Session, cohort: Cohort, *, every: bool = False) -> Callable[[str], int]:
    """A function from the name of a theme of this cohort to its id; ValueError for one it does not have.

    With `every`, themes that only a pre-matched group brought along count too.
    """
    found = themes_of(session, cohort, every=every)
    return finder(
        {fold(theme.name): theme.id or 0 for theme in found},
        [theme.name for theme in found],
        f"theme of {cohort.name}",
    )


def facilitator(known: Sequence[Facilitator], cohort: Cohort, said: str) -> Facilitator:
    """The one facilitator of the cohort whose name or e-mail address the user gave.

    Raises:
        Refused: there is nobody of that name.
        Usage: there are several.
    """
    found = [one for one in known if fold(said) in {fold(one.name), fold(one.email)}]
    if not found:
        if near := nearest_name(said, [one.name for one in known]):
            raise Refused(f"{said!r} is no facilitator of {cohort.name}; did you mean {near}?")
        raise Refused(f"{said!r} is no facilitator of {cohort.name}; see: cln facilitator list")
    if len(found) > 1:
        addresses = " or ".join(one.email or "(none)" for one in found)
        raise Usage(f"{len(found)} facilitators are called {said}; give the e-mail address: {addresses}")
    return found[0]
