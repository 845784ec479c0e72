"""`cln survey`, from a file to levels in the database, on both engines."""

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlmodel import select

from cln import programme, store
from cln.cohort.queries import active_entries, find_cohort, themes_of
from cln.store import engine
from cln.survey.queries import levels_of_answers
from cln.tables.survey import Answer
from tests import builders
from tests.conftest import After, Cli

PRIMARY, ELC, BOTH = "9889002", "CS2099846009", "9700001"
PLACES = [(PRIMARY, "Primary", 1), (ELC, "ELC", 1), (BOTH, "Primary", 1), (BOTH, "Secondary", 1)]
THEMES = programme.THEMES
HEADERS = ["code", "sector", "entry", "submitted", "email", "hunch", *THEMES]
HIGH = [5, 4, 3, 2, 1, 1, 1, 1]
LOW = [1, 1, 1, 1, 2, 3, 4, 5]


def write(folder: Path, rows: Sequence[Sequence[object]], headers: Sequence[str] = HEADERS) -> Path:
    """A CSV file in the way Excel saves it."""
    file = folder / "survey.csv"
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        csv.writer(out).writerows([headers, *rows])
    return file


def levels(cln: Cli) -> dict[tuple[str, str, int], list[int]]:
    """What the matching will see: (code, sector, entry) -> a level for each theme in their order."""
    opened = engine.connect(cln.database)
    with store.reading(opened) as session:
        cohort = find_cohort(session, None)
        themes = [theme.id or 0 for theme in themes_of(session, cohort)]
        given = levels_of_answers(session, cohort)
        found = {
            (e.establishment.code, e.establishment.sector, e.entry.number): [given[e.id][t] for t in themes]
            for e in active_entries(session, cohort)
            if e.id in given
        }
    opened.dispose()
    return found


def stored(cln: Cli) -> list[Answer]:
    opened = engine.connect(cln.database)
    with store.reading(opened) as session:
        found = list(session.exec(select(Answer).order_by(Answer.respondent)))
    opened.dispose()
    return found


def enrol(cln: Cli) -> None:
    """Four entries in Cohort 3."""
    builders.enrol(cln.database, PLACES)


@pytest.fixture
def enrolled(both: Cli, after: After) -> Cli:
    """On either engine."""
    return after(both, enrol)


def test_import_says_how_it_read_what_it_did_and_who_is_missing(enrolled: Cli, tmp_path: Path) -> None:
    file = write(
        tmp_path,
        [
            (PRIMARY, "Primary", 1, "2026-08-24 09:15", "ann@example.org", "Talk helps", *HIGH),
            (BOTH, "Secondary", "", "2026-08-24 10:15", "bob@example.org", "", *LOW),
        ],
    )
    ran = enrolled("survey", "import", file)
    assert not ran.err
    assert "How survey.csv was read: the survey asks for a rating" in ran.out
    assert "survey.csv: 2 answers: 2 added, 0 changed, 0 unchanged." in ran.out
    assert "2 of 4 entries have not answered" in ran.out
    assert ran.out.endswith("Next: cln facilitator import FILE\n")
    assert "a1.9700001@example.org, b1.9700001@example.org" in ran.out
    assert levels(enrolled) == {(PRIMARY, "Primary", 1): HIGH, (BOTH, "Secondary", 1): LOW}
    assert [answer.hunch for answer in stored(enrolled)] == ["Talk helps", None]
    again = enrolled("survey", "import", file)
    assert "survey.csv: nothing changed; all 2 answers were known already." in again.out
    assert len(enrolled.json("history")) == len(enrolled.json("history"))


