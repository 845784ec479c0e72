"""Who is meant by a name, wherever the database knows it: in any cohort, now or earlier."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from sqlmodel import Session, SQLModel, col, select

from cln.disclosure.queries import known_people
from cln.errors import Refused
from cln.store.acting import refuse_all_but_leads
from cln.store.rows import grouped
from cln.tables.changed_rows import ChangedRow
from cln.tables.erasures import ERASED
from cln.upkeep.names import Place
from cln.upkeep.people.held import PERSONS
from cln.words import count, fold, listed, nearest_name, quoted


@dataclass(frozen=True)
class Sighting:
    """That a row of people holds, or held, a name and an address."""

    place: Place
    name: str
    address: str
    """In lower case; empty for none."""


@dataclass(frozen=True)
class Meant:
    """Somebody, under every name and address that they have or had here."""

    names: tuple[str, ...]
    addresses: tuple[str, ...]
    """In lower case."""
    rows: frozenset[Place]
    """The rows of people that are theirs."""
    others: tuple[str, ...]
    """The names of everybody else whom the database knows."""

    @property
    def name(self) -> str:
        """The first of their names; an address for somebody of whom nothing else is known."""
        return (*self.names, *self.addresses)[0]

    def has(self, name: str | None, address: str | None) -> bool:
        """Whether a row of theirs is theirs under this name, or with this address."""
        return fold(name or "") in {*map(fold, self.names)} or (address or "").casefold() in self.addresses


def sightings(session: Session) -> list[Sighting]:
    """Everybody who is, or was, a participant or facilitator of any cohort; three queries."""
    every = dict[Sighting, None]()
    tables = [SQLModel.metadata.tables[table] for table in PERSONS]
    for table in tables:
        columns = (table.c.id, table.c.name, table.c.email)
        for row_id, name, address in session.connection().execute(select(*columns)):
            every[_sighting(table.name, row_id, name, address)] = None
    query = select(ChangedRow.table, ChangedRow.row_id, ChangedRow.before, ChangedRow.after)
    for name, row_id, *images in session.exec(query.where(col(ChangedRow.table).in_(PERSONS))):
        for image in filter(None, images):
            if image.get("name"):
                every[_sighting(name, row_id, image["name"], image.get("email"))] = None
    return list(every)


def find(session: Session, name: str, addresses: Collection[str] = (), also: Iterable[str] = ()) -> Meant:
    """Who is meant.

    Args:
        session: where to look.
        name: a name, or an address.
        addresses: of those who are called so, only who has these.
        also: other names, e.g. from before a marriage, or of an account.

    Raises:
        NotAllowed: who asks sees a part of it alone.
        Refused: several are meant.
    """
    refuse_all_but_leads(session, "see or erase all that is held about a person")
    every = sightings(session)
    asked = frozenset(address.casefold() for address in addresses)
    if "@" in name:
        called = {one.name for one in every if one.address == name.casefold()}
        if len({*map(fold, called)}) > 1:
            which = listed(sorted(called))
            raise Refused(f"{name} is the address of {which}; say who is meant by name, with --email {name}")
        asked |= {name.casefold()}
        name = min(called, default="")
    return _whole(every, session, {*filter(None, [name, *also])}, asked)


def known_as(session: Session, names: Iterable[str], addresses: Iterable[str]) -> Meant:
    """Somebody of whom names and addresses are known from elsewhere, as this database holds them."""
    return _whole(sightings(session), session, {*names}, {*addresses}, settled=True)


def suggestion(session: Session, name: str) -> str:
    """The name that is held and looks most like this one, as part of a sentence; empty where none does."""
    held = {one.name for one in sightings(session)} | {name for name, _ in known_people(session)}
    near = nearest_name(name, held)
    return f"; did you mean {near}?" if near else ""


def _sighting(table: str, row_id: int, name: str, address: str | None) -> Sighting:
    return Sighting((table, row_id), name, (address or "").casefold())


def _whole(
    every: Sequence[Sighting],
    session: Session,
    names: Collection[str],
    addresses: Collection[str],
    *,
    settled: bool = False,
) -> Meant:
    """All that is known of one person, from some of their names and addresses."""
    folded = {*map(fold, names)}
    called = [one for one in every if fold(one.name) in folded]
    if not settled:
        _refuse_several(called, addresses)
    own = [one for one in called if not addresses or one.address in {"", *addresses}]
    rows = {one.place for one in own}
    at_once = grouped(every, lambda one: one.place)
    own = list(chain.from_iterable(_same(at_once[place], own) for place in sorted(rows))) or own
    theirs = {one.name for one in own} | {*names}
    left = {one.name for one in every if one not in own and not one.name.startswith(ERASED)}
    known = {name for name, _ in known_people(session) if fold(name) not in {*map(fold, theirs)}}
    return Meant(
        tuple(sorted(theirs, key=lambda name: (name not in names, name))),
        tuple(sorted({one.address for one in own if one.address} | {*addresses})),
        frozenset(rows),
        tuple(sorted(left | known)),
    )


def _same(of_row: Sequence[Sighting], own: Sequence[Sighting]) -> list[Sighting]:
    """What a row held of the same person: an id may have been given again after a row had gone."""
    names = {fold(one.name) for one in own}
    addresses = {one.address for one in own if one.address}
    return [one for one in of_row if fold(one.name) in names or one.address in addresses]


def _refuse_several(called: Sequence[Sighting], addresses: Collection[str]) -> None:
    """Refuse where people of one name have addresses that no row has had both of."""
    if addresses:
        return
    groups: list[set[str]] = []
    for of_row in grouped(called, lambda one: one.place).values():
        own = {one.address for one in of_row if one.address}
        joined = [group for group in groups if group & own]
        groups = [group for group in groups if group not in joined]
        if own:
            groups.append(own.union(*joined))
    if len(groups) > 1:
        which = [" ".join(f"--email {address}" for address in sorted(group)) for group in groups]
        raise Refused(
            f"{quoted(called[0].name)} may be {count(len(groups), 'person', 'people')}; say whose "
            "addresses are meant, of one of them or of all",
            sorted(which),
        )
