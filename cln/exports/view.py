"""Hands an export to where it goes, and tells people on stderr what was written."""

from collections.abc import Callable

from cln.files.deliver import Exported, Place
from cln.screen import output
from cln.words import count


def deliver(exported: Exported, place: Place, *, force: bool, note: Callable[[str], None]) -> None:
    """Write to the place, or to stdout; note how many rows, and what nobody may overlook."""
    if place.path is None:
        with output.sending() as out:
            exported.delivery.write(place.file_format, out)
    else:
        written = exported.delivery.into(place, force=force)
        rows = count(sum(written.rows.values()), "row")
        tables = f" of {len(written.rows)} tables" if len(written.rows) > 1 else ""
        note(f"{rows}{tables} written to {place.path}.")
        for sentence in written.cut:
            note(f"{sentence}.")
    for warning in (*exported.warnings, *exported.afterwards()):
        note(warning)
