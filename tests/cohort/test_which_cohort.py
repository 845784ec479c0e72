"""Which cohort is meant: `--cohort`, `CLN_COHORT`; that printed commands name it, and the database."""

import re
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cln.app import main
from cln.contents import COMMANDS
from cln.screen import addressed
from cln.screen.output import plain
from cln.screen.view import wrapped
from tests.cohort.test_enrol import NOMINATIONS, enrol
from tests.conftest import Cli


@pytest.fixture
def two(cohort: Cli) -> Cli:
    """Cohort 3 and Cohort 4 are open."""
    cohort("cohort", "open", "Cohort 4", "--launch", "2027-09-09")
    return cohort


def test_the_environment_says_which_unless_the_command_does(
    two: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "2 cohorts are open" in two("cohort", "show", code=2).err
    monkeypatch.setenv("CLN_COHORT", "Cohort 4")
    assert "Cohort 4: launch" in two("cohort", "show").out
    assert "Cohort 3: launch" in two("--cohort", "Cohort 3", "cohort", "show").out
    assert "Cohort 3: launch" in two("cohort", "show", "--cohort", "Cohort 3").out
    monkeypatch.setenv("CLN_COHORT", "Cohort 5")
    assert "there is no cohort 'Cohort 5'" in two("cohort", "show", code=3).err


@pytest.mark.parametrize("typed", ["3", "cohort 3", "COHORT 3", "coh 3"])
def test_less_than_its_name_is_enough(two: Cli, typed: str) -> None:
    assert "Cohort 3: launch" in two("--cohort", typed, "cohort", "show").out


def test_a_name_of_several_or_of_none_is_refused(two: Cli) -> None:
    several = two("--cohort", "coh", "cohort", "show", code=2).err
    assert "'coh' could be Cohort 3 and Cohort 4; write the whole name" in several
    assert "did you mean Cohort 3? See: cln cohort list" in two("--cohort", "Chort 3", "status", code=3).err


def commands(said: str) -> list[list[str]]:
    """The commands that a screen names, as they are typed."""
    return [shlex.split(one)[1:] for one in re.findall(r"\bcln (?:--cohort|[a-z])[^,;\n]*", said)]


def test_every_next_command_names_the_cohort_where_several_are_open(two: Cli, tmp_path: Path) -> None:
    opened = two("cohort", "open", "Cohort 5", "--launch", "2027-09-09").out
    assert commands(opened)
    assert all(one[:2] == ["--cohort", "Cohort 5"] for one in commands(opened))
    named = Cli(two.database)
    shown = named("--cohort", "Cohort 3", "cohort", "show").out
    [command] = commands(shown)
    assert command[:2] == ["--cohort", "Cohort 3"]
    refused = named("--cohort", "Cohort 3", "cohort", "people", NOMINATIONS[0][0], code=3).err
    assert refused.endswith('see: cln --cohort "Cohort 3" cohort show\n')
    assert enrol(two, tmp_path, NOMINATIONS, code=2).startswith("cln: error: 3 cohorts are open")


def test_with_one_cohort_open_no_command_names_it(cohort: Cli) -> None:
    assert "--cohort" not in cohort("cohort", "show").out


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        ("Next: cln match", 'Next: cln --cohort "C 1" match'),
        ("see: cln cohort list", "see: cln cohort list"),
        ("see: cln cohort rules", 'see: cln --cohort "C 1" cohort rules'),
        ("see: cln establishment list", "see: cln establishment list"),
        ("cln matches people", "cln matches people"),
        ("see: cln match pin --help", "see: cln match pin --help"),
        ('cln --cohort "C 2" match', 'cln --cohort "C 2" match'),
        ("cln event show 2, cln match", 'cln --cohort "C 1" event show 2, cln --cohort "C 1" match'),
    ],
)
def test_a_sentence_names_the_cohort_in_commands_about_one(sentence: str, named: str) -> None:
    with address(cohort="C 1"):
        assert addressed.text(sentence) == named


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        ("run: cln init", "run: cln --database my.db init"),
        ("Next: cln match", 'Next: cln --database my.db --cohort "C 1" match'),
        ('cln --cohort "C 2" match', 'cln --database my.db --cohort "C 2" match'),
        ("cln cohort list, cln history", "cln --database my.db cohort list, cln --database my.db history"),
        ("Next: cln status --database new.db", 'Next: cln --cohort "C 1" status --database new.db'),
        ("see: cln cohort open --help", "see: cln cohort open --help"),
        ("an older cln made it", "an older cln made it"),
    ],
)
def test_a_sentence_names_the_database_in_every_command(sentence: str, named: str) -> None:
    with address("my.db", "C 1"):
        assert addressed.text(sentence) == named


