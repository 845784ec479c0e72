"""Surveys that ask to rank or to tick themes, in every layout; read without a database."""

import pytest

from cln.errors import Refused
from cln.programme import Kind
from tests.survey.read import CODE, THEMES, levels, problems, read

# Rankings


def test_a_ranking_in_one_cell() -> None:
    asked = "Rank the themes"
    full = "Transitions;Learning, teaching and assessment;Literacy;Health & wellbeing;"
    assert levels(read(["code", asked], (CODE, full), (CODE, "Literacy;"))) == [[3, 4, 2, 5], [5, 1, 1, 1]]


def test_a_ranking_joined_by_commas_whose_theme_holds_commas() -> None:
    said = "Transitions, Learning, teaching and assessment, Literacy"
    assert levels(read(["code", "Rank them"], (CODE, said))) == [[3, 4, 1, 5]]


def test_a_column_for_each_rank() -> None:
    for first, second in (
        ("1st choice", "2nd choice"),
        ("Rank 1", "Rank 2"),
        ("Themes [First]", "Themes [Second]"),
    ):
        reading = read(["code", second, first], (CODE, "Literacy", "Transitions"), (CODE, "", "Literacy"))
        assert levels(reading) == [[4, 1, 1, 5], [5, 1, 1, 1]]
        assert reading.kind is Kind.RANKING


def test_a_column_for_each_theme_holding_ranks() -> None:
    headers = ["code", *(f"Rank the themes [{theme}]" for theme in THEMES)]
    assert levels(read(headers, (CODE, "2nd", "", "1st choice", 4))) == [[4, 1, 5, 2]]
    assert levels(read(["code", *THEMES], (CODE, 2, "", 1, 4), kind=Kind.RANKING)) == [[4, 1, 5, 2]]
    (line,) = problems(headers, (CODE, 1, 1, 2, 3))
    assert "two themes are ranked 1" in line


def test_a_rank_read_as_rating_points_to_the_option() -> None:
    (line,) = problems(["code", *THEMES], (CODE, 1, 2, 3, 8))
    assert "'8' is not a level from 1 to 5" in line
    assert "--kind ranking" in line


def test_what_is_no_theme_is_named() -> None:
    asked = "Rank the themes"
    lines = problems(
        ["code", asked], (CODE, "Literacy;"), (CODE, "Knitting;Literacy;"), (CODE, "Literacy;literacy;")
    )
    assert lines[0].startswith(f"row 3, column {asked}: 'Knitting' is no theme of the cohort")
    assert "ranked twice" in lines[1]


# Ticks


def test_ticks() -> None:
    headers = ["code", "Which themes? (tick all that apply)"]
    reading = read(headers, (CODE, "Learning, teaching and assessment;Transitions;"), (CODE, "Literacy;"))
    assert levels(reading) == [[1, 5, 1, 5], [5, 1, 1, 1]]


def test_google_ticks_where_a_theme_holds_commas() -> None:
    headers = ["code", "Choose your themes"]
    reading = read(headers, (CODE, "Literacy, Learning, teaching and assessment, Transitions"))
    assert levels(reading) == [[5, 5, 1, 5]]


def test_other_is_left_out_and_named_but_a_stranger_is_a_problem() -> None:
    headers = ["code", "Select themes"]
    reading = read(headers, (CODE, "Literacy;Other: knitting, weaving;"))
    assert levels(reading) == [[5, 1, 1, 1]]
    assert reading.left_out == ("row 2: 'Other: knitting, weaving' is no theme and is left out",)
    (line,) = problems(headers, (CODE, "Literacy;Maths;"))
    assert "'Maths' is no theme of the cohort" in line


def test_ticks_in_a_column_for_each_theme() -> None:
    headers = ["code", *THEMES]
    assert levels(read(headers, (CODE, "x", "", "Yes", ""), kind=Kind.TICKS)) == [[5, 1, 5, 1]]
    assert "neither ticked nor empty" in problems(headers, (CODE, "x", "", "maybe", ""), kind=Kind.TICKS)[0]


# Ranking or ticks, and several questions


def test_all_themes_in_every_cell_are_a_ranking() -> None:
    asked = ";".join(reversed(THEMES))
    assert levels(read(["code", "Themes"], (CODE, asked))) == [[2, 3, 4, 5]]


def test_what_may_be_either_is_asked() -> None:
    headers, row = ["code", "Themes"], (CODE, "Literacy;Transitions;")
    with pytest.raises(Refused, match="say which: --kind ranking or --kind ticks"):
        read(headers, row)
    assert levels(read(headers, row, kind=Kind.RANKING)) == [[5, 1, 1, 4]]
    assert levels(read(headers, row, kind=Kind.TICKS)) == [[5, 1, 1, 5]]
    with pytest.raises(Refused, match="no column holds the themes as rating"):
        read(headers, row, kind=Kind.RATING)


def test_a_ranking_wins_over_ticks_and_the_loser_is_named() -> None:
    headers = ["code", "Tick your themes", "Rank your themes", "We use data"]
    row = (CODE, "Literacy;", "Transitions;Literacy;", "Agree")
    reading = read(headers, row)
    assert levels(reading) == [[4, 1, 1, 5]]
    loser = reading.columns[1]
    assert loser.role == "not used"
    assert '--question "Tick your themes"' in loser.how
    assert levels(read(headers, row, question="Tick your themes")) == [[5, 1, 1, 1]]
    assert levels(read(headers, row, kind=Kind.TICKS)) == [[5, 1, 1, 1]]


def test_ratings_win_over_ticks() -> None:
    reading = read(["code", *THEMES, "Tick them"], (CODE, 1, 2, 3, 4, "Literacy;"))
    assert levels(reading) == [[1, 2, 3, 4]]
