"""Every layout of the survey, read without a database."""

# ruff: noqa: DTZ001  (forms record local time, without a zone)

import csv
import io
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from cln.cohort.whom import Which
from cln.errors import Refused
from cln.files import scales, table
from cln.programme import Kind
from cln.survey.reading import surveys
from tests.survey.read import CODE, PLAIN, THEMES, levels, problems, read, roles

# Plain columns


def test_plain_columns() -> None:
    reading = read(PLAIN, (CODE, "primary", 2, "2026-08-24 09:15", "Ann@Example.org", "Talk", 5, 4, 1, 2))
    (answer,) = reading.answers
    assert answer.identity.which == Which(CODE, "Primary", 2)
    assert (answer.email, answer.respondent, answer.hunch) == ("ann@example.org", "ann@example.org", "Talk")
    assert answer.submitted == datetime(2026, 8, 24, 9, 15)
    assert levels(reading) == [[5, 4, 1, 2]]
    assert reading.kind is Kind.RATING
    assert set(roles(reading).values()) == {"code", "sector", "entry", "submitted", "email", "hunch", "theme"}


def test_only_the_code_and_the_themes_are_needed() -> None:
    reading = read(["SEED code", *THEMES, "Weather"], (9889002.0, "5", "4", "3", "2", "wet"))
    (answer,) = reading.answers
    assert answer.respondent == "row 2"
    assert (answer.identity.which, answer.submitted, answer.hunch) == (Which(CODE), None, None)
    assert roles(reading)["Weather"] == "not used"


@given(order=st.permutations(range(len(PLAIN))))
def test_the_order_of_columns_does_not_matter(order: list[int]) -> None:
    row = (CODE, "Primary", 1, "24/08/2026 09:15", "ann@example.org", "Talk", 5, 4, 1, 2)
    shuffled = read([PLAIN[i] for i in order], [row[i] for i in order])
    assert shuffled.answers == read(PLAIN, row).answers


MS_FORMS = (
    *("ID", "Start time", "Completion time", "Email", "Name", "SEED code or CS number", "Sector"),
    *("What is your hunch?2", "Rank the themes", "Which themes? (tick all that apply)", "We enquire"),
    "What is your hunch?",
)


@given(order=st.permutations(range(len(MS_FORMS))))
def test_the_order_of_a_forms_columns_does_not_matter(order: list[int]) -> None:
    row = (1, "08/24/26 09:00:00", "08/24/26 09:06:00", "anonymous", "", CODE, "Primary", "no",
           "Transitions;Literacy;", "Literacy;", "Agree", "Talk")  # fmt: skip
    shuffled = read([MS_FORMS[i] for i in order], [row[i] for i in order])
    assert shuffled.answers == read(MS_FORMS, row).answers
    (answer,) = shuffled.answers
    assert (answer.respondent, answer.hunch) == ("2026-08-24 09:06", "Talk")
    assert levels(shuffled) == [[4, 1, 1, 5]]


@pytest.mark.parametrize(
    "header",
    ["code", "SEED_CODE", "Seed code", "SEED code or CS number", "What is your SEED code?", "CS Number"],
)
def test_headers_of_the_code(header: str) -> None:
    assert read([header, *THEMES], ("CS 2099846009", 1, 2, 3, 4)).answers[0].identity.which == Which(
        "CS2099846009"
    )


def test_no_code_or_two() -> None:
    with pytest.raises(Refused, match="no column holds the establishment's code"):
        read(["weather", *THEMES])
    with pytest.raises(Refused, match="both say code"):
        read(["code", "SEED code", *THEMES])


def test_an_inquiry_may_be_an_enquiry() -> None:
    for header in ("Hunch for your enquiry", "inquiry focus", "Enquiry focus"):
        assert read(["code", header, *THEMES], (CODE, "Talk", 1, 2, 3, 4)).answers[0].hunch == "Talk"


def test_a_theme_keeps_its_column_whatever_the_question_says() -> None:
    headers = ["code", *(f"How near is your hunch to each theme? [{theme}]" for theme in THEMES)]
    reading = read(headers, (CODE, 1, 2, 3, 4))
    assert levels(reading) == [[1, 2, 3, 4]]
    assert reading.answers[0].hunch is None


# Ratings


def test_ratings_in_words() -> None:
    reading = read(["code", *THEMES], (CODE, "Very much", "somewhat", "Not at all ", "Quite a lot"))
    assert levels(reading) == [[5, 3, 1, 4]]
    assert reading.scale[4] == "Very much"


