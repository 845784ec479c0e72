"""Widens what tables tell of entries, so that nobody is told by their council, sector and quintile."""

from collections import ChainMap, Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import compress

from cln.cohort.queries import EnrolledEntry, entries_of
from cln.disclosure.coarse import ANY, LEAST, Traits, coarsen, named
from cln.exports.scope import Scope
from cln.files.columns import Kind, Row, Table, Value
from cln.tables.cohorts import Cohort
from cln.words import count

Key = tuple[str, str, str, int]
"""(cohort, code, sector, number of the entry)."""


_UNTOLD: Mapping[str, Value] = {"authority": ANY, "other_authority": ANY, "across": None}
"""What is told of a pair of establishments in place of their councils."""


@dataclass(frozen=True)
class Widened:
    """What the tables of an export tell of each entry; an entry without traits is left out of all of them."""

    traits: Mapping[Key, Traits]
    known: Mapping[Key, Traits]
    """Of all entries, those that are left out among them."""

    @property
    def sentence(self) -> str:
        """What was done."""
        wider = sum(one != self.known[key] for key, one in self.traits.items())
        return (
            f"{count(wider, 'entry is', 'entries are')} told of less exactly, "
            f"{len(self.known) - len(self.traits)} left out: at least {LEAST} share every combination of "
            "council, sector, SIMD quintile and number of people."
        )

    def widen(self, table: Table) -> Table:
        """The table with wider councils, sectors and quintiles, without entries that are left out."""
        columns = [
            replace(column, kind=Kind.TEXT) if column.name in {"simd_quintile", "participants"} else column
            for column in table.columns
        ]
        return replace(table, columns=tuple(columns), rows=self._rows(table))

    def _rows(self, table: Table) -> Iterator[Row]:
        if table.name == "facilitators":
            return _shared(table, ("authority", "organisation", "role"))
        if table.name == "shares":
            return _of_enough(table)
        if table.name == "connections":
            return self._pairs(table)
        return self._of_entries(table) if "entry" in table.names else iter(table.rows)

    def _of_entries(self, table: Table) -> Iterator[Row]:
        key = [table.names.index(name) for name in ("cohort", "code", "sector", "entry")]
        for row in table.rows:
            traits = self.traits.get(tuple(row[i] for i in key))  # type: ignore[arg-type]
            if traits is not None:
                wider: dict[str, Value] = {
                    "sector": traits.sector,
                    "authority": traits.authority,
                    "simd_quintile": traits.quintile,
                    "participants": traits.people,
                }
                yield tuple(wider.get(name, value) for name, value in zip(table.names, row, strict=True))

    def _pairs(self, table: Table) -> Iterator[Row]:
        """Pairs of establishments: without their councils, which two departments may tell differently."""
        kept = {(cohort, code) for cohort, code, _sector, _number in self.traits}
        of = {name: i for i, name in enumerate(table.names)}
        for row in table.rows:
            cohort = row[of["cohort"]]
            if {(cohort, row[of["code"]]), (cohort, row[of["other_code"]])} <= kept:
                yield tuple(_UNTOLD.get(name, value) for name, value in zip(table.names, row, strict=True))


def of(scope: Scope) -> Widened:
    """What may be told of the entries of each cohort by itself."""
    known = [_traits(scope, cohort) for cohort in scope.cohorts]
    traits = ChainMap(*(dict(coarsen(one).labels) for one in known))
    return Widened(traits, ChainMap(*known))


def alone(scope: Scope, tables: Sequence[Table]) -> str:
    """How many entries could be named by what these tables tell: the quintile only of those in teams."""
    quintiles = any("simd_quintile" in table.names for table in tables)
    seated = scope.in_proposals if quintiles else frozenset[int]()
    number = 0
    for cohort in scope.cohorts:
        entries = entries_of(scope.session, cohort)
        traits = [_trait(one) for one in entries]
        exposed = (
            replace(t, quintile=t.quintile * (one.id in seated))
            for one, t in zip(entries, traits, strict=True)
        )
        number += named(exposed, traits)
    return (
        f"{count(number, 'entry is', 'entries are')} the only one of their council, sector and quintile: "
        "whoever knows which schools took part can name them; --coarse widens what would tell."
    )


def _traits(scope: Scope, cohort: Cohort) -> dict[Key, Traits]:
    return {(cohort.name, *one.key): _trait(one) for one in entries_of(scope.session, cohort)}


def _trait(one: EnrolledEntry) -> Traits:
    quintile = one.establishment.simd_quintile
    people = str(len(one.participants) + len(one.left))
    return Traits(str(quintile or ""), one.establishment.sector, one.authority, people)


def _shared(table: Table, names: tuple[str, ...]) -> Iterator[Row]:
    """The rows with these columns widened, one after the other, until enough rows share all of them."""
    rows, places = list(table.rows), [table.names.index(name) for name in names]
    for number in range(len(places) + 1):
        wider = [tuple(ANY if i in places[:number] else value for i, value in enumerate(row)) for row in rows]
        shared = Counter(tuple(row[i] for i in places) for row in wider)
        enough = [shared[tuple(row[i] for i in places)] >= LEAST for row in wider]
        yield from compress(wider, enough)
        rows = [row for row, is_shared in zip(rows, enough, strict=True) if not is_shared]


def _of_enough(table: Table) -> Iterator[Row]:
    """Shares of groups that have three entries or more, and what is of no group."""
    whole = table.names.index("of")
    for row in table.rows:
        value = row[whole]
        if value is None or (isinstance(value, int) and value >= LEAST):
            yield row
