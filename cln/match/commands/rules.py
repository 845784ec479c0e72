"""What every match has to keep: `cln cohort rules`, `rule`; `cln match pin`, `together`, `apart`, `group`."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cln import completion
from cln.arguments import BY_NAME
from cln.cohort.named import theme_typed
from cln.command import command
from cln.context import Context
from cln.errors import Usage
from cln.match.commands.options import rule_names, rule_typed
from cln.match.named import promise_typed, team_option
from cln.matching.problem import PromiseKind, Strength
from cln.options import (
    Entries,
    EntryCode,
    EntryNumber,
    Reason,
    SectorChoice,
    named_argument,
    named_option,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlmodel import Session

    from cln.cohort.whom import Which
    from cln.screen.view import View
    from cln.store import Change
    from cln.tables.cohorts import Cohort


def register_rules(app: typer.Typer) -> None:
    """Put the commands about rules under `cln cohort`."""
    command(app, "rules", example="cln cohort rules")(rules)
    command(app, "rule", _sets, example="cln cohort rule team-sectors --must")(rule)


def register_promises(app: typer.Typer) -> None:
    """Put the commands about promises under `cln match`."""
    command(app, "pin", example='cln match pin 9443017 --theme Literacy --reason "Agreed with the head"')(pin)
    command(
        app, "together", example='cln match together 9226039:Primary 9567040 --reason "They share a campus"'
    )(together)
    command(app, "apart", example='cln match apart 9131001 9204030 --reason "Together last year"')(apart)
    command(
        app, "group", example='cln match group 9337049 9601044 9547031 --theme Play --reason "They asked"'
    )(group)
    command(app, "fixed", example="cln match fixed")(fixed)
    command(app, "lift", example="cln match lift 1", after="match pin")(lift)


def _sets(given: Mapping[str, Any]) -> bool:
    """Whether a rule is to be set, not only shown."""
    return given["limit"] is not None or any(given[name] for name in ("must", "should", "off", "default"))


def rules(session: "Session", cohort: "Cohort") -> "View":
    """List the rules of the match with their numbers, and which are set for this cohort."""
    from cln.match.rules import listing
    from cln.match.views.rules import rules

    return rules(cohort.name, listing(session, cohort))


def rule(
    context: Context,
    name: Annotated[
        str,
        typer.Argument(
            parser=rule_typed,
            autocompletion=completion.fixed(rule_names),
            metavar="RULE",
            help="As cln cohort rules lists it.",
        ),
        BY_NAME,
    ],
    limit: Annotated[
        str | None, typer.Option(metavar="LIMIT", help="Its number: N, MIN-MAX or A/B, as the rule has it.")
    ] = None,
    must: Annotated[bool, typer.Option("--must", help="No match may break it.")] = False,
    should: Annotated[bool, typer.Option("--should", help="A match says whether it keeps it.")] = False,
    off: Annotated[bool, typer.Option("--off", help="Nobody asks about it.")] = False,
    default: Annotated[bool, typer.Option("--default", help="As the programme has it.")] = False,
) -> "View":
    """Show one rule, or set its number and how strictly it is taken in this cohort."""
    from cln.match.rules import alter, show
    from cln.match.views.rules import changed, rules
    from cln.overview.after import matched_again

    taken = [one for one, asked in zip(Strength, (must, should, off), strict=True) if asked]
    if len(taken) > 1 or (default and (taken or limit is not None)):
        raise Usage("say one of --must, --should, --off; --default stands alone; see: cln cohort rule --help")
    if not (taken or default or limit is not None):
        with context.reading() as session:
            cohort = context.cohort(session)
            return rules(cohort.name, [show(session, cohort, name)])
    strength = taken[0] if taken else None

    def deed(change: "Change", cohort: "Cohort") -> "View":
        result = alter(change, cohort, name, limit=limit, strength=strength, default=default)
        return matched_again(change.session, cohort, changed(result))

    return context.make("cohort rule", deed)


def pin(
    context: Context,
    code: EntryCode,
    reason: Reason,
    theme: Annotated[
        str | None,
        named_option(theme_typed, completion.OF_THEMES, "THEME", "The theme that it gets."),
        BY_NAME,
    ] = None,
    team: Annotated[int | None, team_option("Or the number or theme of its team."), BY_NAME] = None,
    sector: SectorChoice = None,
    entry: EntryNumber = None,
) -> "View":
    """Promise an establishment a theme or a team, until it is lifted."""
    from cln.match import promises
    from cln.match.views.rules import made
    from cln.overview.after import matched_again

    if (theme is None) == (team is None):
        raise Usage("say either --theme or --team; see: cln match pin --help")

    def deed(change: "Change", cohort: "Cohort") -> "View":
        promise = promises.pin(change, cohort, which=code, reason=reason, theme=theme, team=team)
        return matched_again(change.session, cohort, made(promise))

    return context.make("match pin", deed)


def together(change: "Change", cohort: "Cohort", codes: Entries, reason: Reason) -> "View":
    """Promise that establishments are in one team, until it is lifted."""
    return _promised(change, cohort, PromiseKind.TOGETHER, codes, reason)


def apart(change: "Change", cohort: "Cohort", codes: Entries, reason: Reason) -> "View":
    """Promise that establishments are in different teams, until it is lifted."""
    return _promised(change, cohort, PromiseKind.APART, codes, reason)


def _promised(
    change: "Change", cohort: "Cohort", kind: PromiseKind, codes: "Sequence[Which]", reason: str
) -> "View":
    from cln.match.promises import promise
    from cln.match.views.rules import made
    from cln.overview.after import matched_again

    return matched_again(change.session, cohort, made(promise(change, cohort, kind, codes, reason=reason)))


def group(
    change: "Change",
    cohort: "Cohort",
    codes: Entries,
    reason: Reason,
    theme: Annotated[
        str | None,
        typer.Option(parser=words, metavar="THEME", help="Its theme, perhaps one not in the survey."),
    ] = None,
) -> "View":
    """Promise that a pre-matched group is a team of its own, until it is lifted.

    It counts among the teams, has places before all others and needs a key facilitator. The rules about
    sizes, authorities and sectors of a team, and about who met before, are not asked of it.
    """
    from cln.match import promises
    from cln.match.views.rules import made
    from cln.overview.after import matched_again

    group = promises.group(change, cohort, codes, reason=reason, theme=theme)
    return matched_again(change.session, cohort, made(group))


def fixed(
    session: "Session",
    cohort: "Cohort",
    everything: Annotated[bool, typer.Option("--all", help="Those that were lifted, too.")] = False,
) -> "View":
    """List the promises, and why each was made."""
    from cln.match.promises import listing
    from cln.match.views.rules import promises

    return promises(cohort.name, listing(session, cohort, lifted=everything))


def lift(
    change: "Change",
    cohort: "Cohort",
    number: Annotated[
        int,
        named_argument(
            promise_typed,
            completion.OF_PROMISES,
            "PROMISE",
            "Its number, as cln match fixed lists it, or the name or code of an establishment in it.",
        ),
        BY_NAME,
    ],
) -> "View":
    """Lift a promise; it stays on record."""
    from cln.match import promises
    from cln.match.views.rules import lifted
    from cln.overview.after import matched_again

    return matched_again(change.session, cohort, lifted(promises.lift(change, cohort, number)))
