"""The matching exercise on a cohort: its rows become a problem, read once for a command."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from itertools import combinations

from sqlmodel import Session

from cln.cohort.queries import EnrolledEntry, entries_of, themes_of
from cln.errors import Refused
from cln.facilitators.queries import Supporting, facilitators_ever
from cln.match.equals import Equals, equals
from cln.match.limits import limits_of
from cln.match.queries import earlier_teams, promises_of, rule_settings
from cln.match.run import Run
from cln.match.strengths import strengths_of
from cln.matching.problem import Entry, Facilitator, Key, Problem, Promise, PromiseKind
from cln.matching.rules import is_crowded
from cln.programme import FacilitatorRole
from cln.register import coordinates
from cln.store.acting import refuse_all_but_leads
from cln.store.meanwhile import latest_change
from cln.survey.queries import levels_of_answers
from cln.tables.cohorts import Cohort
from cln.tables.settings import RuleSetting


@dataclass(frozen=True)
class Input:
    """What the matching is given of a cohort, with the rows that it was made of."""

    problem: Problem
    run: Run
    """What is asked of this run only."""
    cohort: Cohort
    enrolled: tuple[EnrolledEntry, ...]
    """All entries that the cohort ever had."""
    supporting: tuple[Supporting, ...]
    """All facilitators that it ever had."""
    settings: Mapping[str, RuleSetting]
    latest_change: tuple[int, int]
    """The state of the database before it was read."""
    equals: Equals
    """What decides in its queue among equals."""

    @cached_property
    def version(self) -> str:
        """The digest of its problem."""
        return digest(self.problem)

    def reference(self, key: Key) -> str:
        """How a command line names one of its entries."""
        return next(one.reference for one in self.enrolled if one.key == key)

    def of_run(self, run: Run) -> "Input":
        """The same cohort with what is asked of another run.

        Raises:
            Usage: a rule that is relaxed does not exist.
        """
        problem = replace(
            self.problem,
            entries=self._entries(by_lot=run.by_lot),
            limits=limits_of(self.cohort, self.settings, run),
            strengths=strengths_of(self.settings, run),
            preference=run.profile,
        )
        return replace(self, problem=problem, run=run)

    def _entries(self, *, by_lot: bool) -> tuple[Entry, ...]:
        """Those that take part, as they stand in the queue of a run."""
        if not by_lot:
            return tuple(replace(entry, waited=False, lot="") for entry in self.problem.entries)
        rows = {one.key: one for one in self.enrolled}
        return tuple(
            replace(
                entry,
                waited=self.equals.waits_again(rows[entry.key]),
                lot=self.equals.drawn(rows[entry.key]),
            )
            for entry in self.problem.entries
        )


def digest(problem: Problem) -> str:
    """A digest of everything the matching sees: another digest, another input.

    It stands in the database, so the names of what it is made of stay those of the first proposals.
    """
    values, crowded = asdict(problem), is_crowded(problem)
    values["fixed"] = values.pop("promises")
    for entry in values["entries"]:
        del entry["shared"]  # it changes sentences only, never a match
        among_equals = {"waited": entry.pop("waited"), "lot": entry.pop("lot")}
        if crowded and among_equals["lot"]:  # else nobody waits, or the order of codes decides who does
            entry |= among_equals
    plain = json.dumps(values, sort_keys=True, default=sorted)
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


def read_input(session: Session, cohort: Cohort, run: Run | None = None) -> Input:
    """What the matching sees of a cohort; constant number of queries.

    Args:
        session: where the cohort is.
        cohort: the cohort.
        run: what is asked of this run only.

    Raises:
        Usage: a rule that is relaxed does not exist.
        Refused: the cohort has no entries.
    """
    read = read_any(session, cohort, run or Run())
    if not read.problem.entries:
        raise Refused(f"nobody takes part in {cohort.name} yet; enrol with: cln cohort enrol FILE")
    return read


def read_any(session: Session, cohort: Cohort, run: Run) -> Input:
    """What the matching sees of a cohort that may be without entries.

    Raises:
        Usage: a rule that is relaxed does not exist.
        NotAllowed: whoever has logged in to a server sees only a part of the cohort.
    """
    refuse_all_but_leads(session, "see or change the match of a whole cohort")
    latest = latest_change(session)
    settings = rule_settings(session, cohort)
    names = {theme.id: theme.name for theme in themes_of(session, cohort)}
    levels = levels_of_answers(session, cohort)
    enrolled = entries_of(session, cohort)
    active = [one for one in enrolled if one.entry.withdrawn_on is None]
    moments = sorted({one.entry.nominated_at for one in active})
    supporting = facilitators_ever(session, cohort)
    problem = Problem(
        entries=tuple(
            _entry(one, moments.index(one.entry.nominated_at), levels.get(one.id), names) for one in active
        ),
        themes=tuple(names.values()),
        facilitators=tuple(facilitator(one) for one in supporting if one.facilitator.withdrawn_on is None),
        promises=_promises(session, cohort, active),
        met=_met(session, cohort, active),
    )
    among = equals(session, cohort, by_lot=True)
    return Input(problem, run, cohort, tuple(enrolled), tuple(supporting), settings, latest, among).of_run(
        run
    )


def has_changed(session: Session, cohort: Cohort, given: Input) -> bool:
    """Whether the cohort is no longer what the matching was given; reads it again only if it may be so."""
    if latest_change(session) == given.latest_change:
        return False
    return read_any(session, cohort, given.run).version != given.version


def facilitator(row: Supporting) -> Facilitator:
    """A facilitator as the matching knows them."""
    return Facilitator(
        name=row.facilitator.name,
        email=row.facilitator.email,
        authority=row.authority,
        key=row.facilitator.role == FacilitatorRole.KEY,
        themes=frozenset(theme.name for theme in row.themes),
    )


def _entry(
    enrolled: EnrolledEntry,
    nominated: int,
    levels: dict[int, int] | None,
    names: dict[int | None, str],
) -> Entry:
    establishment = enrolled.establishment
    return Entry(
        code=establishment.code,
        sector=establishment.sector,
        number=enrolled.entry.number,
        name=establishment.name,
        authority=enrolled.authority,
        participants=len(enrolled.participants),
        levels={name: levels[theme or 0] for theme, name in names.items()} if levels else None,
        nominated=nominated,
        simd_quintile=establishment.simd_quintile,
        location=coordinates.known(establishment.latitude, establishment.longitude),
        experienced=any(person.experienced for person in enrolled.participants),
        roles=frozenset(person.role for person in enrolled.participants),
        shared=enrolled.shared,
    )


def _promises(session: Session, cohort: Cohort, active: Sequence[EnrolledEntry]) -> tuple[Promise, ...]:
    """Those about entries that still take part; keeping one entry together with nobody asks nothing."""
    keys = {one.id: one.key for one in active}
    promises = [
        Promise(
            row.promise.number,
            PromiseKind(row.promise.kind),
            tuple(keys[entry] for entry in row.entries if entry in keys),
            row.promise.reason,
            row.theme,
            row.promise.team,
        )
        for row in promises_of(session, cohort)
    ]
    pairs = {PromiseKind.TOGETHER, PromiseKind.APART}
    return tuple(one for one in promises if len(one.entries) > (one.kind in pairs))


def _met(session: Session, cohort: Cohort, active: Sequence[EnrolledEntry]) -> frozenset[tuple[Key, Key]]:
    """Pairs of entries whose establishments shared a team in an earlier cohort."""
    now: dict[int, list[Key]] = {}
    for one in active:
        now.setdefault(one.establishment.id or 0, []).append(one.key)
    pairs = {
        (min(one, other), max(one, other))
        for team in earlier_teams(session, cohort)
        for a, b in combinations(sorted(team & now.keys()), 2)
        for one in now[a]
        for other in now[b]
    }
    return frozenset(pairs)
