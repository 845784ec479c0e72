"""The figures of a page for everybody: small groups are put together, and what tells of a few is hidden."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from sqlmodel import Session

from cln.disclosure import FEW, NEARLY
from cln.disclosure.figure import Cell, Figure
from cln.disclosure.queries import figures_before
from cln.events.as_of import people_at_events
from cln.events.confidence import Compared, show
from cln.figures import cells
from cln.figures.cells import BY, NOT_PRESENT, PRESENT, Groups
from cln.figures.groups import grouped, together
from cln.figures.shares import ALL, MEAN, REACH, Share
from cln.figures.summary import Summary
from cln.programme import LEVELS, AttendanceStatus

if TYPE_CHECKING:  # it loads numpy, and most figures leave nothing out
    from cln.disclosure.suppression import Figures, Hidden


@dataclass(frozen=True)
class PublicFigures:
    """What a page for everybody may show of a cohort.

    How many entries and people the whole cohort has, of how many councils and sectors, is shown as it is, and
    so is what counts neither people nor establishments: teams, projects and their stages, log entries, pairs
    that work together, how many councils and sectors meet in a team. None of it is a part of what is hidden.
    """

    summary: Summary
    came: Mapping[tuple[int, str], int]
    """(event, `present` or `not present`) -> people."""
    confidence: Sequence[Compared]
    """How each item changed from the launch to the end."""
    before: Sequence[Mapping[str, float]] = ()
    """The figures of each page that was published before: name -> value."""
    rendered: set[str] = field(default_factory=set)
    """Names of the figures that were shown so far."""

    @cached_property
    def groups(self) -> Groups:
        """The councils and sectors, those of a few entries put together."""
        units = self.summary.units
        return Groups(
            members={by: together(Counter(getattr(unit, by) for unit in units)) for by in BY},
            entries=Counter((unit.authority, unit.sector, unit.quintile) for unit in units),
            register={by: [one.group for one in self.summary.reach if one.by == by] for by in BY},
            states=cells.states_of(units),
        )

    @cached_property
    def every_share(self) -> tuple[Share, ...]:
        """The shares and the reach of these groups, with nothing hidden.

        A share that all but a few of the cohort make up, or only a few, is told of the whole cohort alone,
        and so is one that leaves out less than twice as many: among so few no group could be hidden. Nor is
        one told by councils, or by sectors, where a page before put other ones together: the difference of
        two groups would tell of a few.
        """
        alone, regrouped = self._whole_alone, self._regrouped
        return tuple(
            one
            for one in self._grouped
            if (one.by, one.group) == (ALL, ALL)
            or (one.figure not in alone and (one.figure, one.by) not in regrouped)
            if one.group != MEAN or one.figure not in self._without_mean
        )

    @cached_property
    def _without_mean(self) -> Set[str]:
        """The shares that tell of a few in a council of a group: the mean could tell of them."""
        apart = self.groups.members["authority"]
        councils = [one for one in self.summary.shares if one.by == "authority" and one.group not in apart]
        return {one.figure for one in councils if 0 < _fewest(one) < FEW}

    @cached_property
    def _regrouped(self) -> Set[tuple[str, str]]:
        """(share, `authority` or `sector`) that was published of other groups than today's."""
        groups = {(one.by, one.group) for one in self._grouped}
        shares = [name.split("/") for page in self.before for name in page if name.count("/") == 3]
        return {
            (figure, by)
            for figure, by, group, _part in shares
            if by in BY and figure != REACH and (by, group) not in groups
        }

    @cached_property
    def _grouped(self) -> tuple[Share, ...]:
        return grouped((*self.summary.shares, *self.summary.reach), self.groups)

    @cached_property
    def _few(self) -> dict[str, int]:
        """The shares of which no group can be told -> how few make the difference."""
        whole = [one for one in self._grouped if (one.by, one.group) == (ALL, ALL)]
        return {one.figure: few for one in whole if 0 < (few := _fewest(one)) < FEW}

    @cached_property
    def _whole_alone(self) -> Set[str]:
        """The shares that are told of the whole cohort alone."""
        of = {one.figure: one.of or 0 for one in self._grouped if (one.by, one.group) == (ALL, ALL)}
        entries = len(self.summary.units)
        return {*self._few, *(one for one in cells.COUNTED if 0 < entries - of.get(one, entries) < 2 * FEW)}

    @cached_property
    def figures(self) -> "Figures":
        """All figures of a page, and what makes several of them speak of the same entries."""
        from cln.disclosure.suppression import Figures

        return Figures(replace(one, moved=_moved(one, self.before)) for one in self._figures())

    @cached_property
    def hidden(self) -> "Hidden":
        """Those that a page leaves out."""
        from cln.disclosure.suppression import hide

        values = {one.name: one.value for one in self.figures.figures}
        known = {name for page in self.before for name, value in page.items() if values.get(name) == value}
        return hide(self.figures, known=known)

    def may_show(self, name: str) -> bool:
        """Whether a figure may be shown: it is one of the page, and not hidden."""
        return name in self.figures.names and name not in self.hidden.names

    def shows(self, *names: str) -> bool:
        """Whether figures may be shown, all of them; if so they count as shown, and go on record."""
        if not all(map(self.may_show, names)):
            return False
        self.rendered.update(names)
        return True

    @property
    def shown(self) -> dict[str, float]:
        """Name -> value of all that was shown."""
        return {one.name: one.value for one in self.figures.figures if one.name in self.rendered}

    @cached_property
    def shares(self) -> tuple[Share, ...]:
        """The shares and the reach that may be shown; what is hidden of one is None."""
        return tuple(self._suppressed(share, self.may_show) for share in self.every_share)

    def show_shares(self, by: str | None = None) -> tuple[Share, ...]:
        """The shares as they may be shown, which then count as shown: all, or those by one thing."""
        wanted = [one for one in self.every_share if by in {None, one.by}]
        return tuple(self._suppressed(share, self.shows) for share in wanted)

    def _suppressed(self, share: Share, shows: Callable[[str], bool]) -> Share:
        parts = ["value"] if share.group == MEAN else ["count"] if share.figure == REACH else ["count", "of"]
        if share.value is None or all(self.may_show(cells.name(share, part)) for part in parts):
            for part in parts:
                shows(cells.name(share, part))
            return share  # of nobody, or of enough
        return replace(share, count=None, of=None, value=None, suppressed=True)

    def _figures(self) -> Iterator[Figure]:
        yield from cells.of_entries(self.groups)
        yield from cells.of_reach(self.groups)
        for share in self.every_share:
            yield from cells.of_share(share, self.groups)
        for share in self._grouped:
            if share.figure in self._few and len(self.groups.members.get(share.by, ())) > 1:
                yield from cells.of_nobody(share, self._few[share.figure], self.groups)
        councils = [one for one in (*self.summary.shares, *self.summary.reach) if one.by == "authority"]
        for mean in self.every_share:
            if mean.group == MEAN:
                parts = [one for one in councils if one.figure == mean.figure]
                yield from cells.of_mean(mean, parts, self.groups)
        yield from self._levels()
        yield from cells.attendance(self.groups, self.came)
        yield from self._confidence()
        yield from cells.feedback(self.summary.feedback)
        yield from cells.roles(self.summary.roles)

    def _levels(self) -> Iterator[Figure]:
        """How many sit in teams or wait, got a theme that they rated so, and why entries withdrew.

        Who waits and who did not answer are counts of the whole cohort's entries. Where one of the lower
        ratings is of a few, all of them are told together.
        """
        levels = self.summary.levels
        total, lower = sum(levels.values()), [level for level in LEVELS if level != max(LEVELS)]
        few = any(0 < levels[level] < FEW for level in lower)
        others = min(sum(levels[level] for level in lower), FEW)
        for level, number in levels.items():
            rated = cells.entries(self.groups, cells.rated(level))
            if level in lower:
                yield Figure(f"level/{level}", number, rated, total, absent=few, width=others if few else FEW)
            else:
                yield Figure(f"level/{level}", number, rated, total, open=True, worth=2 * cells.WORTH_MOST)
        in_teams = cells.entries(self.groups, cells.seated)
        yield Figure("in teams", total, in_teams, open=True, worth=2 * cells.WORTH_MOST)
        waits = cells.entries(self.groups, cells.waits) if self.summary.teams else {"waiting": 1.0}
        yield Figure("waiting", self.summary.waiting, waits, open=True, worth=cells.WORTH_MOST)
        left = sum(self.summary.withdrawn.values())
        for reason, number in self.summary.withdrawn.items() if left >= FEW else ():
            of_reason = cells.entries(self.groups, cells.withdrew_for(reason))
            yield Figure(f"withdrawn/{reason}", number, of_reason, of=left)

    def _confidence(self) -> Iterator[Figure]:
        """The means of people's confidence, and how many rose, stayed and fell, by item.

        A mean tells of a few where all but a few answered the least, or the most.
        """
        overall = self.summary.confidence
        cell: dict[Cell, float] = {("confidence", "people"): 1.0}
        yield Figure("confidence/people", overall.pairs, cell)
        for occasion, mean in (("launch", overall.before), ("end", overall.after)):
            if mean is not None:
                value, of = (mean - LEVELS[0]) * overall.pairs, (LEVELS[-1] - LEVELS[0]) * overall.pairs
                yield Figure(f"confidence/{occasion}", value, {("confidence", occasion): 1.0}, of)
        for item in self.confidence:
            yield from cells.confidence(item)


