"""`cln facilitator`: who supports the teams, and whether there are enough of them."""

import csv
from pathlib import Path

import pytest

from tests.conftest import After, Cli, Ran
from tests.tabular import write

COLUMNS = ["name", "email", "organisation", "authority", "role", "themes"]
ROWS = [
    ("Gwen Gray", "gwen@example.org", "qio", "Glasgow City Council", "", "numeracy; Literacy;"),
    ("Hugh Hall", "hugh@example.org", "Educational Psychologist", "Inverclyde", "co", ""),
    ("Iris Innes", "", "Education Scotland", "", "co", "Transitions"),
]


def open_cohort(cln: Cli) -> None:
    """Cohort 3, empty."""
    cln("cohort", "open", "Cohort 3", "--launch", "2026-09-10")


@pytest.fixture
def opened(both: Cli, after: After) -> Cli:
    """On either engine."""
    return after(both, open_cohort)


def test_import_list_and_import_again(opened: Cli, tmp_path: Path) -> None:
    file = write(tmp_path / "support.csv", COLUMNS, ROWS)
    assert (
        "support.csv: 3 facilitators: 3 added, 0 changed, 0 unchanged."
        in opened("facilitator", "import", file).out
    )
    changes = opened.json("history")
    again = opened("facilitator", "import", file)
    assert "support.csv: nothing changed; all 3 facilitators were known already." in again.out
    assert opened.json("history") == changes
    assert opened.json("facilitator", "list") == [
        {
            "name": "Gwen Gray",
            "email": "gwen@example.org",
            "organisation": "QIO",
            "authority": "Glasgow City",
            "role": "key",
            "themes": ["Literacy", "Numeracy"],
            "withdrawn_on": None,
            "withdrawn_reason": None,
        },
        {
            "name": "Hugh Hall",
            "email": "hugh@example.org",
            "organisation": "Educational Psychologist",
            "authority": "Inverclyde",
            "role": "co",
            "themes": [],
            "withdrawn_on": None,
            "withdrawn_reason": None,
        },
        {
            "name": "Iris Innes",
            "email": "",
            "organisation": "Education Scotland",
            "authority": None,
            "role": "co",
            "themes": ["Transitions"],
            "withdrawn_on": None,
            "withdrawn_reason": None,
        },
    ]
    assert "Iris Innes  co    Education Scotland        (national)" in opened("facilitator", "list").out


def test_a_later_file_changes_people_and_their_themes(opened: Cli, tmp_path: Path) -> None:
    opened("facilitator", "import", write(tmp_path / "support.csv", COLUMNS, ROWS))
    rows = [
        ("Gwen Gray", "gwen@example.org", "QIO", "Glasgow City", "", "Literacy;Resilience"),
        ("Hugh Hall", "hugh@example.org", "Educational Psychologist", "Inverclyde", "key", ""),
        ("Iris Innes", "", "Education Scotland", "", "", ""),
        ("Jack Jarvie", "", "ROC", "", "", ""),
    ]
    done = opened.json("facilitator", "import", write(tmp_path / "later.csv", COLUMNS, rows))
    assert (done["added"], done["changed"], done["unchanged"]) == (1, 2, 1)
    found = {one["name"]: one for one in opened.json("facilitator", "list")}
    assert found["Gwen Gray"]["themes"] == ["Literacy", "Resilience"]
    assert (found["Hugh Hall"]["email"], found["Hugh Hall"]["role"]) == ("hugh@example.org", "key")
    assert (found["Iris Innes"]["role"], found["Iris Innes"]["themes"]) == ("co", ["Transitions"])
    assert found["Jack Jarvie"]["role"] == "key"


