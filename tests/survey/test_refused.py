"""Answers that are not right, or of nobody who takes part, are named by row."""

from datetime import date
from pathlib import Path

from tests import builders
from tests.conftest import Cli
from tests.survey.test_survey import BOTH, ELC, HIGH, LOW, PRIMARY, THEMES, levels, stored, write
from tests.survey.test_survey import enrolled as enrolled


def test_every_bad_row_is_named_and_nothing_is_taken_in(enrolled: Cli, tmp_path: Path) -> None:
    rows = [
        (PRIMARY, "", "", "", "", "", *HIGH),
        ("1234567", "", "", "", "", "", *HIGH),
        (PRIMARY, "Special", "", "", "", "", *HIGH),
        (PRIMARY, "", "2", "", "", "", *HIGH),
        (BOTH, "", "", "", "", "", *HIGH),
        (ELC, "", "", "", "", "", *HIGH[:-1], 7),
    ]
    ran = enrolled("survey", "import", write(tmp_path, rows), code=3)
    first, *lines = ran.err.splitlines()
    assert first == (
        "cln: error: survey.csv: 5 rows are not right, so nothing was taken in; "
        "mend the file and import it again"
    )
    assert [line.strip() for line in lines] == [
        "row 3, column code: 1234567 is not enrolled in Cohort 3; nominate it with: cln cohort enrol FILE, "
        "or take the row out",
        f"row 4, column sector: {PRIMARY} is enrolled in Cohort 3 as Primary, not as Special; "
        "correct the sector",
        f"row 5, column entry: {PRIMARY} has entry 1 in Cohort 3, not 2; correct the number",
        f"row 6, column sector: it could be {BOTH} (Primary) or {BOTH} (Secondary); say which in a column "
        "sector, or give the e-mail address of one of its participants",
        "row 7, column Resilience: '7' is not a level from 1 to 5; if it is a rank, 1 the most wanted, "
        "say --kind ranking",
    ]
    assert not ran.out
    assert stored(enrolled) == []


def test_a_word_among_known_ones_is_a_bad_cell_like_all_others(enrolled: Cli, tmp_path: Path) -> None:
    rows = [
        (PRIMARY, "2026-08-24", "Very much", "high", 3, 2, 1, "low", 9, "somewhat"),
        ("9889020", "2026-08-24", *HIGH),
        (ELC, "soon", *HIGH),
        (BOTH, "2026-08-24", *LOW),
    ]
    ran = enrolled("survey", "import", write(tmp_path, rows, ["code", "submitted", *THEMES]), code=3)
    words = (
        "write 1 to 5 or one of: Not at all, A little, Somewhat, Quite a lot, Very much "
        "(a form with other words needs --scale)"
    )
    assert [line.strip() for line in ran.err.splitlines()[1:]] == [
        f"row 2, column Community engagement: 'low' is no rating; {words}",
        f"row 2, column Numeracy: 'high' is no rating; {words}",
        "row 2, column Transitions: '9' is not a level from 1 to 5; if it is a rank, 1 the most wanted, "
        "say --kind ranking",
        "row 3, column code: 9889020 is not enrolled in Cohort 3; did you mean 9889002 School 9889002? "
        "If not, nominate it with: cln cohort enrol FILE, or take the row out",
        "row 4, column submitted: 'soon' is no date; write e.g. 2026-08-24 09:15",
        f"row 5, column sector: it could be {BOTH} (Primary) or {BOTH} (Secondary); say which in a column "
        "sector, or give the e-mail address of one of its participants",
    ]


def test_a_word_among_numbers_is_a_bad_cell(enrolled: Cli, tmp_path: Path) -> None:
    file = write(tmp_path, [(PRIMARY, "high", *HIGH[1:]), (ELC, *LOW)], ["code", *THEMES])
    ran = enrolled("survey", "import", file, code=3)
    assert ran.err.splitlines()[1:] == [
        "  row 2, column Literacy: 'high' is no rating; write 1 to 5 (a form with other words needs --scale)"
    ]
    ran = enrolled("survey", "import", file, "--scale", "a;b;c;d;e", code=3)
    assert "'high' is no rating; write 1 to 5 or one of: a, b, c, d, e\n" in ran.err


def test_a_column_of_unknown_words_asks_for_the_scale(enrolled: Cli, tmp_path: Path) -> None:
    rows = [(PRIMARY, "high", *HIGH[1:]), (ELC, "low", *HIGH[1:]), (BOTH, "High", *HIGH[1:])]
    ran = enrolled("survey", "import", write(tmp_path, rows, ["code", *THEMES]), code=3)
    assert ran.err.startswith(
        "cln: error: survey.csv: cln does not know the words of these ratings: 'high', 'low';"
    )
    assert '--scale "Not at all;A little;Somewhat;Quite a lot;Very much"\n' in ran.err