def public_figures(
    session: Session, summary: Summary, confidence: Sequence[Compared] | None = None
) -> PublicFigures:
    """What a page for everybody may show of a cohort, after all that was published of it before.

    Args:
        session: reads it.
        summary: the cohort in numbers.
        confidence: how each item changed, where that was read already.
    """
    cohort = summary.cohort
    on = summary.on
    items = show(session, cohort, on, tested=False).items if confidence is None else confidence
    came = people_at_events(session, cohort, on, presence)
    return PublicFigures(summary, came, items, figures_before(session, cohort))


def presence(status: str) -> str:
    """What a page for everybody tells of attendance: apologies and absences together."""
    return PRESENT if status == AttendanceStatus.PRESENT else NOT_PRESENT


def _moved(figure: Figure, before: Iterable[Mapping[str, float]]) -> bool:
    """Whether the difference to what was published before would tell of a few.

    So does that of a whole and its part: all but a few of those who came to be counted since. Nothing else
    ties two pages together: some have joined and some have left in between, and nobody knows how many, so
    that whatever fits the one page fits the other, and each is audited alone.
    """
    whole = f"{figure.name.removesuffix('/count')}/of"
    for page in before:
        if figure.name not in page:
            continue
        since = figure.value - page[figure.name]
        of_all = figure.of - page[whole] if figure.of is not None and whole in page else None
        changes = (since, *([of_all - since] if of_all is not None else []))
        if any(NEARLY < abs(change) < FEW - NEARLY for change in changes):
            return True
    return False


def _fewest(share: Share) -> int:
    """The smaller of what it counts and what it does not, those of nobody aside."""
    count, of = share.count or 0, share.of or 0
    return min((part for part in (count, of - count) if part), default=0)
