"""`cln attention`: which projects need help, why, and what to do; and when that is said."""

from typing import Annotated

import typer

from cln.command import Context, command, group
from cln.errors import Usage
from cln.options import Day

app = typer.Typer()


@group(app, invoke_without_command=True)
def attention(context: Context, on: Day = None) -> None:
    """Say what needs attention in the cohort, why, and what to do next."""
    from cln.cohort import days
    from cln.overview import attention
    from cln.overview.views import attention as view

    with context.reading() as session:
        watched = attention.watch(session, context.cohort(session), on or days.today())
    context.show(view.watched(watched))


@command(app, "rules")
def rules(context: Context) -> None:
    """List the rules by which something needs attention, with the thresholds of this cohort."""
    from cln.overview import thresholds
    from cln.overview.views import attention as view

    with context.reading() as session:
        cohort = context.cohort(session)
        context.show(view.listing(cohort.name, thresholds.in_force(session, cohort)))


@command(app, "rule")
def rule(
    context: Context,
    name: Annotated[str, typer.Argument(metavar="RULE", help="As cln attention rules lists it.")],
    threshold: Annotated[
        float | None, typer.Option(metavar="N", help="Its number, in the unit that the rule has.")
    ] = None,
    off: Annotated[bool, typer.Option("--off", help="Nothing is said by this rule.")] = False,
    default: Annotated[bool, typer.Option("--default", help="As cln has it.")] = False,
) -> None:
    """Show one rule, or set its threshold in this cohort."""
    from cln.overview import thresholds
    from cln.overview.views import attention as view

    if (threshold is not None) + off + default > 1:
        raise Usage("say one of --threshold, --off, --default; see: cln attention rule --help")
    if threshold is None and not off and not default:
        with context.reading() as session:
            cohort = context.cohort(session)
            context.show(view.listing(cohort.name, [thresholds.show(session, cohort, name)]))
        return
    with context.change("attention rule") as change:
        changed = thresholds.alter(change, context.cohort(change.session), name, threshold=threshold, off=off)
    context.show(view.changed(changed))
