"""What others did to a cohort's proposals since somebody looked at them."""

from sqlmodel import Session

from cln.match.queries import proposal_of
from cln.store import Change, meanwhile
from cln.store.meanwhile import Later
from cln.tables.cohorts import Cohort


def refuse_changed(change: Change, cohort: Cohort, number: int | None, *, anyway: bool) -> None:
    """Refuse to go on from proposals that others have added to, or accepted, after they were seen.

    What somebody has seen is what was there when they last made or accepted one of them, and, where they name
    a proposal, when that was made.

    Raises:
        Overtaken: others have, and `anyway` is not given.
        Refused: there is no such proposal.
    """
    later = _later(change.session, cohort, number, change.record.who)
    meanwhile.refuse(
        f"others have worked on the proposals of {cohort.name} meanwhile, so nothing was written; look at "
        "them with: cln match list, or go on with --anyway",
        later,
        anyway=anyway,
    )


def _later(session: Session, cohort: Cohort, number: int | None, who: str) -> list[Later]:
    of = "cohort", cohort.id or 0
    every = meanwhile.since(session, of, 0, tables=("proposal",))
    known = [one.number for one in every if one.who == who]
    if number is not None:
        row = "proposal", proposal_of(session, cohort, number).id or 0
        known += [one.number for one in every if row in one.rows][:1]
    return [one for one in every if known and one.number > max(known)]
