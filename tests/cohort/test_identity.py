"""Which entry a row of the survey, of feedback or of confidence means, and what contradicts it."""

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest

from cln import programme
from tests.conftest import After, Cli
from tests.tabular import write

THEMES = programme.THEMES
HIGH = [5, 4, 3, 2, 1, 1, 1, 1]
NORTH, HARBOUR, DAISY, SOUTH = "9100001", "9200003", "CS2099000001", "9100002"
PEOPLE = [
    (NORTH, "", "Ann Adam", "ann@example.org", "promoted"),
    (NORTH, "", "Bob Boyd", "office@example.org", "practitioner"),
    (HARBOUR, "Primary", "Cat Cole", "cat@example.org", "promoted"),
    (HARBOUR, "Primary", "Dan Dunn", "office@example.org", "practitioner"),
    (HARBOUR, "Secondary", "Eve East", "eve@example.org", "promoted"),
    (HARBOUR, "Secondary", "Fay Ford", "fay@example.org", "practitioner"),
    (DAISY, "", "Gus Gray", "gus@example.org", "promoted"),
    (DAISY, "", "Hal Hill", "", "practitioner"),
]
WHO = ("code", "sector", "establishment", "authority", "email")


def prepare(cln: Cli) -> None:
    """The register of `register`, and three of its establishments in Cohort 3; event 1 held."""
    folder = Path(cln.database.removeprefix("sqlite:///")).parent
    file = write(folder / "people.csv", ["code", "sector", "name", "email", "role"], PEOPLE)
    cln("cohort", "enrol", file)
    cln("event", "hold", 1, "--on", "2026-09-10")


@pytest.fixture
def ours(cohort: Cli, after: After) -> Cli:
    return after(cohort, prepare)


def survey(folder: Path, who: Sequence[str], headers: Sequence[str] = WHO) -> Path:
    return write(folder / "survey.csv", [*headers, *THEMES], [(*who, *HIGH)])


def answered(cln: Cli) -> list[tuple[str, str]]:
    entries = cln.json("survey", "list")["entries"]
    return [(one["code"], one["sector"]) for one in entries if one["answered"]]


@pytest.mark.parametrize(
    ("who", "meant", "how"),
    [
        (
            ("", "", "northbank primary school", "", ""),
            (NORTH, "Primary"),
            "which no other of the cohort has",
        ),
        (("", "", "Northbank Primary School", "Glasgow City Council", ""), (NORTH, "Primary"), "and council"),
        (("", "Secondary", "Harbour School", "", ""), (HARBOUR, "Secondary"), "which no other"),
        (("", "", "Harbour School", "Inverclyde", "eve@example.org"), (HARBOUR, "Secondary"), "and council"),
        (("", "", "", "", "gus@example.org"), (DAISY, "ELC"), None),
        (("", "", "our school", "", "gus@example.org"), (DAISY, "ELC"), None),
        ((NORTH, "", "", "", "somebody@example.org"), (NORTH, "Primary"), None),
        ((NORTH, "", "our school", "", ""), (NORTH, "Primary"), "is that of 9100001 Northbank"),
        ((NORTH, "", "", "Argyll and Bute", ""), (NORTH, "Primary"), "'Argyll and Bute' is no authority"),
        ((NORTH, "", "Nortbank PS", "", ""), (NORTH, "Primary"), None),
        ((NORTH, "", "Northbank Primary and Nursery", "", ""), (NORTH, "Primary"), None),
        ((NORTH, "", "Northbank", "Glasgow", "office@example.org"), (NORTH, "Primary"), None),
        ((HARBOUR, "Primary", "Harbour School", "inverclyde council", ""), (HARBOUR, "Primary"), None),
    ],
)
def test_who_is_meant(
    ours: Cli, tmp_path: Path, who: Sequence[str], meant: tuple[str, str], how: str | None
) -> None:
    data = ours.json("survey", "import", survey(tmp_path, who))
    assert answered(ours) == [meant]
    assert [how in doubt for doubt in data["doubts"] if how] == ([True] if how else [])
    assert bool(data["doubts"]) == bool(how)


