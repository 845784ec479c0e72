"""People and entries come and go: what is true now changes, what was recorded stays."""

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests import builders, golden
from tests.cohort.test_enrol import NOMINATIONS, enrol
from tests.conftest import COLUMNS, REGISTER, After, Cli
from tests.tabular import write

REPLACE = ("cohort", "replace", "9100001", "Bob Bell", "--name", "Eve Ewing", "--reason", "staffing")


def open_and_enrol(cln: Cli, folder: Path) -> None:
    """Cohort 3 with three entries and four people."""
    cln("cohort", "open", "Cohort 3", "--launch", "2026-09-10")
    enrol(cln, folder, NOMINATIONS)


@pytest.fixture
def enrolled(register: Cli, after: After, tmp_path: Path) -> Cli:
    """Cohort 3 with three entries and four people, on either engine."""
    return after(register, open_and_enrol, tmp_path)


@pytest.fixture
def small(cohort: Cli, after: After, tmp_path: Path) -> Cli:
    """The same on SQLite."""
    return after(cohort, enrol, tmp_path, NOMINATIONS)


def test_json_of_coming_and_going(enrolled: Cli) -> None:
    story: dict[str, list[object]] = {
        "cohort_rejoin": ["cohort", "rejoin", "9100001", "--on", "2026-11-02"],
        "cohort_start_late": ["cohort", "start-late", "9200003", "--on", "2026-10-19"],
        "cohort_finish_early": ["cohort", "finish-early", "9200003", "--on", "2027-05-01"],
        "cohort_replace": [*REPLACE, "--email", "Eve@Example.org", "--on", "2026-12-01"],
        "cohort_leave": [
            "cohort",
            "leave",
            "9100001",
            "ANN@example.org",
            "--reason",
            "time",
            "--on",
            "3/12/2026",
        ],
        "cohort_join": [
            *("cohort", "join", "9100001", "--name", "Flo Fyfe", "--role", "promoted", "--on", "2026-12-04"),
            *("--post", "Depute", "--experienced"),
        ],
        "cohort_people": ["cohort", "people"],
    }
    enrolled("cohort", "withdraw", "9100001", "--reason", "travel", "--on", "2026-10-01", "--note", "Far")
    for name, arguments in story.items():
        golden.check(f"{name}.json", enrolled(*arguments, "--json").out)


def test_a_withdrawal_that_ended_stays_on_record(enrolled: Cli) -> None:
    enrolled("cohort", "withdraw", "9100001", "--reason", "travel", "--on", "2026-10-01")
    back = enrolled("cohort", "rejoin", "9100001", "--on", "2026-11-02")
    assert back.out.splitlines() == [
        "9100001 Northbank Primary School is back in Cohort 3 from 2 Nov 2026.",
        "That it was away since 1 Oct 2026 (travel) stays on record.",
        "Cohort 3 has 3 entries with 4 participants.",
        "Next: cln facilitator import FILE",
    ]
    assert enrolled.json("cohort", "show")["withdrawn"] == []
    assert enrolled.json("establishment", "show", "9100001")["entries"][0]["absences"] == [
        {"withdrawn_on": "2026-10-01", "reason": "travel", "note": None, "rejoined_on": "2026-11-02"}
    ]
    enrolled("cohort", "withdraw", "9100001", "--reason", "time", "--on", "2027-01-10")
    enrolled("cohort", "rejoin", "9100001", "--on", "2027-01-10")
    assert len(enrolled.json("establishment", "show", "9100001")["entries"][0]["absences"]) == 2


def test_what_rejoining_refuses(small: Cli) -> None:
    assert (
        "9100001 (Primary) has not withdrawn from Cohort 3"
        in small("cohort", "rejoin", "9100001", code=3).err
    )
    small("cohort", "withdraw", "9100001", "--reason", "travel", "--on", "2026-10-01")
    early = small("cohort", "rejoin", "9100001", "--on", "2026-09-30", code=3).err
    assert "9100001 (Primary) withdrew on 1 Oct 2026, after 30 Sep 2026; give a later date with --on" in early
    small("establishment", "close", "9100001", "--on", "2026-10-02")
    assert "cln establishment amend 9100001 --reopen" in small("cohort", "rejoin", "9100001", code=3).err


