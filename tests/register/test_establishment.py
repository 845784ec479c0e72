"""`cln establishment add`, `amend`, `list`, `show`, `close`, `merge`: one establishment of the register."""

from pathlib import Path

from tests.conftest import REGISTER, Cli
from tests.tabular import write


def test_list_filters_and_orders(register: Cli) -> None:
    names = [(one["code"], one["sector"]) for one in register.json("establishment", "list")]
    assert names == [
        ("9100001", "Primary"),
        ("9100002", "Secondary"),
        ("9200003", "Primary"),
        ("9200003", "Secondary"),
        ("CS2099000001", "ELC"),
    ]
    glasgow = register.json("establishment", "list", "--authority", "GLASGOW", "--sector", "primary")
    assert glasgow == [
        {
            "code": "9100001",
            "sector": "Primary",
            "name": "Northbank Primary School",
            "authority": "Glasgow City",
            "postcode": "G1 1AA",
            "simd_quintile": 1,
            "latitude": 55.86,
            "longitude": -4.25,
            "closed_on": None,
        }
    ]
    assert register("establishment", "list", "--sector", "ELC").out == (
        "\ncode          sector  name                      authority     SIMD\n"
        "CS2099000001  ELC     Daisy Early Years Centre  Renfrewshire     5\n"
        "\n1 establishment.\n"
    )
    assert register.json("establishment", "list", "--authority", "Inverclyde", "--sector", "ELC") == []


def test_add_show_amend_close_reopen(both: Cli) -> None:
    added = both(
        "establishment", "add", "cs 2099000007", "--name", "Clover Nursery",
        "--authority", "renfrewshire council", "--sector", "elc", "--latitude", "55.8", "--longitude", "-4.4",
    )  # fmt: skip
    assert added.out.startswith("CS2099000007 Clover Nursery is in the register now.\nELC, Renfrewshire,")
    assert both("establishment", "show", "CS2099000007").out == (
        "CS2099000007 Clover Nursery\n"
        "ELC, Renfrewshire, no postcode.\n"
        "SIMD quintile not known; latitude and longitude 55.8000, -4.4000.\n"
        "It has not been in a cohort.\n"
    )
    both("establishment", "amend", "CS2099000007", "--name", "Clover", "--simd-quintile", "2")
    shown = both.json("establishment", "show", "CS2099000007")
    assert (shown["name"], shown["simd_quintile"], shown["entries"]) == ("Clover", 2, [])
    before = len(both.json("history"))
    assert "nothing changed" in both("establishment", "amend", "CS2099000007", "--name", "Clover").out
    assert len(both.json("history")) == before
    closed = both("establishment", "close", "CS2099000007", "--on", "30/06/2026")
    assert "CS2099000007 Clover closes on 30 Jun 2026." in closed.out
    assert both.json("establishment", "list") == []
    assert "30 Jun 2026" in both("establishment", "list", "--all").out
    again = both("establishment", "close", "CS2099000007", code=3)
    assert "is closed already, on 30 Jun 2026; to correct that: cln establishment amend" in again.err
    both("establishment", "amend", "CS2099000007", "--reopen")
    assert both.json("establishment", "list")[0]["closed_on"] is None


def test_two_departments_are_told_apart_by_sector(register: Cli) -> None:
    ran = register("establishment", "show", "9200003", code=2)
    assert "9200003 covers several departments (Primary and Secondary); choose one with --sector" in ran.err
    assert register.json("establishment", "show", "9200003", "--sector", "secondary")["sector"] == "Secondary"
    register("establishment", "close", "9200003", "--sector", "Primary", "--on", "2026-06-30")
    assert [one["sector"] for one in register.json("establishment", "list", "--authority", "Inverclyde")] == [
        "Secondary"
    ]
    assert "not ELC" in register("establishment", "show", "9200003", "--sector", "ELC", code=3).err


def test_what_add_amend_and_list_refuse(cohort: Cli) -> None:
    given = ["--name", "N", "--authority", "Inverclyde", "--sector", "Primary"]
    assert "in the register already" in cohort("establishment", "add", "9100001", *given, code=3).err
    assert "no establishment code" in cohort("establishment", "add", "12", *given, code=3).err
    lonely = cohort("establishment", "add", "9100009", *given, "--latitude", "55", code=3)
    assert "latitude and longitude come together" in lonely.err
    assert "say what to amend" in cohort("establishment", "amend", "9100001", code=2).err
    assert "not in the register" in cohort("establishment", "show", "9999999", code=3).err
    unknown = cohort("establishment", "list", "--authority", "Inverclide", code=3)
    assert "authority 'Inverclide' is no authority; did you mean Inverclyde?" in unknown.err
    assert len(cohort.json("establishment", "list")) == len(REGISTER)