@pytest.mark.parametrize(
    ("who", "column", "said"),
    [
        (("", "", "", "", ""), "code", "is empty; write the SEED code"),
        (("", "", "Harbour School", "", ""), "code", "could be 9200003 (Primary) in Inverclyde or 9200003"),
        (("", "", "Southbank Academy", "", ""), "establishment", "is no establishment of Cohort 3"),
        (
            ("", "", "Southbank Academy", "", "ann@example.org"),
            "establishment",
            "is no establishment of Cohort 3",
        ),
        (("", "", "Nortbank Primry School", "", ""), "establishment", "did you mean 9100001 Northbank"),
        (("", "", "Northbank Primary School", "Inverclyde", ""), "establishment", "in Inverclyde is no"),
        (("", "", "", "", "office@example.org"), "email", "somebody on 9100001 Northbank Primary School or"),
        (("", "", "", "", "who@example.org"), "email", "is nobody's address in Cohort 3"),
        (("9100001x", "", "", "", ""), "code", "is no establishment code"),
    ],
)
def test_what_means_nobody_is_refused(
    ours: Cli, tmp_path: Path, who: Sequence[str], column: str, said: str
) -> None:
    err = ours("survey", "import", survey(tmp_path, who), code=3).err
    assert f"row 2, column {column}: " in err
    assert said in err
    assert answered(ours) == []


@pytest.mark.parametrize(
    ("who", "column", "both"),
    [
        ((NORTH, "", "Southbank Academy", "", ""), "establishment", (NORTH, "9100002 Southbank Academy")),
        ((NORTH, "", "Daisy Early Years Centre", "", ""), "establishment", (NORTH, DAISY)),
        ((NORTH, "", "Harbour PS", "", ""), "establishment", (NORTH, HARBOUR)),
        ((NORTH, "", "", "Renfrewshire", ""), "authority", ("in Glasgow City", "not in Renfrewshire")),
        ((NORTH, "", "", "", "gus@example.org"), "email", (NORTH, f"somebody on {DAISY}")),
        (("", "", "Northbank Primary School", "", "gus@example.org"), "email", ("Northbank", DAISY)),
        (("", "", "", "Inverclyde", "gus@example.org"), "authority", ("Renfrewshire", "not in Inverclyde")),
    ],
)
def test_what_contradicts_the_rest_of_its_row_is_refused_naming_both(
    ours: Cli, tmp_path: Path, who: Sequence[str], column: str, both: tuple[str, str]
) -> None:
    err = ours("survey", "import", survey(tmp_path, who), code=3).err
    assert f"row 2, column {column}: " in err
    assert all(name in err for name in both)
    assert "correct one of them" in err
    assert answered(ours) == []


def test_a_renamed_establishment_may_be_called_by_its_earlier_name(ours: Cli, tmp_path: Path) -> None:
    ours("establishment", "amend", NORTH, "--name", "Riverside Primary School")
    data = ours.json("survey", "import", survey(tmp_path, (NORTH, "", "Northbank Primary School", "", "")))
    assert (data["added"], data["doubts"]) == (1, [])
    named = survey(tmp_path, ("", "", "Northbank Primary School", "", ""))
    assert "9100001 Riverside Primary School" in ours.json("survey", "import", named)["doubts"][0]


def test_the_code_may_be_left_out_altogether(ours: Cli, tmp_path: Path) -> None:
    file = survey(
        tmp_path, ("Northbank Primary School", "Glasgow City"), ["Name of establishment", "Council"]
    )
    assert ours.json("survey", "import", file)["added"] == 1
    assert answered(ours) == [(NORTH, "Primary")]
    by_address = survey(tmp_path, ("gus@example.org",), ["E-mail address"])
    assert ours.json("survey", "import", by_address)["added"] == 1
    assert len(answered(ours)) == 2


def test_a_name_twice_in_the_register_is_that_of_the_cohort(ours: Cli, tmp_path: Path) -> None:
    row = ["9300001", "Northbank Primary School", "Renfrewshire", "Primary"]
    ours(
        *("establishment", "add", row[0], "--name", row[1], "--authority", row[2], "--sector", row[3]),
    )
    data = ours.json("survey", "import", survey(tmp_path, ("", "", row[1], "", "")))
    assert "is taken for 9100001 Northbank Primary School by its name, which no other" in data["doubts"][0]
    elsewhere = survey(tmp_path, ("", "", row[1], "Renfrewshire", ""))
    assert "is no establishment of Cohort 3" in ours("survey", "import", elsewhere, code=3).err


