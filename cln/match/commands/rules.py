"""`cln cohort rules` and `rule`: what the match has to keep, and how strictly."""

from typing import Annotated

import typer

from cln.command import Context, command
from cln.errors import Usage
from cln.matching.problem import Strength


def register(app: typer.Typer) -> None:
    """Put the commands under `cln cohort`."""
    command(app, "rules")(rules)
    command(app, "rule")(rule)


def rules(context: Context) -> None:
    """List the rules of the match with their numbers, and which are set for this cohort."""
    from cln.match import rules
    from cln.match.views import rules as view

    with context.reading() as session:
        cohort = context.cohort(session)
        context.show(view.listing(cohort.name, rules.listing(session, cohort)))


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
) -> None:
    """Show one rule, or set its number and how strictly it is taken in this cohort."""
    from cln.match import rules
    from cln.match.views import rules as view

    taken = [one for one, said in zip(Strength, (must, should, off), strict=True) if said]
    if len(taken) > 1 or (default and (taken or limit is not None)):
        raise Usage("say one of --must, --should, --off; --default stands alone; see: cln cohort rule --help")
    if not (taken or default or limit is not None):
        with context.reading() as session:
            cohort = context.cohort(session)
            context.show(view.listing(cohort.name, [rules.show(session, cohort, name)]))
        return
    with context.change("cohort rule") as change:
        cohort, strength = context.cohort(change.session), taken[0] if taken else None
        changed = rules.alter(change, cohort, name, limit=limit, strength=strength, default=default)
    context.show(view.changed(changed))
