"""Which entry of a cohort is meant, by a user or by a row of a file: by code alone where that is enough, else
by sector and number too. What cannot be told is said, never guessed."""

from collections.abc import Collection, Iterable, Sequence

from cln.cohort.queries import EnrolledEntry
from cln.cohort.references import Which
from cln.errors import Refused, Usage
from cln.tables.cohorts import Cohort
from cln.words import near_codes


class MeansNobody(ValueError):
    """A row means no entry or person of the cohort, or one of several; `column` is where to mend it."""

    def __init__(self, column: str, sentence: str) -> None:
        super().__init__(sentence)
        self.column = column


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
    """The one entry of the cohort that is meant, of those that still take part.

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


def narrowed(
    which: Which, entries: Sequence[EnrolledEntry], cohort: str, codes: Collection[str]
) -> list[EnrolledEntry]:
    """Those of the entries of a code, withdrawn ones too, that sector and number leave.

    Raises:
        MeansNobody: there are none.
    """
    if not entries:
        near = near_codes(which.code, codes)
        asked = f"did you mean {near}? If not, nominate" if near else "nominate"
        raise MeansNobody(
            "code",
            f"{which.code} is not enrolled in {cohort}; {asked} it with: cln cohort enrol FILE, "
            "or take the row out",
        )
    left = list(entries)
    if which.sector:
        sectors = _either(entry.establishment.sector for entry in left)
        left = [entry for entry in left if entry.establishment.sector == which.sector]
        if not left:
            raise MeansNobody(
                "sector",
                f"{which.code} is enrolled in {cohort} as {sectors}, not as {which.sector}; "
                "correct the sector",
            )
    if which.number:
        numbers = _either(str(entry.entry.number) for entry in left)
        left = [entry for entry in left if entry.entry.number == which.number]
        if not left:
            raise MeansNobody(
                "entry",
                f"{which.code} has entry {numbers} in {cohort}, not {which.number}; correct the number",
            )
    return left


def _either(words: Iterable[str]) -> str:
    return " or ".join(sorted(set(words)))
