"""`cln cohort rules` and `rule`: what the match has to keep, and how strictly."""

from typing import TYPE_CHECKING, Annotated

import typer

from cln.command import Context, command
from cln.errors import Usage
from cln.matching.problem import Strength

if TYPE_CHECKING:
    from sqlmodel import Session

    from cln.screen.view import View
    from cln.tables.cohorts import Cohort


def register(app: typer.Typer) -> None:
    """Put the commands under `cln cohort`."""
    command(app, "rules")(rules)
    command(app, "rule")(rule)


def rules(session: "Session", cohort: "Cohort") -> "View":
    """List the rules of the match with their numbers, and which are set for this cohort."""
    from cln.match import rules
    from cln.match.views.rules import listing

    return listing(cohort.name, rules.listing(session, cohort))


def rule(
    context: Context,
    name: Annotated[str, typer.Argument(metavar="RULE", help="As cln cohort rules lists it.")],
    limit: Annotated[
        str | None, typer.Option(metavar="LIMIT", help="Its number: N, MIN-MAX or A/B, as the rule has it.")
    ] = None,
    must: Annotated[bool, typer.Option("--must", help="No match may break it.")] = False,
    should: Annotated[bool, typer.Option("--should", help="A match says whether it keeps it.")] = False,
    off: Annotated[bool, typer.Option("--off", help="Nobody asks about it.")] = False,
    default: Annotated[bool, typer.Option("--default", help="As the programme has it.")] = False,
) -> "View":
    """Show one rule, or set its number and how strictly it is taken in this cohort."""
    from cln.match import rules
    from cln.match.views.rules import changed, listing

    taken = [one for one, asked in zip(Strength, (must, should, off), strict=True) if asked]
    if len(taken) > 1 or (default and (taken or limit is not None)):
        raise Usage("say one of --must, --should, --off; --default stands alone; see: cln cohort rule --help")
    if not (taken or default or limit is not None):
        with context.reading() as session:
            cohort = context.cohort(session)
            return listing(cohort.name, [rules.show(session, cohort, name)])
    with context.change("cohort rule") as change:
        cohort, strength = context.cohort(change.session), taken[0] if taken else None
        return changed(rules.alter(change, cohort, name, limit=limit, strength=strength, default=default))
