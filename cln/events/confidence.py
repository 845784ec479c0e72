"""Confidence at the launch and at the end: the same participants on the same items, compared in pairs.

No more is claimed than their number allows, and nothing that would tell of a few.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from statistics import fmean, stdev
from typing import Annotated, Any

from pydantic import Field, PlainSerializer, SerializerFunctionWrapHandler, WrapSerializer
from sqlmodel import Session

from cln.cohort.as_of import entries_on
from cln.cohort.queries import EnrolledEntry
from cln.disclosure import FEW
from cln.events.as_of import ratings_on
from cln.match.as_of import proposal_on
from cln.match.teams import teams_on_day
from cln.programme import SCORES, By, Occasion
from cln.screen.data import rounded
from cln.tables.cohorts import Cohort, Participant

ENOUGH = 10
"""From so many pairs on, the change is tested."""

EXACT = 13
"""Up to so many people who changed, every permutation is gone through."""

Pair = tuple[float, float]
"""What somebody answered before and after."""
Figure = Annotated[float | None, rounded(4)]


@dataclass(frozen=True)
class Paired:
    """What became of one thing; of fewer than `FEW` pairs everything but their number is None."""

    pairs: int
    before: Annotated[Figure, Field(serialization_alias="launch")] = None
    """The mean before, of those who answered both times."""
    after: Annotated[Figure, Field(serialization_alias="end")] = None
    change: Figure = None
    """The mean of what each one's answer changed by."""
    spread: Figure = None
    """The sample's standard deviation of these changes."""
    rose: int | None = None
    same: int | None = None
    fell: int | None = None
    p: Annotated[float | None, PlainSerializer(lambda p: p and float(f"{p:.3g}"))] = None
    """How likely so much change, either way, would be by chance alone; None below `ENOUGH` pairs."""


@dataclass(frozen=True)
class _Named:
    name: str


@dataclass(frozen=True)
class Compared(Paired, _Named):
    """One item, scale or group, and what became of it."""