def test_closing_one_that_is_enrolled_says_how_to_withdraw_it(cohort: Cli, tmp_path: Path) -> None:
    file = write(tmp_path / "people.csv", ["code", "name", "role"], [("9100001", "Ann", "promoted")])
    cohort("cohort", "enrol", file)
    closed = cohort("establishment", "close", "9100001", "--on", "2026-12-01")
    assert 'cln --cohort "Cohort 3" cohort withdraw 9100001 --reason other' in closed.out
    entries = cohort.json("establishment", "show", "9100001")["entries"]
    assert entries == [
        {
            "cohort": "Cohort 3",
            "launch": "2026-09-10",
            "entry": 1,
            "withdrawn_on": None,
            "withdrawn_reason": None,
            "starts_on": None,
            "finishes_on": None,
            "absences": [],
        }
    ]


def test_a_merged_establishment_stays_on_record_beside_the_one_that_took_it_over(register: Cli) -> None:
    into = ("9200003", "--into-sector", "primary", "--on", "2027-06-30")
    merged = register("establishment", "merge", "9100001", *into)
    assert (
        "9100001 Northbank Primary School closes on 30 Jun 2027; 9200003 Harbour School takes it over.\n"
        in (merged.out)
    )
    shown = register.json("establishment", "show", "9100001")
    harbour = {"code": "9200003", "sector": "Primary", "name": "Harbour School"}
    assert (shown["closed_on"], shown["merged_into"]) == ("2027-06-30", harbour)
    took_over = register.json("establishment", "show", "9200003", "--sector", "Primary")["took_over"]
    assert [one["code"] for one in took_over] == ["9100001"]
    assert "Merged into 9200003 Harbour School." in register("establishment", "show", "9100001").out
    assert (
        "was merged already, on 30 Jun 2027"
        in register("establishment", "merge", "9100001", *into, code=3).err
    )
    register("establishment", "amend", "9100001", "--reopen")
    assert register.json("establishment", "show", "9100001")["merged_into"] is None


def test_what_a_merger_refuses(cohort: Cli, tmp_path: Path) -> None:
    itself = cohort("establishment", "merge", "9100001", "9100001", code=3).err
    assert (
        "9100001 Northbank Primary School cannot be merged into itself; name the one that goes on" in itself
    )
    assert "choose one with --sector" in cohort("establishment", "merge", "9100001", "9200003", code=2).err
    cohort("establishment", "close", "9100002", "--on", "2026-06-30")
    gone = cohort("establishment", "merge", "9100001", "9100002", code=3).err
    assert "9100002 Southbank Academy closed on 30 Jun 2026; name the one that goes on" in gone
    cohort("establishment", "merge", "9100002", "9100001", "--on", "2026-09-01")
    assert cohort.json("establishment", "show", "9100002")["closed_on"] == "2026-06-30"
    file = write(tmp_path / "people.csv", ["code", "name", "role"], [("9100002", "Ann", "promoted")])
    assert (
        "9100002 Southbank Academy was merged into 9100001 Northbank Primary School on 30 Jun 2026; "
        "write 9100001, or take the row out" in cohort("cohort", "enrol", file, code=3).err
    )


def test_earlier_names_are_kept_but_no_misspellings(register: Cli, tmp_path: Path) -> None:
    amend = ("establishment", "amend", "9100001", "--name")
    register(*amend, "Northbank  primary school", "--on", "2026-09-01")
    register(*amend, "Northbnak Primary", "--on", "2026-10-01")
    register(*amend, "Northbank Primary", "--misspelt")
    rows = [("9100001", "North Shore Primary School", "Glasgow City", "Primary")]
    columns = ["code", "name", "authority", "sector"]
    register("establishment", "import", write(tmp_path / "renamed.csv", columns, rows))
    names = register.json("establishment", "show", "9100001")["earlier_names"]
    assert [one["name"] for one in names] == ["Northbank primary school", "Northbank Primary"]
    assert names[0]["until"] == "2026-10-01"
    assert "Called Northbank primary school until 1 Oct 2026.\n" in (
        register("establishment", "show", "9100001").out
    )
