"""What Ctrl-C does to a long search: once, the best so far will do; twice, leave with nothing written."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cln.matching.watch import Watch


@contextmanager
def stoppable(watch: "Watch") -> Iterator[None]:
    """Let the first Ctrl-C stop the watch and the next one interrupt, as it does everywhere else."""
    asked = False

    def hear(_signal: int, _frame: object) -> None:
        nonlocal asked
        if asked:
            raise KeyboardInterrupt
        asked = True
        watch.stop()

    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread hears signals
        return
    before = signal.signal(signal.SIGINT, hear)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