@pytest.mark.parametrize("option", [("--sector", "Primary"), ("--entry", "7")])
def test_an_entry_is_not_chosen_without_its_code(small: Cli, option: tuple[str, str]) -> None:
    refused = small("cohort", "people", *option, code=2).err
    assert refused == (
        "cln: error: --sector and --entry say which entry of an establishment is meant; write its CODE, too\n"
    )


def test_a_late_start_and_an_early_finish(small: Cli) -> None:
    late = ("cohort", "start-late", "9200003", "--on")
    assert (
        "9200003 Harbour School (Secondary) takes part in Cohort 3 from 19 Oct 2026 to the end.\n"
        in small(*late, "2026-10-19").out
    )
    early = ("cohort", "finish-early", "9200003", "--on")
    assert "from 19 Oct 2026 to 1 May 2027." in small(*early, "1/5/2027").out
    assert (
        "10 Sep 2026 is no late start: Cohort 3 is launched on 10 Sep 2026"
        in small(*late, "2026-09-10", code=3).err
    )
    assert (
        "9200003 (Secondary) starts on 19 Oct 2026, after 18 Oct 2026"
        in small(*early, "2026-10-18", code=3).err
    )
    assert (
        "9200003 (Secondary) finishes on 1 May 2027, before 2 May 2027"
        in small(*late, "2027-05-02", code=3).err
    )
    small("cohort", "start-late", "9200003", "--with-the-others")
    done = small("cohort", "finish-early", "9200003", "--with-the-others").out
    assert "takes part in Cohort 3 from the launch on 10 Sep 2026 to the end." in done


def test_what_has_changed_is_shown_beside_where_the_cohort_stands(small: Cli) -> None:
    small("cohort", "withdraw", "9100001", "--reason", "travel", "--on", "2026-10-01")
    small("cohort", "rejoin", "9100001", "--on", "2026-11-02")
    small("cohort", "start-late", "9200003", "--on", "2026-10-19")
    small(*REPLACE, "--on", "2026-12-01")
    shown = small.json("cohort", "show")
    assert [(one["code"], one["rejoined_on"]) for one in shown["returned"]] == [("9100001", "2026-11-02")]
    assert [(one["code"], one["starts_on"]) for one in shown["own_terms"]] == [("9200003", "2026-10-19")]
    assert shown["people_left"] == 1
    text = small("cohort", "show").out
    assert "1 person has left or been replaced; see: cln cohort people\n" in text
    assert "9100001  Northbank Primary School  Glasgow City  1 Oct 2026  2 Nov 2026  travel\n" in text
    assert "9200003  Harbour School  Inverclyde  19 Oct 2026\n" in text


def test_whoever_closes_a_cohort_is_asked_about_the_events_to_come(cohort: Cli) -> None:
    for number in (1, 2, 3):
        cohort("event", "cancel", number, "--reason", "Inspection")
    cohort("event", "schedule", 4, "--on", "2027-01-12")
    cohort("event", "schedule", 5, "--on", "2027-03-09")
    cohort("event", "postpone", 6, "--reason", "No hall yet")
    assert cohort("cohort", "close", "--on", "2026-11-18", code=2).err == (
        "cln: error: Cohort 3 has event 4 on 12 Jan 2027, event 5 on 9 Mar 2027 and event 6 without a day "
        "still to come; if that is meant, run the same with --yes\n"
    )
    assert cohort.json("cohort", "list")[0]["closed_on"] is None
    cohort("cohort", "close", "--on", "2026-11-18", "--yes")
    assert cohort.json("cohort", "list")[0]["closed_on"] == "2026-11-18"


