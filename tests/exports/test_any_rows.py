"""Whatever right rows hold, they go out, come into another database, and go out again byte for byte."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from cln.programme import THEMES
from cln.words import fold
from tests.conftest import COLUMNS, REGISTER, Cli, open_cohort
from tests.exports.test_round_trip import LINES
from tests.tabular import write

CENTRES = [(row[0], row[3]) for row in REGISTER][:3]
"""Code and sector of those that take part."""

LETTERS = st.sampled_from("aZ éøßŁ王芳Ωж'\"=+-@;,&#0.5/%|<>\N{NO-BREAK SPACE}")
TEXT = st.text(LETTERS, max_size=30).filter(lambda text: set(text.strip()) != {"#"})  # what Excel shows
NAMES = st.text(st.sampled_from("aZ éøßŁ王芳Ωж'\"=-,.0"), max_size=30)
WORDS = NAMES.filter(lambda text: len(fold(text)) > 1 and any(map(str.isalpha, text)))
LEVELS = st.integers(1, 5)
SCORES = st.decimals(0, 1000, places=9).map("{:f}".format)
YES_NO = st.sampled_from(["yes", "no"])


@st.composite
def people(draw: st.DrawFn) -> list[tuple[object, ...]]:
    """One or two people of each establishment, no two of one name."""
    names = draw(st.lists(WORDS, min_size=6, max_size=6, unique_by=fold))
    return [
        (
            *CENTRES[number // 2],
            1,
            name,
            f"person.{number}@example.org",
            ("promoted", "practitioner")[number % 2],
            draw(TEXT),
            draw(YES_NO),
        )
        for number, name in enumerate(names)
        if number % 2 == 0 or draw(st.booleans())
    ]


@st.composite
def tables(draw: st.DrawFn) -> dict[str, tuple[Sequence[str], list[tuple[object, ...]]]]:
    """Table -> the headers and rows of a file that is right."""
    those = draw(people())
    emails = [person[4] for person in those]
    minutes = st.integers(0, 59)
    return {
        "participants": (("code", "sector", "entry", "name", "email", "role", "post", "experienced"), those),
        "facilitators": (
            ("name", "email", "organisation", "authority", "role", "themes"),
            [
                (name, draw(st.sampled_from(["", f"f{n}@example.org"])), "QIO", "Inverclyde", "co", theme)
                for n, name in enumerate(draw(st.lists(WORDS, max_size=3, unique_by=fold)))
                for theme in [draw(st.sampled_from(["", *THEMES, f"{THEMES[0]}; {THEMES[1]}"]))]
            ],
        ),
        "survey": (
            ("code", "sector", "email", "submitted", "hunch", *THEMES),
            [
                (
                    *person[:2],
                    person[4],
                    f"2026-09-07 09:{draw(minutes):02}",
                    draw(TEXT),
                    *(draw(LEVELS) for _ in THEMES),
                )
                for person in those
            ],
        ),
        "attendance": (
            ("code", "sector", "name", "email", "status"),
            [
                (*person[:2], person[3], person[4], draw(st.sampled_from(["present", "apologies", "absent"])))
                for person in those
            ],
        ),
        "feedback": (
            ("email", "submitted", "How useful was it?", "What else would you say?"),
            [(email, f"2026-09-11 09:{draw(minutes):02}", draw(LEVELS), draw(WORDS)) for email in emails],
        ),
        "confidence": (
            ("email", "I can ask", "I can listen", "Professional capital"),
            [(email, draw(LEVELS), draw(LEVELS), draw(SCORES)) for email in emails],
        ),
    }


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with a cohort whose first event was held."""
    folder = tmp_path_factory.mktemp("begun")
    cln = Cli(f"sqlite:///{folder / 'cln.db'}")
    cln("init")
    write(folder / "register.csv", COLUMNS, REGISTER)
    open_cohort(cln, folder)
    cln("event", "hold", 1)
    return folder / "cln.db"


def went_out(begun: Path, folder: Path, files: dict[str, Path]) -> dict[str, bytes]:
    """What is exported of each table from a database that took these files in."""
    folder.mkdir()
    cln = Cli(f"sqlite:///{shutil.copy(begun, folder)}")
    for table, file in files.items():
        line = LINES[table][0]
        cln(*(file if word == "FILE" else word for word in line))
    cln("export", "all", "--out", folder / "all")
    cln("export", "all", "--out", folder / "all.xlsx")
    return {table: (folder / "all" / f"{table}.csv").read_bytes() for table in files}


@pytest.mark.slow
@settings(
    max_examples=15,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # making a failing example small takes minutes
    suppress_health_check=[HealthCheck.too_slow],
)
@given(given_tables=tables())
def test_right_rows_that_go_out_come_in_and_go_out_the_same(
    begun: Path, given_tables: dict[str, tuple[Sequence[str], list[tuple[object, ...]]]]
) -> None:
    with TemporaryDirectory() as made:
        folder = Path(made)
        files = {
            table: write(folder / f"{table}.csv", headers, rows)
            for table, (headers, rows) in given_tables.items()
            if rows
        }
        once = went_out(begun, folder / "once", files)
        for table, (_, rows) in given_tables.items():
            assert not rows or once[table].count(b"\n") > len(rows), table
        csv = {table: folder / "once" / "all" / f"{table}.csv" for table in files}
        assert went_out(begun, folder / "csv", csv) == once
        assert went_out(begun, folder / "xlsx", dict.fromkeys(files, folder / "once" / "all.xlsx")) == once
