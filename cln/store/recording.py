"""How a change is put on record: in a file by two statements, on a server by the function that alone may.

They are written by hand, because every change needs them: made by SQLAlchemy they take twice as long.
"""

import json
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from cln.settings import login_name
from cln.store import digests

if TYPE_CHECKING:
    from cln.store.change import Change

IN_FILE = (
    "INSERT INTO change (at, who, command, kind, undoes_id, files, salt, heading, digest, login) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id"
)
ROW_IN_FILE = (
    'INSERT INTO changed_row (change_id, "table", row_id, "before", "after", salt, digest) '
    "VALUES (?, ?, ?, ?, ?, ?, ?)"
)

ON_SERVER = (
    "SELECT cln_record(%s::timestamp, %s::text, %s::text, %s::text, %s::integer, %s::text, %s::text, "
    "%s::text, %s::text, %s::text[], %s::integer[], %s::text[], %s::text[], %s::text[], %s::text[])"
)
"""Puts a whole change on record, and notes the login (see `functions.sql`)."""

MOMENT = "%Y-%m-%d %H:%M:%S.%f"
"""How SQLAlchemy writes a moment to SQLite."""


def put(connection: Connection, change: "Change") -> int:
    """Put a whole change on record, all of whose rows are written; give its number."""
    salt, *salts = digests.salts(1 + len(change.rows))
    of_rows = [digests.of_row(one, *row) for one, row in zip(salts, change.rows, strict=True)]
    about = (change.who, change.command, change.kind, change.undoes)
    heading = digests.of_heading(salt, change.at, *about, change.files)
    digested = (json.dumps(change.files), salt, heading, digests.of_change(heading, of_rows))
    number: int
    if connection.dialect.name == "postgresql":
        columns = map(list, (*zip(*change.rows, strict=True), salts, of_rows))
        sent = (change.at.replace(tzinfo=None), *about, *digested, *columns)
        number = connection.exec_driver_sql(ON_SERVER, sent).scalar_one()
        return number
    at = change.at.strftime(MOMENT)
    number = connection.exec_driver_sql(IN_FILE, (at, *about, *digested, login_name())).scalar_one()
    rows = zip(change.rows, salts, of_rows, strict=True)
    connection.exec_driver_sql(ROW_IN_FILE, [(number, *row, *of_row) for row, *of_row in rows])
    return number
