"""The page for those who carry the house on: its picture is drawn from the import contracts."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "cln" / "docs" / "house.md"
PICTURE = re.compile(r"(?<=<!-- begin: picture -->\n).*(?=<!-- end: picture -->)", re.DOTALL)
WIDTH = 70


def page() -> str:
    """The page with its picture as the contracts are now; the rest is written by hand."""
    return PICTURE.sub(lambda _: f"```text\n{picture()}```\n", PAGE.read_text(encoding="utf-8"))


def picture() -> str:
    """A box for each layer of the core, the highest first; the rooms in theirs, in their own order."""
    layers = _layers("The core knows no room")
    rooms = [name.removeprefix("cln.") for name in _layers("A room imports rooms below it")]
    frame = f"+{'-' * (WIDTH + 2)}+"
    lines = [frame]
    for layer in layers:
        names = re.split(r" [:|] ", layer)
        text = " > ".join(rooms) if set(names) == set(rooms) else "   ".join(names)
        lines += [f"| {part:{WIDTH}} |" for part in _folded(text)] + [frame]
    return "".join(f"{line}\n" for line in lines)


def _layers(name: str) -> list[str]:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    found: list[str] = next(one["layers"] for one in contracts["contracts"] if one["name"] == name)
    return found


def _folded(text: str) -> list[str]:
    lines = [""]
    for word in re.split(r"(?<= > )", text):
        if len(lines[-1] + word.rstrip()) > WIDTH:
            lines.append("")
        lines[-1] += word
    return [line.rstrip() for line in lines]
