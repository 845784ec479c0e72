"""What every command is handed: the shared options as they were typed, and what follows from them."""

import inspect
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from cln.arguments import COHORT, About, about, has_words
from cln.screen import addressed
from cln.shared_options import CohortName, Database, Json, Plain, Quiet, Verbose, Waiting, Who

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlmodel import Session

    from cln import settings
    from cln.files.problems import Question
    from cln.screen.view import View
    from cln.store import Change
    from cln.store.locks import Wait
    from cln.tables.cohorts import Cohort

T = TypeVar("T")


@dataclass(frozen=True)
class Context:
    """The shared options of one command, and what follows from them."""

    database: Database = None
    cohort_name: CohortName = None
    who: Who = None
    wait: Waiting = None
    json: Json = False
    plain: Plain = False
    quiet: Quiet = False
    verbose: Verbose = False

    @property
    def settings(self) -> "settings.Settings":
        """Database and person, from options, environment and defaults."""
        from cln import settings

        return settings.resolve(self.database, self.who)

    @property
    def named(self) -> str | None:
        """The cohort that is named, with the command or in the environment."""
        from cln import settings

        return self.cohort_name or settings.cohort()

    @contextmanager
    def engine(self, *, create: bool = False) -> Iterator["Engine"]:
        """The database, whatever its schema."""
        from cln.store import engine

        with engine.connected(self.settings.database, create=create) as connected:
            yield connected

    @contextmanager
    def reading(self) -> Iterator["Session"]:
        """A session that only reads, on a database whose schema fits."""
        from cln.store import acting, reading, schema

        with self.engine() as engine, reading(engine) as session:
            schema.check_in(session, engine)
            acting.refuse_strangers(session)
            yield session

    @contextmanager
    def change(self, command: str) -> Iterator["Change"]:
        """A unit of work, recorded as `command`, that has the whole database to itself."""
        with self._unit(command, None, dry_run=False, late=False) as (change, _):
            yield change

    def work(self, command: str, deed: "Callable[[Change], T]", *, dry_run: bool = False) -> T:
        """What a deed makes of the database in a unit of work of its own, recorded as `command`.

        What it reads it reads before it has its lock, unless somebody else has written meanwhile: then it is
        done once more, with the lock from the beginning.
        """
        return self._twice(lambda change, _: deed(change), command, None, dry_run=dry_run)

    def make(
        self,
        command: str,
        deed: "Callable[[Change, Cohort], T]",
        about: About | None = COHORT,
        *,
        dry_run: bool = False,
    ) -> T:
        """The same of the cohort that is meant, or with `about` of a project or an event of it."""
        return self._twice(
            lambda change, cohort: deed(change, cohort or self.cohort(change.session)),
            command,
            about,
            dry_run=dry_run,
        )

    def _twice(
        self, do: "Callable[[Change, Cohort | None], T]", command: str, about: About | None, *, dry_run: bool
    ) -> T:
        from cln.store.hold import Stale

        with suppress(Stale), self._unit(command, about, dry_run=dry_run, late=True) as given:
            return do(*given)
        with self._unit(command, about, dry_run=dry_run, late=False) as given:
            return do(*given)

    @contextmanager
    def _unit(
        self, command: str, about: About | None, *, dry_run: bool, late: bool
    ) -> Iterator[tuple["Change", "Cohort | None"]]:
        """A unit of work, and the cohort that it is about, if it is about one."""
        from cln import store
        from cln.store.locks import WHOLE, Lock

        with self.reading() as session:
            who, wait = self.acting(session)
            cohort = None if about is None else self.cohort(session)
            lock = WHOLE if about is None or cohort is None else Lock(cohort.id, *about)
            with store.change(
                session, command, who, dry_run=dry_run, lock=lock, late=late, wait=wait
            ) as change:
                if cohort is not None and not late:  # what was read before the lock may be so no more
                    session.expire_all()
                    cohort = self.cohort(session)
                yield change, cohort

    def acting(self, session: "Session") -> tuple[str, "Wait"]:
        """Who is acting, and how long they wait for others."""
        from cln.screen.output import waiting
        from cln.store.acting import acting

        return acting(session, self.settings), waiting(self.wait)

    def cohort(self, session: "Session") -> "Cohort":
        """The cohort that `--cohort` names, else `CLN_COHORT`, else the only open one."""
        from cln.cohort.queries import find_cohort

        cohort = find_cohort(session, self.named)
        if self.cohort_name:
            addressed.known(cohort.name)
        return cohort

    def meant(self, arguments: Mapping[str, Any], *, yes: bool, writes: bool) -> dict[str, Any]:
        """The arguments of a command with what their words mean in place of the words."""
        if not has_words(arguments):
            return dict(arguments)
        from cln.meant import Where, agreeing, meant

        agree = agreeing(yes=yes, asks=self.ask() is not None) if writes else None
        with self.reading() as session:
            return meant(arguments, Where(session, self.cohort, arguments), agree)

    def run(
        self, function: Callable[..., T], arguments: Mapping[str, Any], record: str, *, dry_run: bool
    ) -> T:
        """What a command gives back that is handed what it asks for of `GIVEN`; `record` names its change."""
        wanted = [name for name in inspect.get_annotations(function) if name in GIVEN]

        def on(
            session: "Session | None", change: "Change | None" = None, cohort: "Cohort | None" = None
        ) -> T:
            given = {"context": self, "session": session, "change": change, "cohort": cohort}
            if "cohort" in wanted and session is not None and cohort is None:
                given["cohort"] = self.cohort(session)
            return function(**{name: given[name] for name in wanted}, **arguments)

        if "change" in wanted:
            regard = about(wanted, arguments)
            return self._twice(
                lambda change, cohort: on(change.session, change, cohort), record, regard, dry_run=dry_run
            )
        if {"session", "cohort"} & set(wanted):
            with self.reading() as session:
                return on(session)
        return on(None)

    def ask(self) -> "Callable[[Question], str] | None":
        """How to ask what only a person can decide; None where nobody is there, or JSON is wanted."""
        from cln.screen import ask

        return None if self.json or not ask.on_a_terminal() else ask.remembering()

    def show(self, view: "View") -> None:
        """Print a view as text or JSON."""
        from cln.screen import output

        output.show(view, as_json=self.json)


GIVEN = ("context", "session", "change", "cohort")
"""What a command is handed when it has a parameter of this name: the `Context`, a session that reads, the
unit of work (a `Change`, kept when the command returns), and the cohort that is meant."""
