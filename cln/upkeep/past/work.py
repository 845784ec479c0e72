"""The projects of a cohort as they went: questions, plans, observations, findings, log, judgements."""

from datetime import date
from pathlib import Path

from sqlmodel import Session

from cln.cohort.queries import entries_of
from cln.match.queries import accepted_proposal, facilitators_of_teams, seats_of, teams_of
from cln.programme import FacilitatorRole, Level, MeasureKind, ObservationKind, Phase, Rag, Role
from cln.projects import findings, judgements, log, measures, projects, questions
from cln.store import Change
from cln.tables.cohorts import Cohort
from cln.upkeep.playing import Step, rows

Row = dict[str, str]


def do(session: Session, step: Step, cohort: Cohort, files: Path, folder: str) -> None:
    """Play the projects of the cohort in `folder`; their numbers are those of the files."""
    own = {
        name: [row for row in rows(files / f"{name}.csv") if row["cohort"] == folder]
        for name in ("projects", "measures", "findings", "log", "judgements")
    }
    with step("project open") as change:
        teams = _Teams(session, cohort)
        for row in own["projects"]:
            on = date.fromisoformat(row["opened"])
            team = teams.number[row["theme"]]
            projects.open_(change, cohort, team, title=row["title"], hunch=row["hunch"], on=on)
    for row in own["projects"]:
        with step("project question") as change:
            _inquire(change, cohort, row, teams)
    with step("project measure") as change:
        for row in own["measures"]:
            _measure(change, cohort, row)
    with step("project impact") as change:
        for row in own["findings"]:
            _find(change, cohort, row)
    themes = {row["project"]: row["theme"] for row in own["projects"]}
    with step("log") as change:
        for row in own["log"]:
            by = teams.facilitator[themes[row["project"]]]
            note = log.Note(
                row["note"], Phase(row["phase"]), date.fromisoformat(row["on"]), by, row["support"] or None
            )
            log.write(change, cohort, int(row["project"]), note)
    with step("project rag") as change:
        for row in own["judgements"]:
            _judge(change, cohort, row)


class _Teams:
    """The teams of the accepted proposal by theme: whatever the solver numbered them, each theme has one."""

    def __init__(self, session: Session, cohort: Cohort) -> None:
        accepted = accepted_proposal(session, cohort)
        assert accepted
        enrolled = {one.id: one for one in entries_of(session, cohort)}
        seats, supporting = seats_of(session, accepted), facilitators_of_teams(session, accepted)
        self.number: dict[str, int] = {}
        self.facilitator: dict[str, str] = {}
        """Who writes the log: the team's key facilitator."""
        self.leader: dict[str, str] = {}
        """Who agrees the question: a promoted member of staff of the team."""
        for team, theme in teams_of(session, accepted):
            there = supporting[team.id or 0]
            people = [
                person for seat in seats[team.id or 0] for person in enrolled[seat.entry_id].participants
            ]
            self.number[theme] = team.number
            self.facilitator[theme] = next(one.name for one in there if one.role == FacilitatorRole.KEY)
            self.leader[theme] = next(one.name for one in people if one.role == Role.PROMOTED)


def _inquire(change: Change, cohort: Cohort, row: Row, teams: _Teams) -> None:
    number = int(row["project"])
    questions.ask(change, cohort, number, row["question"], on=date.fromisoformat(row["asked"]))
    if row["agreed"]:
        leader = teams.leader[row["theme"]]
        questions.agree(change, cohort, number, by=leader, on=date.fromisoformat(row["agreed"]))
    if row["observed"]:
        findings.observe(
            change,
            cohort,
            number,
            kind=ObservationKind(row["observation"]),
            focus=row["focus"],
            observer=teams.facilitator[row["theme"]],
            learned=row["learned"],
            on=date.fromisoformat(row["observed"]),
        )


def _measure(change: Change, cohort: Cohort, row: Row) -> None:
    number, kind = int(row["project"]), MeasureKind(row["kind"])
    plan = measures.Details(name=row["name"], method=row["method"], unit=row["unit"])
    on = date.fromisoformat(row["planned"])
    new = measures.put(change, cohort, number, plan, number=None, kind=kind, on=on).measure
    values = {
        row["baseline_on"]: measures.Details(baseline=row["baseline"] or None),
        row["end_on"]: measures.Details(end=row["end"] or None),
    }
    for day, value in values.items():
        if day:
            known = new.number
            measures.put(change, cohort, number, value, number=known, kind=None, on=date.fromisoformat(day))


def _find(change: Change, cohort: Cohort, row: Row) -> None:
    number, on = int(row["project"]), date.fromisoformat(row["on"])
    if row["level"] == "shared":
        findings.share(change, cohort, number, audience=row["text"], output=row["output"], on=on)
    else:
        level = None if row["level"] == "lesson" else Level(row["level"])
        findings.find(change, cohort, number, level, row["text"], on=on)


def _judge(change: Change, cohort: Cohort, row: Row) -> None:
    number = int(row["project"])
    if row["kind"] == "rag":
        judgements.rag(change, cohort, number, Rag(row["value"]), row["comment"])
    else:
        judgements.progress(change, cohort, number, float(row["value"]), row["comment"])
