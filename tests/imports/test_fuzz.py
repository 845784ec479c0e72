"""Whatever a file holds, every import takes it in or refuses it in a sentence, unchanged."""

import io
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from functools import partial
from pathlib import Path
from random import Random

import pytest

from cln.app import main
from tests.conftest import Cli
from tests.files.test_any_bytes import mutated, repacked
from tests.imports.offered import CASES, Case
from tests.imports.offered import begun as begun
from tests.tabular import write
from tests.upkeep.test_undo_anything import dump, latest
from tests.watched import run_watched

TIMES = int(os.environ.get("CLN_FUZZ", "1"))
"""How many times as many cases as usual; set it to look for longer."""

EACH = 140
"""Files of a kind and an ending: two minutes for all of them."""

CELLS: Sequence[object] = [
    *("", " ", "0", "-1", "1e9", "9" * 30, "nan", "inf", "TRUE", "#N/A", "########", "x" * 40_000),
    *(
        "=1+1",
        "'",
        '"',
        ";",
        "a;b",
        "a\nb",
        "a\tb",
        "a@b.c, d@e.f",
        "\N{RIGHT-TO-LEFT OVERRIDE}x",
        "\N{BELL}",
    ),
    *("9100001", "9100001.0", "8531021P", "CS2099000001", "Harbour School", "Ann Lee", "ann@example.org"),
    *("2026-09-11", "03/04/2026", "0026-01-01", "31/02/2026", "2026-09-11T10:00:00+14:00", "1", "5", "6"),
    *(
        5,
        0,
        -7,
        2.5,
        1e300,
        True,
        "Strongly agree",
        "Very low",
        "Primary",
        "ELC",
        "promoted",
        "present",
        "Ⅳ",
        "５",
    ),
]


def odd_cells(case: Case, ending: str, folder: Path, dice: Random) -> bytes:
    """A file of the case in which a few cells, perhaps of the headers, hold something else."""
    table: list[list[object]] = [
        [*case.columns],
        *([*dice.choice([case.good, case.mended])] for _ in range(dice.randint(1, 4))),
    ]
    for _ in range(dice.randint(0, 4)):
        row = dice.choice(table if dice.random() < 0.2 else table[1:])
        row[dice.randrange(len(row))] = dice.choice(CELLS)
    headers, *rows = table
    return write(folder / f"whole.{ending}", [str(header) for header in headers], rows).read_bytes()


def odd_bytes(
    change: Callable[[bytes, Random], bytes], case: Case, ending: str, folder: Path, dice: Random
) -> bytes:
    """A file of the case whose bytes were changed."""
    file = write(folder / f"whole.{ending}", case.columns, [case.good, case.mended])
    return change(file.read_bytes(), dice)


Way = Callable[[Case, str, Path, Random], bytes]
WAYS: dict[str, list[Way]] = {
    "csv": [odd_cells, partial(odd_bytes, mutated)],
    "xlsx": [odd_cells, partial(odd_bytes, repacked)],
}


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("kind", CASES)
def test_whatever_a_file_holds_it_is_taken_in_or_refused_in_a_sentence(
    begun: Cli, tmp_path: Path, place: Path, kind: str, ending: str
) -> None:
    run_watched("tests.imports.test_fuzz", kind, ending, begun.database, place, tmp_path)


def take_in(kind: str, ending: str, database: str, place: Path, folder: Path) -> None:
    """Offer one odd file after another, each to an import that it may be for."""
    case, file = CASES[kind], folder / f"sent.{ending}"
    lines = (case.line(file), ("import", file, *case.told))
    state = dump(place), latest(place)
    codes = set()
    for seed in range(EACH * TIMES):
        dice = Random(f"{kind} {seed}")
        file.write_bytes(dice.choice(WAYS[ending])(case, ending, folder, dice))
        dry = dice.choice([[], ["--dry-run"]])
        line = ["--database", database, "--as", "Tess", *map(str, dice.choice(lines)), *dry]
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()) as told:
            code = main(line)
        said = told.getvalue()
        assert code in {0, 2, 3}, f"seed {seed}: {said}"
        codes.add(code)
        now = dump(place), latest(place)
        if code or dry:
            assert now == state, f"seed {seed}"
        if code:
            assert said.startswith("cln: error: "), f"seed {seed}"
            assert "Traceback" not in said, f"seed {seed}"
            assert len(said) < 6000, f"seed {seed}: {said[:300]}"
        state = now
    assert codes >= {0, 3}


if __name__ == "__main__":
    its_kind, its_ending, its_database, its_place, its_folder = sys.argv[1:]
    take_in(its_kind, its_ending, its_database, Path(its_place), Path(its_folder))
