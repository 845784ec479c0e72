"""Widens what tables tell of entries, so that nobody is told by their council, sector and quintile."""

from collections import ChainMap, Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import compress
from typing import Any

from cln.cohort.queries import EnrolledEntry, entries_of
from cln.disclosure.coarse import ANY, LEAST, Traits, coarsen
from cln.exports.scope import Scope
from cln.figures.cells import BY
from cln.figures.queries import UNKNOWN
from cln.figures.shares import ALL, MEAN
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
    def salt(self) -> str:
        """What the pseudonyms are made with, besides the key: two exports that tell otherwise share none."""
        return repr(sorted((key, str(traits)) for key, traits in self.traits.items()))

    @property
    def sentence(self) -> str:
        """What was done."""
        wider = sum(one != self.known[key] for key, one in self.traits.items())
        return (
            f"{count(wider, 'entry is', 'entries are')} told of less exactly, "
            f"{len(self.known) - len(self.traits)} left out: at least {LEAST} share every combination of "
            "council, sector, SIMD quintile and number of people. Other exports have other pseudonyms."
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
            return self._shares(table)
        if table.name == "summary":  # the mean tells of councils that the shares leave out
            return (_with(table, row, {"attendance_authorities": None}) for row in table.rows)
        if table.name == "connections":
            return self._pairs(table)
        if "entry" in table.names:
            return self._of_entries(replace(table, rows=list(table.rows)))
        return iter(table.rows)

    def _of_entries(self, table: Table) -> Iterator[Row]:
        place = {name: i for i, name in enumerate(table.names)}
        apart = _days_of_sectors(table.rows, place) if table.name == "attendance" else frozenset()
        for row in table.rows:
            key: Any = tuple(row[place[name]] for name in ("cohort", "code", "sector", "entry"))
            traits = self.traits.get(key)
            if traits is not None:
                wider: dict[str, Value] = {
                    "code": _apart(key),
                    "entry": 1,
                    "sector": traits.sector,
                    "authority": traits.authority,
                    "simd_quintile": traits.quintile,
                    "participants": traits.people,
                }
                if (key[0], row[place.get("event", 0)]) in apart:
                    wider["on"] = None
                yield _with(table, row, wider)

    def _pairs(self, table: Table) -> Iterator[Row]:
        """Pairs of establishments without their councils, where either has one entry: others stand out."""
        entries: dict[tuple[Value, Value], list[Key]] = defaultdict(list)
        for key in self.known:
            entries[key[0], key[1]].append(key)
        of = {name: i for i, name in enumerate(table.names)}
        for row in table.rows:
            both = [entries[row[of["cohort"]], row[of[name]]] for name in ("code", "other_code")]
            if all(len(keys) == 1 and keys[0] in self.traits for keys in both):
                codes = {"code": _apart(both[0][0]), "other_code": _apart(both[1][0])}
                yield _with(table, row, {**_UNTOLD, **codes})

    def _shares(self, table: Table) -> Iterator[Row]:
        """Shares of groups that have three entries or more; the mean of the councils where all have.

        Where those that are left out have one or two together, the total would tell of them: the smallest of
        the others is left out too.
        """
        rows, of = list(table.rows), {name: i for i, name in enumerate(table.names)}
        left_out = set[int]()
        for places in _by_kind(rows, [of[name] for name in ("cohort", "figure", "by")]).values():
            left, together = sorted((self._entries_in(rows[i], of), i) for i in places), 0
            while left and (left[0][0] < LEAST or 0 < together < LEAST):
                size, i = left.pop(0)
                together += size
                left_out.add(i)
        untold = {tuple(rows[i][of[name]] for name in ("cohort", "figure")) for i in left_out}
        for i, row in enumerate(rows):
            is_mean = row[of["group"]] == MEAN
            if i not in left_out and not (is_mean and (row[of["cohort"]], row[of["figure"]]) in untold):
                yield row

    def _entries_in(self, row: Row, of: Mapping[str, int]) -> int:
        """How many entries a share tells of: those of its group, or fewer where it counts fewer."""
        whole, by = row[of["of"]], row[of["by"]]
        if by == ALL or not isinstance(whole, int) or not whole:
            return LEAST  # it tells of nobody, or of no group
        having = self._groups[row[of["cohort"]], by, row[of["group"]]]
        return min(having, whole) or LEAST  # of none of this cohort: only the register tells of it

    @cached_property
    def _groups(self) -> Counter[tuple[Value, Value, Value]]:
        """(cohort, `authority`, `sector` or `quintile`, group) -> its entries."""
        known = self.known.items()
        return Counter((key[0], by, getattr(traits, by) or UNKNOWN) for key, traits in known for by in BY)


def _by_kind(rows: Sequence[Row], columns: Sequence[int]) -> dict[Row, list[int]]:
    """What these columns say -> the numbers of the rows that say so."""
    kinds: dict[Row, list[int]] = defaultdict(list)
    for i, row in enumerate(rows):
        kinds[tuple(row[column] for column in columns)].append(i)
    return kinds


def _with(table: Table, row: Row, instead: Mapping[str, Value]) -> Row:
    """A row with other values in some columns."""
    return tuple(instead.get(name, value) for name, value in zip(table.names, row, strict=True))


def _apart(key: Key) -> str:
    """What an entry's pseudonym is made of: none other of its establishment has the same."""
    return "|".join(map(str, key))


def _days_of_sectors(rows: Iterable[Row], of: Mapping[str, int]) -> frozenset[tuple[Value, Value]]:
    """(cohort, event) where a sector has a day of its own: the day would tell the sector of an entry."""
    days: dict[tuple[Value, Value], set[Value]] = defaultdict(set)
    for row in rows:
        days[row[of["cohort"]], row[of["event"]]].add(row[of["on"]])
    return frozenset(event for event, several in days.items() if len(several) > 1)


def of(scope: Scope, tables: Sequence[Table]) -> Widened:
    """What these tables may tell of the entries of each cohort by itself."""
    counted = any("code" in table.names and "role" in table.names for table in tables) or any(
        table.name == "confidence" for table in tables
    )
    known = [_traits(scope, cohort) for cohort in scope.cohorts]
    traits = ChainMap(*(dict(coarsen(one, counted=counted).labels) for one in known))
    return Widened(traits, ChainMap(*known))


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
