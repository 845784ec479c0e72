"""`cln event feedback`: what people said of an event, from whatever form asked them."""

from pathlib import Path

import pytest

from tests import builders, golden
from tests.conftest import After, Cli
from tests.tabular import write

PRIMARY, TWO = "9889002", "9700001"
USEFUL, MINE, NEXT = "How useful was it?", "I can use it in my school", "What will you do next?"
FORM = ["ID", "Start time", "Completion time", "Email", "Name", USEFUL, MINE, NEXT]
ROWS = [
    (1, "30/11/2023 15:00", "30/11/2023 15:31:07", "anonymous", "", 5, "Agree", "Ask my depute"),
    (2, "30/11/2023 15:00", "30/11/2023 15:31:40", "anonymous", "", 4, "Strongly agree", ""),
    (3, "30/11/2023 15:00", "30/11/2023 15:33:02", f"A1.{PRIMARY}@example.org", "Ann", 4, "Neutral", "Read"),
    (4, "30/11/2023 15:00", "30/11/2023 15:35:10", "speaker@example.org", "", "", "Agree", ""),
]


def prepare(cln: Cli) -> None:
    """Cohort 3 with three entries, and event 3 held."""
    cln("cohort", "open", "Cohort 3", "--launch", "2023-09-14")
    builders.enrol(cln.database, [(PRIMARY, "Primary", 1), (TWO, "Primary", 1), (TWO, "Secondary", 1)])
    cln("event", "hold", 3)


@pytest.fixture
def held(both: Cli, after: After) -> Cli:
    return after(both, prepare)


@pytest.fixture
def ours(cln: Cli, after: After) -> Cli:
    return after(cln, prepare)


def test_a_form_is_read_and_told_question_by_question(held: Cli, tmp_path: Path) -> None:
    file = write(tmp_path / "feedback.xlsx", FORM, ROWS)
    trial = held("event", "feedback", 3, file, "--dry-run").out
    assert f"{MINE}" in trial
    assert "rated 1 to 5 (Strongly disagree, Disagree, Neutral, Agree, Strongly agree)" in trial
    assert f"{NEXT}     words" in trial
    assert "nothing was written" in trial
    assert held.json("event", "feedback", 3)["respondents"] == 0
    golden.check("event_feedback_import.json", held("event", "feedback", 3, file, "--json").out)
    golden.check("event_feedback.json", held("event", "feedback", 3, "--json").out)
    shown = held("event", "feedback", 3).out
    assert "feedback from 4 people" in shown
    assert "How useful was it?         4.33    0.58  3  0  0  0  2  1" in shown
    assert "- Ask my depute\n- Read\n" in shown
    copy = write(tmp_path / "copy.csv", FORM, [(*row[:2], str(row[2])[:16], *row[3:]) for row in ROWS])
    changes = held.json("history")
    assert "nothing changed; all 4 answers were known already" in held("event", "feedback", 3, copy).out
    assert held.json("history") == changes


def test_of_each_person_the_latest_answer_counts(ours: Cli, tmp_path: Path) -> None:
    headers = ["email", "submitted", USEFUL]
    rows = [("a@example.org", "2023-12-02 09:00", 5), ("A@example.org", "2023-12-01 09:00", 1)]
    first = ours.json("event", "feedback", 3, write(tmp_path / "first.csv", headers, rows))
    assert (first["added"], first["older_rows"]) == (1, [3])
    late = write(tmp_path / "late.csv", headers, [("a@example.org", "2023-12-03 09:00", 3)])
    assert ours.json("event", "feedback", 3, late)["changed"] == 1
    again = ours("event", "feedback", 3, tmp_path / "first.csv").out
    assert "already on record (row 2)" in again
    (question,) = ours.json("event", "feedback", 3)["questions"]
    assert (question["n"], question["mean"], question["spread"]) == (1, 3.0, None)


def test_answers_without_name_or_moment_are_taken_once(ours: Cli, tmp_path: Path) -> None:
    file = write(tmp_path / "cards.csv", [USEFUL, NEXT], [(5, "Talk"), (5, "Talk"), (4, "")])
    assert ours.json("event", "feedback", 3, file)["added"] == 3
    more = write(tmp_path / "more.csv", [USEFUL, NEXT], [(4, ""), (5, "Talk"), (5, "Talk"), (3, "")])
    done = ours.json("event", "feedback", 3, more)
    assert (done["added"], done["unchanged"]) == (1, 3)


