"""A search in a process of its own: it can be ended at any moment, and leaves what it had in hand.

The solver hears that it should stop only between its own steps, and some of these take minutes. So the
search tells what it holds as it goes on. When the time is up it is asked for its best; if it does not answer
soon it is ended, and what it held counts.
"""

import os
import signal
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import TypeVar, cast

from cln.matching import effort
from cln.matching.solve.solver import OutOfTime
from cln.matching.watch import Watch

T = TypeVar("T")


def apart(search: Callable[[Watch], T], watch: Watch) -> T:
    """What a search comes to in a process of its own, or the best that it held when its time was up.

    Args:
        search: can be pickled with all that it searches in; it tells its watch what it holds.
        watch: follows the search, and ends it.

    Raises:
        OutOfTime: the time was up before it held anything.
        Exception: whatever the search raises.
    """
    limited = watch.limited
    best = _followed(search, watch, limited, effort.GRACE if limited else effort.PATIENCE)
    if best is None and not limited:  # stopped before it held anything: what comes first will do now
        best = _followed(search, watch, True, effort.GRACE)
    if best is None:
        raise OutOfTime(
            "the time was up before any teams that keep the rules were found, and whether there are any is "
            "not known; nothing was written; give more with --time-limit, or leave it out"
        )
    return best


def _followed(search: Callable[[Watch], T], watch: Watch, limited: bool, first: float) -> T | None:
    """What the search comes to or held; None if it held nothing so many seconds after its time was up."""
    held, asked = None, False
    with _process(search, limited) as pipe:
        # what it has told already counts, however late this process comes to read it
        while pipe.poll() or not watch.late(first if held is None else effort.PATIENCE):
            if watch.hurried and not asked:
                asked = True
                pipe.send("stop")
            if not pipe.poll(effort.LOOK):
                continue
            try:
                kind, *message = pipe.recv()
            except EOFError:
                raise OSError("the process that searched for teams ended before it was done") from None
            match kind:
                case "step":
                    watch(*message)
                case "gap":
                    watch.gap(*message)
                case "failed":
                    error, trace = message
                    error.add_note(trace)
                    raise error
                case _:
                    held = cast(T, message[0])
            if kind == "done":
                break
    return held


@contextmanager
def _process(search: Callable[[Watch], object], limited: bool) -> Iterator[Connection]:
    """A process that searches, and the pipe to it; it is ended on the way out, whatever it is at."""
    ours, theirs = get_context("spawn").Pipe()
    process = get_context("spawn").Process(target=_search, args=(search, limited, theirs), daemon=True)
    with _without_interrupts():
        process.start()
    theirs.close()
    try:
        yield ours
    finally:
        process.kill()
        process.join()
        ours.close()


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """A process that is started here does not hear Ctrl-C: it is the user's word to this one."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _search(search: Callable[[Watch], object], limited: bool, pipe: Connection) -> None:
    """What the other process does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    teller = _Teller(pipe, limited)
    threading.Thread(target=teller.listen, daemon=True).start()
    try:
        pipe.send(("done", search(teller)))
    except Exception as error:  # it is raised again where somebody can be told
        pipe.send(("failed", error, traceback.format_exc()))


class _Teller(Watch):
    """Tells the other process how the search goes, and hears from it when the time is up."""

    def __init__(self, pipe: Connection, limited: bool) -> None:
        super().__init__()
        self._pipe, self._limited = pipe, limited

    def __call__(self, step: str) -> None:
        self._pipe.send(("step", step))

    def gap(self, value: int | None, bound: int) -> None:
        self._pipe.send(("gap", value, bound))

    def hold(self, answer: object) -> None:
        self._pipe.send(("held", answer))

    @property
    def limited(self) -> bool:
        return self._limited or super().limited

    def listen(self) -> None:
        """Hear the word to stop; and end with the process that would hear the answer."""
        try:
            while True:
                self._pipe.recv()
                self.stop()
        except (EOFError, OSError):
            os._exit(1)
