"""Sheets that come back in whatever order and however often leave the same log."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import col, select

from cln import store
from cln.cohort.queries import find_cohort
from cln.files.source import Source
from cln.projects.sheet_import import import_file
from cln.store import engine as engines
from cln.tables.log import LogEntry
from tests.conftest import Cli
from tests.projects.test_sheet import COLUMNS, row
from tests.projects.test_sheet import running as running
from tests.tabular import write


def merge(engine: Engine, sheets: Sequence[Sequence[tuple[str, str, int, str]]], prefix: str) -> None:
    """Import sheets of rows (key, note, project, day) in their order."""
    with tempfile.TemporaryDirectory() as folder:
        for sheet in sheets:
            rows = [
                row(f"{prefix}{key}" if key else "", f"{prefix}{note}", project=project, date=day)
                for key, note, project, day in sheet
            ]
            file = write(Path(folder) / "s.csv", COLUMNS, rows)
            with store.reading(engine) as session, store.change(session, "project import", "Tess") as change:
                import_file(change, find_cohort(session, None), Source(file))


def content(engine: Engine, prefix: str) -> list[tuple[object, ...]]:
    """What the log says, whatever the numbers of its entries."""
    with store.reading(engine) as session:
        query = select(LogEntry).where(col(LogEntry.note).startswith(prefix))
        return sorted(
            (one.project_id, one.on, one.phase, one.note.removeprefix(prefix), one.by, one.sheet_row is None)
            for one in session.exec(query)
        )


SHEET = st.lists(
    st.tuples(
        st.sampled_from(["", "k1", "k2", "k3"]),
        st.sampled_from(["met", "called", "wrote"]),
        st.sampled_from([1, 2]),
        st.sampled_from(["2026-10-12", "2026-10-13"]),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda told: told[0] or told,
)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None
)
@given(st.lists(SHEET, min_size=1, max_size=4), st.data())
def test_any_order_and_repetition_of_sheets_leaves_the_same_log(
    running: Cli, sheets: list[list[tuple[str, str, int, str]]], data: st.DataObject
) -> None:
    again = data.draw(st.lists(st.sampled_from(sheets), max_size=3))
    other = data.draw(st.permutations([*sheets, *again]))
    engine = engines.connect(running.database)
    one, two = uuid4().hex, uuid4().hex
    merge(engine, sheets, one)
    merge(engine, other, two)
    assert content(engine, one) == content(engine, two)
    assert len(content(engine, one)) == len({row for sheet in sheets for row in sheet})
    engine.dispose()
