"""Exports of figures: the summary for the board, shares that are fair to small councils, connections."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter

from cln.events.confidence import Paired
from cln.exports.columns import COHORT
from cln.exports.scope import Scope
from cln.figures.cells import NOT_PRESENT, PRESENT
from cln.figures.connections import across
from cln.figures.feedback import mean_of
from cln.figures.public import PublicFigures
from cln.figures.queries import Unit
from cln.figures.shares import ALL, MEAN, Share
from cln.figures.summary import HOPED, Summary
from cln.files.columns import Column, Kind, Table
from cln.inquiry.stages import Stage
from cln.programme import EVENTS, LEVELS, EventStatus, Reason, Role

_SHARE = "0 to 1"


@dataclass(frozen=True)
class _Row:
    """A cohort in numbers, and what may be shown of it; None: everything."""

    one: Summary
    public: PublicFigures | None

    @property
    def cohort(self) -> str:
        return self.one.cohort.name

    @cached_property
    def levels(self) -> dict[int | None, int | None]:
        """Level, or None for no answer -> entries in teams."""
        return {level: self.shown(f"level/{level}", number) for level, number in self.one.levels.items()}

    @cached_property
    def withdrawn(self) -> dict[Reason, int | None]:
        """Reason -> entries that withdrew."""
        return {why: self.shown(f"withdrawn/{why}", number) for why, number in self.one.withdrawn.items()}

    @property
    def confidence(self) -> Paired:
        """How confidence changed; of nobody where that would tell of a few."""
        parts = (f"confidence/{part}" for part in ("people", "launch", "end"))
        return self.one.confidence if self.shows(*parts) else Paired(0)

    @property
    def taking_part(self) -> Sequence[Unit]:
        """The entries that take part; where it leaves, every one: who has withdrawn must not be told."""
        return self.one.active if self.public is None else self.one.units

    def shows(self, *names: str) -> bool:
        """Whether figures may be shown, all of them."""
        return self.public is None or self.public.shows(*names)

    def shown(self, name: str, number: int) -> int | None:
        """A count, where it may be shown."""
        return number if self.shows(name) else None

    def attended(self, number: int) -> float | None:
        """The share of those at an event whose attendance is on record who were present."""
        people = [n for (event, _status), n in self.one.came.items() if event == number]
        names = (f"attendance/{number}/{presence}" for presence in (PRESENT, NOT_PRESENT))
        if not sum(people) or not self.shows(*names):
            return None
        return _rounded(self.one.came.get((number, PRESENT), 0) / sum(people), 4)

    def in_role(self, role: Role) -> int | None:
        """How many people have a role."""
        number = self.one.roles.get(role, 0)
        return self.shown(f"role/{role}", number) if number else 0

    def rated(self, name: str, number: int | None = None) -> float | None:
        """The mean rating of one event, or of all."""
        ratings = [one for one in self.one.feedback if number in {None, one.number}]
        return mean_of(ratings) if ratings and self.shows(f"{name}/ratings", f"{name}/mean") else None

    @cached_property
    def shares(self) -> tuple[Share, ...]:
        """The shares of all and the means."""
        return self.public.show_shares(ALL) if self.public else (*self.one.shares, *self.one.reach)

    def share(self, figure: str, group: str) -> float | None:
        """A share of all, or the mean of the authorities'."""
        fitting = (one for one in self.shares if (one.figure, one.by, one.group) == (figure, ALL, group))
        share = next(fitting, None)
        return _rounded(share.value, 4) if share else None


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
        *_year(),
    )
    rows = (_Row(one, scope.public.get(one.cohort.id or 0)) for one in scope.summaries)
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
        "authorities", "Councils that take part", lambda row: len({u.authority for u in row.taking_part})
    )
    yield _count("sectors", "Sectors that take part", lambda row: len({u.sector for u in row.taking_part}))
    yield _count("teams", "Teams of the accepted proposal, else of the newest", attrgetter("one.teams"))
    yield _count("projects", "Projects, without those that were given up", attrgetter("one.projects"))
    yield _count(
        "waiting", "Entries that wait for a place", lambda row: row.shown("waiting", row.one.waiting)
    )
    yield _count("withdrawn", "Entries that withdrew", lambda row: sum(row.one.withdrawn.values()))


def _outcomes() -> Iterator[Column]:
    """What came of it: attendance, confidence, how many were reached of those hoped for, connections."""
    yield _share("attendance", "Of the attendance on record, how much was presence", "attendance", ALL)
    yield _share("attendance_authorities", "Mean of the authorities' attendance", "attendance", MEAN)
    yield _count(
        "confidence_pairs",
        "People who said how confident they are at the launch and at the end",
        lambda row: row.shown("confidence/people", row.one.confidence.pairs),
    )
    yield _mean(
        "confidence_launch",
        "Their mean confidence at the launch",
        attrgetter("confidence.before"),
    )
    yield _mean(
        "confidence_end",
        "Their mean confidence at the end",
        attrgetter("confidence.after"),
    )
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


def _year() -> Iterator[Column]:
    """What became of its year, who takes part in what role, who came before, how the events were rated."""
    yield Column("state", "open or closed", lambda row: "closed" if row.one.closed_on else "open")
    yield Column("closed_on", "Day on which it was closed", attrgetter("one.closed_on"), Kind.DAY)
    held, cancelled = EventStatus.HELD, EventStatus.CANCELLED
    yield _count("events_held", "Events that were held", lambda row: row.one.events_that(held))
    yield _count("events_cancelled", "Events that were cancelled", lambda row: row.one.events_that(cancelled))
    for event in EVENTS:
        meaning = f"Of the attendance on record at event {event.number}, how much was presence"
        yield Column(f"attendance_{event.number}", meaning, _attended(event.number), Kind.NUMBER, _SHARE)
    for role, name in ((Role.PROMOTED, "promoted"), (Role.PRACTITIONER, "practitioners")):
        yield _count(name, f"People who take part as {role}", _in_role(role))
    yield _count(
        "returning_establishments",
        "Establishments of it, withdrawn or not, that took part in a cohort before",
        attrgetter("one.returning"),
    )
    yield _mean("feedback", "Mean of all ratings of its events", lambda row: row.rated("feedback"))
    for event in EVENTS:
        meaning = f"Mean of all ratings of event {event.number}"
        yield _mean(f"feedback_{event.number}", meaning, _rated(event.number))


def _attended(number: int) -> Callable[[_Row], float | None]:
    return lambda row: row.attended(number)


def _in_role(role: Role) -> Callable[[_Row], int | None]:
    return lambda row: row.in_role(role)


def _rated(number: int) -> Callable[[_Row], float | None]:
    return lambda row: row.rated(f"feedback/{number}", number)


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