def _named(key: str) -> WrapSerializer:
    """How something compared is written: its name under this key."""

    def write(one: Compared, fields: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {key if name == "name" else name: value for name, value in fields(one).items()}

    return WrapSerializer(write)


@dataclass(frozen=True)
class Shown:
    """How the confidence of a cohort changed."""

    cohort: str
    launch: int
    """How many participants answered any item then."""
    end: int
    overall: Paired
    """Of each participant the mean of the items that they answered both times."""
    items: tuple[Annotated[Compared, _named("item")], ...]
    """In the order in which they were asked. The p values of items allow for their number, and so on."""
    scores: tuple[Annotated[Compared, _named("scale")], ...]
    by: By | None
    groups: tuple[Annotated[Compared, _named("group")], ...]
    """`overall` of each group; those that would tell of a few are left out."""


def show(session: Session, cohort: Cohort, on: date, by: By | None = None, *, tested: bool = True) -> Shown:
    """How the confidence of a cohort changed from the launch to the end, of what had been said by a day.

    With `by`, of each group too. Unless `tested`, which takes a second, every `p` is None.
    """
    levels, scores = ratings_on(session, cohort, on)
    items = {
        item: _pairs((one.occasion, one.participant_id, one.level) for one in levels if one.item == item)
        for item in dict.fromkeys(one.item for one in levels)
    }
    scales = {
        SCORES[scale]: _pairs(
            (one.occasion, one.participant_id, one.value) for one in scores if one.scale == scale
        )
        for scale in SCORES
        if any(one.scale == scale for one in scores)
    }
    means = _means(items.values())
    return Shown(
        cohort=cohort.name,
        **{
            when.value: len({one.participant_id for one in levels if one.occasion == when})
            for when in Occasion
        },
        overall=compare(list(means.values()), tested=tested),
        items=_compared({item: pairs.values() for item, pairs in items.items()}, tested=tested),
        scores=_compared({name: pairs.values() for name, pairs in scales.items()}, tested=tested),
        by=by,
        groups=_groups(session, cohort, on, means, by, tested=tested) if by else (),
    )


def compare(pairs: Collection[Pair], *, tested: bool = True) -> Paired:
    """What became of people's answers, each given before and after; `p` is None unless `tested`."""
    if len(pairs) < FEW:
        return Paired(len(pairs))
    changes = [round(after - before, 9) for before, after in pairs]
    return Paired(
        pairs=len(pairs),
        before=fmean(before for before, _ in pairs),
        after=fmean(after for _, after in pairs),
        change=fmean(changes),
        spread=stdev(changes),
        rose=sum(change > 0 for change in changes),
        same=sum(change == 0 for change in changes),
        fell=sum(change < 0 for change in changes),
        p=chance(changes) if tested and len(changes) >= ENOUGH else None,
    )


def chance(changes: Sequence[float]) -> float:
    """The p value of the Wilcoxon signed-rank test, two-sided.

    Why this one: ratings are ranks rather than measures (from 1 to 2 need not be as far as from 4 to 5), they
    stop at 1 and 5, and groups are small, so that the t test's normal distribution cannot be relied on. Who
    did not change says nothing either way and is left out first. Of a few who did, all permutations are gone
    through: the approximation for many would find too much. (`wilcoxon` does so too, but takes a second.)
    """
    from scipy.stats import permutation_test, rankdata, wilcoxon

    moved = [change for change in changes if change]
    if len(moved) > EXACT:
        return float(wilcoxon(moved).pvalue)
    if len(moved) < 2:
        return 1.0
    ranks = rankdata([abs(change) for change in moved]) * [1 if change > 0 else -1 for change in moved]
    result = permutation_test(
        (ranks,),
        lambda signed, axis: signed.sum(axis=axis),
        permutation_type="samples",
        vectorized=True,
        n_resamples=2**EXACT,
    )
    return float(result.pvalue)


def corrected(chances: Sequence[float]) -> list[float]:
    """The p values of several tests, made larger because one of many looks like a find by chance.

    By Benjamini and Hochberg: of what is called a change, at most the stated share is none.
    """
    if not chances:
        return []
    from scipy.stats import false_discovery_control

    return [float(p) for p in false_discovery_control(chances)]


def _pairs(answers: Iterable[tuple[str, int, float]]) -> dict[int, Pair]:
    """Participant id -> what they answered both times, from occasion, participant id and answer."""
    by_occasion: dict[str, dict[int, float]] = {when: {} for when in Occasion}
    for when, person, answer in answers:
        by_occasion[when][person] = answer
    before, after = by_occasion.values()
    return {person: (before[person], after[person]) for person in sorted(before.keys() & after.keys())}


def _means(items: Iterable[Mapping[int, Pair]]) -> dict[int, Pair]:
    """Participant id -> the means before and after of the items that they answered both times."""
    both: dict[int, list[Pair]] = {}
    for item in items:
        for person, pair in item.items():
            both.setdefault(person, []).append(pair)
    return {
        person: (fmean(before for before, _ in pairs), fmean(after for _, after in pairs))
        for person, pairs in both.items()
    }


def _compared(
    pairs: Mapping[str, Collection[Pair]], *, tested: bool, hidden: Collection[str] = ()
) -> tuple[Compared, ...]:
    """Each by its name; of those that are `hidden` only the number of pairs."""
    every = [
        Compared(name, **vars(Paired(len(some)) if name in hidden else compare(some, tested=tested)))
        for name, some in pairs.items()
    ]
    allowing = iter(corrected([one.p for one in every if one.p is not None]))
    return tuple(one if one.p is None else replace(one, p=next(allowing)) for one in every)


def _groups(
    session: Session, cohort: Cohort, on: date, means: Mapping[int, Pair], by: By, *, tested: bool
) -> tuple[Compared, ...]:
    """Each group by name, as it is on a day. With those too small to tell of go the next smallest, until what
    is hidden is of enough people: else the whole would tell."""
    enrolled = entries_on(session, cohort, on)
    active = [one for one in enrolled if one.entry.withdrawn_on is None]
    teams = teams_on_day(session, proposal_on(session, cohort, on), active).of_people
    group_of: Mapping[By, Callable[[EnrolledEntry, Participant], str]] = {
        By.SECTOR: lambda one, _person: one.establishment.sector,
        By.AUTHORITY: lambda one, _person: one.authority,
        By.TEAM: lambda _one, person: f"team {teams[person.id]}" if person.id in teams else "no team",
    }
    groups: dict[str, list[Pair]] = {}
    for one in enrolled:
        for person in (*one.participants, *one.left):
            if (pair := means.get(person.id or 0)) is not None:
                groups.setdefault(group_of[by](one, person), []).append(pair)
    by_size = sorted(groups, key=lambda name: (len(groups[name]), name))
    small = [name for name in by_size if len(groups[name]) < FEW]
    for name in by_size[len(small) :]:
        if not 0 < sum(len(groups[one]) for one in small) < FEW:
            break
        small.append(name)
    return _compared(dict(sorted(groups.items())), tested=tested, hidden=small)