def test_import_as_json(enrolled: Cli, tmp_path: Path) -> None:
    file = write(tmp_path, [(PRIMARY, *HIGH, "wet")], ["code", *THEMES, "Weather"])
    data = enrolled.json("survey", "import", file)
    assert {key: data[key] for key in data if key not in {"columns", "not_answered"}} == {
        "cohort": "Cohort 3",
        "file": "survey.csv",
        "kind": "rating",
        "scale": [],
        "left_out": [],
        "dry_run": False,
        "rejected": 0,
        "rejects": None,
        "doubts": [],
        "added": 1,
        "changed": 0,
        "unchanged": 0,
        "older": 0,
        "older_rows": [],
        "entries": 4,
    }
    assert data["columns"][1] == {
        "header": "Literacy",
        "role": "theme",
        "theme": "Literacy",
        "kind": "rating",
        "how": "how this theme is rated, 5 the highest",
    }
    assert data["columns"][-1]["role"] == "not used"
    assert data["not_answered"][0] == {
        "code": BOTH,
        "sector": "Primary",
        "entry": 1,
        "name": f"School {BOTH}",
        "authority": "East Dunbartonshire",
        "emails": [f"a1.{BOTH}@example.org", f"b1.{BOTH}@example.org"],
    }


def test_a_trial_writes_nothing(enrolled: Cli, tmp_path: Path) -> None:
    file = write(tmp_path, [(PRIMARY, *HIGH)], ["code", *THEMES])
    before = enrolled("history").out
    ran = enrolled("survey", "import", file, "--dry-run")
    assert "How survey.csv was read" in ran.out
    assert "1 answer: 1 added" in ran.out
    assert "nothing was written" in ran.out
    assert "3 of 4 entries have not answered" in ran.out
    assert stored(enrolled) == []
    assert enrolled("history").out == before


def test_of_each_person_the_latest_answer_counts(enrolled: Cli, tmp_path: Path) -> None:
    def answer(when: str, who: str, hunch: str, given: list[int]) -> tuple[object, ...]:
        return (PRIMARY, "", "", when, who, hunch, *given)

    first = [
        answer("2026-08-25 09:00", "ann@example.org", "second thoughts", HIGH),
        answer("2026-08-24 09:00", "Ann@example.org", "first thoughts", LOW),
    ]
    data = enrolled.json("survey", "import", write(tmp_path, first))
    assert (data["added"], data["older"], data["older_rows"]) == (1, 1, [3])
    again = enrolled("survey", "import", tmp_path / "survey.csv").out
    assert "1 answer left aside: the same person has answered later in this file (row 3)." in again
    assert levels(enrolled)[PRIMARY, "Primary", 1] == HIGH

    only_older = write(tmp_path, [first[1]])
    said = enrolled("survey", "import", only_older).out
    assert (
        "survey.csv: nothing changed.\n1 answer left aside: the same person's answer on record is later."
        in said
    )
    assert "no answers" not in said
    older = enrolled.json("survey", "import", only_older)
    assert (older["added"], older["changed"], older["unchanged"], older["older"]) == (0, 0, 0, 1)
    assert [a.hunch for a in stored(enrolled)] == ["second thoughts"]

    newer = [answer("2026-08-26 09:00", "ann@example.org", "third thoughts", LOW)]
    assert enrolled.json("survey", "import", write(tmp_path, newer))["changed"] == 1
    assert levels(enrolled)[PRIMARY, "Primary", 1] == LOW
    assert [a.hunch for a in stored(enrolled)] == ["third thoughts"]


def test_several_people_of_an_entry_count_by_their_mean_rounded_down(enrolled: Cli, tmp_path: Path) -> None:
    rows = [
        (PRIMARY, "", "", "2026-08-24 09:00", "ann@example.org", "", 5, 4, 3, 2, 1, 5, 1, 4),
        (PRIMARY, "", "", "2026-08-24 09:00", "bob@example.org", "", 4, 4, 2, 1, 1, 1, 5, 5),
        (PRIMARY, "", "", "2026-08-24 09:00", "anonymous", "", 5, 4, 5, 2, 5, 1, 5, 5),
    ]
    enrolled("survey", "import", write(tmp_path, rows))
    assert levels(enrolled)[PRIMARY, "Primary", 1] == [4, 4, 3, 1, 2, 2, 3, 4]


def test_a_copy_that_lost_its_seconds_is_the_same_answer(enrolled: Cli, tmp_path: Path) -> None:
    def row(when: str) -> tuple[object, ...]:
        return (PRIMARY, "", "", when, "ann@example.org", "", *HIGH)

    enrolled("survey", "import", write(tmp_path, [row("2026-08-24 09:00:31")]))
    assert enrolled.json("survey", "import", write(tmp_path, [row("24/08/2026 09:00")]))["unchanged"] == 1


