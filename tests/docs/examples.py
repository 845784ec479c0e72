"""Finds the examples of a Markdown page: the lines of its `console` blocks that begin with `$ `.

Blocks go on from each other; `<!-- story -->` above one begins again in an empty folder.
"""

import re
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Example:
    """One command line, and the lines that the page says it prints (perhaps not all that it prints)."""

    line: int
    command: str
    prints: tuple[str, ...]


def stories(page: str) -> list[list[Example]]:
    """The examples of the page, those of one folder together."""
    told = page.split("<!-- story -->")
    lines = [part.count("\n") for part in told]
    found = [
        [replace(example, line=example.line + sum(lines[:number])) for example in read(part)]
        for number, part in enumerate(told)
    ]
    return [examples for examples in found if examples]


def read(page: str) -> list[Example]:
    """The examples in the order of the page; `...` as a line of output stands for anything."""
    found: list[Example] = []
    for block in re.finditer(r"^```console\n(.*?)^```$", page, re.MULTILINE | re.DOTALL):
        first = page.count("\n", 0, block.start(1)) + 1
        for number, line in enumerate(block.group(1).splitlines(), first):
            if line.startswith("$ "):
                found.append(Example(number, line.removeprefix("$ "), ()))
            elif line.strip() not in {"", "..."}:
                last = found.pop()
                found.append(Example(last.line, last.command, (*last.prints, line.strip())))
    return found
