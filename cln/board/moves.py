"""What has been moved on the board since the proposal that it began with, and what that costs.

Nothing here is written to the database; the checker of the match judges every step.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from cln.matching import check
from cln.matching.change import edits
from cln.matching.change.edits import Cost, Judged, Place
from cln.matching.problem import Entry, Key, Problem, Team
from cln.matching.queue import queue

Step = Mapping[Key, Place]
"""One move or swap: where it puts each of its entries."""


class Moves:
    """The steps made on the board, in order; each can be undone, and made again."""

    def __init__(self, problem: Problem, teams: Sequence[Team]) -> None:
        self.problem = problem
        self.began = tuple(teams)
        self.made: list[Step] = []
        self.undone: list[Step] = []
        self.judged = judge(problem, self.began)
        self.places = {entry.key: team.number for team in teams for entry in team.entries}
        """Key -> the number of the team in which an entry sits; who waits is not among them."""
        self._now: Judged | None = None

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        """The teams that there were, also those that have been emptied."""
        return tuple(team.number for team in self.began)

    def place_of(self, key: Key) -> Place:
        """The team of an entry; None while it waits."""
        return self.places.get(key)

    def entries_in(self, place: Place) -> tuple[Entry, ...]:
        """Who is in a team, by name; who waits, in the order of the queue."""
        there = [entry for entry in self.problem.entries if self.place_of(entry.key) == place]
        return tuple(queue(there) if place is None else sorted(there, key=lambda one: (one.name, one.key)))

    @property
    def moved(self) -> dict[Key, Place]:
        """Who is elsewhere than in the beginning, and where."""
        began = {entry.key: team.number for team in self.began for entry in team.entries}
        keys = [entry.key for entry in self.problem.entries]
        return {key: self.place_of(key) for key in keys if self.place_of(key) != began.get(key)}

    def move(self, entry: Key, to: Place) -> Step:
        """The step that puts an entry into a team or on the waiting list."""
        return {entry: to}

    def swap(self, one: Key, other: Key) -> Step:
        """The step in which two entries change places."""
        return {one: self.place_of(other), other: self.place_of(one)}

    def changes(self, step: Step) -> bool:
        """Whether a step puts anybody elsewhere."""
        return any(self.place_of(key) != to for key, to in step.items())

    def fits(self, step: Step) -> bool:
        """Whether all of its entries take part and its teams exist."""
        places = {None, *self.numbers}
        return all(key in self.problem.by_key and to in places for key, to in step.items())

    def make(self, step: Step) -> None:
        """Make a step; what was undone cannot be made again after it."""
        self.undone.clear()
        self._append(step)

    def make_all(self, steps: Iterable[Step]) -> int:
        """Make steps that were made before, and say how many could not be made any more."""
        left = 0
        for step in steps:
            if self.fits(step):
                self.make(step)
            else:
                left += 1
        return left

    def undo(self) -> Step | None:
        """Take the last step back, and give what it was; None if there is none."""
        if not self.made:
            return None
        self.undone.append(self.made.pop())
        steps, self.made = self.made, []
        self.places = {entry.key: team.number for team in self.began for entry in team.entries}
        for step in steps:
            self._append(step)
        self._now = None
        return self.undone[-1]

    def redo(self) -> Step | None:
        """Make the step again that was undone last, and give it; None if there is none."""
        if not self.undone:
            return None
        self._append(self.undone.pop())
        return self.made[-1]

    def teams(self, step: Step | None = None) -> tuple[Team, ...]:
        """The teams as they are, or as they would be after a step."""
        seats = {entry.key: (entry, self.place_of(entry.key)) for entry in self.problem.entries}
        for key, to in (step or {}).items():
            seats[key] = self.problem.by_key[key], to
        return edits.seat(self.began, seats)

    def trial(self, step: Step) -> Cost:
        """What a step would cost, against the teams as they are."""
        return edits.compared(self.problem, self.now, judge(self.problem, self.teams(step)))

    @property
    def cost(self) -> Cost:
        """What all steps together cost, against the proposal that they began with."""
        return edits.compared(self.problem, self.judged, self.now)

    @property
    def now(self) -> Judged:
        """The judgement of the teams as they are."""
        if self._now is None:
            self._now = judge(self.problem, self.teams())
        return self._now

    def _append(self, step: Step) -> None:
        self.made.append(step)
        self._now = None
        for key, to in step.items():
            if to is None:
                self.places.pop(key, None)
            else:
                self.places[key] = to


def judge(problem: Problem, teams: Sequence[Team]) -> Judged:
    """Objective and breaches of teams."""
    return check.score(problem, teams), check.breaches(problem, teams)
