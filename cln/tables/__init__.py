"""Every table, in one file for each part of the programme, imported from its file. No queries here.

A command reads only the files of the tables that it needs: one that lists cohorts does not pay for projects.
Whoever needs all of them, as migrations do, calls `every_table`.
"""

from importlib import import_module
from pkgutil import iter_modules

DEED, UNDO, ERASURE = "deed", "undo", "erasure"
"""The kinds of change: what a command did; what took another change back; what no undo brings back. They
stand here, because who makes a change need not know its table."""


def every_table() -> None:
    """Read every file, so that the metadata know all tables."""
    for file in iter_modules(__path__):
        import_module(f"cln.tables.{file.name}")
