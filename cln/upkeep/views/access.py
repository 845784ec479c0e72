"""What `cln database create` and `cln access` show."""

from collections.abc import Iterator, Sequence

from cln.screen.view import Block, Line, Table, View, wrapped
from cln.upkeep.access import Granted, Holders, Overview, Revoked
from cln.upkeep.create import Created
from cln.upkeep.roles import Role
from cln.words import count

SEES = {
    Role.LEAD: "reads and writes everything, and gives others their roles",
    Role.FACILITATOR: "reads and writes log, attendance and projects of her teams, and sees no address",
    Role.VIEWER: "sees the numbers of cohorts and teams, and no names: cln access summary",
}
FEW = "\u2013"
"""Stands for a number of a few."""


def created(result: Created) -> View:
    """The database and its roles, and what to do next."""
    state = "is ready" if result.new else "was there, and is one for many now"
    blocks = [
        Line(f"The database {result.database} {state}.", "good"),
        Line(f"It knows {count(len(result.authorities), 'authority', 'authorities')}."),
        Line(f"Nobody logs in as its owner, {result.owner}; its roles are {', '.join(result.roles)}.", "dim"),
        Line("Next: cln access grant NAME --role lead", "next"),
    ]
    return View(result, blocks)


def granted(result: Granted) -> View:
    """Who may do what, what is left to the server's administrator, and how to set a password."""
    blocks: list[Block] = [
        Line(f"{result.name} is a {result.role} here, with the login {result.login}.", "good"),
        *wrapped(f"A {result.role} {SEES[result.role]}."),
        *_for_the_host(result.statements),
        *wrapped(
            "They set the password themselves, at the psql of whoever runs the server: it asks for it twice, "
            "and shows it to nobody."
        ),
        Line(f"  {result.password}", "command"),
        *wrapped("Then they name the database, with the password not in it but in PGPASSWORD or ~/.pgpass:"),
        Line(f"  CLN_DATABASE={result.url}", "command"),
    ]
    return View(result, blocks)


def listed(result: Holders) -> View:
    """Who has which role."""
    if not result.people:
        return View(result, [Line("Nobody has a role here yet; next: cln access grant NAME --role lead")])
    rows = [
        [one.name, one.login, one.role.value, "yes" if one.ready else "not yet: the server lets them not in"]
        for one in result.people
    ]
    roles = {one.role for one in result.people}
    what = [
        line for role in Role if role in roles for line in wrapped(f"A {role} {SEES[role]}.", style="dim")
    ]
    return View(result, [Table(["Name", "Login", "Role", "Ready"], rows), *what])


def revoked(result: Revoked) -> View:
    """Who may do nothing any more."""
    blocks = [
        Line(f"{result.name} ({result.login}) is no {result.role} here any more.", "good"),
        *_for_the_host(result.statements),
        *wrapped(
            "The login is still on the server; whoever runs it takes it away if it has no other use.",
            style="dim",
        ),
    ]
    return View(result, blocks)


def summary(result: Overview) -> View:
    """The numbers, rounded to five; those of fewer than five are not told."""
    columns = ["Cohort", "Team", "Establishments", "People", "Teams", "Projects", "Log entries", "Came"]
    rows = [
        [
            part.cohort,
            part.team or "all",
            *(
                FEW if number is None else str(number)
                for number in (
                    *(part.establishments, part.participants, part.teams),
                    *(part.projects, part.log_entries, part.came),
                )
            ),
        ]
        for part in result.parts
    ]
    if not rows:
        return View(result, [Line("There is no cohort yet.")])
    note = "People, establishments and who came are rounded to five; fewer than five are not told."
    return View(result, [Table(columns, rows, right=frozenset(columns[2:])), Line(note, "dim")])


def _for_the_host(statements: Sequence[str]) -> Iterator[Block]:
    if statements:
        yield Line("Your login may not make roles on this server; whoever runs it may, in psql:", "warn")
        yield from (Line(f"  {statement}", "command") for statement in statements)
