"""The rules of the house hold in all of `cln`, and each check of them can fail."""

import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import cln
from tests.house import rules

PACKAGE = Path(cln.__file__).parent
CONTRACTS = Path(__file__).parents[2] / "pyproject.toml"

STILL = tomllib.loads((Path(__file__).parent / "still.toml").read_text(encoding="utf-8"))
"""What still breaks a rule, by rule and room."""


def _rooms() -> list[str]:
    """The rooms, as the import contracts list them."""
    contracts = tomllib.loads(CONTRACTS.read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    layers = next(one["layers"] for one in contracts if one["name"] == "A room imports rooms below it")
    return [layer.removeprefix("cln.") for layer in layers]


def _assert_no_more(broken: list[str], still: dict[str, int]) -> None:
    by_room = Counter(map(rules.room, broken))
    worse = {room: count for room, count in by_room.items() if count > still.get(room, 0)}
    assert not worse, "\n".join(line for line in broken if rules.room(line) in worse)


def test_a_file_has_at_most_300_lines() -> None:
    _assert_no_more(rules.long_files(PACKAGE), STILL["long files"])


def test_a_result_is_its_own_json() -> None:
    _assert_no_more(rules.dictionaries(PACKAGE), STILL["dictionaries"])


def test_names_that_are_ruled_out_do_not_return() -> None:
    _assert_no_more(rules.ruled_out_names(PACKAGE), STILL["names"])


def test_what_is_imported_keeps_its_name() -> None:
    _assert_no_more(rules.renamed_imports(PACKAGE), STILL["renamed imports"])


def test_a_room_imports_from_above_to_below() -> None:
    _assert_no_more(rules.wrong_ways("cln", _rooms()), STILL["layers"])


@pytest.fixture
def made_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An importable package of the rooms `lower` and `upper` that breaks every rule once or more."""
    package = tmp_path / "made_up"
    files = {
        "__init__.py": "",
        "app.py": "import made_up.upper.commands\n",
        "lower/__init__.py": "",
        "lower/commands.py": "from made_up.lower import deed, view\n",
        "lower/view.py": 'def shown(result):\n    return View({"number": result.number}, [])\n\n'
        "MARKS = {'late': '!'}\n",
        "lower/deed.py": "from made_up.lower.queries import first\nfrom made_up.lower import view as look\n",
        "lower/queries.py": "import made_up.lower.deed\nimport collections.abc as abc\n",
        "lower/long.py": "\n" * 301,
        "upper/__init__.py": "",
        "upper/commands.py": "from made_up.lower import view\nfrom made_up.lower import commands\n",
        "upper/view.py": "from made_up.lower.view import shown\n\n"
        "def listing(rows):\n    return dict(rows=rows)\n",
        "upper/heir.py": "import made_up.upper.commands\n\n\nclass ToldOff:\n    founder: int\n\n\n"
        "def shown(seen_by, unseen):\n    found = seen_by\n    return found\n",
    }
    for name, text in files.items():
        file = package / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    yield package
    for name in [name for name in sys.modules if name.partition(".")[0] == "made_up"]:
        del sys.modules[name]


def test_a_long_file_is_named(made_up: Path) -> None:
    assert rules.long_files(made_up) == ["lower/long.py: 301 lines"]


def test_a_dictionary_in_a_view_is_named_and_a_table_of_marks_is_none(made_up: Path) -> None:
    assert rules.dictionaries(made_up) == [
        "lower/view.py:2: {'number': result.number}",
        "upper/view.py:4: dict(rows=rows)",
    ]


def test_a_name_that_is_ruled_out_is_named_wherever_it_stands(made_up: Path) -> None:
    assert sorted(rules.ruled_out_names(made_up)) == [
        "upper/heir.py:1: heir",
        "upper/heir.py:4: ToldOff",
        "upper/heir.py:8: seen_by",
        "upper/heir.py:9: found",
    ]


def test_a_renamed_import_of_the_package_itself_is_named(made_up: Path) -> None:
    assert rules.renamed_imports(made_up) == ["lower/deed.py:2: view as look"]


def test_every_import_against_the_layers_is_named(made_up: Path) -> None:
    assert rules.wrong_ways("made_up", ["lower", "upper"]) == [
        "made_up.lower.deed -> made_up.lower.view",
        "made_up.lower.queries -> made_up.lower.deed",
        "made_up.upper.commands -> made_up.lower.commands",
        "made_up.upper.heir -> made_up.upper.commands",
        "made_up.upper.view -> made_up.lower.view",
    ]


def test_more_than_what_is_left_fails() -> None:
    broken = ["cln.match.view -> cln.register.view", "match/view.py: 301 lines"]
    _assert_no_more(broken, {"match": 2})
    with pytest.raises(AssertionError, match="301 lines"):
        _assert_no_more(broken, {"match": 1})
