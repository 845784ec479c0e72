"""Confidence at the launch and at the end: the same participants on the same items, compared in pairs."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import fmean

from sqlmodel import Session

from cln.cohort.queries import EnrolledEntry, entries_of
from cln.disclosure import FEW
from cln.events import paired
from cln.events.attendance import Teams
from cln.events.paired import Paired
from cln.events.queries import confidence_of, scores_of
from cln.programme import SCORES, By, Occasion
from cln.tables.cohorts import Cohort

Answers = Mapping[Occasion, Mapping[int, float]]
"""Occasion -> participant id -> what they said."""


@dataclass(frozen=True)
class Compared:
    """One item, scale or group, and what became of it."""

    name: str
    paired: Paired


@dataclass(frozen=True)
class Shown:
    """How the confidence of a cohort changed."""

    cohort: str
    answered: Mapping[Occasion, int]
    """How many participants answered any item."""
    overall: Paired
    """Of each participant the mean of the items that they answered both times."""
    items: tuple[Compared, ...]
    """In the order in which they were asked. The p values of items allow for their number, and so on."""
    scores: tuple[Compared, ...]
    by: By | None
    groups: tuple[Compared, ...]
    """`overall` of each group; those that would tell of a few are left out."""


def show(session: Session, cohort: Cohort, by: By | None = None, *, tested: bool = True) -> Shown:
    """How the confidence of a cohort changed from the launch to the end.

    Args:
        session: reads the cohort.
        cohort: whose confidence.
        by: what to group people by, if anything.
        tested: whether the changes are tested, which takes a second; else every `p` is None.
    """
    levels = confidence_of(session, cohort)
    items = {
        item: _answers((one.occasion, one.participant_id, one.level) for one in levels if one.item == item)
        for item in dict.fromkeys(one.item for one in levels)
    }
    scores = scores_of(session, cohort)
    means = _means(items.values())
    return Shown(
        cohort=cohort.name,
        answered={
            when: len({one.participant_id for one in levels if one.occasion == when}) for when in Occasion
        },
        overall=paired.compare(list(means.values()), tested=tested),
        items=_allowing_for_number(
            [
                Compared(item, paired.compare(_pairs(answers), tested=tested))
                for item, answers in items.items()
            ]
        ),
        scores=_allowing_for_number(
            [
                Compared(name, paired.compare(_pairs(_answers(found)), tested=tested))
                for scale, name in SCORES.items()
                if (
                    found := [
                        (one.occasion, one.participant_id, one.value) for one in scores if one.scale == scale
                    ]
                )
            ]
        ),
        by=by,
        groups=_groups(session, cohort, means, by, tested) if by else (),
    )


def _answers(rows: Iterable[tuple[str, int, float]]) -> Answers:
    """From occasion, participant id and what they said."""
    found: dict[Occasion, dict[int, float]] = {when: {} for when in Occasion}
    for when, person, said in rows:
        found[Occasion(when)][person] = said
    return found


def _pairs(answers: Answers) -> list[tuple[float, float]]:
    before, after = answers[Occasion.LAUNCH], answers[Occasion.END]
    return [(before[person], after[person]) for person in sorted(before.keys() & after.keys())]


def _means(items: Iterable[Answers]) -> dict[int, tuple[float, float]]:
    """Participant id -> the means before and after of the items that they answered both times."""
    both: dict[int, list[tuple[float, float]]] = {}
    for answers in items:
        before, after = answers[Occasion.LAUNCH], answers[Occasion.END]
        for person in sorted(before.keys() & after.keys()):
            both.setdefault(person, []).append((before[person], after[person]))
    return {
        person: (fmean(before for before, _ in pairs), fmean(after for _, after in pairs))
        for person, pairs in both.items()
    }


def _allowing_for_number(items: Sequence[Compared]) -> tuple[Compared, ...]:
    tested = [one.paired.p for one in items if one.paired.p is not None]
    corrected = iter(paired.corrected(tested))
    return tuple(
        one if one.paired.p is None else replace(one, paired=replace(one.paired, p=next(corrected)))
        for one in items
    )


def _groups(
    session: Session, cohort: Cohort, means: Mapping[int, tuple[float, float]], by: By, tested: bool
) -> tuple[Compared, ...]:
    """Each group by name. Where one alone is too small to tell of, the next smallest goes with it: else the
    whole would tell."""
    teams = Teams(session, cohort).of
    group_of: Mapping[By, Callable[[EnrolledEntry], str]] = {
        By.SECTOR: lambda one: one.establishment.sector,
        By.AUTHORITY: lambda one: one.authority,
        By.TEAM: lambda one: f"team {teams[one.id]}" if one.id in teams else "no team",
    }
    found: dict[str, list[tuple[float, float]]] = {}
    for one in entries_of(session, cohort):
        for person in one.names:
            if person in means:
                found.setdefault(group_of[by](one), []).append(means[person])
    small = [name for name, pairs in found.items() if len(pairs) < FEW]
    if len(small) == 1 and len(found) > 1:
        small.append(min((name for name in found if name not in small), key=lambda name: len(found[name])))
    return _allowing_for_number(
        [
            Compared(name, Paired(len(pairs)) if name in small else paired.compare(pairs, tested=tested))
            for name, pairs in sorted(found.items())
        ]
    )
