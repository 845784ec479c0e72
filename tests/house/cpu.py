"""How much work the tests are that start no process, server or browser, in CPU-seconds.

A plug-in that pytest loads only when asked:

    .venv/bin/pytest -n 2 -m "not slow" -p tests.house.cpu
"""

import sys
import time
from collections import defaultdict
from collections.abc import Generator, Iterator
from typing import Any

import pytest

STARTS = {"subprocess.Popen", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "os.exec"}
"""What Python reports when a process begins another; the browser, LibreOffice and PostgreSQL begin so too."""

SHARED = {"postgres", "postgresql", "browser"}
"""What a test may use that another test began."""

DEAREST = 40
"""So many tests are named."""

Reporting = Generator[None, pytest.TestReport, pytest.TestReport]

BEFORE = pytest.StashKey[tuple[float, int]]()
"""CPU-seconds of the process and the processes it had begun, as a test began."""

_started = 0


def _count(event: str, _: Any) -> None:
    global _started
    _started += event in STARTS


sys.addaudithook(_count)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Note of each test how much it worked, its set-ups included, and whether it stayed in its process."""
    item.stash[BEFORE] = time.process_time(), _started
    return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Reporting:
    """Put the note on the last report of a test, which also reaches whoever runs several processes."""
    report: pytest.TestReport = yield
    if call.when == "teardown":
        seconds, started = item.stash[BEFORE]
        given = getattr(getattr(item, "callspec", None), "params", {}).values()
        shares = SHARED & {*getattr(item, "fixturenames", ()), *map(str, given)}
        alone = started == _started and not shares
        report.user_properties += [("cpu", time.process_time() - seconds), ("alone", alone)]
    return report


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say the sum, what each folder of tests has of it, and which tests work the most."""
    folders: dict[str, list[float]] = defaultdict(list)
    dearest: list[tuple[float, str]] = []
    rest: list[float] = []
    for reports in terminalreporter.stats.values():
        for report in reports:
            noted = dict(getattr(report, "user_properties", ()))
            if "cpu" in noted:
                folder = "/".join(report.nodeid.split("/")[:2])
                (folders[folder] if noted["alone"] else rest).append(noted["cpu"])
                dearest += [(noted["cpu"], report.nodeid)] if noted["alone"] else []
    own = [seconds for found in folders.values() for seconds in found]
    terminalreporter.section("CPU-seconds of tests that start no process, server or browser")
    for folder, seconds in sorted(folders.items()):
        terminalreporter.line(f"{sum(seconds):8.1f}  {folder}: {len(seconds)} tests")
    terminalreporter.line(f"{sum(own):8.1f}  together: {len(own)} tests")
    terminalreporter.line(f"{sum(rest):8.1f}  the {len(rest)} other tests, without the processes they start")
    for worked, name in sorted(dearest, reverse=True)[:DEAREST]:
        terminalreporter.line(f"{worked:8.2f}  {name}")
