"""`cln import`: what each of several files is taken for, what is told of it, what only the user can say."""

import shutil
from pathlib import Path

from tests.conftest import Cli
from tests.tabular import write

NOMINATIONS = ["code", "name", "role"]
LAUNCH = ("--launch", "2026-09-10")


def test_quintiles_go_to_the_establishments_they_come_with(nothing: Cli, tmp_path: Path) -> None:
    columns = ["code", "name", "authority", "sector", "data_zone"]
    schools = write(tmp_path / "a.csv", columns, [("9100011", "Upper", "Inverclyde", "Primary", "S01000001")])
    simd = write(tmp_path / "b.csv", ["Data_Zone", "SIMD2020v2_Quintile"], [("S01000001", 2)])
    assert "import it together with the establishments" in nothing("import", simd, code=3).err
    nothing("import", simd, schools)
    assert nothing.json("establishment", "show", "9100011")["simd_quintile"] == 2


def test_quintiles_pass_by_a_council_s_list_that_names_no_data_zones(nothing: Cli, tmp_path: Path) -> None:
    plain = ["code", "name", "authority", "sector"]
    zones = write(
        tmp_path / "a.csv",
        [*plain, "data_zone"],
        [("9100011", "Upper", "Inverclyde", "Primary", "S01000001")],
    )
    own = write(tmp_path / "b.csv", plain, [("9100012", "Lower", "Inverclyde", "Primary")])
    simd = write(tmp_path / "c.csv", ["Data_Zone", "SIMD2020v2_Quintile"], [("S01000001", 2)])
    refused = nothing("import", own, simd, code=3).err
    assert "c.csv holds SIMD quintiles of data zones, and no file of establishments here has a" in refused
    ran = nothing("import", zones, own, simd)
    assert "c.csv: SIMD quintiles, for the data zones in the files below" in ran.out
    assert nothing.json("establishment", "show", "9100011")["simd_quintile"] == 2
    assert "c.csv" in nothing("history", 2).out


def test_what_a_folder_holds_beside_is_told_and_the_same_file_is_read_once(
    cohort: Cli, tmp_path: Path
) -> None:
    folder = tmp_path / "sent"
    (folder / "Last year").mkdir(parents=True)
    for name in ("Thumbs.db", "desktop.ini", "~$n.csv"):
        (folder / name).write_bytes(b"\x00")
    people = write(folder / "n.csv", NOMINATIONS, [("9100001", "Ann Lee", "promoted")])
    shutil.copy(people, folder / "n (1).csv")
    (folder / "README").write_text("Dear colleague", encoding="utf-8")
    ran = cohort.json("import", folder)
    assert ran["passed_over"] == ["Last year (a folder)", "README", "n (1).csv (the same as n.csv)"]
    assert [one["file"] for one in ran["files"]] == ["n.csv"]


def test_everything_that_is_not_said_of_the_files_is_asked_at_once(cohort: Cli, tmp_path: Path) -> None:
    came = write(tmp_path / "came.csv", ["code", "name", "status"], [("9100001", "Ann", "present")])
    form = write(tmp_path / "form.csv", ["Email", "How was it?"], [("ann@example.org", 4)])
    asked = cohort("import", came, form, code=2).err
    assert 'came.csv does not say which event it is about; add --event "came.csv=2"' in asked
    assert "form.csv could be feedback on an event" in asked
    assert "import it by itself with --map HEADER=COLUMN; its columns are Email, How was it?" in asked


def test_a_list_of_people_is_never_taken_for_one_of_establishments(cohort: Cli, tmp_path: Path) -> None:
    columns = ["School code", "School name", "LA name", "School type", "Who", "Role"]
    row = ("9100001", "Upper School", "Glasgow City", "Primary", "Ann Lee", "Promoted")
    file = write(tmp_path / "n.csv", columns, [row])
    assert "its columns are School code, School name" in cohort("import", file, code=2).err