def test_feedback_is_linked_the_same_way_but_may_be_of_nobody(ours: Cli, tmp_path: Path) -> None:
    headers = ["email", "school", "council", "How useful was it?"]
    rows = [
        ("a@example.org", "Northbank Primary School", "", 4),
        ("b@example.org", "University of the Clyde", "", 4),
        ("c@example.org", "", "", 5),
        ("gus@example.org", "", "", 5),
    ]
    data = ours.json("event", "feedback", 1, write(tmp_path / "feedback.csv", headers, rows))
    assert data["added"] == 4
    taken, unknown = data["doubts"]
    assert taken.startswith("row 2: 'Northbank Primary School' is taken for 9100001 Northbank Primary School")
    assert unknown.startswith("row 3: 'University of the Clyde' is no establishment of Cohort 3")
    wrong = [("gus@example.org", "Northbank Primary School", "", 4)]
    err = ours("event", "feedback", 1, write(tmp_path / "feedback.csv", headers, wrong), code=3).err
    assert f"gus@example.org is the address of somebody on {DAISY}" in err


def test_confidence_of_a_name_alone_is_flagged(ours: Cli, tmp_path: Path) -> None:
    headers = ["name", "school", "council", "Asking"]
    rows = [("Hal Hill", "", "", 3), ("Ann Adam", "Northbank Primary School", "Glasgow City", 4)]
    file = write(tmp_path / "levels.csv", headers, rows)
    data = ours.json("confidence", "import", file, "--occasion", "launch")
    assert (data["added"], data["doubts"]) == (
        2,
        ["row 2 is taken by the name alone, which no other participant has"],
    )
    wrong = write(tmp_path / "levels.csv", headers, [("Ann Adam", "", "Inverclyde", 3)])
    err = ours("confidence", "import", wrong, "--occasion", "launch", code=3).err
    assert "Ann Adam is of 9100001 Northbank Primary School in Glasgow City, not in Inverclyde" in err


@pytest.mark.parametrize(
    ("who", "choices"),
    [
        ((NORTH, "", "Daisy Early Years Centre", "", ""), {NORTH: "Primary", DAISY: "ELC"}),
        ((NORTH, "", "", "", "gus@example.org"), {NORTH: "Primary", DAISY: "ELC"}),
        ((NORTH, "", "Southbank Academy", "", ""), {NORTH: "Primary"}),
        ((NORTH, "", "", "Renfrewshire", ""), {NORTH: "Primary"}),
    ],
)
def test_a_contradiction_is_settled_by_an_answer(
    ours: Cli, tmp_path: Path, who: Sequence[str], choices: dict[str, str]
) -> None:
    file, questions = survey(tmp_path, who), tmp_path / "questions.csv"
    for code, sector in choices.items():
        questions.unlink(missing_ok=True)
        ours("survey", "import", file, "--resolve", questions, code=3)
        (question,) = csv.DictReader(questions.read_text("utf-8-sig").splitlines())
        names = " / ".join(f"{one} ({of})" for one, of in choices.items())
        assert question["question"].endswith(f"or say which is meant ({names})")
        write(questions, list(question), [(*list(question.values())[:2], f"{code} ({sector})")])
        ours("survey", "import", file, "--resolve", questions)
        assert (code, sector) in answered(ours)


@pytest.mark.parametrize(
    ("headers", "rows", "doubts"),
    [
        (("email", "status"), [("ann@example.org", "present"), ("Gus@example.org", "absent")], []),
        (
            ("name", "status"),
            [("ann adam", "present"), ("Hal Hill", "absent")],
            ["rows 2 to 3 are taken by the name alone, which no other participant has"],
        ),
        (
            ("name", "email", "status"),
            [("Ann", "ann@example.org", "present"), ("Hal Hill", "", "absent")],
            None,
        ),
    ],
)
def test_attendance_needs_no_code_where_name_or_address_is_one_persons(
    ours: Cli,
    tmp_path: Path,
    headers: Sequence[str],
    rows: Sequence[Sequence[str]],
    doubts: Sequence[str] | None,
) -> None:
    file = write(tmp_path / "came.csv", headers, rows)
    data = ours.json("event", "attendance", 1, file)
    assert (data["present"], data["absent"]) == (1, 1)
    alone = ["row 3 is taken by the name alone, which no other participant has"]
    assert data["doubts"] == (alone if doubts is None else doubts)
    shared = write(tmp_path / "came.csv", ["email", "status"], [("office@example.org", "present")])
    err = ours("event", "attendance", 1, shared, code=3).err
    assert "could be of 9100001 (Primary) or 9200003 (Primary); say which in a column code" in err
