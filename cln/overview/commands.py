"""`cln status`: one screen about the cohort; `cln attention`: what needs help, why, and what to do."""

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from cln.command import command, group
from cln.errors import Usage
from cln.options import Day

if TYPE_CHECKING:
    from sqlmodel import Session

    from cln.command import Context
    from cln.screen.view import View
    from cln.tables.cohorts import Cohort

attention = typer.Typer()


def register_status(app: typer.Typer) -> None:
    """Put `cln status` straight under `cln`."""
    command(app, "status")(status)


def status(
    session: "Session",
    cohort: "Cohort",
    facilitator: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Only the teams and projects of this facilitator."),
    ] = None,
    on: Day = None,
) -> "View":
    """Show where the cohort stands: next event, people, each project's stage, what needs attention."""
    from cln.overview.status import show
    from cln.overview.views.status import shown

    return shown(show(session, cohort, on, facilitator))


@group(attention, invoke_without_command=True)
def everything(session: "Session", cohort: "Cohort", on: Day = None) -> "View":
    """Say what needs attention in the cohort, why, and what to do next."""
    from cln.overview.attention import watch
    from cln.overview.views.attention import needs

    return needs(watch(session, cohort, on))


@command(attention, "rules")
def rules(session: "Session", cohort: "Cohort") -> "View":
    """List the rules by which something needs attention, with the thresholds of this cohort."""
    from cln.overview.attention import in_force
    from cln.overview.views.attention import rules

    return rules(cohort.name, in_force(session, cohort))


@command(attention, "rule")
def rule(
    context: "Context",
    name: Annotated[str, typer.Argument(metavar="RULE", help="As cln attention rules lists it.")],
    threshold: Annotated[
        float | None, typer.Option(metavar="N", help="Its number, in the unit that the rule has.")
    ] = None,
    off: Annotated[bool, typer.Option("--off", help="Nothing is said by this rule.")] = False,
    default: Annotated[bool, typer.Option("--default", help="As cln has it.")] = False,
) -> "View":
    """Show one rule, or set its threshold in this cohort."""
    from cln.overview.attention import alter, show
    from cln.overview.views.attention import changed, rules

    if (threshold is not None) + off + default > 1:
        raise Usage("say one of --threshold, --off, --default; see: cln attention rule --help")
    if threshold is None and not off and not default:
        with context.reading() as session:
            cohort = context.cohort(session)
            return rules(cohort.name, [show(session, cohort, name)])
    return changed(context.make("attention rule", partial(alter, name=name, threshold=threshold, off=off)))
