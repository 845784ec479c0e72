"""`cln database create` and `cln access`: a database for many on a server, and who may do what there."""

from typing import TYPE_CHECKING, Annotated

import typer

from cln.command import command, group
from cln.context import Context
from cln.options import words
from cln.upkeep.roles import Role

if TYPE_CHECKING:
    from sqlmodel import Session

    from cln.screen.view import View
    from cln.store import Change

Name = Annotated[str, typer.Argument(metavar="NAME", parser=words, help="Their name.", show_default=False)]

access = typer.Typer(no_args_is_help=True)


@group(access)
def everything(context: Context) -> None:
    """Say who may use a database on a PostgreSQL server, and as what."""


def register_create(app: typer.Typer) -> None:
    """Put the command into `cln database`."""
    command(app, "create", example="cln database create postgresql+psycopg://server/cln")(create)


def create(
    context: Context,
    url: Annotated[
        str,
        typer.Argument(metavar="URL", help="Where: postgresql+psycopg://admin@host/cln.", show_default=False),
    ],
) -> "View":
    """Make a database for many people on a PostgreSQL server, with its roles."""
    from cln import settings
    from cln.upkeep.create import create
    from cln.upkeep.views.access import created

    return created(create(settings.resolve(url).database, context.settings.who))


@command(access, "grant", example='cln access grant "Lena Lead" --role lead', after="database create")
def grant(
    change: "Change",
    context: Context,
    name: Name,
    role: Annotated[Role, typer.Option(case_sensitive=False, help="What they may do.")],
    login: Annotated[
        str | None,
        typer.Option(parser=words, metavar="LOGIN", help="With which name they log in; by default ann.lee."),
    ] = None,
) -> "View":
    """Give somebody a role: everything, her own teams, or the summary."""
    from cln.upkeep.access import grant
    from cln.upkeep.views.access import granted

    return granted(grant(change, lambda: context.cohort(change.session), name, role, login))


@command(access, "list", example="cln access list", after="access grant")
def list_(session: "Session") -> "View":
    """List who has which role; who is no lead sees herself."""
    from cln.upkeep.access import holders
    from cln.upkeep.views.access import listed

    return listed(holders(session))


@command(access, "revoke", example='cln access revoke "Lena Lead"', after="access grant")
def revoke(
    change: "Change",
    name: Annotated[
        str, typer.Argument(metavar="NAME", parser=words, help="Their name or login.", show_default=False)
    ],
) -> "View":
    """Take somebody's role away, at once; what they wrote stays."""
    from cln.upkeep.access import revoke
    from cln.upkeep.views.access import revoked

    return revoked(revoke(change, name))


@command(access, "summary", example="cln access summary", after="access grant")
def summary(session: "Session") -> "View":
    """Show what a viewer sees: the numbers of each cohort and, under pseudonyms, of its teams."""
    from cln.upkeep.access import overview
    from cln.upkeep.views.access import summary

    return summary(overview(session))
