"""Hands an export to where it goes, and tells people on stderr what was written."""

from cln.files.deliver import Exported, Place
from cln.screen import output
from cln.words import count


def deliver(exported: Exported, place: Place, *, force: bool) -> None:
    """Write to the place, or to stdout; say how many rows, and what nobody may overlook.

    Args:
        exported: what is written.
        place: where.
        force: what is there may be replaced.
    """
    if place.path is None:
        with output.sending() as out:
            exported.delivery.write(place.file_format, out)
    else:
        written = exported.delivery.into(place, force=force)
        rows = count(sum(written.rows.values()), "row")
        tables = f" of {len(written.rows)} tables" if len(written.rows) > 1 else ""
        output.note(f"{rows}{tables} written to {place.path}.")
        for sentence in written.cut:
            output.note(f"{sentence}.")
    for warning in (*exported.warnings, *exported.afterwards()):
        output.note(warning)
