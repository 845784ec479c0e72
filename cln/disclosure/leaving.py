"""The one way out: whatever leaves the partnership is put on record before it leaves."""

import hashlib
import hmac
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlmodel import Session

from cln import store
from cln.disclosure import queries
from cln.disclosure.pseudonyms import Pseudonyms
from cln.store import Change
from cln.store.locks import Wait
from cln.tables.cohorts import Cohort
from cln.tables.leaving import PseudonymKey, SentFile

STANDARD_OUTPUT = "-"


@dataclass(frozen=True)
class Exit:
    """The way out for one command: what leaves by it is on record before it leaves."""

    session: Session
    command: str
    who: str
    wait: Wait

    def remember_key(self) -> None:
        """Make the key of all pseudonyms, unless there is one."""
        if queries.pseudonym_key(self.session) is None:
            with self._change() as change:
                change.add(PseudonymKey(key=secrets.token_hex(32)))

    @contextmanager
    def recorded(self, sent: SentFile) -> Iterator[None]:
        """Put on record that a file leaves, then let it be written; if it could not be, take that back.

        Args:
            sent: what leaves; when and by whom is filled in.

        Raises:
            Unusable: the database cannot record it, so nothing leaves.
        """
        with self._change() as change:
            sent.at, sent.who = change.at, self.who
            change.add(sent)
        try:
            yield
        except BaseException:
            if sent.file == STANDARD_OUTPUT:  # a part of it may have left
                raise
            with self._change() as change:
                change.delete(sent)
            raise

    def _change(self) -> AbstractContextManager[Change]:
        self.session.rollback()  # what was only read; a unit of work begins with its lock
        return store.change(self.session, self.command, self.who, wait=self.wait)


def sent(
    what: str,
    file: Path | None,
    recipient: str,
    cohorts: Sequence[Cohort],
    *,
    coarse: bool = False,
    figures: Mapping[int, Mapping[str, float]] | None = None,
) -> SentFile:
    """What leaves, for the record; `recorded` fills in when and by whom."""
    return SentFile(
        at=datetime.now(UTC),
        who="",
        what=what,
        file=file.name if file else STANDARD_OUTPUT,
        recipient=recipient,
        cohorts=[cohort.id or 0 for cohort in cohorts],
        coarse=coarse,
        figures={str(cohort): dict(shown) for cohort, shown in (figures or {}).items()},
    )


def pseudonyms(session: Session, cohorts: Sequence[Cohort], salt: str = "") -> Pseudonyms:
    """What hides people and places in all that leaves about these cohorts; there is a key already.

    Args:
        session: reads it.
        cohorts: what leaves is about them.
        salt: with another one nobody has the same pseudonym.
    """
    key = queries.pseudonym_key(session)
    assert key is not None, "remember_key made one"
    ours = queries.places_of(session, [cohort.id or 0 for cohort in cohorts])
    key = hmac.new(key.encode(), salt.encode(), hashlib.sha256).hexdigest() if salt else key
    return Pseudonyms(key, queries.known_people(session), queries.known_places(session), ours)
