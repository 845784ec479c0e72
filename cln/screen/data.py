"""A frozen result as JSON: its fields are the keys. No dictionary is written by hand beside it.

A key that is no Python name is an alias, `Annotated[int, Field(serialization_alias="from")]`; what only the
screen needs is left out with `Field(exclude=True)`, both of pydantic. Of a row some columns may be enough:
`Annotated[Sharing, columns("on", "audience")]`.
"""

import functools
import json
from dataclasses import is_dataclass
from datetime import date, datetime, time
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from cln.words import all_outgoing, moment

if TYPE_CHECKING:
    from pydantic import PlainSerializer, TypeAdapter


def written(result: object) -> str:
    """A result, or several, as JSON text: indented, in UTF-8, days and times as ISO 8601 writes them."""
    return json.dumps(all_outgoing(plain(result)), ensure_ascii=False, indent=2, default=_plain)


def plain(result: object) -> Any:
    """The same values as dictionaries and lists, by the names that JSON gives them."""
    if isinstance(result, list | tuple):
        return [plain(one) for one in result]
    if is_dataclass(result):
        kind: type = type(result)
        return _adapter(kind).dump_python(result, by_alias=True)
    return result


def columns(*names: str) -> "PlainSerializer":
    """How a row (or None) is written: these of its columns, in this order.

    Args:
        names: of columns; `number as entry` writes the column `number` as `entry`, `entry.code as code` that
            of something it holds.
    """
    from pydantic import PlainSerializer

    get = {name.split(" as ")[-1]: attrgetter(name.split(" as ")[0]) for name in names}
    return PlainSerializer(lambda row: row and {key: of(row) for key, of in get.items()})


def rounded(digits: int) -> "PlainSerializer":
    """How a number (or None) is written: with at most so many decimals."""
    from pydantic import PlainSerializer

    return PlainSerializer(lambda number: None if number is None else round(number, digits))


@functools.cache
def _adapter(kind: type) -> "TypeAdapter[Any]":
    from pydantic import TypeAdapter

    return TypeAdapter(kind)


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    raise TypeError(f"{type(value).__name__} is no JSON")
