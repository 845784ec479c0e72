"""Shares that are fair to small authorities: of each authority, sector and quintile, of all, and the mean of
the authorities' own shares, which no large council outweighs.

Source: the evaluation report asks for weighted indicators, because the largest council's figures otherwise
decide the whole.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from cln.figures.queries import UNKNOWN, Registered, Unit, quintile

ALL = "all"
MEAN = "mean of authorities"
ANSWERED = "answered the survey"
GOT_FIVE = "got a theme rated 5"
ATTENDANCE = "attendance"
WITHDREW = "withdrew"
REACH = "reach"


@dataclass(frozen=True)
class Share:
    """How many of how many, in one group; `value` is None where there is nobody or it is suppressed."""

    figure: str
    by: str
    """`all`, `authority`, `sector` or `quintile`."""
    group: str
    count: int | None
    of: int | None
    value: float | None
    """From 0 to 1."""
    suppressed: bool = False


@dataclass(frozen=True)
class Counted:
    """What one entry or establishment adds to a share."""

    authority: str
    sector: str
    count: int
    of: int
    quintile: str = UNKNOWN


def shares(figure: str, counted: Sequence[Counted]) -> tuple[Share, ...]:
    """The share of all, the mean of the authorities' shares, and of each authority, sector and SIMD quintile.

    There is none by quintile where no quintile is known.
    """
    by_authority = _grouped(figure, "authority", counted, lambda one: one.authority)
    known = any(one.quintile != UNKNOWN for one in counted)
    values = [share.value for share in by_authority if share.value is not None]
    return (
        _share(figure, ALL, ALL, counted),
        Share(figure, ALL, MEAN, None, None, sum(values) / len(values) if values else None),
        *by_authority,
        *_grouped(figure, "sector", counted, lambda one: one.sector),
        *(_grouped(figure, "quintile", counted, lambda one: one.quintile) if known else ()),
    )


def of_cohort(units: Sequence[Unit]) -> tuple[Share, ...]:
    """All shares of one cohort."""
    active = [unit for unit in units if unit.active]
    wishes = [unit for unit in active if unit.team is not None and unit.level is not None]
    return (
        *shares(ANSWERED, _counted(active, lambda u: u.answered, lambda _u: 1)),
        *shares(GOT_FIVE, _counted(wishes, lambda u: u.level == 5, lambda _u: 1)),
        *shares(ATTENDANCE, _counted(units, lambda u: u.present, lambda u: u.recorded)),
        *shares(WITHDREW, _counted(units, lambda u: not u.active, lambda _u: 1)),
    )


def reach(register: Sequence[Registered], units: Sequence[Unit]) -> tuple[Share, ...]:
    """The share of the register's establishments that these entries brought in."""
    took_part = {unit.establishment_id for unit in units}
    return shares(
        REACH,
        [
            Counted(r.authority, r.sector, int(r.id in took_part), 1, quintile(r.simd_quintile))
            for r in register
        ],
    )


def _counted(units: Iterable[Unit], count: Callable[[Unit], int], of: Callable[[Unit], int]) -> list[Counted]:
    return [Counted(unit.authority, unit.sector, int(count(unit)), of(unit), unit.quintile) for unit in units]


def _grouped(
    figure: str, by: str, counted: Sequence[Counted], group: Callable[[Counted], str]
) -> tuple[Share, ...]:
    names = sorted({group(one) for one in counted})
    return tuple(_share(figure, by, name, [one for one in counted if group(one) == name]) for name in names)


def _share(figure: str, by: str, group: str, counted: Sequence[Counted]) -> Share:
    count, of = sum(one.count for one in counted), sum(one.of for one in counted)
    return Share(figure, by, group, count, of, count / of if of else None)