def test_google_forms_with_words_of_their_own(ours: Cli, tmp_path: Path) -> None:
    headers = [
        "Timestamp",
        "Email Address",
        "How was it? [The hall]",
        "How was it? [The talk]",
        "Anything else?",
    ]
    rows = [
        ("2023/12/01 9:15:00 AM GMT", "a@example.org", "Fair", "Meh", "5"),
        ("2023/12/01 9:16:00 AM GMT", "b@example.org", "Good", "Super", "Thanks"),
        ("2023/12/01 9:17:00 AM GMT", "c@example.org", "Good", "Super", "No"),
    ]
    file = write(tmp_path / "google.csv", headers, rows)
    doubt = ours("event", "feedback", 3, file, code=3).err
    assert "of the answers to 'How was it? [The hall]', 'Fair' may mean 2 or 3" in doubt
    assert (
        '--scale "Very poor;Poor;Fair;Good;Very good" or --scale "Poor;Fair;Good;Very good;Excellent"'
        in doubt
    )
    known = ["--scale", "Very poor;Poor;Fair;Good;Very good", "--scale", "Awful;Meh;OK;Nice;Super"]
    done = ours.json("event", "feedback", 3, file, *known)
    assert [one["role"] for one in done["columns"]] == ["submitted", "email", "rating", "rating", "words"]
    means = {one["question"]: one.get("mean") for one in ours.json("event", "feedback", 3)["questions"]}
    assert means == {headers[2]: 3.6667, headers[3]: 4.0, headers[4]: None}


def test_every_wrong_cell_is_named(ours: Cli, tmp_path: Path) -> None:
    headers = ["code", "sector", "email", USEFUL, "How many came with you?"]
    rows = [
        (PRIMARY, "", "", 5, 3),
        ("9889003", "", "", 6, 12),
        (TWO, "", "", 4, 2),
        (TWO, "", f"b1.{TWO}@example.org", 4, 2),
        (TWO, "Secondary", "nobody", 4, 1),
    ]
    file = write(tmp_path / "feedback.csv", headers, rows)
    ran = ours("event", "feedback", 3, file, code=3)
    either = f"it could be {TWO} (Primary) or {TWO} (Secondary); say which in a column sector"
    hint = "If nobody was asked for a rating: --words"
    assert ran.err.splitlines()[1:] == [
        f"  row 3, column How many came with you?: '12' is no rating; write 1 to 5. {hint} "
        '"How many came with you?" or --leave-out "How many came with you?"',
        f"  row 3, column How useful was it?: '6' is no rating; write 1 to 5. {hint} "
        '"How useful was it?" or --leave-out "How useful was it?"',
        f"  row 4, column sector: {either}",
        f"  row 5, column sector: {either}",
        "  row 6, column email: 'nobody' is not an e-mail address",
    ]
    words = ["--words", "how many came with you", "--leave-out", USEFUL]
    assert "9889003 is not enrolled in Cohort 3" in ours("event", "feedback", 3, file, *words, code=3).err
    assert (
        "names 'Shoe', but the columns are"
        in ours("event", "feedback", 3, file, "--words", "Shoe", code=3).err
    )
    assert ours.json("event", "feedback", 3)["respondents"] == 0


def test_what_is_refused(ours: Cli, tmp_path: Path) -> None:
    file = write(tmp_path / "feedback.csv", ["email", USEFUL], [("a@example.org", 5)])
    assert "event 4 is not on record as held" in ours("event", "feedback", 4, file, code=3).err
    assert (
        "ELC has no event 3 of its own" in ours("event", "feedback", 3, file, "--sector", "ELC", code=3).err
    )
    twice = write(tmp_path / "twice.csv", ["email", USEFUL, "How useful was it"], [("a@example.org", 5, 4)])
    assert "ask the same; keep one of them" in ours("event", "feedback", 3, twice, code=3).err
    empty = write(tmp_path / "empty.csv", ["email", "team"], [("a@example.org", 5)])
    assert "no column holds an answer to a question" in ours("event", "feedback", 3, empty, code=3).err
    assert "exactly five different words" in ours("event", "feedback", 3, file, "--scale", "a;b", code=3).err
    assert "There is no feedback on event 3 of Cohort 3 yet." in ours("event", "feedback", 3).out
