"""Tells on stderr what a long computation is at, once it has taken longer than a second."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE = 1.0
"""Seconds before the first word."""


class Progress:
    """Says what is going on, in one line for each step, after `PATIENCE` seconds."""

    def __init__(self) -> None:
        self._step = ""
        self._speaking = False
        self._lock = threading.Lock()

    def __call__(self, step: str) -> None:
        """The computation begins this step."""
        with self._lock:
            repeated, self._step = step == self._step, step
            if self._speaking and not repeated:
                self._say()

    def speak(self) -> None:
        """Begin to talk."""
        with self._lock:
            self._speaking = True
            if self._step:
                self._say()

    def _say(self) -> None:
        sys.stderr.write(f"matching: {self._step}\n")
        sys.stderr.flush()


@contextmanager
def progress() -> Iterator[Progress]:
    """A watcher for the length of a computation."""
    watcher = Progress()
    timer = threading.Timer(PATIENCE, watcher.speak)
    timer.daemon = True
    timer.start()
    try:
        yield watcher
    finally:
        timer.cancel()
