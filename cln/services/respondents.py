"""Finds the entry that an answer speaks for; what cannot be told is said, never guessed."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from cln.intake.surveys import AnswerRow
from cln.spelling import near_codes
from cln.store.entries import EnrolledEntry


class NobodysAnswer(ValueError):
    """The answer speaks for no entry, or for one of several; `column` is where to mend it."""

    def __init__(self, column: str, sentence: str) -> None:
        super().__init__(sentence)
        self.column = column


class Withdrawn(NobodysAnswer):
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
        NobodysAnswer: there is no such entry, or several are left.
        Withdrawn: there is one, but it has left the cohort.
    """
    if not entries:
        near = near_codes(answer.code, codes)
        asked = f"did you mean {near}? If not, nominate" if near else "nominate"
        raise NobodysAnswer(
            "code",
            f"{answer.code} is not enrolled in {cohort}; {asked} it with: cln cohort enrol FILE, "
            "or take the row out",
        )
    left = _narrowed(answer, entries, cohort)
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


def _narrowed(answer: AnswerRow, entries: Sequence[EnrolledEntry], cohort: str) -> list[EnrolledEntry]:
    left = list(entries)
    if answer.sector:
        sectors = _either(entry.establishment.sector for entry in left)
        left = [entry for entry in left if entry.establishment.sector == answer.sector]
        if not left:
            raise NobodysAnswer(
                "sector",
                f"{answer.code} is enrolled in {cohort} as {sectors}, not as {answer.sector}; "
                "correct the sector",
            )
    if answer.entry:
        numbers = _either(str(entry.entry.number) for entry in left)
        left = [entry for entry in left if entry.entry.number == answer.entry]
        if not left:
            raise NobodysAnswer(
                "entry",
                f"{answer.code} has entry {numbers} in {cohort}, not {answer.entry}; correct the number",
            )
    return left


def _ambiguous(answer: AnswerRow, left: Sequence[EnrolledEntry]) -> NobodysAnswer:
    column = "sector" if len({entry.establishment.sector for entry in left}) > 1 else "entry"
    return NobodysAnswer(
        column,
        f"it could be {' or '.join(entry.label for entry in left)}; say which in a column {column}, or give "
        "the e-mail address of one of its participants",
    )


def _addresses(entry: EnrolledEntry) -> set[str]:
    return {person.email.casefold() for person in entry.participants if person.email}


def _either(words: Iterable[str]) -> str:
    return " or ".join(sorted(set(words)))