def test_unknown_words_and_the_scale(enrolled: Cli, tmp_path: Path) -> None:
    words = ["Ugh", "Meh", "OK", "Nice", "Wow"]
    file = write(tmp_path, [(PRIMARY, *(words[level - 1] for level in HIGH))], ["code", *THEMES])
    ran = enrolled("survey", "import", file, code=3)
    assert "'Wow', 'Nice', 'OK', 'Meh', 'Ugh'" in ran.err
    assert '--scale "Not at all;A little;Somewhat;Quite a lot;Very much"' in ran.err
    ran = enrolled("survey", "import", file, "--scale", ";".join(words))
    assert "The words mean: Ugh = 1, Meh = 2, OK = 3, Nice = 4, Wow = 5." in ran.out
    assert levels(enrolled)[PRIMARY, "Primary", 1] == HIGH
    assert "exactly five" in enrolled("survey", "import", file, "--scale", "Ugh;Wow", code=3).err


def test_which_question_and_which_kind(enrolled: Cli, tmp_path: Path) -> None:
    headers = ["code", "Rank the themes", "Tick the themes (all that apply)"]
    file = write(tmp_path, [(PRIMARY, "Literacy;Numeracy;", "Resilience;")], headers)
    ran = enrolled("survey", "import", file, "--dry-run")
    assert (
        'Not used: Tick the themes (all that apply); it asks about the themes too; --question "Tick'
        in ran.out
    )
    enrolled("survey", "import", file, "--question", headers[2])
    assert levels(enrolled)[PRIMARY, "Primary", 1] == [1, 1, 1, 1, 1, 1, 1, 5]
    enrolled("survey", "import", file, "--kind", "ranking")
    assert levels(enrolled)[PRIMARY, "Primary", 1] == [5, 4, 1, 1, 1, 1, 1, 1]
    plain = write(tmp_path, [(PRIMARY, "Literacy;")], ["code", "Themes"])
    assert "--kind ranking or --kind ticks" in enrolled("survey", "import", plain, code=3).err


def test_list_shows_who_answered(enrolled: Cli, tmp_path: Path) -> None:
    rows = [(PRIMARY, "", "", "2026-08-24 09:15", "ann@example.org", "", *HIGH)]
    enrolled("survey", "import", write(tmp_path, rows))
    ran = enrolled("survey", "list")
    assert "1 of 4 entries has answered." in ran.out
    assert "24 Aug 2026 09:15   1  Literacy" in ran.out
    data = enrolled.json("survey", "list")
    assert (data["cohort"], data["answered"], data["not_answered"]) == ("Cohort 3", 1, 3)
    assert data["entries"][2] == {
        "code": PRIMARY,
        "sector": "Primary",
        "entry": 1,
        "name": f"School {PRIMARY}",
        "authority": "East Dunbartonshire",
        "answered": True,
        "respondents": 1,
        "submitted": "2026-08-24T09:15:00",
        "level_5": ["Literacy"],
    }
    assert data["entries"][0]["submitted"] is None


def test_without_a_cohort_or_a_file(cln: Cli, tmp_path: Path) -> None:
    assert "no cohort is open" in cln("survey", "list", code=3).err
    assert "no cohort is open" in cln("survey", "import", tmp_path / "none.csv", code=3).err
    builders.enrol(cln.database, [])
    assert "there is no file" in cln("survey", "import", tmp_path / "none.csv", code=3).err
    assert "0 of 0 entries have answered." in cln("survey", "list").out


# The printed questions, answered and exported as either tool does


def test_a_file_whose_rows_say_nothing_has_no_answers(enrolled: Cli, tmp_path: Path) -> None:
    blank = [""] * len(HIGH)
    file = write(tmp_path, [(PRIMARY, "Primary", 1, "2026-08-24 09:15", "ann@example.org", "", *blank)])
    assert "there are no answers in it; nothing changed." in enrolled("survey", "import", file).out
