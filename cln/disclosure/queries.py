"""Queries for what leaves: the key of pseudonyms, whom and which places texts may name, what has left."""

import re
from typing import TYPE_CHECKING

from sqlmodel import Session, col, select

from cln.tables.cohorts import Cohort, Entry, Participant
from cln.tables.erasures import ERASED
from cln.tables.facilitators import Facilitator
from cln.tables.inquiry import Measure, Observation, Question
from cln.tables.log import LogEntry
from cln.tables.register import Establishment

if TYPE_CHECKING:
    from cln.tables.leaving import SentFile

_AFTER_NAME = re.compile(r"\s*[,;(/]")
"""What somebody is may stand behind who they are: "Jo Jack, Head Teacher"."""
_POST = re.compile(r"\b(head|depute|deputy|principal|teacher|leader?|officer|team|d?ht|pt)\b", re.IGNORECASE)
"""A post in place of a name."""


def pseudonym_key(session: Session) -> str | None:
    """The key of all pseudonyms; None before one was needed."""
    from cln.tables.leaving import PseudonymKey

    key = session.get(PseudonymKey, 1)
    return key.key if key else None


def known_people(session: Session) -> list[tuple[str, str]]:
    """Everybody whom any cohort knows: (name, code of their establishment; empty for others)."""
    participants = (
        select(Participant.name, Establishment.code)
        .join(Entry, col(Entry.id) == col(Participant.entry_id))
        .join(Establishment, col(Establishment.id) == col(Entry.establishment_id))
        .distinct()
    )
    others = (Facilitator.name, Question.agreed_by, Measure.by, LogEntry.by, Observation.observer)
    written = {text for column in others for text in session.exec(select(column).distinct()) if text}
    named = {name for text in written if (name := person_in(text))}
    known = [*session.exec(participants), *((name, "") for name in sorted(named))]
    return [(name, code) for name, code in known if not name.startswith(ERASED)]


def person_in(text: str) -> str:
    """The name in what says who somebody is; empty where it says only what they are."""
    name = _AFTER_NAME.split(text)[0]
    return "" if _POST.search(name) else name


def known_places(session: Session) -> dict[str, str]:
    """Name -> code of every establishment that took part in any cohort.

    Also under the names it had before, and those of establishments that were merged into it.
    """
    from cln.tables.names import EarlierName

    own = col(Entry.establishment_id).in_([col(Establishment.id), col(Establishment.merged_into_id)])
    now = select(Establishment.name, Establishment.code).join(Entry, own).distinct()
    renamed = col(EarlierName.establishment_id) == col(Establishment.id)
    before = select(EarlierName.name, Establishment.code).join(Establishment, renamed).join(Entry, own)
    return {**dict(session.exec(before.distinct()).all()), **dict(session.exec(now).all())}


def places_of(session: Session, cohorts: list[int]) -> set[str]:
    """The codes of the establishments that take part in these cohorts."""
    query = select(Establishment.code).join(Entry).where(col(Entry.cohort_id).in_(cohorts))
    return set(session.exec(query))


def sent_files(session: Session) -> "list[SentFile]":
    """All that left, the latest first."""
    from cln.tables.leaving import SentFile

    return list(session.exec(select(SentFile).order_by(col(SentFile.id).desc())))


def cohort_names(session: Session) -> dict[int, str]:
    """Cohort id -> its name."""
    return {cohort.id or 0: cohort.name for cohort in session.exec(select(Cohort))}


def figures_before(session: Session, cohort: Cohort) -> tuple[dict[str, float], ...]:
    """The figures of every file that has left about a cohort without the rows that they count, each once."""
    shown = [one.figures.get(str(cohort.id), {}) for one in sent_files(session)]
    return tuple(page for place, page in enumerate(shown) if page and page not in shown[:place])
