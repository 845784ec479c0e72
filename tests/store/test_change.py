"""The unit of work: all or nothing, recorded, and the only way to write."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, delete, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from cln import store
from cln.store import engine as engines
from cln.tables.changed_rows import ChangedRow
from cln.tables.changes import ChangeRecord
from cln.tables.cohorts import Cohort, Theme
from cln.tables.register import Authority
from tests.conftest import Cli


@pytest.fixture
def engine(both: Cli) -> Iterator[Engine]:
    """A fresh database of either engine, with authorities."""
    engine = engines.connect(both.database)
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A session as commands have it."""
    with store.reading(engine) as session:
        yield session


def cohort(name: str = "Cohort 1") -> Cohort:
    return Cohort(name=name, launch=date(2026, 9, 10), lot=f"{name}|2026-09-10")


def nameless(image: dict[str, Any] | None) -> list[tuple[str, Any]]:
    """What a row held, in the order of its columns, but for its id."""
    return [(column, value) for column, value in (image or {}).items() if column != "id"]


def changes(engine: Engine) -> list[ChangeRecord]:
    with store.reading(engine) as session:
        return list(session.exec(select(ChangeRecord).order_by(ChangeRecord.id)))  # type: ignore[arg-type]


def rows(engine: Engine) -> list[ChangedRow]:
    with store.reading(engine) as session:
        last = changes(engine)[-1].id
        return list(session.exec(select(ChangedRow).where(ChangedRow.change_id == last)))


def test_it_records_who_when_which_command_and_the_new_row(engine: Engine, session: Session) -> None:
    with store.change(session, "cohort open", "Tess") as change:
        row = cohort()
        change.add(row)
        assert row.id
    last = changes(engine)[-1]
    assert (last.who, last.command, last.at) == ("Tess", "cohort open", change.at)
    assert abs((datetime.now(UTC) - last.at).total_seconds()) < 60
    (recorded,) = rows(engine)
    assert (recorded.table, recorded.row_id, recorded.before) == ("cohort", row.id, None)
    assert recorded.after == {
        "id": row.id,
        "name": "Cohort 1",
        "launch": "2026-09-10",
        "teams": 8,
        "capacity": 100,
        "travel_km": 40.0,
        "closed_on": None,
        "keep_years": 3,
        "lot": "Cohort 1|2026-09-10",
    }


def test_it_records_rows_before_and_after(engine: Engine, session: Session) -> None:
    with store.change(session, "open", "Tess") as change:
        first, second = cohort("A"), cohort("B")
        change.add(second, first)
    with store.change(session, "alter", "Tess"):
        first.capacity, first.closed_on, second.teams = 90, date(2027, 6, 1), 9
    told = [(row.row_id, row.before, row.after) for row in rows(engine)]
    assert [row_id for row_id, _, _ in told] == sorted(row_id for row_id, _, _ in told)
    values = {row_id: (before, after) for row_id, before, after in told if before and after}
    before, after = values[first.id or 0]
    assert (before["capacity"], before["closed_on"], before["name"]) == (100, None, "A")
    assert (after["capacity"], after["closed_on"], after["name"]) == (90, "2027-06-01", "A")


def test_it_keeps_what_a_deleted_row_held(engine: Engine, session: Session) -> None:
    with store.change(session, "open", "Tess") as change:
        row = cohort()
        change.add(row)
    with store.change(session, "delete", "Tess") as change:
        change.delete(row)
    (recorded,) = rows(engine)
    assert recorded.after is None
    assert recorded.before is not None
    assert recorded.before["name"] == "Cohort 1"


def test_a_change_that_touches_nothing_leaves_no_record(engine: Engine, session: Session) -> None:
    before = len(changes(engine))
    with store.change(session, "look", "Tess") as change:
        found = change.session.exec(select(Authority)).first()
        assert found
        found.name = str(found.name)
    assert len(changes(engine)) == before


@pytest.mark.parametrize("fault", [ValueError, KeyboardInterrupt, SystemExit])
def test_a_fault_half_way_leaves_nothing(
    engine: Engine, session: Session, fault: type[BaseException]
) -> None:
    before = len(changes(engine))

    def fail() -> None:
        with store.change(session, "cohort open", "Tess") as change:
            change.add(cohort())
            raise fault

    with pytest.raises(fault):
        fail()
    assert len(changes(engine)) == before
    with store.reading(engine) as fresh:
        assert fresh.exec(select(Cohort)).all() == []
    with store.change(session, "cohort open", "Tess") as change:
        change.add(cohort())
    assert len(changes(engine)) == before + 1


def test_nothing_is_written_outside_it(session: Session) -> None:
    session.add(cohort())
    with pytest.raises(AssertionError, match=r"outside store\.change"):
        session.flush()


def test_a_row_that_refers_to_nothing_is_refused(engine: Engine, session: Session) -> None:
    with pytest.raises(IntegrityError), store.change(session, "theme", "Tess") as change:
        change.add(Theme(cohort_id=4711, position=1, name="Play"))
    with store.reading(engine) as fresh:
        assert fresh.exec(select(Theme)).all() == []


