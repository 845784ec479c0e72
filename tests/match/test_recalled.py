"""A proposal read back for the matching: the same teams, less who has left, and those who have joined."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cln import store
from cln.cohort.queries import find_cohort
from cln.errors import Refused
from cln.match.queries import proposal_of
from cln.match.recalled import Recalled, recall
from cln.matching import check
from cln.store import engine as engines
from tests.conftest import DEMO, Cli, fill
from tests.tabular import write


@contextmanager
def recalled(cln: Cli, number: int | None = None) -> Iterator[Recalled]:
    """A proposal of the only cohort."""
    engine = engines.connect(cln.database)
    with store.reading(engine) as session:
        cohort = find_cohort(session, None)
        yield recall(session, cohort, proposal_of(session, cohort, number))
    engine.dispose()


@pytest.mark.slow
def test_the_checker_says_the_same_of_a_proposal_that_is_read_back(both: Cli) -> None:
    fill(both, DEMO, "--capacity", 96)
    match = both.json("match", "--relax", "lone-sector")
    with recalled(both, 1) as found:
        assert found.current
        score = check.score(found.problem, found.teams)
        assert [{"name": name, "value": value} for name, value in score.items()] == [
            {"name": line["name"], "value": line["value"]} for line in match["objective"]
        ]
        assert [vars(verdict) for verdict in check.verdicts(found.problem, found.teams)] == match["rules"]
        assert [entry.code for entry in found.waiting] == [entry["code"] for entry in match["waiting"]]
        assert [[f.name for f in team.facilitators] for team in found.teams] == [
            [f["name"] for f in team["facilitators"]] for team in match["teams"]
        ]
        assert found.run.relax == ("lone-sector",)


def test_who_left_and_who_joined_since(matched: Cli, tmp_path: Path) -> None:
    team = matched.json("match", "show")["teams"][0]
    gone = team["entries"][0]
    matched("cohort", "withdraw", gone["code"], "--sector", gone["sector"], "--reason", "travel")
    late = [(gone["code"], gone["sector"], 2, "Ann Other", "practitioner")]
    columns = ["code", "sector", "entry", "name", "role"]
    matched("cohort", "enrol", write(tmp_path / "late.csv", columns, late))
    with recalled(matched) as found:
        assert not found.current
        assert [one.key for one in found.left] == [(gone["code"], gone["sector"], gone["entry"])]
        assert [one.key for one in found.joined] == [(gone["code"], gone["sector"], 2)]
        assert found.waiting == found.joined
        assert len(found.teams[0].entries) == len(team["entries"]) - 1
        assert sum(len(one.entries) for one in found.teams) == 49


def test_a_proposal_that_is_not_there(ready: Cli) -> None:
    with pytest.raises(Refused, match="Cohort 1 has no proposal yet"), recalled(ready):
        pass
