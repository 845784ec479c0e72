"""`cln survey import`: what the dates and the themes of a form are read as."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests import builders
from tests.conftest import Cli
from tests.tabular import write

SCHOOL = ("9889002", "Primary", 1)
NUMBERS = ("Literacy", "Numeracy", "Resilience", "Transitions", "Pupil engagement", "Community engagement")
TEACHING = ("Literacy", "Literacy, teaching and assessment", "Teaching and assessment", "Numeracy")


def asked(cln: Cli, themes: Sequence[str]) -> Cli:
    """Cohort 3 with one entry, which is asked about these themes."""
    builders.enrol(cln.database, [SCHOOL], themes=themes)
    return cln


DAY_FIRST = ("--date-format", "day-first")


def answers(cln: Cli, file: Path, *options: str) -> Any:
    """The answers on record once a file is taken in."""
    cln("survey", "import", file, *options)
    return cln.json("export", "survey")


@pytest.mark.parametrize(
    ("earlier", "later", "meant", "options"),
    [
        # No number is above 12, so nothing tells but what the user says: 10 November comes before 9 December.
        pytest.param("10/11/2025", "09/12/2025", "2025-12-09", DAY_FIRST, id="British, in the twelfth month"),
        # The 13 can be no month, so the column begins with the month: 12 August comes before 13 August.
        pytest.param("8/12/2026", "8/13/2026", "2026-08-13", (), id="American, on days 12 and 13"),
        # The 13 can be no month, so the 12 is one: 13 November comes before 11 December.
        pytest.param("11/13/2025", "12/11/2025", "2025-12-11", (), id="American, in the twelfth month"),
        # The first 13 can be no month, so the column begins with the day: 1 December comes before 13 January.
        pytest.param("01/12/2025", "13/01/2026", "2026-01-13", (), id="British, on day 13"),
    ],
)
def test_the_later_of_two_answers_counts_whichever_way_the_column_writes_its_days(
    cln: Cli, tmp_path: Path, earlier: str, later: str, meant: str, options: Sequence[str]
) -> None:
    rows = [
        (SCHOOL[0], f"{later} 09:00", "ann@example.org", 5, 1),
        (SCHOOL[0], f"{earlier} 09:00", "ann@example.org", 1, 5),
    ]
    file = write(tmp_path / "survey.csv", ("code", "submitted", "email", "Literacy", "Numeracy"), rows)
    (answer,) = answers(asked(cln, ("Literacy", "Numeracy")), file, *options)
    assert (answer["submitted"][:10], answer["Literacy"], answer["Numeracy"]) == (meant, 5, 1)


@pytest.mark.parametrize("days", [("2025-12-09", "2025-12-09"), ("", "")], ids=["one day", "no day"])
def test_of_two_answers_of_one_day_the_lower_row_counts(
    cln: Cli, tmp_path: Path, days: Sequence[str]
) -> None:
    asked(cln, ("Literacy", "Numeracy"))
    levels = [(5, 1), (1, 2)]
    rows = [(SCHOOL[0], day, "ann@example.org", *two) for day, two in zip(days, levels, strict=True)]
    header = ("code", "submitted", "email", "Literacy", "Numeracy")
    (answer,) = answers(cln, write(tmp_path / "survey.csv", header, rows))
    assert (answer["Literacy"], answer["Numeracy"]) == (1, 2)
    (answer,) = answers(cln, write(tmp_path / "turned.csv", header, rows[::-1]))
    assert (answer["Literacy"], answer["Numeracy"]) == (5, 1)


@pytest.mark.parametrize(
    ("about", "code"),
    [
        pytest.param(("Is it literacy?", "Is it Numeracy?"), 0, id="one question"),
        pytest.param(("Is it Literacy?", "Have you tried Numeracy?"), 3, id="two questions"),
        pytest.param(("Is it Literacy?", "Is it Literacy?"), 3, id="twice"),
        pytest.param(("How literate are you?", "How numerate are you?"), 3, id="no theme"),
    ],
)
def test_the_same_question_about_every_theme_is_one_question(
    cln: Cli, tmp_path: Path, about: Sequence[str], code: int
) -> None:
    asked(cln, ("Literacy", "Numeracy"))
    cln("survey", "import", write(tmp_path / "survey.csv", ("code", *about), [(SCHOOL[0], 5, 1)]), code=code)
    answered = cln.json("export", "survey")
    assert [(one["Literacy"], one["Numeracy"]) for one in answered] == ([(5, 1)] if code == 0 else [])


def test_between_commas_the_longest_theme_is_meant(cln: Cli, tmp_path: Path) -> None:
    """Both "Literacy" and "Teaching and assessment" are themes, and so is what names the two in one."""
    said = "Literacy, teaching and assessment, Numeracy"
    file = write(tmp_path / "survey.csv", ("code", "Tick the themes"), [(SCHOOL[0], said)])
    (answer,) = answers(asked(cln, TEACHING), file, "--kind", "ticks")
    assert [answer[theme] for theme in TEACHING] == [1, 5, 1, 5]


def test_a_ranking_between_commas_counts_the_longest_theme_as_one_rank(cln: Cli, tmp_path: Path) -> None:
    """Ranked first Numeracy, second the theme that holds a comma, third Literacy: levels 5, 4 and 3."""
    said = "Numeracy, Literacy, teaching and assessment, Literacy"
    file = write(tmp_path / "survey.csv", ("code", "Rank the themes"), [(SCHOOL[0], said)])
    (answer,) = answers(asked(cln, TEACHING), file, "--kind", "ranking")
    assert [answer[theme] for theme in TEACHING] == [3, 4, 1, 5]


RANKED = (("Rank the themes",), (";".join(NUMBERS[:5]),))
CHOICES = (
    ("1st choice", "2nd choice", "3rd choice", "4th choice", "5th choice"),
    NUMBERS[:5],
)
RANKS = (NUMBERS, (1, 2, 3, 4, 5, ""))


@pytest.mark.parametrize(
    "asks",
    [
        pytest.param(RANKED, id="one cell"),
        pytest.param(CHOICES, id="a column for each rank"),
        pytest.param(RANKS, id="a column for each theme"),
    ],
)
def test_whatever_is_ranked_below_the_third_is_level_2(
    cln: Cli, tmp_path: Path, asks: tuple[Sequence[str], Sequence[object]]
) -> None:
    """1st, 2nd, 3rd, 4th and 5th are levels 5, 4, 3, 2 and 2; the sixth theme is not ranked: level 1."""
    headers, cells = asks
    file = write(tmp_path / "survey.csv", ("code", *headers), [(SCHOOL[0], *cells)])
    (answer,) = answers(asked(cln, NUMBERS), file, "--kind", "ranking")
    assert [answer[theme] for theme in NUMBERS] == [5, 4, 3, 2, 2, 1]
