"""A year with every misfortune, and what leaves of it."""

import shutil
from pathlib import Path

import pytest

from tests.conftest import Cli
from tests.figures import year


@pytest.fixture(scope="session")
def a_year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of a year with every misfortune; never written to."""
    folder = tmp_path_factory.mktemp("year")
    cln = Cli(str(folder / "cln.db"))
    cln("init")
    year.play(cln, folder)
    return folder / "cln.db"


@pytest.fixture(scope="module")
def played(a_year: Path, tmp_path_factory: pytest.TempPathFactory) -> Cli:
    """That year, to ask."""
    database = tmp_path_factory.mktemp("played") / "cln.db"
    shutil.copy(a_year, database)
    return Cli(str(database))


@pytest.fixture(scope="module")
def coarse(played: Cli, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both cohorts, widened: a folder."""
    folder = tmp_path_factory.mktemp("coarse") / "out"
    played("export", "all", "--every-cohort", "--pseudonymise", "--coarse", "--out", folder)
    return folder


@pytest.fixture(scope="module")
def plain(played: Cli, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both cohorts as they are: a folder."""
    folder = tmp_path_factory.mktemp("plain") / "out"
    played("export", "all", "--every-cohort", "--out", folder)
    return folder
