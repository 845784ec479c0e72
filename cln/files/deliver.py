"""Puts exported tables into files: one file, a folder of them with their description, or a workbook."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from cln.errors import Refused, Usage
from cln.files import text, whole
from cln.files.columns import MOMENT, Column, Kind, Table, Written
from cln.words import all_outgoing

ALL = "all"
"""The name that stands for every table."""
PACKAGE, NAME = "datapackage.json", "cln-export"
"""The description of the tables in a folder: its file, and what it calls itself."""
FILE_ENDINGS = (
    *(".csv", ".json", ".txt", ".xls", ".xlsx", ".xlsm", ".xlsb", ".ods"),
    *(".doc", ".docx", ".odt", ".rtf", ".pdf", ".htm", ".html", ".zip"),
)
"""A folder that is to be made is not called so."""


class Format(StrEnum):
    """How an export is written."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"


ENDINGS = {Format.CSV: (".csv", ".txt"), Format.XLSX: (".xlsx",), Format.JSON: (".json",)}
"""How the name of a file may end."""


@dataclass(frozen=True)
class Place:
    """Where an export goes, and how it is written."""

    path: Path | None
    """None: standard output."""
    file_format: Format
    folder: bool = False


def place(name: str, out: Path | None, wanted: str | None) -> Place:
    """Settle where an export goes, and how: as `wanted`, else as the file's name says, else CSV.

    Raises:
        Usage: a workbook or all tables cannot go to standard output.
    """
    ending = out.suffix.casefold().removeprefix(".") if out else ""
    file_format = Format(wanted or (ending if ending in {*Format} else Format.CSV))
    everything = name == ALL
    if out is None and (everything or file_format is Format.XLSX):
        what = "all tables fill a folder, or a workbook" if everything else "a workbook is a file"
        raise Usage(f"{what}; say where with --out")
    return Place(out, file_format, folder=everything and file_format is not Format.XLSX)


@dataclass(frozen=True)
class Delivery:
    """Tables on their way into files."""

    tables: Sequence[Table]
    title: str
    made: datetime
    """With its time zone."""
    source: str
    """Where the data are from, as a reader of the workbook is told."""

    def write(self, file_format: Format, out: BinaryIO) -> Written:
        """Write the one table, or a workbook of all of them."""
        if file_format is Format.XLSX:
            from cln.files.book import Contents, write_book

            made = ("Made", f"{self.made:%Y-%m-%d %H:%M} ({self.made.tzname()})")
            return write_book(Contents(self.title, [made, ("From", self.source)]), self.tables, out)
        (table,) = self.tables
        write = text.write_json if file_format is Format.JSON else text.write_csv
        return Written({table.name: write(table, out)}, [])

    def into(self, place: Place, *, force: bool) -> Written:
        """Write the file or the folder of a place.

        Raises:
            Refused: it cannot be written there.
        """
        assert place.path is not None, "standard output is nobody's file"
        into = self.into_folder if place.folder else self.into_file
        return into(place.path, place.file_format, force=force)

    def into_file(self, path: Path, file_format: Format, *, force: bool) -> Written:
        """Write one file whole.

        Raises:
            Refused: its name says another format, or it cannot be written there.
        """
        if path.suffix.casefold() in {f".{other}" for other in Format if other is not file_format}:
            raise Refused(f"{path} would hold {file_format}; end its name in .{file_format}")
        instead = ".xlsx or .csv" if file_format is Format.CSV else ""
        whole.refuse_ending(path, ENDINGS[file_format], instead)
        with whole.writing(path, force=force) as out:
            return self.write(file_format, out)

    def into_folder(self, folder: Path, file_format: Format, *, force: bool) -> Written:
        """Write a file for each table, and beside CSV files what every column means: all of them or none.

        Raises:
            Refused: the folder is none or cannot be made, or one of the files exists and may not be replaced.
        """
        if folder.suffix.casefold() in FILE_ENDINGS and not folder.is_dir():
            raise Refused(f"{folder} would be a folder; leave {folder.suffix} away, or end it in .xlsx")
        names = [f"{table.name}.{file_format}" for table in self.tables]
        described = [PACKAGE] if file_format is Format.CSV else []
        if present := [name for name in [*names, *described] if (folder / name).exists() and not force]:
            raise Refused(f"{folder / present[0]} exists already; choose another folder or add --force")
        written = Written({}, [])
        with whole.filling(folder, force=force) as beside:
            for table, name in zip(self.tables, names, strict=True):
                with whole.create(beside / name) as out:
                    one = Delivery([table], self.title, self.made, self.source)
                    written.rows |= one.write(file_format, out).rows
            for name in described:
                with whole.create(beside / name) as out:
                    out.write(_package(self.title, self.made, self.tables))
        return written


@dataclass(frozen=True)
class Exported:
    """Tables, and what nobody who uses them may overlook."""

    delivery: Delivery
    warnings: tuple[str, ...]
    figures: Mapping[int, Mapping[str, float]] = field(default_factory=dict)
    """Cohort id -> name -> value of figures that leave without the rows that they count."""
    afterwards: Callable[[], tuple[str, ...]] = tuple
    """What is known once it is written: what was replaced in free text."""


def exported_into(folder: Path) -> frozenset[str]:
    """The names of the tables that `cln export all` wrote into a folder; none where it did not."""
    try:
        package = json.loads((folder / PACKAGE).read_bytes())
        ours = package["name"] == NAME
        return frozenset(one["path"] for one in package["resources"]) if ours else frozenset()
    except (OSError, ValueError, LookupError, TypeError):  # none, or somebody else's
        return frozenset()


def _package(title: str, made: datetime, tables: Sequence[Table]) -> bytes:
    """The description of tables that lie beside it as CSV files: a Frictionless data package.

    Source: Data Package and Table Schema specifications, version 1 (specs.frictionlessdata.io).
    """
    package = {
        "profile": "tabular-data-package",
        "name": NAME,
        "title": title,
        "created": made.isoformat(timespec="seconds"),
        "resources": [_resource(table) for table in tables],
    }
    return (json.dumps(all_outgoing(package), ensure_ascii=False, indent=2) + "\n").encode()


def _resource(table: Table) -> dict[str, object]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.title,
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": [_field(column) for column in table.columns], "missingValues": [""]},
    }


def _field(column: Column) -> dict[str, object]:
    described: dict[str, object] = {
        "name": column.name,
        "type": column.kind.value,
        "description": column.meaning,
    }
    if column.unit:
        described["unit"] = column.unit
    if column.kind is Kind.MOMENT:
        described["format"] = MOMENT
    if column.kind is Kind.YES_NO:
        described |= {"trueValues": ["yes"], "falseValues": ["no"]}
    return described
