"""One run of the solver, in silence, from its start to an end that it finds itself or that is put to it."""

import math
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cln.matching import effort
from cln.matching.watch import Watch

TINY = 1e-5
"""How far a number of the solver may be from the whole number that it means."""


@dataclass
class Running:
    """One run of the solver, in a thread of its own, so that Ctrl-C and the end of the time are heard."""

    watch: Watch
    ideal: int
    sign: int
    """-1 where more is better: the solver counts so that less is."""
    headway: int
    insist: bool
    patient: bool
    most: float = math.inf
    """How often the solver may ask whether to go on, which it does in and between its nodes."""
    looks: int = 0
    """How often it has asked: the same on every machine."""
    reached: tuple[float, float] = (math.inf, -math.inf)
    """The best answer and the bound, as the solver counts them."""
    moved: int = 0
    """The node at which one of them was last another."""

    def run(self, solver: Any) -> None:
        """Run to the end, or until the watch or Ctrl-C puts one to it."""
        solver.HandleUserInterrupt = True
        solver.setOptionValue("objective_target", self.sign * self.ideal + 0.5)
        solver.cbMipInterrupt += self._look
        solver.startSolve()
        try:
            while not solver.wait(effort.LOOK)[0]:
                best, bound = self.reached
                self.watch.gap(None if math.isinf(best) else round(self.sign * best), self.bound(bound))
                content = not self.patient and not (math.isinf(best) and self.insist)
                if self.watch.hurried and (content or self.watch.late(effort.GRACE)):
                    solver.cancelSolve()
        except KeyboardInterrupt:
            solver.cancelSolve()
            solver.wait()
            raise
        finally:
            solver.cbMipInterrupt -= self._look

    def bound(self, bound: float) -> int:
        """What no answer can better, from the solver's bound and from arithmetic."""
        if math.isinf(bound):
            return self.ideal
        return self.sign * max(math.ceil(bound - TINY), self.sign * self.ideal)

    def _whole(self, reached: tuple[float, float]) -> tuple[float, int]:
        """The best answer and the bound in whole numbers."""
        best, bound = reached
        return best if math.isinf(best) else round(best), self.bound(bound)

    def _look(self, event: Any) -> None:
        status = event.data_out
        self.looks += 1
        now = status.mip_primal_bound, status.mip_dual_bound
        # A new run counts its nodes from 0. A bound that creeps by fractions tells nothing new.
        if self._whole(now) != self._whole(self.reached) or status.mip_node_count < self.moved:
            self.moved = status.mip_node_count
        self.reached = now
        if status.mip_node_count - self.moved >= self.headway and not math.isinf(status.mip_primal_bound):
            event.interrupt()
        if self.looks > self.most:
            event.interrupt()


@contextmanager
def silence() -> Iterator[None]:
    """Keep what a C library prints to standard output away from it."""
    kept = os.dup(1)
    with Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