def test_nobody_is_enrolled_yet(both: Cli, tmp_path: Path) -> None:
    builders.enrol(both.database, [])
    file = write(tmp_path, [(PRIMARY, *HIGH), (ELC, *HIGH)], ["code", *THEMES])
    said = both("survey", "import", file, code=3).err
    assert said == "cln: error: nobody is enrolled in Cohort 3 yet; enrol them first: cln cohort enrol FILE\n"


def test_a_misspelt_theme_is_suggested(enrolled: Cli, tmp_path: Path) -> None:
    headers = ["code", "Litracy", "How much? [Numracy]", *THEMES[2:], "Anything else?"]
    ran = enrolled("survey", "import", write(tmp_path, [(PRIMARY, *HIGH, "no")], headers), code=3)
    assert ran.err == (
        "cln: error: survey.csv: no column covers the themes 'Literacy' and 'Numeracy'; head a column with "
        "each theme's name (did you mean 'Literacy' by 'Litracy', 'Numeracy' by 'How much? [Numracy]'?)\n"
    )
    nothing = write(tmp_path, [(PRIMARY, 5)], ["code", "Litracy"])
    assert "(did you mean 'Literacy' by 'Litracy'?)" in enrolled("survey", "import", nothing, code=3).err


def test_one_of_anything_is_said_as_one(cln: Cli, tmp_path: Path) -> None:
    builders.enrol(cln.database, [(PRIMARY, "Primary", 1), (ELC, "ELC", 1)])
    file = write(tmp_path, [(PRIMARY, *HIGH)], ["code", *THEMES])
    assert "1 of 2 entries has not answered" in cln("survey", "import", file).out
    assert "1 of 2 entries has answered." in cln("survey", "list").out
    builders.withdraw(cln.database, ELC, date(2026, 9, 1))
    assert "The one entry of Cohort 3 has answered." in cln("survey", "import", file).out
    builders.withdraw(cln.database, PRIMARY, date(2026, 9, 1))
    late = write(tmp_path, [(PRIMARY, "2026-08-24", *HIGH)], ["code", "submitted", *THEMES])
    assert "Every entry of Cohort 3 has withdrawn." in cln("survey", "import", late).out


def test_the_address_tells_which_entry_an_answer_is_for(enrolled: Cli, tmp_path: Path) -> None:
    builders.enrol(enrolled.database, [(PRIMARY, "Primary", 2)])
    headers = ["code", "email", *THEMES]
    rows = [(PRIMARY, f"B2.{PRIMARY}@example.org", *HIGH), (PRIMARY, f"a1.{PRIMARY}@example.org", *LOW)]
    enrolled("survey", "import", write(tmp_path, rows, headers))
    assert levels(enrolled) == {(PRIMARY, "Primary", 1): LOW, (PRIMARY, "Primary", 2): HIGH}
    stranger = write(tmp_path, [(PRIMARY, "someone@example.org", *HIGH)], headers)
    assert "say which in a column entry" in enrolled("survey", "import", stranger, code=3).err


def test_withdrawn_entries(enrolled: Cli, tmp_path: Path) -> None:
    builders.withdraw(enrolled.database, PRIMARY, date(2026, 9, 1))
    headers = ["code", "submitted", *THEMES]
    before = write(tmp_path, [(PRIMARY, "2026-08-24", *HIGH), (ELC, "2026-08-24", *HIGH)], headers)
    data = enrolled.json("survey", "import", before)
    assert (data["added"], data["entries"], len(data["not_answered"])) == (1, 3, 2)
    assert data["left_out"] == [f"row 2: {PRIMARY} School {PRIMARY} has withdrawn since and is left out"]
    told = enrolled("survey", "import", before).out
    said = f"1 answer is left out, of entries that have withdrawn since: {PRIMARY} School {PRIMARY}."
    assert said in told.splitlines()
    after = write(tmp_path, [(PRIMARY, "2026-09-02", *HIGH)], headers)
    assert (
        "withdrew from Cohort 3 on 1 Sep 2026; take the row out"
        in enrolled("survey", "import", after, code=3).err
    )


def test_of_many_withdrawn_entries_one_line_names_the_first_twenty(cln: Cli, tmp_path: Path) -> None:
    codes = [f"91{number:05}" for number in range(24)]
    builders.enrol(cln.database, [(code, "Primary", 1) for code in codes])
    file = write(tmp_path, [(code, "2026-08-24", *HIGH) for code in codes], ["code", "submitted", *THEMES])
    for code in codes[:-1]:
        builders.withdraw(cln.database, code, date(2026, 9, 1))
    (told,) = (line for line in cln("survey", "import", file).out.splitlines() if "left out" in line)
    assert told.startswith("23 answers are left out, of entries that have withdrawn since: 9100000 School")
    assert told.endswith("9100019 School 9100019 and 3 more (all: cln cohort show).")
