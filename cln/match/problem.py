"""The matching exercise on a cohort: its rows become a problem, a contradiction becomes advice."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from itertools import combinations

from sqlmodel import Session

from cln.cohort.queries import EnrolledEntry, active_entries, themes_of
from cln.errors import Refused
from cln.facilitators.queries import facilitators_of
from cln.match import advice, limits
from cln.match.queries import earlier_teams, promises_of
from cln.match.runs import Run
from cln.matching.impossible.diagnose import Contradiction
from cln.matching.problem import Entry, Facilitator, Key, Problem, Promise, PromiseKind, Result
from cln.matching.solve import exercise
from cln.matching.watch import Watch
from cln.programme import FacilitatorRole
from cln.survey.queries import levels_of_answers
from cln.tables.cohorts import Cohort


def problem(session: Session, cohort: Cohort, run: Run | None = None) -> Problem:
    """What the matching sees of a cohort; constant number of queries.

    Args:
        session: where the cohort is.
        cohort: the cohort.
        run: what is asked of this run only.

    Raises:
        Usage: a rule that is relaxed does not exist.
        Refused: the cohort has no entries.
    """
    run = run or Run()
    strengths = limits.strengths(session, cohort, run)
    names = {theme.id: theme.name for theme in themes_of(session, cohort)}
    levels = levels_of_answers(session, cohort)
    active = active_entries(session, cohort)
    if not active:
        raise Refused(f"nobody takes part in {cohort.name} yet; enrol with: cln cohort enrol FILE")
    moments = sorted({enrolled.entry.nominated_at for enrolled in active})
    return Problem(
        entries=tuple(
            _entry(enrolled, moments.index(enrolled.entry.nominated_at), levels.get(enrolled.id), names)
            for enrolled in active
        ),
        themes=tuple(names.values()),
        facilitators=_facilitators(session, cohort),
        limits=limits.in_force(session, cohort, run),
        strengths=strengths,
        preference=run.preference,
        promises=_promises(session, cohort, active),
        met=_met(session, cohort, active),
    )


def version(seen: Problem) -> str:
    """A digest of everything the matching sees: another digest, another input."""
    plain = json.dumps(asdict(seen), sort_keys=True, default=sorted)
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


def match(seen: Problem, watch: Watch, run: Run | None = None) -> Result:
    """Match, and turn a contradiction into advice.

    Raises:
        Impossible: the rules that must hold cannot all hold; says why, and what would help.
    """
    try:
        return exercise.match(seen, watch)
    except Contradiction as contradiction:
        raise advice.impossible(contradiction.diagnosis, run or Run()) from contradiction


def _entry(
    enrolled: EnrolledEntry,
    nominated: int,
    levels: dict[int, int] | None,
    names: dict[int | None, str],
) -> Entry:
    establishment = enrolled.establishment
    located = establishment.latitude is not None and establishment.longitude is not None
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
        location=(establishment.latitude or 0.0, establishment.longitude or 0.0) if located else None,
        experienced=any(person.experienced for person in enrolled.participants),
        roles=frozenset(person.role for person in enrolled.participants),
    )


def _promises(session: Session, cohort: Cohort, active: Sequence[EnrolledEntry]) -> tuple[Promise, ...]:
    """What is fixed of those who still take part; keeping one entry together with nobody asks nothing."""
    keys = {one.id: one.key for one in active}
    found = [
        Promise(
            kept.fixture.number,
            PromiseKind(kept.fixture.kind),
            tuple(keys[entry] for entry in kept.entries if entry in keys),
            kept.fixture.reason,
            kept.theme,
            kept.fixture.team,
        )
        for kept in promises_of(session, cohort)
    ]
    pairs = {PromiseKind.TOGETHER, PromiseKind.APART}
    return tuple(one for one in found if len(one.entries) > (one.kind in pairs))


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


def _facilitators(session: Session, cohort: Cohort) -> tuple[Facilitator, ...]:
    return tuple(
        Facilitator(
            name=found.facilitator.name,
            email=found.facilitator.email,
            authority=found.authority,
            key=found.facilitator.role == FacilitatorRole.KEY,
            themes=frozenset(theme.name for theme in found.themes),
        )
        for found in facilitators_of(session, cohort)
    )