def test_every_bad_row_is_named(cohort: Cli, tmp_path: Path) -> None:
    rows = [
        ROWS[0],
        ("", "nobody", "Council", "Atlantis", "boss", "Litracy;Astrology"),
        ("Gwen Gray", "", "QIO", "Glasgow City", "", ""),
        ROWS[0],
        ("Kim Kerr", "", "QIO", "Inverclyde", "", "Astrology"),
    ]
    ran = cohort("facilitator", "import", write(tmp_path / "support.csv", COLUMNS, rows), code=3)
    assert ran.err.splitlines()[1:] == [
        "  row 3, column authority: 'Atlantis' is no authority; write one of: East Dunbartonshire, "
        "East Renfrewshire, Glasgow City, Inverclyde, North Lanarkshire, Renfrewshire, South Lanarkshire, "
        "West Dunbartonshire",
        "  row 3, column email: 'nobody' is not an e-mail address",
        "  row 3, column name: is empty; write the person's name",
        "  row 3, column organisation: 'Council' is none of: QIO, Educational Psychologist, "
        "Education Scotland, ROC, Other",
        "  row 3, column role: 'boss' is none of: key, co",
        "  row 3, column themes: 'Litracy' is no theme of Cohort 3; did you mean Literacy?",
        "  row 4, column name: Gwen Gray stands in row 2 too, with other content; keep one of the rows, "
        "or give two people of one name their e-mail addresses",
        "  row 6, column themes: 'Astrology' is no theme of Cohort 3; write one of: Literacy, Numeracy, "
        "Health and wellbeing, Pupil engagement, Parental engagement, Community engagement, Transitions, "
        "Resilience",
    ]
    assert cohort.json("facilitator", "list") == []


def test_add_and_what_it_refuses(cohort: Cli) -> None:
    given = ["facilitator", "add", "--name", "Lou Lamb", "--organisation", "QIO", "--authority", "Inverclyde"]
    added = cohort(*given, "--email", "Lou@Example.org", "--themes", "Play", code=3)
    assert "'Play' is no theme of Cohort 3" in added.err
    added = cohort(*given, "--email", "Lou@Example.org", "--themes", "literacy")
    assert "Lou Lamb (key, Inverclyde) supports Cohort 3 now." in added.out
    assert cohort.json("facilitator", "list")[0]["email"] == "lou@example.org"
    assert "Lou Lamb is a facilitator of Cohort 3 already" in cohort(*given, code=3).err
    assert "'lou' is not an e-mail address" in cohort(*given, "--email", "lou", code=3).err
    wrong = cohort("facilitator", "add", "--name", "Lou", "--organisation", "Circus", code=3)
    assert "the organisation 'Circus' is none of: QIO" in wrong.err


def test_two_of_a_name_in_different_authorities_need_addresses(cohort: Cli) -> None:
    given = ["facilitator", "add", "--name", "Mia Muir", "--organisation", "QIO", "--authority"]
    cohort(*given, "Inverclyde")
    assert "already" in cohort(*given, "Renfrewshire", code=3).err
    cohort(*given, "Renfrewshire", "--email", "mia@example.org")
    assert [one["authority"] for one in cohort.json("facilitator", "list")] == ["Inverclyde", "Renfrewshire"]


def test_a_shortage_is_said_once_there_are_facilitators(cohort: Cli, tmp_path: Path) -> None:
    rows = [("9100001", "Ann", "promoted"), ("CS2099000001", "Bob", "promoted")]
    people = write(tmp_path / "people.csv", ["code", "name", "role"], rows)
    assert "key facilitator" not in cohort("cohort", "enrol", people).out
    said = cohort("facilitator", "import", write(tmp_path / "support.csv", COLUMNS, ROWS[:1])).out
    shortage = "Renfrewshire brings 1 establishment and has 0 of the 1 key facilitator it needs."
    assert shortage in said
    add = 'cln facilitator add --name "..." --organisation QIO --authority "Renfrewshire"'
    assert f"Add one with: {add}\n" in said
    assert add in cohort("cohort", "show").out
    assert shortage in cohort("cohort", "enrol", people).out
    assert shortage in cohort("cohort", "show").out
    short = cohort.json("cohort", "enrol", people)["key_facilitators_short"]
    assert short == [{"authority": "Renfrewshire", "establishments": 1, "needed": 1, "present": 0}]
    cohort("facilitator", "add", "--name", "Ned", "--organisation", "QIO", "--authority", "Renfrewshire")
    enough = "Every authority in the cohort has the key facilitators it needs."
    assert enough in cohort("facilitator", "import", tmp_path / "support.csv").out


