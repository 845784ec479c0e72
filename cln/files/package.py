"""The description of a folder of tables: a Frictionless data package, which says what every column means.

Source: Data Package and Table Schema specifications, version 1 (specs.frictionlessdata.io).
"""

import json
from collections.abc import Sequence
from datetime import datetime

from cln.files.columns import MOMENT, Column, Kind, Table


def describe(title: str, made: datetime, tables: Sequence[Table]) -> bytes:
    """`datapackage.json` for tables that lie beside it as CSV files."""
    package = {
        "profile": "tabular-data-package",
        "name": "cln-export",
        "title": title,
        "created": made.isoformat(timespec="seconds"),
        "resources": [_resource(table) for table in tables],
    }
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()


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
