"""`cln board --serve`: in a real browser, at an address that nobody guesses, and from this computer alone."""

import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.board.test_board import PRIMARY, teams
from tests.conftest import Cli

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PATIENCE = 60_000
"""Milliseconds in which a page must be there."""


@pytest.fixture
def address(cohort: Cli, data: Path) -> Iterator[str]:
    """Where the board is shown while a test runs."""
    command = [sys.executable, "-m", "cln", "board", "--serve", "--json"]
    environment = {**os.environ, "CLN_DATABASE": cohort.database, "CLN_USER": "Tess"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        lines = iter(process.stdout.readline, "")
        shown = ""
        for line in lines:
            shown += line
            if line == "}\n":
                break
        yield str(json.loads(shown)["address"])
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 0


@pytest.fixture
def browser() -> Iterator[Any]:
    """A real browser."""
    playwright = pytest.importorskip("playwright.sync_api")
    if CHROMIUM is None:
        pytest.skip("chromium is not installed")
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


def until(page: Any, is_so: Callable[[], bool]) -> None:
    """Let the page work until something is so."""
    for _ in range(PATIENCE // 100):
        if is_so():
            return
        page.wait_for_timeout(100)
    pytest.fail("it never came to be so")


def answer(address: str, path: str, **headers: str) -> int:
    """The status of what is answered to a request for a path."""
    there = urlsplit(address)
    connection = http.client.HTTPConnection(there.hostname or "", there.port or 0)
    connection.request("GET", path, headers=headers)
    status = connection.getresponse().status
    connection.close()
    return status


def test_a_browser_shows_the_board_saves_and_loses_nothing_and_asks_nobody_else(
    cohort: Cli, data: Path, address: str, browser: Any
) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    asked, faults = list[str](), list[str]()
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda websocket: asked.append(websocket.url))
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.goto(address)
    page.wait_for_selector("body.-first-byte", timeout=PATIENCE)
    kept = data / "cln" / "board"
    until(page, lambda: _pressed(page, "2", kept))
    page.reload()  # the window closes, and opens again
    page.wait_for_selector("body.-first-byte", timeout=PATIENCE)
    until(page, lambda: _saved(page, cohort))
    assert teams(cohort, 2)[PRIMARY] == 2
    assert {urlsplit(url).hostname for url in asked if not url.startswith("data:")} == {"127.0.0.1"}
    assert any(url.startswith("ws://127.0.0.1") for url in asked)
    assert faults == []


def _pressed(page: Any, key: str, kept: Path) -> bool:
    """Press a key of the board, unless a move is kept already."""
    if kept.is_dir() and list(kept.iterdir()):
        return True
    page.focus(".xterm-helper-textarea")
    page.keyboard.press(key)
    page.wait_for_timeout(500)
    return False


def _saved(page: Any, cohort: Cli) -> bool:
    """Go on with the moves of before, and save them."""
    if len(cohort.json("match", "list")) == 2:
        return True
    page.focus(".xterm-helper-textarea")
    for key in ("Enter", "Control+s", "w", "h", "y", "Enter"):
        page.keyboard.press(key)
        page.wait_for_timeout(700)
    return False


@pytest.mark.slow
def test_whoever_does_not_know_the_address_or_comes_from_elsewhere_gets_nothing(address: str) -> None:
    path = urlsplit(address).path
    assert answer(address, path) == 200
    for other in ("/", "/ws", "/static/js/textual.js", path.upper(), f"{path[:-3]}/"):
        assert answer(address, other) == 404, other
    assert answer(address, path, Host="board.example.org") == 403
    assert answer(address, path, Origin="https://elsewhere.example.org") == 403
    assert answer(address, f"{path}ws", Origin="https://elsewhere.example.org") == 403
