"""`cln board` on a real terminal, as somebody at the keyboard has it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Cli


@pytest.mark.slow
def test_on_a_real_terminal_the_board_opens_and_is_left_with_a_word(cohort: Cli, data: Path) -> None:
    pty = pytest.importorskip("pty", reason="there are pseudo-terminals on POSIX only")
    theirs, ours = pty.openpty()
    command = [sys.executable, "-m", "cln", "--database", cohort.database, "board"]
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100", "LINES": "30"}
    with subprocess.Popen(command, stdin=ours, stdout=ours, stderr=ours, env=environment) as process:
        os.close(ours)
        shown = b""
        for awaited, keys in ((b"Waiting", b"0"), (b"1 move not saved", b"q"), (b"offers it again", b"")):
            while awaited not in b" ".join(shown.split()):  # a line may be broken anywhere
                shown += os.read(theirs, 4096)
            os.write(theirs, keys)
        os.close(theirs)
    assert process.returncode == 0
    assert len(list((data / "cln" / "board").iterdir())) == 1