@pytest.mark.parametrize(
    ("database", "named"),
    [
        ("C:\\cln\\cln.db", "C:\\cln\\cln.db"),
        ("my cln.db", '"my cln.db"'),
        ("postgresql://ann@server/cln", "postgresql://ann@server/cln"),
        ("postgresql://ann:secret@server/cln", "URL"),
        ("postgresql://ann:se/c:r@et@server/cln", "URL"),
        ("postgresql://server/cln?password=secret", "URL"),
        ("host=server password=secret", "URL"),
        ("sqlite:////home/ann:a@b/cln.db", "sqlite:////home/ann:a@b/cln.db"),
    ],
)
def test_a_database_is_named_as_it_was_typed_but_for_a_password(database: str, named: str) -> None:
    with address(database):
        assert addressed.text("run: cln init") == f"run: cln --database {named} init"


def test_every_command_that_opens_the_database_names_it() -> None:
    assert {one.split("(")[0] for one in (*addressed.OF_A_COHORT, *addressed.OTHERS)} == {*COMMANDS} - {
        "demo"
    }


def test_a_printed_step_and_the_command_in_a_refusal_run_as_they_are_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "her own.db"
    assert main(["--database", str(file), "cohort", "list"]) == 5
    refused = capsys.readouterr().err
    assert refused.endswith(f'; run: cln --database "{file}" init\n')
    assert main(shlex.split(refused.rpartition("run: cln ")[2])) == 0
    capsys.readouterr()
    assert main(["--database", str(file), "cohort", "list"]) == 0
    step = capsys.readouterr().out.rpartition("Next: ")[2]
    assert step.startswith(f'cln --database "{file}" ')


def test_a_command_that_runs_another_prints_on_as_it_was_called(cln: Cli) -> None:
    with address(cohort="C 1"):
        assert main(["--database", cln.database, "cohort", "list"]) == 0
        assert addressed.text("cln match") == 'cln --cohort "C 1" match'


def test_a_sentence_is_wrapped_with_what_its_commands_name() -> None:
    with address("a" * 30):
        sentence = "Nobody has answered yet; ask the entries for their answers. Next: cln survey list"
        [block] = wrapped(addressed.text(sentence))
    lines = plain(block)
    assert len(lines) == 2
    assert lines[1] == f"cln --database {'a' * 30} survey list"


@contextmanager
def address(database: str = "", cohort: str = "") -> Iterator[None]:
    """As if these had been named on the command line."""
    before = addressed.CHOSEN.set(addressed.Address(database, cohort))
    yield
    addressed.CHOSEN.reset(before)


def test_a_printed_command_has_the_whole_name_of_the_cohort(cohort: Cli) -> None:
    cohort("cohort", "open", "Cohort 4", "--launch", "2027-09-09")
    said = cohort("cohort", "rule", "team-size", "--limit", "3", "--cohort", "4").out
    assert said.endswith('Next: cln --cohort "Cohort 4" cohort enrol FILE\n')
    refused = cohort("match", "accept", 1, "--cohort", "4", code=3).err
    assert 'cln --cohort "Cohort 4" match' in refused
