"""A whole year by what `cln next` names alone: each command runs as it is printed, and leads to the next."""

import shlex
from pathlib import Path

import pytest

from tests.conftest import Cli
from tests.house.test_year import AUTHORITIES, CODES, THEMES, person, schools
from tests.tabular import write

WORDS = {"TEAM": "1", "TITLE": "Talk", "WORDS": "Talk helps", "...": "Gwen Gray"}
"""What a person types in the place of what only a person knows."""


def sent(folder: Path) -> dict[str, Path]:
    """What people send a lead officer in a year, by the command that takes it in."""
    people = [
        (code, *person(n, role), role)
        for n, code in enumerate(CODES)
        for role in ("promoted", "practitioner")
    ]
    support = [(f"Key of {one}", "QIO", one) for one in AUTHORITIES[:-1]]  # one council is short of one
    answers = [(code, 5 - n % 2 * 4, 1 + n % 2 * 4) for n, code in enumerate(CODES)]
    came = [(code, address, "present") for code, _, address, _ in people]
    return {
        "cohort enrol": write(folder / "people.csv", ["code", "name", "email", "role"], people),
        "facilitator import": write(folder / "help.csv", ["name", "organisation", "authority"], support),
        "survey import": write(folder / "survey.csv", ["code", *THEMES], answers),
        "event attendance": write(folder / "came.csv", ["code", "email", "status"], came),
    }


@pytest.mark.slow
def test_a_year_is_led_from_its_launch_to_its_close(
    cln: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    files = sent(tmp_path)
    themes = ";".join(THEMES)
    cln("establishment", "import", schools(tmp_path))
    cln("cohort", "open", "Cohort 3", "--launch", "2023-09-14", "--teams", 2, "--themes", themes)
    done: list[str] = []
    while (ahead := cln.json("next")[0])["cohort"]:
        command = next(one["command"] for one in ahead["steps"] if one["command"] not in done)
        done.append(command)
        file = next((str(path) for deed, path in files.items() if deed in command), "")
        cln(*({**WORDS, "FILE": file}.get(word, word) for word in shlex.split(command)[1:]))
    assert [one for one in done if "event" not in one] == [
        "cln cohort enrol FILE",
        "cln facilitator import FILE",
        f'cln facilitator add --name "..." --organisation QIO --authority "{AUTHORITIES[-1]}"',
        "cln survey import FILE",
        "cln match",
        "cln match accept 1",
        "cln project open TEAM --title TITLE --hunch WORDS",
        "cln attention",
        "cln report --out report.html",
        "cln cohort close",
    ]
    events = [f"cln event {deed}" for n in range(1, 7) for deed in (f"hold {n}", f"attendance {n} FILE")]
    assert [one for one in done if "event" in one] == events
