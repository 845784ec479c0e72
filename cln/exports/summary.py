"""Exports of figures: the summary for the board, shares that are fair to small councils, connections."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import TypeVar

from cln.disclosure import FEW
from cln.exports.columns import COHORT
from cln.exports.scope import Scope
from cln.figures.connections import Connection, across
from cln.figures.shares import ALL, MEAN, Share, suppressed
from cln.figures.summary import HOPED, Summary, summaries
from cln.files.columns import About, Column, Kind, Table
from cln.inquiry.stages import Stage
from cln.programme import LEVELS, Reason

K = TypeVar("K")

_SHARE = "0 to 1"


@dataclass(frozen=True)
class _Row:
    """A cohort in numbers; `leaving` hides figures of a few."""

    one: Summary
    leaving: bool

    @property
    def cohort(self) -> str:
        return self.one.cohort.name

    @cached_property
    def levels(self) -> dict[int | None, int | None]:
        """Level, or None for no answer -> entries in teams."""
        return _without_few(self.one.levels, leaving=self.leaving)

    @cached_property
    def withdrawn(self) -> dict[Reason, int | None]:
        """Reason -> entries that withdrew."""
        return _without_few(self.one.withdrawn, leaving=self.leaving)

    def alone(self, count: int) -> int | None:
        """A count that stands by itself."""
        return _without_few({"": count}, leaving=self.leaving)[""]

    def share(self, figure: str, group: str) -> float | None:
        """A share of all, or the mean of the authorities'."""
        every = (*self.one.shares, *self.one.reach)
        shares = suppressed(every) if self.leaving else every
        fitting = (one for one in shares if (one.figure, one.by, one.group) == (figure, ALL, group))
        return _rounded(next(fitting).value, 4)


def summary(scope: Scope) -> Table:
    """A row for each cohort."""
    columns = (
        COHORT,
        Column("launch", "Day of the launch", attrgetter("one.cohort.launch"), Kind.DAY),
        *_taking_part(),
        Column(
            "themes", "Themes that the teams have, joined by ;", lambda row: ";".join(row.one.themes) or None
        ),
        *(_level(level) for level in reversed(LEVELS)),
        _count(
            "no_answer",
            "Entries in a team that did not answer the survey",
            lambda row: row.levels[None],
        ),
        *map(_withdrawn, Reason),
        *map(_stage, Stage),
        *_outcomes(),
    )
    rows = (_Row(one, scope.leaving) for one in summaries(scope.session, scope.cohorts))
    return Table.of("summary", "Cohorts in numbers", columns, rows)


def _taking_part() -> Iterator[Column]:
    """Who takes part, in what."""
    yield _count("establishments", "Establishments that take part", attrgetter("one.establishments"))
    yield _count(
        "entries",
        "Entries that take part; an establishment may have several",
        lambda row: len(row.one.active),
    )
    yield _count("participants", "People who take part", attrgetter("one.participants"))
    yield _count(
        "authorities", "Councils that take part", lambda row: len({u.authority for u in row.one.active})
    )
    yield _count("sectors", "Sectors that take part", lambda row: len({u.sector for u in row.one.active}))
    yield _count("teams", "Teams of the accepted proposal, else of the newest", attrgetter("one.teams"))
    yield _count("projects", "Projects, without those that were given up", attrgetter("one.projects"))
    yield _count(
        "waiting", "Entries that wait for a place", lambda row: sum(u.waiting for u in row.one.active)
    )
    yield _count("withdrawn", "Entries that withdrew", lambda row: row.alone(sum(row.one.withdrawn.values())))


def _outcomes() -> Iterator[Column]:
    """What came of it: attendance, confidence, how many were reached of those hoped for, connections."""
    yield _share("attendance", "Of the attendance on record, how much was presence", "attendance", ALL)
    yield _share("attendance_authorities", "Mean of the authorities' attendance", "attendance", MEAN)
    yield _count(
        "confidence_pairs",
        "People who said how confident they are at the launch and at the end",
        lambda row: row.alone(row.one.confidence.pairs),
    )
    yield _mean(
        "confidence_launch", "Their mean confidence at the launch", attrgetter("one.confidence.before")
    )
    yield _mean("confidence_end", "Their mean confidence at the end", attrgetter("one.confidence.after"))
    yield _hoped("target_establishments", "Establishments that are hoped for", HOPED[0], "establishments")
    yield _hoped("target_participants", "People that are hoped for", HOPED[1], "people")
    yield _share("reach", "Share of the register's establishments that took part so far", "reach", ALL)
    yield _share("reach_authorities", "Mean of the authorities' reach", "reach", MEAN)
    yield _count(
        "connections",
        "Pairs of establishments that work together in a team",
        lambda row: len(row.one.connections),
    )
    yield _count(
        "connections_across",
        "Those pairs that belong to different councils",
        lambda row: across(row.one.connections),
    )