def test_unknown_words_are_all_named_with_the_option_that_helps() -> None:
    with pytest.raises(Refused) as refused:
        read(["code", *THEMES], (CODE, "Meh", "Wow", "Ugh", "Meh"))
    assert "'Meh', 'Wow', 'Ugh'" in refused.value.sentence
    assert '--scale "Not at all;A little;Somewhat;Quite a lot;Very much"' in refused.value.sentence
    assert "row 2, column Literacy: 'Meh' is not known" in refused.value.details


def test_a_scale_explains_words() -> None:
    scale = scales.parse("Ugh;Meh;OK;Nice;Wow")
    assert levels(read(["code", *THEMES], (CODE, "wow", "Ugh", "3", "Nice"), scale=scale)) == [[5, 1, 3, 4]]
    (line,) = problems(["code", *THEMES], (CODE, "wow", "Ugh", "3", "Very much"), scale=scale)
    assert line.endswith("'Very much' is no rating; write 1 to 5 or one of: Ugh, Meh, OK, Nice, Wow")


def test_a_row_that_rates_some_themes_only_is_refused() -> None:
    (line,) = problems(["code", *THEMES], (CODE, 5, "", 3, None))
    assert line.startswith("row 2, column Learning, teaching and assessment: not rated: Learning, ")
    assert "Transitions; rate every theme or none" in line


def test_a_row_that_says_nothing_is_left_out() -> None:
    reading = read(["code", "hunch", *THEMES], (CODE, "Talk", "", "", "", ""), (CODE, "", 1, 2, 3, 4))
    assert len(reading.answers) == 1
    assert reading.left_out == ("row 2 says nothing about the themes and is left out",)


def test_a_theme_without_column_is_named() -> None:
    with pytest.raises(Refused, match="no column covers the themes 'Health & wellbeing' and 'Transitions'"):
        read(["code", *THEMES[:2]], (CODE, 1, 2))
    with pytest.raises(Refused, match="no column asks about the themes"):
        read(["code", "Weather"], (CODE, "wet"))


def test_themes_are_found_by_their_folded_names() -> None:
    headers = ["code", "LITERACY", "Learning,  Teaching & Assessment", "Health and Wellbeing", "transitions"]
    assert levels(read(headers, (CODE, 1, 2, 3, 4))) == [[1, 2, 3, 4]]


def test_a_google_grid() -> None:
    headers = ["Timestamp", "Email Address", "SEED code", *(f"How much? [{theme}]" for theme in THEMES)]
    reading = read(
        headers, ("2026/08/24 1:15:00 PM GMT+1", "a@example.org", CODE, "5 - Very much", "1", "2", "3")
    )
    assert levels(reading) == [[5, 1, 2, 3]]
    assert reading.answers[0].submitted == datetime(2026, 8, 24, 13, 15)


def test_two_grids_over_the_themes_need_a_choice() -> None:
    headers = ["code", *(f"{ask} [{theme}]" for ask in ("How much?", "How well?") for theme in THEMES)]
    row = (CODE, 5, 4, 3, 2, 1, 1, 1, 1)
    with pytest.raises(Refused, match="'How much\\?' and 'How well\\?' all ask about the themes; choose one"):
        read(headers, row)
    assert levels(read(headers, row, question="how well?")) == [[1, 1, 1, 1]]
    with pytest.raises(Refused, match="no question about the themes is called 'Why'"):
        read(headers, row, question="Why")


def test_a_repeated_question_is_not_used() -> None:
    headers = ["code", *THEMES, "Literacy2", "hunch", "hunch2"]
    with pytest.raises(
        Refused, match="the columns 'Literacy' and 'Literacy2' ask the same; keep one of them"
    ):
        read(headers, (CODE, 5, 4, 3, 2, 1, "first", "second"))
    reading = read(headers, (CODE, 5, 4, 3, 2, 5, "first", "second"))
    assert levels(reading) == [[5, 4, 3, 2]]
    assert reading.answers[0].hunch == "first"
    repeat = next(column for column in reading.columns if column.header == "Literacy2")
    assert (repeat.role, repeat.how) == ("not used", "asks 'Literacy' again")


def test_the_same_theme_twice_is_refused() -> None:
    with pytest.raises(Refused, match="'Literacy' and 'literacy' ask the same"):
        read(["code", *THEMES, "literacy"], (CODE, 5, 4, 3, 2, 1))


# Who answered, and when


