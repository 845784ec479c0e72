"""The rules of the house that a machine can tell: what breaks one, as lines that say where."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import grimp

LINES = 300
"""The most lines that a file may have."""

RULED_OUT = frozenset(["heir", "fate", "desk", "shelf", "company", "teach", "told", "said", "seen", "found"])
"""Words that say nothing of the programme; no name has one as a part."""

COMMANDS, VIEWS, DEEDS, QUERIES = range(4)
"""The layers of a room from above: each imports only those after it."""


def long_files(package: Path) -> list[str]:
    """Files that have more lines than a file may have."""
    return [
        f"{_short(file, package)}: {lines} lines"
        for file in _files(package)
        if (lines := len(file.read_text(encoding="utf-8").splitlines())) > LINES
    ]


def renamed_imports(package: Path) -> list[str]:
    """Imports from the package that call what they bring by another name."""
    return [
        f"{_short(file, package)}:{node.lineno}: {alias.name} as {alias.asname}"
        for file in _files(package)
        for node in ast.walk(_parsed(file))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
        if alias.asname and _imported(node, alias).split(".")[0] == package.name
    ]


def dictionaries(package: Path) -> list[str]:
    """Dictionaries with keys of text that a function of a view writes: a result is its own JSON."""
    return [
        f"{_short(file, package)}:{getattr(node, 'lineno', 0)}: {ast.unparse(node)[:60]}"
        for file in _files(package)
        if _layer(_short(file, package).split("/")[1:]) == VIEWS
        for function in _parsed(file).body
        if isinstance(function, ast.FunctionDef | ast.ClassDef)
        for node in ast.walk(function)
        if _is_record(node)
    ]


def ruled_out_names(package: Path) -> list[str]:
    """Functions, classes, fields, parameters, variables and files whose name has a word that is ruled out."""
    return [
        f"{_short(file, package)}:{line}: {name}"
        for file in _files(package)
        for line, name in [(1, file.stem), *_names(_parsed(file))]
        if RULED_OUT & {word.lower() for word in re.findall(r"[A-Z]?[a-z]+", name)}
    ]


def wrong_ways(package: str, rooms: list[str]) -> list[str]:
    """Imports against the layers of a room, of another room's views, or of commands.

    Args:
        package: its name; it must be importable.
        rooms: the names of the packages in it that are rooms.
    """
    graph = grimp.build_graph(package, cache_dir=None)
    return sorted(
        f"{importer} -> {imported}"
        for importer in graph.modules
        for imported in graph.find_modules_directly_imported_by(importer)
        if _is_wrong(importer.split(".")[1:], imported.split(".")[1:], rooms)
    )


def room(line: str) -> str:
    """The room, or the file beside the rooms, that a line is about."""
    return re.split(r"[/.]", line.removeprefix("cln."))[0]


def _is_wrong(importer: list[str], imported: list[str], rooms: list[str]) -> bool:
    if not imported or imported[0] not in rooms:
        return False
    own, other = _layer(importer[1:]), _layer(imported[1:])
    if importer[:1] == imported[:1]:
        return own > other
    if other == COMMANDS:
        return importer != ["app"]
    return other == VIEWS and not (importer[:1] and importer[0] in rooms and own == COMMANDS)


def _layer(within: list[str]) -> int:
    """The layer of a module of a room, from its name below the room."""
    first = within[0].removesuffix(".py") if within else ""
    return {"commands": COMMANDS, "view": VIEWS, "views": VIEWS, "queries": QUERIES}.get(first, DEEDS)


def _is_record(node: ast.AST) -> bool:
    if isinstance(node, ast.Dict):
        return any(isinstance(key, ast.Constant) and isinstance(key.value, str) for key in node.keys)
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "dict"
        and any(keyword.arg for keyword in node.keywords)
    )


def _names(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.lineno, node.name
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.id


def _imported(node: ast.Import | ast.ImportFrom, alias: ast.alias) -> str:
    return alias.name if isinstance(node, ast.Import) else node.module or ""


def _files(package: Path) -> list[Path]:
    return sorted(package.rglob("*.py"))


def _short(file: Path, package: Path) -> str:
    return file.relative_to(package).as_posix()


def _parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))
