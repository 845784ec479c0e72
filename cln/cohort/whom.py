"""Which entry of a cohort is meant: by code alone where that is enough, else by sector and number too."""

from collections.abc import Sequence

from cln.cohort.queries import EnrolledEntry
from cln.cohort.references import Which
from cln.errors import Refused, Usage
from cln.tables.cohorts import Cohort
from cln.words import near_codes


def choose(enrolled: Sequence[EnrolledEntry], cohort: Cohort, which: Which) -> EnrolledEntry:
    """The one entry of the cohort that is meant, withdrawn or not.

    Raises:
        Refused: the cohort has no such entry.
        Usage: several fit.
    """
    code = which.code
    there = [one for one in enrolled if one.establishment.code == code]
    if not there:
        near = near_codes(code, (one.establishment.code for one in enrolled))
        asked = f"did you mean {near}? See" if near else "see"
        raise Refused(f"{code} is not in {cohort.name}; {asked}: cln cohort show")
    fitting = [
        one
        for one in there
        if which.sector in {None, one.establishment.sector} and which.number in {None, one.entry.number}
    ]
    listed = " and ".join(f"{one.establishment.sector} entry {one.entry.number}" for one in there)
    if not fitting:
        raise Refused(f"{code} has no such entry in {cohort.name}; it has {listed}")
    if len(fitting) > 1:
        several = len({one.establishment.sector for one in fitting}) > 1
        option = "--sector" if several else "--entry"
        first = fitting[0].establishment.sector if several else fitting[0].entry.number
        raise Usage(
            f"{code} has several entries in {cohort.name} ({listed}); choose with {option}, "
            f"or write {code}:{first}"
        )
    return fitting[0]


def choose_active(enrolled: Sequence[EnrolledEntry], cohort: Cohort, which: Which) -> EnrolledEntry:
    """The same, of those who still take part.

    Raises:
        Refused: the cohort has no such entry, or it has withdrawn.
        Usage: several fit.
    """
    still = [one for one in enrolled if one.entry.withdrawn_on is None]
    try:
        return choose(still, cohort, which)
    except Refused:
        gone = choose(enrolled, cohort, which)
    raise Refused(f"{gone.label} withdrew from {cohort.name} on {gone.entry.withdrawn_on}")
