"""Rankings and ratings of the survey that can be read two ways: as the header says it, else asked about."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from cln import programme
from tests import builders
from tests.conftest import Cli
from tests.survey.test_survey import levels
from tests.tabular import write

ONE, TWO = "9889002", "9889003"
THEMES = programme.THEMES
FIVE = THEMES[:5]
RANKED = [5, 4, 1, 1, 1, 1, 3, 1]
"""Literacy first, Numeracy second, Transitions third."""


@pytest.fixture
def ours(cln: Cli) -> Cli:
    builders.enrol(cln.database, [(ONE, "Primary", 1), (TWO, "Primary", 1)])
    return cln


@pytest.fixture
def short(cln: Cli) -> Cli:
    """A cohort of five themes."""
    builders.enrol(cln.database, [(ONE, "Primary", 1), (TWO, "Primary", 1)], themes=FIVE)
    return cln


def refusal(cln: Cli, file: Path, *options: str) -> str:
    """The sentence with which a file is refused; nothing is written."""
    before = cln("history").out
    err = cln("survey", "import", file, *options, code=3).err
    assert cln("history").out == before
    return err


@pytest.mark.parametrize(
    "headers",
    [
        ("Top theme", "Second theme", "Third theme"),
        ("Favourite", "Second choice", "Third choice"),
        ("Favorite theme", "2nd", "3rd"),
        ("Main theme", "Second theme", "Third theme"),
        ("Preferred theme", "Choice 2", "Choice 3"),
        ("Third choice", "Second choice", "Your top choice"),
        ("What is your favourite theme?", "What is your second theme?", "What is your third theme?"),
    ],
)
def test_the_first_choice_may_be_called_otherwise(ours: Cli, tmp_path: Path, headers: Sequence[str]) -> None:
    chosen = ("Literacy", "Numeracy", "Transitions")
    row = reversed(chosen) if headers[0].startswith("Third") else chosen
    if "Your top choice" in headers:
        headers = [f"Your {header[0].lower()}{header[1:]}" for header in headers[:2]] + [headers[2]]
    ours("survey", "import", write(tmp_path / "top.csv", ["code", *headers], [(ONE, *row)]))
    assert levels(ours) == {(ONE, "Primary", 1): RANKED}


@pytest.mark.parametrize(
    ("headers", "lacking"),
    [
        (("Theme you would go for", "Second choice", "Third choice"), "1"),
        (("Second choice", "Third choice"), "1"),
        (("First choice", "Third choice"), "2"),
        (("1st", "2nd", "5th"), "3 and 4"),
    ],
)
def test_a_ranking_with_a_gap_is_refused(
    ours: Cli, tmp_path: Path, headers: Sequence[str], lacking: str
) -> None:
    row = (ONE, "Literacy", "Numeracy", "Transitions")[: len(headers) + 1]
    err = refusal(ours, write(tmp_path / "gap.csv", ["code", *headers], [row]))
    assert f"are a ranking without number {lacking}" in err
    assert ("'Theme you would go for' asks about the themes too" in err) == ("Theme" in headers[0])
    assert f"head its column 'Choice {lacking[0]}'" in err


def test_numbered_choices_may_be_ranks_or_ticks(ours: Cli, tmp_path: Path) -> None:
    headers = ["code", "Theme 1", "Theme 2", "Theme 3"]
    file = write(tmp_path / "three.csv", headers, [(ONE, "Literacy", "Numeracy", "Transitions")])
    assert "may be a ranking or ticks; say which: --kind ranking or --kind ticks" in refusal(ours, file)
    ours("survey", "import", file, "--kind", "ranking")
    assert levels(ours) == {(ONE, "Primary", 1): RANKED}
    ours("survey", "import", file, "--kind", "ticks")
    assert levels(ours) == {(ONE, "Primary", 1): [5, 5, 1, 1, 1, 1, 5, 1]}


@pytest.mark.parametrize(
    ("rows", "first"),
    [
        ([(ONE, 4, 5, 1, 2, 3), (TWO, 2, 1, 5, 4, 3)], [2, 2, 5, 4, 3]),
        ([(ONE, 3, 2, 1, 4, 5), (TWO, "", "", "", "", ""), (TWO, 2, 1, 5, 4, 3)], [3, 4, 5, 2, 2]),
        ([(ONE, "", 2, 1, "", 3)], [1, 4, 5, 1, 3]),
    ],
)
def test_what_holds_each_number_once_may_be_ranks(
    short: Cli, tmp_path: Path, rows: Sequence[Sequence[object]], first: list[int]
) -> None:
    file = write(tmp_path / "once.csv", ["code", *FIVE], rows)
    err = refusal(short, file)
    assert "once each, as a ranking does" in err
    assert "--kind ranking (1 the most wanted) or --kind rating (5 the highest)" in err
    short("survey", "import", file, "--kind", "ranking")
    assert levels(short)[ONE, "Primary", 1] == first


def test_a_full_ranking_of_eight_themes_is_one_question_and_no_wrong_cells(ours: Cli, tmp_path: Path) -> None:
    file = write(tmp_path / "eight.csv", ["code", *THEMES], [(ONE, 8, 1, 2, 3, 4, 5, 6, 7)])
    err = refusal(ours, file)
    assert "the numbers from 1 to 8 once each" in err
    assert "row 2" not in err
    ours("survey", "import", file, "--kind", "ranking")
    assert levels(ours)[ONE, "Primary", 1] == [2, 5, 4, 3, 2, 2, 2, 2]


@pytest.mark.parametrize(
    "asked",
    [
        "How interested are you? (1 = most, 5 = least) [{}]",
        "How interested, 1 being the most? [{}]",
        "{} (1 = most interested)",
    ],
)
def test_a_header_that_says_1_is_the_most_is_believed(ours: Cli, tmp_path: Path, asked: str) -> None:
    headers = ["code", *(asked.format(theme) for theme in THEMES)]
    file = write(tmp_path / "most.csv", headers, [(ONE, 1, 2, 2, 4, 5, 5, 5, 5)])
    ran = ours("survey", "import", file)
    assert "1 the highest as its header says" in ran.out
    assert levels(ours) == {(ONE, "Primary", 1): [5, 4, 4, 2, 1, 1, 1, 1]}


def test_a_header_that_says_5_is_the_most_is_the_usual_way(ours: Cli, tmp_path: Path) -> None:
    headers = ["code", *(f"How interested (1 = not at all, 5 = very)? [{theme}]" for theme in THEMES)]
    ours("survey", "import", write(tmp_path / "most.csv", headers, [(ONE, 1, 2, 2, 4, 5, 5, 5, 5)]))
    assert levels(ours) == {(ONE, "Primary", 1): [1, 2, 2, 4, 5, 5, 5, 5]}


@pytest.mark.parametrize(
    ("asked", "refused"),
    [
        ("Interest (1 = most, 5 = best) [{}]", "does not say whether the lowest number or the highest"),
        ("Interest (1 = low, 10 = high) [{}]", "says that its ratings go to 10"),
        ("Rank them (1 = least, 5 = most) [{}]", "which is no ranking"),
    ],
)
def test_a_header_that_nobody_can_follow_is_refused(
    ours: Cli, tmp_path: Path, asked: str, refused: str
) -> None:
    headers = ["code", *(asked.format(theme) for theme in THEMES)]
    assert refused in refusal(ours, write(tmp_path / "odd.csv", headers, [(ONE, 1, 2, 2, 4, 5, 5, 5, 5)]))


def test_headers_that_differ_about_their_numbers_are_refused(ours: Cli, tmp_path: Path) -> None:
    headers = ["code", f"{THEMES[0]} (1 = most)", *THEMES[1:]]
    file = write(tmp_path / "odd.csv", headers, [(ONE, 1, 2, 2, 4, 5, 5, 5, 5)])
    assert "say different things of their numbers" in refusal(ours, file)


def test_words_of_two_scales_are_asked_about(ours: Cli, tmp_path: Path) -> None:
    said = ("Very good", "Fair", "Very good", "Poor", "Poor", "Fair", "Good", "Poor")
    file = write(tmp_path / "words.csv", ["code", *THEMES], [(ONE, *said)])
    err = refusal(ours, file)
    low, high = "Very poor;Poor;Fair;Good;Very good", "Poor;Fair;Good;Very good;Excellent"
    assert "'Very good' may mean 4 or 5; say which, worst to best" in err
    assert f'--scale "{low}" or --scale "{high}"' in err
    ours("survey", "import", file, "--scale", high)
    assert levels(ours) == {(ONE, "Primary", 1): [4, 2, 4, 1, 1, 2, 3, 1]}
    ours("survey", "import", file, "--scale", low)
    assert levels(ours) == {(ONE, "Primary", 1): [5, 3, 5, 2, 2, 3, 4, 2]}


def test_one_word_that_only_one_scale_has_settles_it(ours: Cli, tmp_path: Path) -> None:
    said = ("Excellent", "Fair", "Very good", "Poor", "Poor", "Fair", "Good", "Poor")
    ours("survey", "import", write(tmp_path / "words.csv", ["code", *THEMES], [(ONE, *said)]))
    assert levels(ours) == {(ONE, "Primary", 1): [5, 2, 4, 1, 1, 2, 3, 1]}
