"""Notes that people write: on the command line, through standard input, or in their own editor."""

import sys
from pathlib import Path

from cln import settings
from cln.errors import Refused, Usage
from cln.files import cells

STDIN = "-"
PROMPT = """
# What happened, what was decided, what is needed next?
# Pupils are never named: write "two learners", "the group".
# Lines that begin with # are left out. Leave it empty to log nothing.
"""


def written(said: str | None, before: str = "") -> str:
    """The note: what was said, standard input for `-`, or else what is written in the editor.

    Args:
        said: the command line's own words; None where it has none.
        before: what stands in the editor already.

    Raises:
        Usage: there are no words, and no terminal where an editor could open.
        Refused: the note is empty, or the editor cannot be used.
    """
    if said is None:
        if not on_a_terminal():
            raise Usage(f'write the note, e.g. cln log 1 "Met the team", or {STDIN} to read it from a pipe')
        said = _edited(before)
    elif said == STDIN:
        said = sys.stdin.read()
    note = cells.lines(said)
    if not note:
        raise Refused("the note is empty, so nothing was logged")
    return note


def on_a_terminal() -> bool:
    """Somebody is there to write in an editor."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def _edited(before: str) -> str:
    import subprocess
    import tempfile

    command = settings.editor()
    with tempfile.TemporaryDirectory(prefix="cln-") as folder:
        file = Path(folder) / "note.txt"
        file.write_text(f"{before}\n{PROMPT}", encoding="utf-8")
        try:
            ended = subprocess.run([*command, str(file)], check=False)  # noqa: S603  (the user's own editor)
        except OSError as error:
            raise Refused(
                f"the editor {command[0]!r} cannot be started ({error.strerror}); write the note on the "
                "command line, or name another editor in EDITOR"
            ) from error
        if ended.returncode:
            raise Refused(f"the editor {command[0]!r} ended with a fault, so nothing was logged")
        lines = file.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    return "\n".join(line for line in lines if not line.startswith("#"))
