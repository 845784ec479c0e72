"""`cln project find`: the library of inquiries, in the full-text search of either engine."""

from pathlib import Path

import pytest

from tests.builders import accept
from tests.conftest import After, Cli


def begin_projects(cln: Cli) -> None:
    """Three projects of two cohorts with something to find in each."""
    for cohort, launch in (("Cohort 1", "2025-09-11"), ("Cohort 2", "2026-09-10")):
        cln("cohort", "open", cohort, "--launch", launch, "--yes")
        accept(cln.database, [["Gwen Gray"], []], cohort=cohort)
    first, second = ("--cohort", "Cohort 1"), ("--cohort", "Cohort 2")
    cln("project", "open", 1, "--title", "Talk for writing", "--on", "2025-10-09", *first)
    cln("project", "question", 1, "How does talking help one class to write?", "--on", "2025-11-06", *first)
    cln(
        "project",
        "impact",
        1,
        "learners",
        "Reluctant writers wrote 'twice' as much",
        "--on",
        "2026-05-05",
        *first,
    )
    cln("project", "open", 1, "--title", "Number talks", "--on", "2026-10-08", *second)
    cln(
        *("project", "measure", 1, "Attitude survey", "--kind", "qualitative", "--method", "interviews"),
        *("--on", "2026-11-12", *second),
    )
    cln(
        "project",
        "open",
        2,
        "--title",
        "Outdoor play",
        "--hunch",
        "100% calmer?",
        "--on",
        "2026-10-08",
        *second,
    )


@pytest.fixture
def shelf(both: Cli, after: After) -> Cli:
    """On either engine."""
    return after(both, begin_projects)


def found(cln: Cli, *words: str) -> list[tuple[str, str]]:
    """Cohort and title of what is found, in its order."""
    return [(one["cohort"], one["title"]) for one in cln.json("project", "find", *words)]


def test_it_finds_words_in_any_form_in_all_cohorts(shelf: Cli) -> None:
    assert found(shelf, "writes") == [("Cohort 1", "Talk for writing")]
    assert found(shelf, "interview") == [("Cohort 2", "Number talks")]
    assert set(found(shelf, "talks")) == {("Cohort 1", "Talk for writing"), ("Cohort 2", "Number talks")}
    assert found(shelf, "talking", "survey") == [("Cohort 2", "Number talks")]
    assert found(shelf, "Calmer") == [("Cohort 2", "Outdoor play")]


def test_where_no_project_has_all_words_those_that_have_any_are_shown(shelf: Cli) -> None:
    assert set(found(shelf, "outdoor interviews")) == {
        ("Cohort 2", "Outdoor play"),
        ("Cohort 2", "Number talks"),
    }


def test_it_shows_where_the_words_stand(shelf: Cli) -> None:
    ran = shelf("project", "find", "reluctant")
    assert "Cohort 1, project 1: Talk for writing" in ran.out
    assert "[Reluctant] writers wrote" in ran.out
    assert "1 project of 3, of all cohorts." in ran.out


@pytest.mark.parametrize(
    "said", ["'; DROP TABLE project; --", '"', "AND OR NOT", "write*", "100%", "a & | !"]
)
def test_signs_do_not_crash_the_search_and_change_nothing(shelf: Cli, said: str) -> None:
    code = 2 if not any(letter.isalnum() for letter in said) else 0
    shelf("project", "find", said, code=code)
    assert len(shelf.json("project", "list", "--cohort", "Cohort 2")) == 2


def test_nothing_is_found(shelf: Cli) -> None:
    assert "Nothing about 'zebra' in 3 projects." in shelf("project", "find", "zebra").out


def test_what_is_found_can_be_a_page(shelf: Cli, tmp_path: Path) -> None:
    shelf("project", "find", "talks", "--export", tmp_path / "found.html")
    text = (tmp_path / "found.html").read_text("utf-8")
    assert "Talk for writing (Cohort 1, project 1)" in text
    assert "Number talks (Cohort 2, project 1)" in text
    assert "Outdoor" not in text
    assert "exists already" in shelf("project", "find", "x", "--export", tmp_path / "found.html", code=3).err


def test_a_page_of_what_is_found_names_nobody_and_is_on_record(shelf: Cli, tmp_path: Path) -> None:
    shelf("project", "impact", 1, "practice", "Talks went well, says Gwen Gray", "--cohort", "Cohort 1")
    ran = shelf("project", "find", "talks", "--export", tmp_path / "found.html", "--for", "the board")
    assert "Replaced in free text: 1 name of a person" in ran.err
    text = (tmp_path / "found.html").read_text("utf-8")
    assert "Gray" not in text
    (sent,) = shelf.json("history", "--left")
    assert (sent["what"], sent["file"], sent["for"]) == ("project find", "found.html", "the board")
    assert "add --export" in shelf("project", "find", "talks", "--for", "the board", code=2).err