def test_a_statement_that_would_pass_the_record_by_is_a_bug(engine: Engine, session: Session) -> None:
    with store.change(session, "cohort open", "Tess") as change:
        change.add(cohort())
    for statement in (update(Cohort).values(teams=1), delete(Cohort)):
        with pytest.raises(AssertionError, match="past the record"):
            session.exec(statement)
    session.rollback()
    assert session.exec(select(Cohort.teams)).all() == [8]


def test_the_earlier_value_is_recorded_though_it_was_not_loaded(engine: Engine, session: Session) -> None:
    with store.change(session, "cohort open", "Tess") as change:
        row = cohort()
        change.add(row)
    session.expire_all()
    with store.change(session, "cohort amend", "Tess"):
        row.capacity = 50
    (recorded,) = rows(engine)
    assert recorded.before
    assert recorded.after
    assert (recorded.before["capacity"], recorded.after["capacity"]) == (100, 50)
    assert recorded.before["name"] == recorded.after["name"] == "Cohort 1"


def test_changes_do_not_nest(session: Session) -> None:
    with (
        store.change(session, "cohort open", "Tess"),
        pytest.raises(AssertionError, match="open on this session already"),
        store.change(session, "cohort open", "Tess"),
    ):
        pass


def test_many_rows_are_added_and_recorded_as_one_by_one(engine: Engine, session: Session) -> None:
    with store.change(session, "cohort open", "Tess") as change:
        first, second = cohort("Cohort 1"), cohort("Cohort 2")
        change.add(first, second)
    one_by_one = [(row.table, row.before, nameless(row.after)) for row in rows(engine)]
    with store.change(session, "delete", "Tess") as change:
        change.delete(first, second)
    launch = date(2026, 9, 10)
    with store.change(session, "cohort open", "Tess") as change:
        names = ("Cohort 1", "Cohort 2")
        named = [{"name": name, "launch": launch, "lot": f"{name}|{launch}"} for name in names]
        ids = change.add_many(Cohort, named)
    assert (
        [row.row_id for row in rows(engine)] == [row.after["id"] for row in rows(engine) if row.after] == ids
    )
    assert [(row.table, row.before, nameless(row.after)) for row in rows(engine)] == one_by_one
    stored = session.exec(select(Cohort).order_by(Cohort.id)).all()  # type: ignore[arg-type]
    assert [(row.id, row.name, row.launch, row.teams) for row in stored] == [
        (ids[0], "Cohort 1", launch, 8),
        (ids[1], "Cohort 2", launch, 8),
    ]


def test_many_rows_and_one_more_get_ids_of_their_own(session: Session) -> None:
    with store.change(session, "cohort open", "Tess") as change:
        row = cohort()
        change.add(row)
        themes = [
            {"cohort_id": row.id, "position": n, "name": f"Theme {n}", "surveyed": n % 2 == 0}
            for n in range(1, 2502)
        ]
        ids = change.add_many(Theme, themes)
        last = Theme(cohort_id=row.id or 0, position=2502, name="Theme 2502")
        change.add(last)
    assert ids == list(range(ids[0], ids[0] + 2501))
    assert last.id == ids[-1] + 1
    assert change.touched == 2503


def test_a_column_that_a_table_lacks_is_a_bug(session: Session) -> None:
    with store.change(session, "cohort open", "Tess") as change, pytest.raises(AssertionError, match="nome"):
        change.add_many(Cohort, [{"nome": "Cohort 1", "name": "Cohort 1", "launch": date(2026, 9, 10)}])


def test_the_files_of_a_change_are_on_record(engine: Engine, session: Session, tmp_path: Path) -> None:
    one, two = tmp_path / "one.csv", tmp_path / "two.csv"
    one.write_bytes(b"1")
    two.write_bytes(b"2")
    with store.change(session, "import", "Tess") as change:
        change.of_file(one)
        change.add(cohort())
        change.of_file(two)
    assert changes(engine)[-1].files == [
        {"name": file.name, "digest": sha256(file.read_bytes()).hexdigest()} for file in (one, two)
    ]
    before = len(changes(engine))
    with store.change(session, "import", "Tess") as change:
        change.of_file(one)
    assert len(changes(engine)) == before


def test_rows_of_several_tables_are_added_in_any_order(session: Session) -> None:
    with store.change(session, "test", "Tess") as change:
        first = cohort()
        change.add(first)
        themes = [
            Theme(cohort_id=first.id or 0, position=place, name=f"Theme {place}") for place in (1, 2, 3, 4)
        ]
        change.add(*themes[:2], cohort("Cohort 2"), cohort("Cohort 3"), *themes[2:])
    assert [theme.id for theme in themes] == [1, 2, 3, 4]
    stored = session.exec(select(Theme.name).order_by(Theme.position)).all()  # type: ignore[arg-type]
    assert stored == ["Theme 1", "Theme 2", "Theme 3", "Theme 4"]
    assert session.exec(select(Cohort.name).order_by(Cohort.name)).all() == [
        "Cohort 1",
        "Cohort 2",
        "Cohort 3",
    ]
