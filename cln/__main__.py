"""One command line as a process of its own: what `cln` and `python -m cln` run."""

import atexit
import gc
import sys

GARBAGE = 500_000
"""After how many new objects Python looks for garbage: what is imported and mapped for a command is none, and
to look through it after every 700, as Python does, takes a seventh of the time of a short command."""


def main() -> int:
    """Run what was typed; return its exit code."""
    gc.set_threshold(GARBAGE)  # before anything is imported
    atexit.register(gc.freeze)  # the process ends with this command: to collect its garbage would be in vain

    from cln import app

    return app.main(sys.argv[1:])


if __name__ == "__main__":
    raise SystemExit(main())