def test_what_is_refused_of_a_file_names_it_and_the_command_that_can_be_told_more(
    cohort: Cli, tmp_path: Path
) -> None:
    people = write(tmp_path / "n.csv", NOMINATIONS, [("9100001", "Ann", "promoted")])
    came = write(tmp_path / "came.csv", ["code", "name", "status"], [("9100001", "Ann", "present")])
    early = cohort("import", people, came, "--event", 1, code=3).err
    assert "came.csv: event 1 is not on record as held" in early
    assert "cln event hold 1; none of the files was taken in" in early
    cohort("import", people)
    cohort("event", "hold", 1, "--on", "2026-09-10")
    said = cohort("import", came, "--event", 1).out
    assert said.rstrip().endswith("Next: cln facilitator import FILE")
    words = write(
        tmp_path / "form.csv", ["Submitted", "Venue"], [("2026-09-10", w) for w in ("Good", "Very good")]
    )
    unclear = cohort("import", words, "--event", 1, code=3).err
    assert 'of several files: --scale "form.csv=WORDS"' in unclear
    assert "has its own command: cln event feedback 1 form.csv" in unclear
    other = write(tmp_path / "other.csv", ["Submitted", "Food"], [("2026-09-11", w) for w in ("5", "4")])
    scale = "form.csv=Very poor;Poor;Fair;Good;Very good"
    told = cohort.json("import", words, other, "--event", 1, "--scale", scale)["files"]
    assert [one["result"]["added"] for one in told] == [2, 2]


def test_of_several_files_only_what_is_unusual_is_shown(nothing: Cli, sent: Path) -> None:
    write(sent / "late.csv", ["School code", "Name", "Role"], [("9889002", "Ann Lee", "promoted")])
    shown = nothing("import", sent, *LAUNCH).out
    assert "Read as: School code = code." in shown
    assert shown.count("Read as:") == 1
    assert "lines more; import the file by itself to see all" in shown
    assert "import the file by itself" not in nothing("import", sent / "0 survey.csv").out


def test_teams_are_judged_and_not_taken_in(cohort: Cli, tmp_path: Path) -> None:
    file = write(tmp_path / "t.csv", ["code", "team", "theme"], [("9100001", 1, "Literacy")])
    assert "that is judged, not taken in: cln match check t.csv" in cohort("import", file, code=3).err


def test_what_only_the_user_can_tell_is_asked_for(cohort: Cli, tmp_path: Path) -> None:
    people = write(
        tmp_path / "n.csv", [*NOMINATIONS, "email"], [("9100001", "Ann", "promoted", "ann@example.org")]
    )
    cohort("import", people)
    cohort("event", "hold", 1, "--on", "2026-09-10")
    came = write(tmp_path / "came.csv", ["code", "name", "status"], [("9100001", "Ann", "present")])
    form = write(tmp_path / "form.csv", ["Email", "How was it?"], [("ann@example.org", 4)])
    unsaid = cohort("import", came, code=2).err
    assert 'came.csv does not say which event it is about; add --event "came.csv=2"' in unsaid
    two = cohort("import", form, code=2).err
    assert "form.csv could be feedback on an event, or how confident people are" in two
    files = cohort.json("import", came, form, "--event", "came.csv=1", "--event", "form.csv=1")["files"]
    assert [(one["kind"], one["event"]) for one in files] == [("attendance", 1), ("feedback", 1)]
    [asked] = cohort.json("import", form, "--occasion", "launch")["files"]
    assert (asked["kind"], asked["result"]["occasion"]) == ("confidence", "launch")


def test_one_sheet_cannot_be_named_for_several_files(cohort: Cli, sent: Path) -> None:
    refused = cohort("import", sent, "--sheet", "Data", code=2).err
    assert "--sheet, --header-row and --map say how one file is read" in refused
    assert '--map "FILE=HEADER=COLUMN"' in refused


def test_how_one_file_of_a_folder_is_read_is_said_with_its_name(cohort: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "sent"
    folder.mkdir()
    write(folder / "a.csv", NOMINATIONS, [("9100001", "Ann Lee", "promoted")])
    write(folder / "b.xlsx", ["Which place", "Person", "Role"], [("9100002", "Bo Kay", "promoted")])
    said = ("--map", "b.xlsx=Which place=code", "--map", "b.xlsx=Person=name", "--sheet", "b.xlsx=Sheet1")
    told = cohort.json("import", folder, *said)["files"]
    assert [(one["file"], one["result"]["added"]) for one in told] == [("a.csv", 1), ("b.xlsx", 1)]
