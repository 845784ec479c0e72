"""On a console of Windows that has an older code page no screen fails, and each can be read."""

import io
import sys

import pytest

from cln.app import main
from tests.conftest import Cli

SCREENS = (
    ("--help",),
    ("match", "--help"),
    ("match", "show"),
    ("match", "show", "--map"),
    ("match", "explain", "9377028"),
    ("cohort", "rules"),
    ("survey", "list"),
    ("find", "Zoë"),
    ("event", "list"),
    ("doctor",),
    ("person", "show", "Zoë Chalmers"),
    ("match", "show", "99"),
)


class Console(io.TextIOWrapper):
    """A terminal with one code page that, as Python leaves it, fails on a character that it lacks."""

    def isatty(self) -> bool:
        """As a terminal says."""
        return True


@pytest.mark.parametrize("page", ["cp1252", "cp850", "cp437", "ascii"])
def test_every_screen_is_readable(page: str, matched: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAGER", "")
    monkeypatch.setenv("TERM", "xterm")
    for screen in SCREENS:
        streams = [Console(io.BytesIO(), encoding=page, errors="strict") for _ in "oe"]
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", streams[0])
            patch.setattr(sys, "stderr", streams[1])
            code = main(["--database", matched.database, *screen])
        shown = "".join(_shown(one, page) for one in streams)
        assert code == (3 if "99" in screen else 0), shown
        assert shown.strip()
        assert "?" not in shown, f"{page}: {' '.join(screen)}\n{shown}"


def test_what_a_page_lacks_is_written_with_what_is_near() -> None:
    text = "Zoë’s – Łódź → 5 ░"
    near = {
        "ascii": "Zoe's - ?odz -> 5 ?",
        "cp437": "Zoë's - ?ódz -> 5 ░",
        "cp1252": "Zoë’s – ?ódz -> 5 ?",
    }
    main(["--version"])
    assert {page: text.encode(page, "cln.stand_in").decode(page) for page in near} == near


def _shown(stream: Console, page: str) -> str:
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue().decode(page)
