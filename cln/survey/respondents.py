"""Finds the entry that an answer speaks for; what cannot be told is said, never guessed."""

from collections.abc import Collection, Sequence
from datetime import date

from cln.cohort.queries import EnrolledEntry
from cln.cohort.references import Which
from cln.cohort.whom import MeansNobody, narrowed
from cln.survey.reading.surveys import AnswerRow


class Withdrawn(MeansNobody):
    """The answer speaks for an entry that withdrew `on` a day."""

    def __init__(self, entry: EnrolledEntry, cohort: str, on: date) -> None:
        super().__init__("code", f"{entry.label} withdrew from {cohort} on {on}; take the row out")
        self.on = on


def entry_of(
    answer: AnswerRow, entries: Sequence[EnrolledEntry], cohort: str, codes: Collection[str]
) -> EnrolledEntry:
    """The active entry that the answer is for.

    Its code tells, then sector and entry number; where these leave several, the one that has the respondent
    among its participants.

    Args:
        answer: what a row says.
        entries: the entries of the answer's code, withdrawn ones too.
        cohort: the cohort's name, for sentences.
        codes: those of all entries, of which the answer's may be a misspelling.

    Raises:
        MeansNobody: there is no such entry, or several are left.
        Withdrawn: there is one, but it has left the cohort.
    """
    left = narrowed(Which(answer.code, answer.sector, answer.entry), entries, cohort, codes)
    active = [entry for entry in left if entry.entry.withdrawn_on is None]
    if not active:
        last = max(left, key=lambda entry: entry.entry.withdrawn_on or date.min)
        raise Withdrawn(last, cohort, last.entry.withdrawn_on or date.min)
    if len(active) > 1:
        theirs = [entry for entry in active if answer.email and answer.email in _addresses(entry)]
        if len(theirs) != 1:
            raise _ambiguous(answer, active)
        active = theirs
    return active[0]


def _ambiguous(answer: AnswerRow, left: Sequence[EnrolledEntry]) -> MeansNobody:
    column = "sector" if len({entry.establishment.sector for entry in left}) > 1 else "entry"
    return MeansNobody(
        column,
        f"it could be {' or '.join(entry.label for entry in left)}; say which in a column {column}, or give "
        "the e-mail address of one of its participants",
    )


def _addresses(entry: EnrolledEntry) -> set[str]:
    return {person.email.casefold() for person in entry.participants if person.email}