def test_an_empty_list_says_what_to_do(cohort: Cli) -> None:
    assert (
        "Cohort 3 has no facilitators yet. Next: cln facilitator import FILE"
        in cohort("facilitator", "list").out
    )


def listed(cln: Cli) -> set[tuple[str, str, str | None]]:
    """Name, address and authority of everybody."""
    return {(one["name"], one["email"], one["authority"]) for one in cln.json("facilitator", "list")}


@pytest.mark.parametrize(
    ("organisation", "authority", "told"),
    [
        ("QIO", "", True),
        ("Educational Psychologist", "", True),
        ("QIO", "Inverclyde", False),
        ("Education Scotland", "", False),
        ("Other", "", False),
    ],
)
def test_who_counts_for_no_authority_is_told(
    cohort: Cli, tmp_path: Path, organisation: str, authority: str, *, told: bool
) -> None:
    row = ("Ann Lee", "a@example.org", organisation, authority, "key", "")
    said = cohort("facilitator", "import", write(tmp_path / "f.csv", COLUMNS, [row])).out
    doubt = f"Row 2, column authority: Ann Lee is {organisation} without an authority, and counts for none"
    assert (doubt in said) == told
    assert listed(cohort) == {("Ann Lee", "a@example.org", authority or None)}


def test_an_empty_cell_says_nothing_of_a_facilitator(cohort: Cli, tmp_path: Path) -> None:
    cohort("facilitator", "import", write(tmp_path / "f.csv", COLUMNS, ROWS))
    before = cohort.json("facilitator", "list")
    silent = [(name, "", organisation, "", "", "") for name, _, organisation, *_ in ROWS]
    said = cohort("facilitator", "import", write(tmp_path / "g.csv", COLUMNS, silent)).out
    assert "nothing changed" in said
    assert "without an authority" not in said
    assert cohort.json("facilitator", "list") == before
    gone = [("Gwen Gray", "", "Education Scotland", "", "", "")]
    cohort("facilitator", "import", write(tmp_path / "h.csv", COLUMNS, gone))
    assert ("Gwen Gray", "gwen@example.org", None) in listed(cohort)


@pytest.mark.parametrize(
    "pair",
    [
        (("Ann Lee", "office@example.org"), ("Bo Kay", "office@example.org")),
        (("Ann Lee", "ann@example.org"), ("Ann Lee", "ann.lee@example.org")),
        (("\u738b\u82b3", ""), ("\u674e\u5a1c", "")),
    ],
)
def test_two_facilitators_of_one_file_stay_two(
    cohort: Cli, tmp_path: Path, pair: tuple[tuple[str, str], ...]
) -> None:
    rows = [(*who, "QIO", "Inverclyde", "key", "") for who in pair]
    cohort("facilitator", "import", write(tmp_path / "f.csv", COLUMNS, rows))
    assert listed(cohort) == {(*who, "Inverclyde") for who in pair}
    again = cohort("facilitator", "import", write(tmp_path / "g.csv", COLUMNS, rows[::-1]))
    assert "nothing changed" in again.out


