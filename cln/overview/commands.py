"""`cln status`: one screen about the cohort; `cln attention`: what needs help, why, and what to do;
`cln find`: where words stand."""

import os
import shlex
from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cln import completion
from cln.arguments import BY_NAME
from cln.command import command, group
from cln.errors import Usage
from cln.facilitators.named import facilitator_typed
from cln.options import Day

if TYPE_CHECKING:
    from sqlmodel import Session

    from cln.context import Context
    from cln.meant import Known, Typed, Where
    from cln.overview.ahead import Ahead
    from cln.overview.steps import Step
    from cln.screen.view import View
    from cln.tables.cohorts import Cohort

attention = typer.Typer()


def register_status(app: typer.Typer) -> None:
    """Put `cln status`, `next`, `guide` and `find` straight under `cln`."""
    command(app, "next", example="cln next")(next_)
    command(app, "guide", example="cln guide")(guide)
    command(app, "status", example="cln status")(status)
    command(app, "find", example="cln find Anna Kaur")(find)


def home(context: "Context") -> "View":
    """Where the open cohorts stand and the one next step of each, or how to begin."""
    from cln.overview.views.ahead import briefly

    return briefly(_ahead(context, None))


def next_(context: "Context", on: Day = None) -> "View":
    """Say what the next sensible steps are, each with its command and why."""
    from cln.overview.views.ahead import fully

    return fully(_ahead(context, on))


def guide(context: "Context", on: Day = None) -> "View | None":
    """Go through the year step by step, and do what is next; in a pipe print all steps of the year."""
    from cln.overview.ahead import Year
    from cln.overview.views.ahead import whole
    from cln.screen import ask

    if context.json or on is not None or not ask.on_a_terminal():
        return whole([Year.of(one) for one in _ahead(context, on)])
    _walk(context)
    return None


def _walk(context: "Context") -> None:
    """Show one step after another, and do those that are wanted, until somebody has had enough."""
    from cln.overview.views.ahead import briefly, one_step
    from cln.screen import ask, output

    output.show(briefly(_ahead(context, None)), as_json=False)
    left = set[str]()
    while step := next((one for one in _steps(context) if one.command not in left), None):
        output.show(one_step(step), as_json=False)
        wanted = ask.choice("Do it now? (yes / later / stop)", ("yes", "later", "stop"))
        if wanted == "stop":
            return
        left.add(step.command)
        if wanted == "yes":
            _do(context, step.command)
    output.note("That is all for now.")


def _steps(context: "Context") -> "list[Step]":
    return [step for one in _ahead(context, None) for step in one.steps]


def _do(context: "Context", line: str) -> None:
    """Run a command line; what only a person knows is asked for, and a fault is told."""
    from cln.app import main
    from cln.screen import ask

    words = [
        ask.answer(f"{word}:") if word.isupper() or word == "..." else word for word in shlex.split(line)[1:]
    ]
    settings = context.settings
    asked = ["--as", settings.asked] if settings.asked else []
    main(["--database", settings.database, *asked, *words])


def _ahead(context: "Context", on: date | None) -> "tuple[Ahead, ...]":
    """What is next in the cohort that is meant, or in all that are open; how to begin without a database."""
    from cln.overview.ahead import WITHOUT_DATABASE, everything_ahead

    if not _is_there(context.settings.database):
        return (WITHOUT_DATABASE,)
    with context.reading() as session:
        named = context.cohort(session) if context.named else None
        return everything_ahead(session, named, on)


def status(
    session: "Session",
    cohort: "Cohort",
    facilitator: Annotated[
        str | None,
        typer.Option(
            parser=facilitator_typed,
            autocompletion=completion.of_cohort(completion.OF_FACILITATORS),
            metavar="NAME",
            help="Only the teams and projects of this facilitator.",
        ),
        BY_NAME,
    ] = None,
    on: Day = None,
) -> "View":
    """Show where the cohort stands: next event, people, each project's stage, what needs attention."""
    from cln.overview.status import show
    from cln.overview.views.status import shown

    result = show(session, cohort, on, facilitator)
    if result.teams or facilitator:
        return shown(result)
    from cln.overview.after import followed

    return followed(session, cohort, shown(result), on=on)


def find(
    session: "Session",
    words: Annotated[
        list[str],
        typer.Argument(metavar="WORDS", help="A name, a code, an address.", show_default=False),
    ],
) -> "View":
    """Find establishments, people, facilitators, projects and log entries of all cohorts by their words."""
    from cln.overview.find import find
    from cln.overview.views.find import places

    return places(find(session, " ".join(words)))


def _is_there(database: str) -> bool:
    """Whether there is a database; of one on a server nobody knows before asking it."""
    from cln.store import urls

    url = urls.parse(database).url
    return url.get_backend_name() != "sqlite" or not url.database or os.path.exists(url.database)  # noqa: PTH110


@group(attention, invoke_without_command=True, example="cln attention")
def everything(session: "Session", cohort: "Cohort", on: Day = None) -> "View":
    """Say what needs attention in the cohort, why, and what to do next."""
    from cln.overview.attention import watch
    from cln.overview.views.attention import needs

    return needs(watch(session, cohort, on))


@command(attention, "rules", example="cln attention rules")
def rules(session: "Session", cohort: "Cohort") -> "View":
    """List the rules by which something needs attention, with the thresholds of this cohort."""
    from cln.overview.attention import in_force
    from cln.overview.views.attention import rules

    return rules(cohort.name, in_force(session, cohort))


def _rule_names() -> list[str]:
    """The rules of attention."""
    from cln.attention.rules import RULES

    return list(RULES)


def _rule_typed(words: str) -> "Typed":
    """Words for a rule of attention."""
    from cln.meant import Known, Typed

    def rules(_: "Where") -> "list[Known]":
        return [Known(name, name, name) for name in _rule_names()]

    return Typed(words, "rule", "attention", rules, "cln attention rules", by_command=True)


def _sets(given: Mapping[str, Any]) -> bool:
    """Whether a rule is to be set, not only shown."""
    return given["threshold"] is not None or given["off"] or given["default"]


@command(attention, "rule", _sets, example="cln attention rule log --threshold 8")
def rule(
    context: "Context",
    name: Annotated[
        str,
        typer.Argument(
            parser=_rule_typed,
            autocompletion=completion.fixed(_rule_names),
            metavar="RULE",
            help="As cln attention rules lists it.",
        ),
        BY_NAME,
    ],
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
