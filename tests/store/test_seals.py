"""The record is sealed: what is edited or taken out of it is found, and what it held can be erased."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session, col, select

from cln import store
from cln.store import engine as engines
from cln.store.seals import Broken, Sealed, broken_seals, erase_heading, erase_image, seal, sealed
from cln.tables import ERASURE
from cln.tables.changed_rows import ChangedRow
from cln.tables.changes import ChangeRecord
from cln.tables.cohorts import Cohort
from tests.conftest import Cli


@pytest.fixture
def engine(both: Cli) -> Iterator[Engine]:
    """A database of either engine with three more changes."""
    both("cohort", "open", "Cohort 1", "--launch", "2026-09-10")
    both("cohort", "open", "Cohort 2", "--launch", "2027-09-10")
    both("cohort", "open", "Cohort 4", "--launch", "2028-09-10", "--yes")
    engine = engines.connect(both.database)
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A session as commands have it."""
    with store.reading(engine) as session:
        yield session


def spoil(engine: Engine, *statements: str) -> None:
    """Write past the tool."""
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


def test_changes_are_sealed_once(engine: Engine, session: Session) -> None:
    closed = engine.dialect.name == "sqlite"  # whoever closes the file last has sealed it
    assert sealed(session) == (Sealed(4, 4, waiting=0) if closed else Sealed(None, 0, waiting=4))
    assert (seal(session), seal(session)) == (0 if closed else 4, 0)
    assert sealed(session) == Sealed(up_to=4, changes=4, waiting=0)
    assert broken_seals(session) == []


def test_what_comes_later_is_sealed_after_it(both: Cli, engine: Engine, session: Session) -> None:
    seal(session)
    session.rollback()
    engine.dispose()
    both("cohort", "open", "Cohort 3", "--launch", "2029-09-10")
    seal(session)
    assert sealed(session) == Sealed(up_to=5, changes=5, waiting=0)
    assert broken_seals(session) == []


FIRST = "change_id = 2 AND id = (SELECT min(id) FROM changed_row WHERE change_id = 2)"

EDITS = {
    "a value": (
        [f"""UPDATE changed_row SET after = '{{"id": 1}}' WHERE {FIRST}"""],
        [Broken(2, "row 1 of cohort was edited")],
    ),
    "a value, and its digest": (
        [f"""UPDATE changed_row SET after = '{{"id": 1}}', digest = 'made up' WHERE {FIRST}"""],
        [
            Broken(2, "row 1 of cohort was edited"),
            Broken(2, "rows of it were taken out, added or changed"),
        ],
    ),
    "a row that is taken out": (
        [f"DELETE FROM changed_row WHERE {FIRST}"],
        [Broken(2, "rows of it were taken out, added or changed")],
    ),
    "a row that was emptied by nobody's erasure": (
        [f"UPDATE changed_row SET after = NULL, salt = NULL WHERE {FIRST}"],
        [Broken(2, "row 1 of cohort was emptied, and no erasure is on record since")],
    ),
    "who did it": (
        ["UPDATE change SET who = 'Somebody else' WHERE id = 3"],
        [Broken(3, "what it says of who, when and how was edited")],
    ),
    "who did it, taken out by nobody's erasure": (
        ["UPDATE change SET who = '', salt = NULL WHERE id = 3"],
        [Broken(3, "who made it was taken out, and no erasure is on record since")],
    ),
    "a whole change": (
        ["DELETE FROM changed_row WHERE change_id = 4", "DELETE FROM change WHERE id = 4"],
        [Broken(4, "it is gone, though it was sealed")],
    ),
    "a whole change with its seal": (
        [
            "DELETE FROM changed_row WHERE change_id = 3",
            "DELETE FROM change WHERE id = 3",
            "DELETE FROM seal WHERE change_id = 3",
        ],
        [Broken(4, "its seal was edited, or one before it is gone")],
    ),
    "a seal": (
        ["UPDATE seal SET digest = 'made up' WHERE change_id = 3"],
        [
            Broken(3, "it is not the change that was sealed"),
            Broken(3, "its seal was edited, or one before it is gone"),
        ],
    ),
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edited_line_is_found(engine: Engine, session: Session, edit: str) -> None:
    statements, found = EDITS[edit]
    seal(session)
    session.rollback()
    spoil(engine, *statements)
    assert broken_seals(session) == found


def test_a_change_made_up_anew_is_not_the_one_that_was_sealed(engine: Engine, session: Session) -> None:
    seal(session)
    session.rollback()
    columns = "at, who, command, kind, undoes_id, files, salt, heading, digest"
    copied = f"UPDATE change SET ({columns}) = (SELECT {columns} FROM change WHERE id = 2) WHERE id = 3"
    rows = '"table", row_id, before, after, salt, digest'
    spoil(
        engine,
        copied,
        "DELETE FROM changed_row WHERE change_id = 3",
        f"INSERT INTO changed_row (change_id, {rows}) SELECT 3, {rows} FROM changed_row"
        " WHERE change_id = 2 ORDER BY id",
    )
    assert broken_seals(session) == [Broken(3, "it is not the change that was sealed")]


def test_an_edit_is_found_before_it_is_sealed(engine: Engine, session: Session) -> None:
    spoil(engine, "UPDATE change SET who = 'Somebody else' WHERE id = 3")
    assert broken_seals(session) == [Broken(3, "what it says of who, when and how was edited")]


def test_an_image_that_is_erased_leaves_a_place_that_checks(engine: Engine, session: Session) -> None:
    seal(session)
    with store.change(session, "person erase", "Tess") as change:
        change.kind = ERASURE
        (authority,) = session.exec(select(ChangedRow).where(ChangedRow.change_id == 1).limit(1))
        erase_image(session, authority.id or 0, after={"id": authority.row_id})
        erase_heading(session, 1, who="erased", files=[])
        change.add(another())
    session.expire_all()
    assert session.get(ChangedRow, authority.id).after == {"id": authority.row_id}  # type: ignore[union-attr]
    assert session.get(ChangedRow, authority.id).salt is None  # type: ignore[union-attr]
    assert session.exec(select(ChangeRecord.who).where(col(ChangeRecord.id) == 1)).one() == "erased"
    assert broken_seals(session) == []
    assert seal(session) == 1
    assert broken_seals(session) == []


def another() -> Cohort:
    """A row that the erasure writes, so that it is on record."""
    return Cohort(name="Cohort 9", launch=date(2030, 9, 10), lot="Cohort 9|2030-09-10")


def test_two_changes_that_did_the_same_have_nothing_in_common(session: Session) -> None:
    digests = session.exec(select(ChangedRow.digest)).all()
    salts = session.exec(select(ChangedRow.salt)).all()
    assert len({*digests}) == len(digests) == len({*salts}) > 8
    assert {len(one or "") for one in salts} == {32}
