"""Tells on stderr what a long computation is at, once it has taken longer than a second.

On a terminal one line is written again and again; elsewhere each step gets a line, and a long one another
now and then.
"""

import re
import shutil
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from cln.matching.watch import Watch
from cln.screen.fit import wrapped
from cln.screen.manner import CHOSEN
from cln.words import outgoing

PATIENCE = 1.0
"""Seconds before the first word."""

PAUSE = 10.0
"""Seconds between two lines about one step, where lines stay."""

STEPS = {
    "who waits": "1 of 4, who waits for a place",
    "level N": "2 of 4, fewest entries with a theme rated {}",
    "total": "2 of 4, themes rated as high as can be",
    "breadth": "3 of 4, mixing authorities, sectors, areas",
    "travel": "3 of 4, keeping teams from travelling far",
    "balance": "3 of 4, evening out the teams",
    "parts": "3 of 4, parts of a large cohort",
    "N of N teams": "3 of 4, {} of {} teams are formed",
    "facilitators": "4 of 4, giving each team its facilitators",
    "what would help": "the smallest changes that would help",
}
"""What each step of a match is about, by its name without numbers; `{}` stands for one of them."""


class Progress(Watch):
    """Says what is going on, after `PATIENCE` seconds, and when the time is up."""

    def __init__(self, seconds: float | None = None) -> None:
        super().__init__(seconds=seconds)
        self._step = self._found = ""
        self._speaking = self._hurry_told = self._asked = False
        self._spoke = 0.0
        self._terminal = sys.stderr.isatty() and not CHOSEN.get().plain
        self._lock = threading.RLock()

    def __call__(self, step: str) -> None:
        """The computation begins this step."""
        with self._lock:
            before, self._step, self._found = self._step, step, ""
            self._tell_hurry()
            if self._speaking and step != before and (_kind(step) != _kind(before) or self._waited()):
                self._say()

    def gap(self, value: int | None, bound: int) -> None:
        """Say it now and then."""
        with self._lock:
            before, self._found = self._found, _gap(value, bound)
            self._tell_hurry()
            if self._speaking and self._found != before and self._waited():
                self._say()

    def stop(self) -> None:
        """The user wants what there is. Called while anything may be under way, so it says nothing yet."""
        self._asked = True
        super().stop()

    def speak(self) -> None:
        """Begin to talk."""
        with self._lock:
            self._speaking = True
            if self._step:
                self._say()

    def fall_silent(self) -> None:
        """Leave a clean line for what comes next."""
        with self._lock:
            if self._terminal and self._spoke:
                self._write("\r" + " " * _width() + "\r")
            self._speaking = False

    def _waited(self) -> bool:
        return self._terminal or time.monotonic() - self._spoke >= PAUSE

    def _tell_hurry(self) -> None:
        if self.hurried and not self._hurry_told:
            self._hurry_told = True
            self.fall_silent()
            why = "Ctrl-C again leaves with nothing written" if self._asked else "the time is up"
            self._write(f"matching: taking the best found so far ({why})\n")
            self._speaking = True

    def _say(self) -> None:
        self._spoke = time.monotonic()
        line = f"matching: {in_words(self._step)}{self._found}"
        self._write(f"\r{wrapped(line, _width())[0]:{_width()}}" if self._terminal else f"{line}\n")

    def _write(self, text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()


def _kind(step: str) -> str:
    """The step without its numbers."""
    return re.sub(r"\d+", "N", step)


def in_words(step: str) -> str:
    """What a step does; one of an alternative, `alternative 2, breadth`, says so first."""
    *part, name = step.split(", ")
    words = STEPS.get(_kind(name), outgoing(name))
    return ", ".join([*map(outgoing, part), words.format(*re.findall(r"\d+", name))])


def _gap(value: int | None, bound: int) -> str:
    return "; no answer yet" if value is None else f"; {value} so far, {bound} at best"


def _width() -> int:
    return shutil.get_terminal_size().columns - 1


@contextmanager
def progress(seconds: float | None = None) -> Iterator[Progress]:
    """A watcher for the length of a computation, which hurries it after so many seconds."""
    watcher = Progress(seconds)
    timer = threading.Timer(PATIENCE, watcher.speak)
    timer.daemon = True
    if not CHOSEN.get().quiet:
        timer.start()
    try:
        yield watcher
    finally:
        timer.cancel()
        watcher.fall_silent()