def test_a_cohort_is_closed_and_opened_again(small: Cli) -> None:
    early = small("cohort", "close", "--yes", "--on", "2026-09-09", code=3).err
    assert "9 Sep 2026 is before the launch of Cohort 3 on 10 Sep 2026; give a later date with --on" in early
    assert small.json("cohort", "close", "--yes", "--on", "2026-11-18") == {
        "cohort": "Cohort 3",
        "closed_on": "2026-11-18",
    }
    named = ("--cohort", "Cohort 3")
    again = small("cohort", "close", "--yes", *named, code=3).err
    assert (
        'Cohort 3 is closed already, on 18 Nov 2026; to go on: cln cohort reopen --cohort "Cohort 3"' in again
    )
    late = small("cohort", "join", "9100001", "--name", "Zoe", "--role", "promoted", *named, code=3).err
    assert "Cohort 3 closed on 18 Nov 2026; nobody can join it any more" in late
    assert "say which cohort to open again" in small("cohort", "reopen", code=2).err
    assert "Cohort 3 is open again." in small("cohort", "reopen", *named).out
    assert "Cohort 3 is open; see: cln cohort list" in small("cohort", "reopen", *named, code=3).err


def test_nobody_has_missed_an_event_while_they_were_away(cln: Cli, tmp_path: Path) -> None:
    cln("establishment", "import", write(tmp_path / "register.csv", COLUMNS, REGISTER))
    cln("cohort", "open", "Cohort 3", "--launch", "2023-09-14")
    enrol(cln, tmp_path, NOMINATIONS)
    cln("cohort", "leave", "9100001", "Bob Bell", "--reason", "staffing", "--on", "2023-10-02")
    back = ("--name", "Bob Bell", "--role", "practitioner", "--on", "2023-11-06")
    cln("cohort", "join", "9100001", *back)
    cln("event", "hold", 2)
    ann = write(tmp_path / "came.csv", ["code", "name", "status"], [("9100001", "Ann Adam", "present")])
    without = cln("event", "attendance", 2, ann, "--others", "absent").out
    assert "came.csv: 3 people: 3 added" in without
    said = cln("event", "attendance", 2, "--absent", "Bob Bell", code=3).err
    assert "Bob Bell of 9100001 (Primary) was away from 2 Oct 2023, but the event was on 26 Oct 2023" in said
    cln("event", "hold", 3)
    assert "came.csv: 4 people: 4 added" in cln("event", "attendance", 3, ann, "--others", "absent").out


def test_who_comes_back_sits_where_it_sat_or_is_fitted_in_with_few_moves(cln: Cli) -> None:
    builders.enrol(cln.database, [("9100001", "Primary", 1), ("9100002", "Primary", 1)])
    builders.accept(cln.database, [["Gwen Gray"]], places=[[("9100001", "Primary", 1)]])
    for code, sits in (("9100001", True), ("9100002", False)):
        cln("cohort", "withdraw", code, "--reason", "travel", "--on", "2026-10-01")
        back = cln("cohort", "rejoin", code, "--on", "2026-10-08").out
        assert ("It sits in team 1 (Literacy) of proposal 1, as before.\n" in back) is sits
        assert ("Next: cln match --from 1\n" in back) is not sits


def test_a_withdrawal_asks_the_database_little(cln: Cli, statements: list[str]) -> None:
    builders.enrol(cln.database, [("9100001", "Primary", 1), ("9100002", "Primary", 1)])
    builders.accept(cln.database, [["Gwen Gray"]], places=[[("9100001", "Primary", 1)]])
    statements.clear()
    left = cln.json("cohort", "withdraw", "9100001", "--reason", "travel", "--on", "2026-10-01")
    assert [(one["position"], one["code"]) for one in left["could_come_in"]] == [(1, "9100002")]
    around = ("PRAGMA", "BEGIN", "ROLLBACK", "COMMIT")  # they see to the file, and to who writes
    asked = [one for one in statements if not one.startswith(around)]
    assert len(asked) <= 12, "\n".join(asked)


