"""Exports of shares that are fair to small councils, and of the connections between establishments."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter

from cln.exports.columns import COHORT
from cln.exports.scope import Scope
from cln.figures.connections import Connection
from cln.figures.shares import Share
from cln.files.columns import About, Column, Kind, Table

_SHARE = "0 to 1"


def shares(scope: Scope) -> Table:
    """Every share of each cohort: of all, of each authority and sector, and the mean of the authorities'."""
    columns = (
        COHORT,
        Column("figure", "What the share is of", attrgetter("share.figure")),
        Column("by", "all, authority, sector or quintile", attrgetter("share.by")),
        Column(
            "group",
            "The council, sector or SIMD quintile; all together; or the mean of the authorities' own shares",
            attrgetter("share.group"),
        ),
        Column("count", "How many", attrgetter("share.count"), Kind.WHOLE),
        Column("of", "Of how many", attrgetter("share.of"), Kind.WHOLE),
        Column("share", "How large a part", lambda one: _rounded(one.share), Kind.NUMBER, _SHARE),
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
    for one in scope.summaries:
        public = scope.public.get(one.cohort.id or 0)
        for share in public.show_shares() if public else (*one.shares, *one.reach):
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
        _Of(one.cohort.name, pair=pair) for one in scope.summaries for pair in one.connections
    )
    return Table.of("connections", "Establishments that work together", columns, pairs)


def _code(name: str, meaning: str, which: str) -> Column:
    return Column(name, meaning, lambda one: getattr(one.pair, which).establishment[0], about=About.CODE)


def _rounded(share: Share) -> float | None:
    return None if share.value is None else round(share.value, 4)
