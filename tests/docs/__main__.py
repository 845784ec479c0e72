"""Writes what is generated, or checks that it is current: `python -m tests.docs --check | --write`."""

import sys
from collections.abc import Callable
from pathlib import Path

from tests.docs import commands, house, picture

FOLDER = Path(__file__).parents[2] / "cln" / "docs"
PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands.page,
    "house.md": house.page,
    "match.svg": picture.draw,
}


def main(arguments: list[str]) -> int:
    """Do what is asked; 1 means that something is not current."""
    if arguments == ["--write"]:
        FOLDER.mkdir(exist_ok=True)
        for name, make in PAGES.items():
            (FOLDER / name).write_text(make(), encoding="utf-8", newline="\n")
        return 0
    if arguments == ["--check"]:
        stale = [name for name, make in PAGES.items() if _written(name) != make()]
        for name in stale:
            print(f"cln/docs/{name} is not current; run: python -m tests.docs --write", file=sys.stderr)
        return 1 if stale else 0
    print("usage: python -m tests.docs --check | --write", file=sys.stderr)
    return 2


def _written(name: str) -> str | None:
    file = FOLDER / name
    return file.read_text(encoding="utf-8") if file.exists() else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