def test_a_withdrawal_imports_no_more_than_it_needs(cohort: Cli, tmp_path: Path) -> None:
    enrol(cohort, tmp_path, NOMINATIONS)
    code = (
        "import sys; from cln.app import main;"
        f"main(['--database', {cohort.database!r}, 'cohort', 'withdraw', '9100001', '--reason', 'travel']);"
        "own = sorted(name for name in sys.modules if name.split('.')[0] == 'cln');"
        "print(*own, sep='\\n', file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "9100001 Northbank Primary School withdrew from Cohort 3" in ran.stdout
    # 70 before waits, names in place of codes and teams, and plain or fitted screens had a file each
    assert len(ran.stderr.splitlines()) <= 75, ran.stderr


TWIN = "9200003"
PASTED = ("cohort rejoin", "team suggest", "cohort people", "cohort withdraw", "establishment amend")


def pasted(said: str) -> list[str]:
    """The command that stands at the end of a sentence, as it is typed."""
    line = next(line for line in said.splitlines() if any(f" {deed} " in line for deed in PASTED))
    return shlex.split(line[line.index("cln ") :].split("  ")[0])[1:]


def enrol_twins(cln: Cli) -> None:
    """Two entries of the Primary and one of the Secondary of one code, and a neighbour, in one team."""
    places = [(TWIN, "Primary", 1), (TWIN, "Primary", 2), (TWIN, "Secondary", 1), ("9100001", "Primary", 1)]
    builders.enrol(cln.database, places)
    builders.accept(cln.database, [["Gwen Gray"]], places=[places[1:]])


@pytest.fixture
def twins(cln: Cli, after: After) -> Cli:
    """On SQLite."""
    return after(cln, enrol_twins)


def test_an_entry_of_several_is_named_so_that_its_command_can_be_pasted(twins: Cli) -> None:
    why = twins("match", "explain", f"{TWIN}:Primary:1").out
    assert f"cln team suggest {TWIN}:Primary:1" in why
    twins(*pasted(why))
    for place in ("Primary:1", "Secondary"):
        twins("cohort", "leave", f"{TWIN}:{place}", "Promoted of 9200003", "--reason", "time")
    nobody = twins("cohort", "leave", f"{TWIN}:Secondary", "Nobody", "--reason", "time", code=3)
    assert "9200003 (Secondary)" in nobody.err
    twins("cohort", "withdraw", f"{TWIN}:Primary:2", "--reason", "travel", "--on", "2026-10-01")
    back = twins("cohort", "enrol", nominated(twins, "Primary", 2), code=3).err
    assert f"cln cohort rejoin {TWIN}:Primary:2" in back


def nominated(cln: Cli, sector: str, number: int) -> Path:
    """A file of nominations of one entry of the twins."""
    file = Path(cln.database.removeprefix("sqlite:///")).with_name("again.csv")
    columns = ["code", "sector", "entry", "name", "role"]
    return write(file, columns, [(TWIN, sector, number, "Late Ann", "promoted")])


def test_a_department_that_closes_says_how_each_of_its_entries_leaves(twins: Cli) -> None:
    closed = twins("establishment", "close", TWIN, "--sector", "Primary", "--on", "2026-12-01").out
    commands = [line[line.index("cln ") :] for line in closed.splitlines() if "cohort withdraw" in line]
    assert commands == [
        f'cln --cohort "Cohort 3" cohort withdraw {TWIN}:Primary:{number} --reason other' for number in (1, 2)
    ]
    for command in commands:
        twins(*shlex.split(command)[1:])
    again = twins("establishment", "close", TWIN, "--sector", "Primary", code=3).err
    refused = twins("cohort", "rejoin", f"{TWIN}:Primary:1", code=3).err
    reopen = f"cln establishment amend {TWIN} --sector Primary --reopen"
    assert reopen in again
    assert reopen in refused
    twins(*reopen.split()[1:])


def test_attention_tells_two_departments_apart(twins: Cli) -> None:
    for number, day in ((1, "2026-09-10"), (2, "2026-10-08")):
        twins("event", "schedule", number, "--on", day)
        twins("event", "hold", number)
        for place in ("Primary:2", "Secondary"):
            missed = ("--code", f"{TWIN}:{place}", "--absent", f"Promoted of {TWIN}")
            twins("event", "attendance", number, *missed)
    needs = [
        one for one in twins.json("attention", "--on", "2026-11-01")["reasons"] if one["rule"] == "absences"
    ]
    assert [one["sentence"].split(" came ")[0] for one in needs] == [
        f"Nobody of School {TWIN} ({TWIN}, Primary, entry 2)",
        f"Nobody of School {TWIN} ({TWIN}, Secondary)",
    ]
    for one in needs:
        twins(*one["command"].split()[1:])
