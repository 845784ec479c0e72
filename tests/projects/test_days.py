"""The day of a moment is the user's own, wherever they are."""

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from cln.screen.fit import with_days
from tests.builders import accept, enrol
from tests.conftest import Cli

A, B = [(f"910000{n}", "Primary", 1) for n in (1, 2)]
WHY = ("--comment", "as it looks")


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> Iterator[date]:
    """The day of a user so far to the west or east that it is not that of Greenwich."""
    now = datetime.now(UTC)
    hours = -12 if now.hour < 12 else 14
    monkeypatch.setenv("TZ", f"FAR{-hours:+d}")
    time.tzset()
    yield (now + timedelta(hours=hours)).date()
    monkeypatch.undo()
    time.tzset()


def test_moments_are_shown_by_the_day_where_the_user_is(cln: Cli, elsewhere: date) -> None:
    assert elsewhere != datetime.now(UTC).date()
    cln("cohort", "open", "Cohort 3", "--launch", elsewhere - timedelta(days=60), "--yes")
    enrol(cln.database, [A, B])
    accept(cln.database, [["Gwen Gray"]], places=[[A, B]])
    cln("project", "open", 1, "--on", elsewhere - timedelta(days=59))
    cln("project", "rag", 1, "red", *WHY)
    assert (
        f"Before: red, by Tess on {with_days(str(elsewhere))};" in cln("project", "rag", 1, "green", *WHY).out
    )
    assert f"Tess judged it green on {with_days(str(elsewhere))}: as it looks" in cln("attention").out
    cln("log", 1, "Visited", "--by", "Gwen Gray")
    cln("log", 1, "Phoned", "--corrects", 1)
    assert f"Judged {with_days(str(elsewhere))} by Tess: rag green" in cln("project", "show", 1).out
    assert f"Corrected by Tess on {with_days(str(elsewhere))}; before that:" in cln("project", "log", 1).out
    cln("match", "pin", A[0], "--theme", "Literacy", "--reason", "staff trained")
    assert with_days(str(elsewhere)) in cln("match", "fixed").out
    cln("event", "schedule", 3, "--venue", "Town Hall")
    assert with_days(str(elsewhere)) in cln("event", "show", 3).out
