"""`cln init --authorities`: the names by which a region's own authorities are known."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Cli
from tests.tabular import write

COLUMNS = ("code", "name", "authority", "sector")


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database whose authorities are Dundee and Perth City; neither name is followed by "Council"."""
    folder = tmp_path_factory.mktemp("region")
    authorities = write(folder / "region.csv", ("name", "aliases"), [("Dundee", ""), ("Perth City", "")])
    Cli(f"sqlite:///{folder / 'tayside.db'}")("init", "--authorities", authorities)
    return folder / "tayside.db"


@pytest.fixture
def tayside(region: Path, copied: Callable[[Path], Cli]) -> Cli:
    """A copy of it."""
    return copied(region)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Dundee", "Dundee"),
        ("Dundee Council", "Dundee"),
        ("Dundee City Council", "Dundee"),
        ("Perth City", "Perth City"),
        ("Perth City Council", "Perth City"),
        ("Perth Council", "Perth City"),
        ("Perth", "Perth City"),
    ],
)
def test_an_authority_is_known_with_and_without_city_and_council(
    tayside: Cli, tmp_path: Path, said: str, meant: str
) -> None:
    register = write(tmp_path / "register.csv", COLUMNS, [("9300001", "Bell Street School", said, "Primary")])
    tayside("establishment", "import", register)
    assert tayside.json("establishment", "show", "9300001")["authority"] == meant


def test_another_word_after_the_name_is_another_authority(tayside: Cli, tmp_path: Path) -> None:
    rows = [("9300001", "Bell Street School", "Dundee Town Council", "Primary")]
    ran = tayside("establishment", "import", write(tmp_path / "register.csv", COLUMNS, rows), code=3)
    assert "'Dundee Town Council' is no authority; did you mean Dundee?" in ran.err
