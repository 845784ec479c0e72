"""Runs a command line on a real terminal, where somebody types."""

import os
import subprocess
import sys

import pytest

from tests.conftest import Cli


def on_terminal(cli: Cli, *arguments: object, typed: str) -> tuple[int, str]:
    """Run a command line on a terminal where somebody types; its exit code, and what stood on the screen."""
    pty = pytest.importorskip("pty", reason="there are pseudo-terminals on POSIX only")
    theirs, ours = pty.openpty()
    command = [sys.executable, "-m", "cln", *map(str, arguments)]
    around = {"PAGER": ""} | os.environ | {"CLN_DATABASE": cli.database}  # nobody turns the pages
    with subprocess.Popen(
        command, stdin=ours, stdout=ours, stderr=ours, close_fds=True, env=around
    ) as process:
        os.close(ours)
        os.write(theirs, os.fsencode(typed))
        shown = b""
        try:
            while piece := os.read(theirs, 4096):
                shown += piece
        except OSError:  # how Linux says that the other end has been closed
            pass
        os.close(theirs)
    return process.returncode, shown.decode(errors="surrogateescape")
