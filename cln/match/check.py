"""The independent judge: any assignment of entries to teams, whoever made it, by rules and objective."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sqlmodel import Session

from cln.cohort import names
from cln.cohort.queries import EnrolledEntry, themes_of
from cln.cohort.references import Which
from cln.cohort.whom import choose_active
from cln.errors import Impossible, Refused, Usage
from cln.match import reading
from cln.match.problem import Input, read_input
from cln.match.queries import proposals_of
from cln.match.reading import Assignment, Known
from cln.match.run import Run
from cln.matching import check
from cln.matching.problem import Entry, Line, Problem, Strength, Team, Verdict
from cln.tables.cohorts import Cohort


@dataclass(frozen=True)
class Best:
    """A proposal on the same cohort with the same settings: what the match reached there."""

    number: int
    objective: tuple[Line, ...]


@dataclass(frozen=True)
class Judged:
    """What the judge says of a file. Without a solver, so it knows no bounds of its own."""

    cohort: str
    source: str
    unused: tuple[str, ...]
    teams: tuple[Team, ...]
    score: dict[str, int]
    """Each line of the objective, in order of importance."""
    levels: Counter[int | None]
    """How many entries have a theme of each level; None: without one."""
    rules: tuple[Verdict, ...]
    not_judged: tuple[str, ...]
    """Rules about which the file says nothing."""
    unplaced: tuple[Entry, ...]
    """Who takes part in the cohort and has no team in the file."""
    best: Best | None

    @property
    def broken(self) -> tuple[str, ...]:
        """The rules that must hold and do not."""
        return tuple(rule.id for rule in self.rules if rule.must and not rule.holds)

    def refuse_broken(self) -> None:
        """Raise if a rule that must hold does not.

        Raises:
            Impossible: naming those rules.
        """
        if self.broken:
            what = "a rule that must hold" if len(self.broken) == 1 else "rules that must hold"
            mend = f"mend the file, or let go of one with --relax {self.broken[0]}"
            raise Impossible(f"{self.source} breaks {what}: {', '.join(self.broken)}; {mend}")


def judge(session: Session, cohort: Cohort, path: Path, run: Run) -> Judged:
    """Judge the assignment in a file.

    Args:
        session: where the cohort is.
        cohort: the cohort.
        path: a CSV or XLSX file with the columns of `cln export teams`, as many as it needs.
        run: what is asked of this judgement only, as of a run of the match.

    Raises:
        Refused: the file cannot be read, or nobody takes part in the cohort.
        Usage: a rule that is relaxed does not exist.
    """
    given = read_input(session, cohort, run)
    seen, enrolled = given.problem, given.enrolled
    file = reading.read(path, _known(session, cohort, enrolled, seen))
    teams = _teams(file, enrolled, seen)
    silent = () if file.names_facilitators else ("team-facilitator",)
    judged = replace(seen, strengths={**seen.strengths, **dict.fromkeys(silent, Strength.OFF)})
    seated = {entry.key for team in teams for entry in team.entries}
    return Judged(
        cohort=cohort.name,
        source=file.source,
        unused=file.unused,
        teams=teams,
        score=check.score(seen, teams),
        levels=Counter(entry.level(team.theme) for team in teams for entry in team.entries),
        rules=check.verdicts(judged, teams),
        not_judged=silent,
        unplaced=tuple(entry for entry in seen.entries if entry.key not in seated),
        best=_best(session, cohort, given),
    )


def _known(session: Session, cohort: Cohort, enrolled: Sequence[EnrolledEntry], seen: Problem) -> Known:
    theme_id = names.themes(session, cohort, every=True)
    themes = {theme.id: theme.name for theme in themes_of(session, cohort, every=True)}

    def entry(which: Which) -> int:
        try:
            return choose_active(enrolled, cohort, which).id
        except Usage as error:
            several = f"{which.code} has several entries in {cohort.name}"
            raise ValueError(f"{several}; write the sector and the entry in this row") from error
        except Refused as error:
            raise ValueError(error.sentence) from error

    def facilitator(said: str) -> int:
        try:
            return seen.facilitators.index(names.facilitator(seen.facilitators, cohort, said))
        except (Refused, Usage) as error:
            raise ValueError(error.sentence) from error

    return Known(entry, lambda said: themes[theme_id(said)], facilitator)


def _teams(file: Assignment, enrolled: Sequence[EnrolledEntry], seen: Problem) -> tuple[Team, ...]:
    keys = {one.id: one.key for one in enrolled}
    return tuple(
        Team(
            team.number,
            team.theme or "",
            tuple(sorted((seen.by_key[keys[entry]] for entry in team.entries), key=lambda one: one.key)),
            tuple(seen.facilitators[person] for person in team.facilitators),
        )
        for team in file.teams
    )


def _best(session: Session, cohort: Cohort, given: Input) -> Best | None:
    """The newest match of this very input, if there is one."""
    for proposal in reversed(proposals_of(session, cohort)):
        if proposal.input_version == given.version and proposal.origin == "match":
            return Best(proposal.number, tuple(Line(**line) for line in proposal.objective))
    return None