def test_anonymous_answers_are_told_apart_in_any_order_of_rows() -> None:
    headers = ["code", "submitted", "email", *THEMES]
    rows = [
        (CODE, "2026-08-24 09:15", "anonymous", 1, 1, 1, 1),
        (CODE, "2026-08-24 09:15", "", 5, 1, 1, 1),
        (CODE, "2026-08-24 09:16", "", 5, 1, 1, 1),
    ]
    there, back = read(headers, *rows), read(headers, *reversed(rows))
    names = {answer.respondent: answer.levels for answer in there.answers}
    assert list(names) == ["2026-08-24 09:15", "2026-08-24 09:15 (2)", "2026-08-24 09:16"]
    assert names == {answer.respondent: answer.levels for answer in back.answers}


def test_a_typed_address_stands_in_for_an_anonymous_one() -> None:
    reading = read(
        ["Email", "E-mail address", "code", *THEMES], ("anonymous", "a@example.org", CODE, 1, 2, 3, 4)
    )
    assert reading.answers[0].email == "a@example.org"


def test_an_answer_changed_afterwards_is_as_new_as_its_change() -> None:
    headers = ["code", "Completion time", "Last modified time", "Email", *THEMES]
    reading = read(headers, (CODE, "24/08/2026 09:15", "25/08/2026 10:00", "anonymous", 1, 2, 3, 4))
    (answer,) = reading.answers
    assert answer.submitted == datetime(2026, 8, 25, 10)
    assert answer.respondent == "2026-08-24 09:15"


def test_every_bad_cell_of_a_row_is_named() -> None:
    lines = problems(PLAIN, ("12", "All-through", "0", "soon", "nobody", "", 9, 1, 1, 1))
    assert [line.split(":")[0] for line in lines] == [
        f"row 2, column {header}" for header in ("Literacy", "code", "email", "entry", "sector", "submitted")
    ]


# Real bytes


def as_csv(headers: Sequence[str], *rows: Sequence[object]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows([headers, *rows])
    return out.getvalue()


@pytest.mark.parametrize(
    ("encoding", "dates"),
    [
        ("utf-8-sig", ("08/24/26 09:06:00", "08/03/26 09:00:00")),
        ("cp1252", ("24/08/2026 09:06", "03/08/2026 09:00")),
    ],
)
def test_csv_copies_of_a_forms_workbook(tmp_path: Path, encoding: str, dates: tuple[str, str]) -> None:
    headers = [
        "ID",
        "Completion time",
        "Email",
        "SEED code or CS number",
        *THEMES,
        "What’s your hunch? – briefly",
    ]
    rows = [(n, when, f"{n}@example.org", CODE, 1, 2, 3, 3, "Café") for n, when in enumerate(dates)]
    file = tmp_path / "survey.csv"
    file.write_bytes(as_csv(headers, *rows).encode(encoding))
    reading = surveys.read(table.read(file), THEMES)
    assert [answer.submitted for answer in reading.answers] == [
        datetime(2026, 8, 24, 9, 6),
        datetime(2026, 8, 3, 9),
    ]
    assert reading.answers[0].hunch == "Café"


def test_a_forms_workbook(tmp_path: Path) -> None:
    file = tmp_path / "survey.xlsx"
    with xlsxwriter.Workbook(file) as book:
        page = book.add_worksheet("Form1")
        page.write_row(0, 0, ["ID", "Completion time", "Email", "SEED code or CS number", *THEMES])
        page.write_row(
            1, 0, [1, None, "anonymous", 9889002, "Agree", "Neutral", "Strongly agree", "Disagree"]
        )
        page.write_datetime(1, 1, datetime(2026, 8, 24, 9, 6), book.add_format({"num_format": "m/d/yy h:mm"}))
    reading = surveys.read(table.read(file), THEMES)
    assert reading.problems.lines() == []
    assert levels(reading) == [[4, 3, 5, 2]]
    assert reading.answers[0].submitted == datetime(2026, 8, 24, 9, 6)
    assert reading.answers[0].identity.which == Which(CODE)


def test_a_loose_comma_is_noticed(tmp_path: Path) -> None:
    file = tmp_path / "survey.csv"
    file.write_text("code,hunch,Literacy\n9889002,Talk, then write,5\n", encoding="utf-8")
    with pytest.raises(Refused) as refused:
        table.read(file)
    assert refused.value.details == ("row 2, column 4: lies beyond the 3 columns that row 1 names",)