@pytest.mark.parametrize(
    ("then", "question"),
    [
        (("Hugh Hall", "h.hall@example.org"), "is the one with h.hall@example.org the same person?"),
        (("Hugh Hill", "hugh@example.org"), "is Hugh Hill the same person, renamed?"),
    ],
)
@pytest.mark.parametrize("answer", ["same", "another"])
def test_a_file_never_turns_one_facilitator_into_another_by_itself(
    cohort: Cli, tmp_path: Path, then: tuple[str, str], question: str, answer: str
) -> None:
    cohort("facilitator", "import", write(tmp_path / "f.csv", COLUMNS, ROWS))
    before = cohort.json("facilitator", "list")
    later = write(tmp_path / "g.csv", COLUMNS, [(*then, "Educational Psychologist", "Inverclyde", "", "")])
    refused = cohort("facilitator", "import", later, "--resolve", tmp_path / "q.csv", code=3).err
    assert question in refused
    assert cohort.json("facilitator", "list") == before
    _, (row, asked, _) = csv.reader((tmp_path / "q.csv").read_text(encoding="utf-8-sig").splitlines())
    write(tmp_path / "q.csv", ["row", "question", "answer"], [(row, asked, answer)])
    said = cohort("facilitator", "import", later, "--resolve", tmp_path / "q.csv").out
    assert ("Row 2: " in said) == (answer == "same")
    known = ("Hugh Hall", "hugh@example.org", "Inverclyde")
    assert (known in listed(cohort)) == (answer == "another")
    assert (*then, "Inverclyde") in listed(cohort)


def test_first_name_and_surname_in_two_columns(cohort: Cli, tmp_path: Path) -> None:
    columns = ["First Name", "Surname", "Organisation", "LA Name"]
    rows = [("Ann", "Lee", "QIO", "Inverclyde"), ("", "Kay", "QIO", "Inverclyde")]
    refused = cohort("facilitator", "import", write(tmp_path / "f.csv", columns, rows), code=3).err
    assert "row 3, column First Name: is empty; write the person's first name" in refused
    done = cohort.json("import", write(tmp_path / "f.csv", columns, rows[:1]))
    assert [one["kind"] for one in done["files"]] == ["facilitators"]
    assert listed(cohort) == {("Ann Lee", "", "Inverclyde")}


def test_by_hand_a_shared_address_is_another_facilitators(cohort: Cli) -> None:
    of_council = ("--organisation", "QIO", "--authority", "Inverclyde")
    add = ("facilitator", "add", *of_council, "--email", "q@example.org")
    cohort(*add, "--name", "Ann Lee")
    cohort(*add, "--name", "Bo Kay")
    assert "Bo Kay is a facilitator of Cohort 3 already" in cohort(*add, "--name", "Bo Kay", code=3).err
    assert {name for name, *_ in listed(cohort)} == {"Ann Lee", "Bo Kay"}


def test_who_has_withdrawn_does_not_come_back_by_a_file(cohort: Cli, tmp_path: Path) -> None:
    cohort("facilitator", "import", write(tmp_path / "f.csv", COLUMNS, ROWS))
    cohort("facilitator", "withdraw", "Hugh Hall", "--reason", "Called back", "--on", "2026-10-01")
    new = ("Jack Jarvie", "", "ROC", "", "", "")
    file = write(tmp_path / "g.csv", COLUMNS, [*ROWS, new])
    back = 'take them back with: cln facilitator rejoin "Hugh Hall", or take the row out'
    refused = cohort("facilitator", "import", file, code=3).err
    assert f"row 3, column name: Hugh Hall withdrew from Cohort 3 on 1 Oct 2026; {back}" in refused
    cohort("facilitator", "import", file, "--accept-valid", "--rejects", tmp_path / "r.csv")
    assert {name for name, *_ in listed(cohort)} == {"Gwen Gray", "Iris Innes", "Jack Jarvie"}
    (_, (name, *_)) = csv.reader((tmp_path / "r.csv").read_text(encoding="utf-8-sig").splitlines())
    assert name == "Hugh Hall"


def test_themes_may_be_joined_by_commas_where_each_part_is_one(opened: Cli, tmp_path: Path) -> None:
    def sent(themes: str, code: int = 0) -> Ran:
        row = ("Gwen", "gwen@example.org", "QIO", "Inverclyde", "key", themes)
        return opened("facilitator", "import", write(tmp_path / "f.csv", COLUMNS, [row]), code=code)

    sent("Literacy, Numeracy")
    assert opened.json("facilitator", "list")[0]["themes"] == ["Literacy", "Numeracy"]
    assert "'Sports' is no theme" in sent("Literacy, Sports", code=3).err
