"""Files with one hazard each: read right, or refused by row with words that say what to do."""

from pathlib import Path

import pytest

from cln.programme import THEMES
from tests.conftest import Cli
from tests.imports.offered import CASES, FIVES
from tests.imports.offered import begun as begun
from tests.tabular import write

REFUSED = [
    ("establishments", {0: "９１０００１１"}, "no establishment code"),
    ("establishments", {0: "9.10E+06"}, "no establishment code"),
    ("establishments", {0: "91-00011"}, "no establishment code"),
    ("establishments", {0: "91000111"}, "no establishment code"),
    ("establishments", {1: "#REF!"}, "holds Excel's error #REF!"),
    ("establishments", {3: "All-through"}, "'All-through' is none of: ELC"),
    ("establishments", {1: "N/A"}, "'N/A' is no name; write the establishment's name"),
    ("establishments", {1: "-"}, "'-' is no name"),
    ("establishments", {1: "9100011"}, "'9100011' is no name"),
    ("nominations", {1: "as above"}, "'as above' names nobody"),
    ("nominations", {1: "TBC"}, "'TBC' names nobody; write the person's name, or take the row out"),
    ("nominations", {1: "N/A"}, "'N/A' names nobody"),
    ("nominations", {1: "Vacant post"}, "'Vacant post' names nobody"),
    ("nominations", {1: "-"}, "'-' names nobody"),
    ("nominations", {1: "07700 900123"}, "'07700 900123' names nobody"),
    ("nominations", {1: "Cy Dow 07700 900123"}, "has a telephone number; write the person's name alone"),
    ("nominations", {1: "cy@example.org"}, "'cy@example.org' is an e-mail address; write the person's name"),
    ("nominations", {1: "Cy Dow and Di Fox"}, "'Cy Dow and Di Fox' names two people; give each"),
    ("nominations", {1: "Cy Dow / Di Fox"}, "names two people"),
    ("nominations", {2: "Head Teacher"}, "'Head Teacher' is none of: promoted, practitioner"),
    ("facilitators", {0: "to be confirmed"}, "'to be confirmed' names nobody"),
    ("facilitators", {2: "Inverclyde; Renfrewshire"}, "is no authority"),
    ("survey", {1: "ann@example.org."}, "is not an e-mail address"),
    ("survey", {1: "ann@example.org, bo@example.org"}, "is not an e-mail address"),
    ("survey", {3: 4.5}, "'4.5'"),
    ("survey", {3: "★★★"}, "'★★★'"),
    ("survey", {3: "80%"}, "'80%'"),
    ("survey", {3: "#N/A"}, "column Literacy: holds Excel's error #N/A; write the value that is meant"),
    ("feedback", {3: "#N/A"}, "column What else?: holds Excel's error #N/A"),
    ("feedback", {2: "#REF!"}, "holds Excel's error #REF!"),
    ("survey", {2: "30/02/2026 09:00"}, "30/02/2026"),
    ("attendance", {2: "late"}, "'late' is none of: present, apologies, absent"),
    ("confidence", {1: 6}, "'6'"),
    ("scores", {1: "12,5"}, "'12,5' is not a number"),
    ("scores", {1: -3}, "does not lie between 0 and 1000"),
    ("sheets", {2: "last Friday"}, "'last Friday'"),
    ("sheets", {2: "2016-10-09"}, "9 Oct 2016"),
]
"""Kind of file, the cells of its good row that hold something else, and what the refusal says."""

READ = [
    ("establishments", {0: "'9100011"}),
    ("establishments", {0: '="9100011"'}),
    ("establishments", {0: " 9100011\N{NO-BREAK SPACE}"}),
    ("establishments", {2: "THE GLASGOW CITY COUNCIL"}),
    ("establishments", {3: "Primary School"}),
    ("establishments", {3: "primary sector"}),
    ("establishments", {0: "CS2003000011", 3: "Early Learning and Childcare"}),
    ("establishments", {0: "CS2003000011", 3: "Nursery"}),
    ("nominations", {1: "Anderson-Alexander, Cy"}),
    ("facilitators", {1: "Education Scotland", 2: "National"}),
    ("survey", {1: "mailto:ann@example.org"}),
    ("survey", {2: "2026-09-08T09:00:00Z"}),
    ("survey", {2: "2026-09-08 9:00 a.m."}),
    ("survey", {1: "Ann Lee <ann@example.org>"}),
    ("attendance", {2: "✓"}),
    ("feedback", {2: "5 - Excellent"}),
    ("sheets", {1: 1.0}),
]
"""Kind of file, and the cells of its good row that are written otherwise and mean the same."""


def sent(folder: Path, kind: str, cells: dict[int, object]) -> Path:
    """A file whose good row has other cells."""
    row = [*CASES[kind].good]
    for place, cell in cells.items():
        row[place] = cell
    return write(folder / "sent.csv", CASES[kind].columns, [row])


@pytest.mark.parametrize(("kind", "cells", "said"), REFUSED)
def test_a_row_that_cannot_be_right_is_refused_in_words(
    begun: Cli, tmp_path: Path, kind: str, cells: dict[int, object], said: str
) -> None:
    before = begun.json("history", "--limit", 1)
    refused = begun(*CASES[kind].line(sent(tmp_path, kind, cells)), code=3).err
    assert "row 2, column" in refused
    assert said in refused
    assert begun.json("history", "--limit", 1) == before


@pytest.mark.parametrize(("kind", "cells"), READ)
def test_a_row_that_is_written_otherwise_is_read(
    begun: Cli, tmp_path: Path, kind: str, cells: dict[int, object]
) -> None:
    assert begun.json(*CASES[kind].line(sent(tmp_path, kind, cells)))["added"] == 1


def test_a_form_that_asks_about_the_themes_twice_is_refused(begun: Cli, tmp_path: Path) -> None:
    columns = ["code", "email", *THEMES, *(f"{theme}2" for theme in THEMES)]
    row = ("9100001", "ann@example.org", *FIVES)
    file = write(tmp_path / "s.csv", columns, [(*row, *[1] * len(THEMES))])
    refused = begun("survey", "import", file, code=3).err
    assert f"the columns '{THEMES[0]}' and '{THEMES[0]}2' ask the same; keep one of them" in refused
    again = write(tmp_path / "t.csv", columns, [(*row, *FIVES)])
    assert begun.json("survey", "import", again)["added"] == 1


@pytest.mark.parametrize("other", ["establishments", "nominations", "facilitators", "attendance", "survey"])
@pytest.mark.parametrize("command", [("event", "feedback", 1), ("confidence", "import")])
def test_a_file_of_another_kind_is_nobodys_answer(
    begun: Cli, tmp_path: Path, command: tuple[object, ...], other: str
) -> None:
    file = sent(tmp_path, other, {})
    occasion = () if command[0] == "event" else ("--occasion", "launch")
    before = begun.json("history")[0]
    err = begun(*command, file, *occasion, code=3).err
    assert "no column holds" in err or f"its columns are those of {other}, not of" in err
    assert begun.json("history")[0] == before


def test_feedback_may_ask_for_a_role_and_a_council(begun: Cli, tmp_path: Path) -> None:
    columns = ("name", "role", "authority", "organisation", "How useful was it?")
    file = write(tmp_path / "form.csv", columns, [("Cy Dow", "promoted", "Inverclyde", "QIO", 4)])
    assert begun.json("event", "feedback", 1, file)["added"] == 1
