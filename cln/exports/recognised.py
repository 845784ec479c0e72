"""How many somebody outside could recognise in tables without names, who knows which schools took part."""

from collections import Counter, defaultdict
from collections.abc import Sequence, Set

from cln.cohort.queries import entries_of
from cln.disclosure.coarse import Features, named
from cln.exports.scope import Scope
from cln.facilitators.queries import facilitators_ever
from cln.figures.connections import Connection
from cln.files.columns import Table
from cln.words import count


def alone(scope: Scope, tables: Sequence[Table]) -> tuple[str, ...]:
    """How many entries and facilitators could be recognised by what these tables tell of them.

    Of entries the quintile is told only of those in teams; departments of one code, several entries and the
    same establishment in several cohorts share a pseudonym, and tell of each other.
    """
    names = {name for table in tables if "code" in table.names for name in table.names}
    sentences = []
    if "entry" in names:
        number = _named_entries(scope, seated=scope.in_proposals if "simd_quintile" in names else frozenset())
        sentences.append(
            f"{count(number, 'entry is', 'entries are')} the only one of their council, sector and quintile, "
            "with their departments and cohorts"
        )
    elif names:
        number = _named_in_pairs(scope)
        sentences.append(
            f"{count(number, 'establishment is', 'establishments are')} the only one of their council"
        )
    sentences = [f"{one}: whoever knows which schools took part can name them" for one in sentences]
    if any(table.name == "facilitators" for table in tables):
        number = _named_facilitators(scope)
        sentences.append(
            f"{count(number, 'facilitator is', 'facilitators are')} the only one of their council, "
            "organisation and role"
        )
    return tuple(f"{one}; --coarse widens what would tell." for one in sentences)


def _named_entries(scope: Scope, seated: Set[int]) -> int:
    exposed, everybody = defaultdict[str, list[Features]](list), defaultdict[str, list[Features]](list)
    for cohort in scope.cohorts:
        for one in entries_of(scope.session, cohort):
            code, sector, number = one.key
            known, quintile = (
                (cohort.name, sector, str(number), one.authority),
                str(one.establishment.simd_quintile or ""),
            )
            everybody[code].append((*known, quintile))
            exposed[code].append((*known, quintile if one.id in seated else ""))
    return sum(len(exposed[code]) for code in named(exposed, everybody, whole=True))


def _named_in_pairs(scope: Scope) -> int:
    """The establishments in pairs, of which councils and cohorts are told."""
    everybody = defaultdict[str, set[Features]](set)
    paired = {unit.establishment[0] for one in _pairs_of(scope) for unit in (one.one, one.other)}
    for cohort in scope.cohorts:
        for one in entries_of(scope.session, cohort):
            everybody[one.establishment.code].add((cohort.name, one.authority, ""))
    known = {code: sorted(entries) for code, entries in everybody.items()}
    return len(named({code: known[code] for code in sorted(paired)}, known, whole=False))


def _pairs_of(scope: Scope) -> list[Connection]:
    return [one for summary in scope.summaries for one in summary.connections]


def _named_facilitators(scope: Scope) -> int:
    kinds = Counter(
        (cohort.id, one.authority, one.facilitator.organisation, one.facilitator.role)
        for cohort in scope.cohorts
        for one in facilitators_ever(scope.session, cohort)
    )
    return sum(number == 1 for number in kinds.values())
