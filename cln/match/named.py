"""Teams and promises, for who names one by its theme, or by an establishment, rather than its number."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import typer

from cln.options import number_or

if TYPE_CHECKING:
    from cln.meant import Known, Typed, Where
    from cln.tables.proposals import Proposal


def team_typed(words: str) -> "Typed":
    """Words for a team of the match that is looked at: the one of --proposal, else the one that counts."""
    from cln.meant import Typed

    return Typed(words, "team", "the match", _of_what_counts, "cln match show")


def team_option(meaning: str) -> Any:
    """An option that takes a team, by its number or its theme."""
    return typer.Option(parser=number_or(team_typed, 0), metavar="TEAM", help=meaning)


def team_edited(words: str) -> "Typed":
    """Words for a team of the match that is edited: the one of --proposal, else the newest edit."""
    from cln.meant import Typed

    return Typed(words, "team", "the match", _of_what_is_edited, "cln match show")


def promise_typed(words: str) -> "int | Typed":
    """The number of a promise, or words for it: the code or the name of an establishment that it is about."""
    from cln.meant import Typed

    typed = Typed(words, "promise", "the cohort", _promises, "cln match fixed")
    return typed if len(words) >= len("8350027") else number_or(lambda _: typed, 1)(words)


def _promises(where: "Where") -> "Sequence[Known]":
    from cln.match.promises import listing
    from cln.meant import Known

    return [
        Known(
            one.number,
            one.entries[0].name,
            f"{one.number} {one}",
            (*(entry.name for entry in one.entries[1:]), *(entry.code for entry in one.entries)),
        )
        for one in listing(where.session, where.cohort)
    ]


def _of_what_counts(where: "Where") -> "Sequence[Known]":
    from cln.match.queries import proposal_of

    return _teams(where, proposal_of(where.session, where.cohort, where.given.get("proposal")))


def _of_what_is_edited(where: "Where") -> "Sequence[Known]":
    from cln.match.queries import proposal_of
    from cln.match.standing import latest_edit

    number = where.given.get("proposal")
    latest = latest_edit(where.session, where.cohort) if number is None else None
    return _teams(where, latest or proposal_of(where.session, where.cohort, number))


def _teams(where: "Where", proposal: "Proposal") -> "Sequence[Known]":
    from cln.match.queries import teams_of
    from cln.meant import Known

    teams = teams_of(where.session, proposal)
    return [Known(team.number, theme, f"{team.number} {theme}") for team, theme in teams]
