"""`cln person`: what is held about somebody, taking it out, and who is kept longer than need be."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cln.command import command, group
from cln.context import Context
from cln.errors import Usage
from cln.options import Force, Yes, email, words

if TYPE_CHECKING:
    from sqlmodel import Session

    from cln.screen.view import View
    from cln.upkeep.people.forget import Forgotten

person = typer.Typer(no_args_is_help=True)

Name = Annotated[
    str, typer.Argument(parser=words, metavar="NAME", help="A name or an e-mail address.", show_default=False)
]
Addresses = Annotated[
    list[str] | None,
    typer.Option(
        "--email",
        parser=email,
        metavar="ADDRESS",
        help="An address of theirs, where several are called so; may be given again.",
    ),
]
Also = Annotated[
    list[str] | None,
    typer.Option(parser=words, metavar="NAME", help="Another name, e.g. of an account; may be given again."),
]


@group(person)
def everything(context: Context) -> None:
    """Show what is held about a person, erase them, and see who is kept longer than need be."""


@command(person, "show", example='cln person show "Anna Kaur"')
def show(
    session: "Session",
    name: Name,
    address: Addresses = None,
    also: Also = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A page to print or send, e.g. access.html.")
    ] = None,
    force: Force = False,
) -> "View":
    """Show all that is held about a person, everywhere; the names of others are blacked out."""
    from datetime import UTC, datetime

    from cln.files import whole
    from cln.upkeep.people.about import about
    from cln.upkeep.people.page import page
    from cln.upkeep.people.person import find
    from cln.upkeep.views.person import held

    result = about(session, find(session, name, address or (), also or ()))
    if out:
        whole.refuse_ending(out, (".html", ".htm"))
        whole.write(page(result, datetime.now(UTC).astimezone()).encode(), out, force=force)
    return held(result, out)


@command(person, "erase", example='cln person erase "Anna Kaur" --yes')
def erase(
    context: Context, name: Name, address: Addresses = None, also: Also = None, yes: Yes = False
) -> "View":
    """Erase a person everywhere: name, addresses and post, the record of changes and cln's own copies too."""
    from cln.screen.output import waiting
    from cln.store import schema
    from cln.upkeep.people.forget import forget
    from cln.upkeep.people.person import find
    from cln.upkeep.views.person import forgotten

    with context.engine() as engine:
        schema.check(engine)
        result = forget(
            engine,
            context.settings.who,
            lambda session: [find(session, name, address or (), also or ())],
            _without_asking if yes else _shown_and_agreed,
            waiting(context.wait),
        )
    return forgotten(result)


@command(person, "retention", example="cln person retention")
def retention(
    context: Context,
    years: Annotated[
        int | None,
        typer.Option(
            min=0,
            max=100,
            help="For so many years after a cohort was closed; by default as each says.",
        ),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Erase them; without it they are only named.")] = False,
) -> "View":
    """Name those of whom only cohorts tell that were closed long ago; with --yes, erase them."""
    from datetime import UTC, datetime

    from cln.screen.output import waiting
    from cln.store import schema
    from cln.upkeep.people import retention
    from cln.upkeep.people.forget import forget
    from cln.upkeep.views.person import forgotten, overdue
    from cln.words import day_of

    today = day_of(datetime.now(UTC))
    with context.reading() as session:
        result = retention.overdue(session, today, years)
    if not (yes and result.people):
        return overdue(result)
    with context.engine() as engine:
        schema.check(engine)
        who, wait = context.settings.who, waiting(context.wait)
        return forgotten(forget(engine, who, lambda s: retention.people(s, result), _without_asking, wait))


def _without_asking(_result: "Forgotten") -> bool:
    return True


def _shown_and_agreed(result: "Forgotten") -> bool:
    """Whether somebody at the terminal wants to erase what is shown."""
    from cln.screen import ask, output
    from cln.upkeep.views.person import forgotten

    if not ask.on_a_terminal():
        raise Usage("to erase cannot be taken back; to erase without being asked, add --yes")
    output.show(forgotten(result), as_json=False)
    return ask.agreed("Erase this? It cannot be taken back.")
