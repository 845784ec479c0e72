"""A year as it went: events and their attendance, people who come and go, day by day."""

from collections.abc import Callable
from datetime import date, time
from pathlib import Path

from sqlmodel import Session

from cln.cohort import membership, participants, terms
from cln.cohort.participants import Person
from cln.cohort.references import Which
from cln.events import attending, holding, moving, scheduling
from cln.match import successors
from cln.programme import AttendanceStatus, Mode, Reason, Role
from cln.store import Change
from cln.tables.cohorts import Cohort
from cln.upkeep.playing import Step, rows

Row = dict[str, str]
Deed = Callable[[Change, Cohort, Row], object]


class Year:
    """What is in the files of one cohort, to be played in the order of the days."""

    def __init__(self, session: Session, step: Step, cohort: Cohort, files: Path) -> None:
        self.session, self.step, self.cohort, self.files = session, step, cohort, files
        changes = [(row, CHANGES[row["deed"]]) for row in rows(files / "changes.csv")]
        events = [(row, EVENTS[row["deed"]]) for row in rows(files / "events.csv")]
        known = {"start-late": 0}  # a late start is known before the launch, everything else on its day
        self._left = sorted(
            [*changes, *events], key=lambda one: (known.get(one[0]["deed"], 1), one[0]["day"])
        )

    def schedule(self, plan: list[Row]) -> None:
        """Give the events their days and places, the last first, so that none overtakes another."""
        with self.step("event schedule") as change:
            for row in reversed(plan):
                details = scheduling.Details(
                    starts=time.fromisoformat(row["starts"]),
                    ends=time.fromisoformat(row["ends"]),
                    venue=row["venue"],
                    mode=Mode(row["mode"]),
                    host=row["host"],
                )
                on = date.fromisoformat(row["on"])
                scheduling.schedule(change, self.cohort, int(row["event"]), "", on, details)

    def until(self, event: int) -> None:
        """Play the days before an event."""
        while self._left and self._left[0][0].get("event") != str(event):
            self._play(*self._left.pop(0))

    def go_on(self) -> None:
        """Play all that is left."""
        while self._left:
            self._play(*self._left.pop(0))

    def _play(self, row: Row, deed: Deed) -> None:
        noun = "event" if "event" in row else "facilitator" if row["deed"] == "recall" else "cohort"
        verb = {"recall": "withdraw"}.get(row["deed"], row["deed"])
        with self.step(f"{noun} {verb}") as change:
            deed(change, self.cohort, row)
        file = self.files / f"attendance_{row.get('event')}.csv"
        if row["deed"] == "hold" and not row["sector"]:
            with self.step("event attendance") as change:
                attending.take(change, self.cohort, int(row["event"]), file, AttendanceStatus.PRESENT)


def _which(row: Row) -> Which:
    return Which(row["code"], row["sector"])


def _day(row: Row) -> date:
    return date.fromisoformat(row["day"])


def _event(row: Row) -> tuple[int, str]:
    return int(row["event"]), row["sector"]


def _replace(change: Change, cohort: Cohort, row: Row) -> None:
    new = Person(row["name"], row["email"])
    participants.take_place(
        change,
        cohort,
        _which(row),
        row["who"],
        new,
        reason=Reason(row["reason"]),
        on=_day(row),
        role=Role(row["role"]),
    )


EVENTS: dict[str, Deed] = {
    "schedule": lambda change, cohort, row: scheduling.schedule(
        change, cohort, *_event(row), date.fromisoformat(row["to"]), reason=row["reason"]
    ),
    "hold": lambda change, cohort, row: holding.hold(change, cohort, *_event(row), on=_day(row)),
    "postpone": lambda change, cohort, row: moving.postpone(
        change, cohort, *_event(row), to=date.fromisoformat(row["to"]), reason=row["reason"]
    ),
    "move-online": lambda change, cohort, row: moving.move_online(
        change, cohort, *_event(row), link=None, reason=row["reason"]
    ),
    "cancel": lambda change, cohort, row: moving.cancel(change, cohort, *_event(row), reason=row["reason"]),
}
"""What can be done to an event, by the word in the file."""

CHANGES: dict[str, Deed] = {
    "withdraw": lambda change, cohort, row: membership.withdraw(
        change, cohort, _which(row), reason=Reason(row["reason"]), on=_day(row), note=row["note"]
    ),
    "rejoin": lambda change, cohort, row: membership.rejoin(change, cohort, _which(row), on=_day(row)),
    "start-late": lambda change, cohort, row: terms.start_late(change, cohort, _which(row), _day(row)),
    "finish-early": lambda change, cohort, row: terms.finish_early(change, cohort, _which(row), _day(row)),
    "replace": _replace,
    "recall": lambda change, cohort, row: successors.withdraw(
        change, cohort, row["who"], reason=row["reason"], on=_day(row)
    ),
}
"""How people come and go, likewise."""
