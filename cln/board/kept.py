"""What the board reads from the database and writes to it; each deed opens the database and closes it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from cln.cohort.whom import Which
from cln.context import Context
from cln.match.recalled import Recalled, recall_to_edit
from cln.match.standing import Standing, standing
from cln.matching.change.edits import Place
from cln.matching.problem import Key
from cln.store import Change
from cln.tables.cohorts import Cohort

if TYPE_CHECKING:  # not before they are needed: the board is to open at once
    from cln.match.accept import Accepted
    from cln.match.edit import Edited
    from cln.match.explain import Asked
    from cln.match.promises import Made


@dataclass(frozen=True)
class Opened:
    """The proposal that the board shows, on the cohort as it is now."""

    cohort: str
    cohort_id: int
    recalled: Recalled
    standing: Standing

    @property
    def number(self) -> int:
        """The number of the proposal."""
        return self.recalled.number

    @property
    def heading(self) -> str:
        """Which cohort and proposal it is, in words."""
        return self.standing.heading(self.cohort, "").rstrip(": ")


@dataclass(frozen=True)
class Board:
    """The database as one board sees it."""

    context: Context

    @property
    def database(self) -> str:
        """Which database it is."""
        return self.context.settings.database

    def open(self, number: int | None) -> Opened:
        """Read a proposal: the one of that number, else the one that a hand edit would go on from.

        Raises:
            Refused: there is no such proposal, or nobody takes part in the cohort.
        """
        with self.context.reading() as session:
            cohort = self.context.cohort(session)
            recalled = recall_to_edit(session, cohort, number)
            stands = standing(session, cohort, recalled.proposal)
            return Opened(cohort.name, cohort.id or 0, recalled, stands)

    def save(self, number: int, places: Mapping[Key, Place], reason: str) -> "Edited":
        """Keep entries in other places as one new proposal, made from the one of that number.

        Raises:
            Impossible: it breaks a rule that must hold, and no reason is given.
            Refused: an entry has withdrawn since.
        """

        from cln.match import edit

        def deed(change: Change, cohort: Cohort) -> "Edited":
            plan = edit.arrange(change.session, cohort, number, places)
            return edit.make(change, cohort, plan, force=bool(reason), reason=reason or None)

        return self.context.make("board", deed)

    def accept(self, number: int) -> "Accepted":
        """Make a proposal the cohort's accepted one.

        Raises:
            Refused: the cohort is closed, or projects run in the teams of the one before.
        """
        from cln.projects.handover import accept_with_projects

        return self.context.make("match accept", partial(accept_with_projects, number=number))

    def pin(self, key: Key, *, theme: str | None, team: int | None, reason: str) -> "Made":
        """Promise an entry a theme or a team; it is kept at once.

        Raises:
            Refused: it contradicts an earlier promise.
        """
        from cln.match import promises

        deed = partial(promises.pin, which=Which(*key), reason=reason, theme=theme, team=team)
        return self.context.make("match pin", deed)

    def ask(self, number: int, key: Key) -> "Asked":
        """Ask why an entry is where it is in a proposal; what there is to know is found out later."""
        from cln.match import explain

        with self.context.reading() as session:
            return explain.about_entry(session, self.context.cohort(session), number, Which(*key))
