"""Many people at once: processes that run real command lines on one database."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack

from tests.conftest import Cli

CHILD = """
import json, sys
from cln.app import main
lines = json.load(sys.stdin)
sys.stderr.write(json.dumps([main(line) for line in lines]) + "\\n")
"""
"""Runs command lines one after another, as somebody at a keyboard does, and says how each ended."""


def at_once(cln: Cli, lines: Sequence[Sequence[Sequence[object]]]) -> list[list[int]]:
    """The exit codes of several people's command lines, who all type at the same time."""
    pipe, none = subprocess.PIPE, subprocess.DEVNULL
    with ExitStack() as open_ones:
        people = [
            open_ones.enter_context(
                subprocess.Popen(
                    [sys.executable, "-c", CHILD], stdin=pipe, stdout=none, stderr=pipe, text=True
                )
            )
            for _ in lines
        ]
        for number, (person, theirs) in enumerate(zip(people, lines, strict=True)):
            head = ["--database", cln.database, "--as", f"Person {number}"]
            assert person.stdin is not None
            person.stdin.write(json.dumps([[*head, *map(str, line)] for line in theirs]))
            person.stdin.close()
        return [json.loads(person.stderr.read().splitlines()[-1]) for person in people if person.stderr]


def log_at_once(cln: Cli, people: int, times: int, projects: int = 1) -> tuple[int, int]:
    """How many log entries of several people were acknowledged, and how many of those are on record once."""
    lines = [
        [["log", 1 + person % projects, f"note {person} {number}"] for number in range(times)]
        for person in range(people)
    ]
    codes = at_once(cln, lines)
    acknowledged = [
        str(line[2])
        for theirs, ended in zip(lines, codes, strict=True)
        for line, code in zip(theirs, ended, strict=True)
        if code == 0
    ]
    logs = [cln.json("project", "log", 1 + project) for project in range(projects)]
    for log in logs:
        assert sorted(one["entry"] for one in log) == list(range(1, len(log) + 1))
    kept = Counter(one["note"] for log in logs for one in log)
    return len(acknowledged), sum(kept[note] == 1 for note in acknowledged)