def _count(name: str, meaning: str, get: Callable[[_Row], int | None]) -> Column:
    """A whole number of what its meaning begins with."""
    return Column(name, meaning, get, Kind.WHOLE, meaning.split(maxsplit=1)[0].lower())


def _level(level: int) -> Column:
    meaning = f"Entries in a team whose theme they rated {level}"
    return _count(f"level_{level}", meaning, lambda row: row.levels[level])


def _withdrawn(reason: Reason) -> Column:
    name = f"withdrawn_{reason.value.replace('-', '_')}"
    return _count(name, f"Entries that withdrew because of: {reason}", lambda row: row.withdrawn[reason])


def _stage(stage: Stage) -> Column:
    meaning = f"Projects that have reached the stage {stage} or gone beyond"
    return _count(f"stage_{stage}", meaning, lambda row: row.one.stages[stage])


def _share(name: str, meaning: str, figure: str, group: str) -> Column:
    return Column(name, meaning, lambda row: row.share(figure, group), Kind.NUMBER, _SHARE)


def _mean(name: str, meaning: str, get: Callable[[_Row], float | None]) -> Column:
    return Column(name, meaning, lambda row: _rounded(get(row), 2), Kind.NUMBER, "1 to 5")


def _hoped(name: str, meaning: str, number: int, unit: str) -> Column:
    return Column(name, meaning, lambda _row: number, Kind.WHOLE, unit)


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)


def _without_few(counts: Mapping[K, int], *, leaving: bool) -> dict[K, int | None]:
    """The counts; if one would tell of a few, none of them: from the others it could be reckoned."""
    few = leaving and any(0 < count < FEW for count in counts.values())
    return {key: None if few else count for key, count in counts.items()}


def shares(scope: Scope) -> Table:
    """Every share of each cohort: of all, of each authority and sector, and the mean of the authorities'."""
    columns = (
        COHORT,
        Column("figure", "What the share is of", attrgetter("share.figure")),
        Column("by", "all, authority or sector", attrgetter("share.by")),
        Column(
            "group",
            "The council or sector; all together; or the mean of the authorities' own shares",
            attrgetter("share.group"),
        ),
        Column("count", "How many", attrgetter("share.count"), Kind.WHOLE),
        Column("of", "Of how many", attrgetter("share.of"), Kind.WHOLE),
        Column("share", "How large a part", lambda one: _rounded(one.share.value, 4), Kind.NUMBER, _SHARE),
        Column(
            "suppressed",
            "Left out because it would tell of a few",
            attrgetter("share.suppressed"),
            Kind.YES_NO,
        ),
    )
    return Table.of("shares", "Shares by council and sector, fair to small councils", columns, _shares(scope))


@dataclass(frozen=True)
class _Of:
    """Something of a cohort: a share, or a pair of establishments."""

    cohort: str
    share: Share | None = None
    pair: Connection | None = None


def _shares(scope: Scope) -> Iterator[_Of]:
    for one in summaries(scope.session, scope.cohorts):
        every: Sequence[Share] = (*one.shares, *one.reach)
        for share in suppressed(every) if scope.leaving else every:
            yield _Of(one.cohort.name, share=share)


def connected(scope: Scope) -> Table:
    """A row for each pair of establishments that work together in a team of a cohort."""
    columns = (
        COHORT,
        _code("code", "SEED code or CS number of the one", "one"),
        Column("authority", "Its council", attrgetter("pair.one.authority")),
        _code("other_code", "SEED code or CS number of the other", "other"),
        Column("other_authority", "Its council", attrgetter("pair.other.authority")),
        Column("across", "They belong to different councils", attrgetter("pair.across"), Kind.YES_NO),
    )
    pairs: Iterable[_Of] = (
        _Of(one.cohort.name, pair=pair)
        for one in summaries(scope.session, scope.cohorts)
        for pair in one.connections
    )
    return Table.of("connections", "Establishments that work together", columns, pairs)


def _code(name: str, meaning: str, which: str) -> Column:
    return Column(name, meaning, lambda one: getattr(one.pair, which).establishment[0], about=About.CODE)
