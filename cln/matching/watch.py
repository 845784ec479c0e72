"""Following a match from outside: what it is at, how far it has come, and when it must come to an end.

Without a limit and unless somebody stops it, nothing in the matching depends on the clock: the same input
gives the same answer on every machine.
"""

import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


class Watch:
    """Hears each step, and may hurry the match. By default it does neither."""

    def __init__(self, hear: Callable[[str], None] | None = None, *, seconds: float | None = None) -> None:
        """Begin to watch.

        Args:
            hear: is called with what is being solved, e.g. "level 4", before each solve.
            seconds: how long the match may search for better answers, from now; None: until it is done.
        """
        self._hear = hear
        self.spent = 0
        """The work done so far, in steps (see `effort`): the same on every machine."""
        self._end = None if seconds is None else time.monotonic() + seconds

    def __call__(self, step: str) -> None:
        """The match begins this step."""
        if self._hear is not None:
            self._hear(step)

    def spend(self, steps: int) -> None:
        """So much work was done."""
        self.spent += steps

    @property
    def left(self) -> float:
        """So many steps of work may still be done."""
        return math.inf

    def gap(self, value: int | None, bound: int) -> None:
        """How far the solve under way has come: its best answer, and what none can better; None: none yet."""

    def hold(self, answer: object) -> None:
        """The search has this in hand: it would do, if its time were up now."""

    def stop(self) -> None:
        """The time is up now: take the best found so far, and first answers for what is still to be done."""
        now = time.monotonic()
        self._end = now if self._end is None else min(now, self._end)

    @property
    def limited(self) -> bool:
        """There is an end to the time, and until then it may be used."""
        return self._end is not None

    @property
    def hurried(self) -> bool:
        """The time is up: first answers will do."""
        return self._end is not None and time.monotonic() >= self._end

    def late(self, seconds: float) -> bool:
        """The time has been up for so many seconds."""
        return self._end is not None and time.monotonic() >= self._end + seconds


class Quiet(Watch):
    """Hurries when another does, and tells it only its work: for many small solves that are one step."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        super().__init__()

    def spend(self, steps: int) -> None:
        super().spend(steps)
        self._watch.spend(steps)

    @property
    def left(self) -> float:
        return self._watch.left

    @property
    def limited(self) -> bool:
        return self._watch.limited

    @property
    def hurried(self) -> bool:
        return self._watch.hurried

    def late(self, seconds: float) -> bool:
        return self._watch.late(seconds)


class Budget(Quiet):
    """Hurries when another does, and lets only so much work be done."""

    def __init__(self, watch: Watch, steps: float) -> None:
        """Begin to count: so many steps may be done."""
        super().__init__(watch)
        self.steps = steps
        self._kept = 0.0

    @property
    def left(self) -> float:
        return min(self.steps - self.spent - self._kept, self._watch.left)

    @contextmanager
    def keeping(self, steps: float) -> Iterator[None]:
        """Keep so many of them for later."""
        self._kept += steps
        try:
            yield
        finally:
            self._kept -= steps


class Within(Quiet):
    """Hurries when another does, and tells it each step as one of a part with a name."""

    def __init__(self, watch: Watch, part: str) -> None:
        super().__init__(watch)
        self._part = part

    def __call__(self, step: str) -> None:
        self._watch(f"{self._part}, {step}")

    def gap(self, value: int | None, bound: int) -> None:
        self._watch.gap(value, bound)


class Through(Quiet):
    """Follows one part of a search for another, which is told of each step, and what the whole holds then."""

    def __init__(self, watch: Watch, whole: Callable[[Any], object]) -> None:
        super().__init__(watch)
        self._whole = whole

    def __call__(self, step: str) -> None:
        self._watch(step)

    def gap(self, value: int | None, bound: int) -> None:
        self._watch.gap(value, bound)

    def hold(self, answer: object) -> None:
        self._watch.hold(self._whole(answer))
