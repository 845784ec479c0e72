"""What the commands of the register and the cohort print with --json, byte for byte, on either engine."""

from pathlib import Path

from tests import golden
from tests.cohort.test_enrol import NOMINATIONS, PEOPLE
from tests.conftest import Cli
from tests.facilitators.test_facilitator import COLUMNS, ROWS
from tests.tabular import write


def test_json_of_register_and_cohort(register: Cli, tmp_path: Path) -> None:
    people = write(tmp_path / "people.csv", [*PEOPLE, "Notes"], [(*row, "") for row in NOMINATIONS])
    support = write(tmp_path / "support.csv", COLUMNS, ROWS)
    story: dict[str, list[object]] = {
        "cohort_open": ["cohort", "open", "Cohort 3", "--launch", "2026-09-10"],
        "cohort_enrol": ["cohort", "enrol", people],
        "facilitator_import": ["facilitator", "import", support],
        "facilitator_add": [
            *("facilitator", "add", "--name", "Jo Jack", "--organisation", "ROC", "--themes", "Literacy")
        ],
        "facilitator_list": ["facilitator", "list"],
        "cohort_withdraw": [
            *("cohort", "withdraw", "9100001", "--reason", "travel", "--on", "2026-10-01", "--note", "Far")
        ],
        "cohort_show": ["cohort", "show"],
        "cohort_list": ["cohort", "list", "--on", "2026-10-02"],
        "establishment_import": ["establishment", "import", tmp_path / "register.csv"],
        "establishment_add": [
            *("establishment", "add", "9100009", "--name", "Élan School", "--authority", "Inverclyde"),
            *("--sector", "Special", "--postcode", "PA16 1AA"),
        ],
        "establishment_close": ["establishment", "close", "9100002", "--on", "2026-12-01"],
        "establishment_list": ["establishment", "list", "--all"],
        "establishment_show": ["establishment", "show", "9100001"],
    }
    for name, arguments in story.items():
        ran = register(*arguments, "--json")
        assert ran.err == ""
        golden.check(f"{name}.json", ran.out)
