"""`cln match`: run the matching exercise, afresh or from a proposal."""

import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from cln.command import group
from cln.context import Context
from cln.errors import Usage
from cln.match.commands.options import RunOptions

if TYPE_CHECKING:
    from cln.match.problem import Input
    from cln.match.recalled import Recalled
    from cln.match.run import Run
    from cln.matching.watch import Watch
    from cln.screen.view import View

app = typer.Typer()

T = TypeVar("T")


@group(app, invoke_without_command=True, example="cln match")
def match(
    context: Context,
    options: RunOptions,
    time_limit: Annotated[
        float | None,
        typer.Option(
            min=0,
            metavar="SECONDS",
            help="Stop looking for better after so long, and keep the best found; by default it takes its "
            "time.",
        ),
    ] = None,
    from_number: Annotated[
        int | None,
        typer.Option(
            "--from",
            metavar="N",
            help="Begin with proposal N, and let as few entries as possible move; its own settings stay "
            "unless others are given.",
        ),
    ] = None,
    max_moves: Annotated[
        int | None,
        typer.Option(
            min=0, metavar="K", help="With --from: let so many entries move, for the best match then."
        ),
    ] = None,
    trade_off: Annotated[
        bool,
        typer.Option(
            "--trade-off", help="With --from: show what each further move would gain; make no proposal."
        ),
    ] = False,
    alternatives: Annotated[
        int | None,
        typer.Option(
            min=1,
            metavar="K",
            help="Also make K proposals with the same profile that differ in at least a fifth of the seats.",
        ),
    ] = None,
) -> "View":
    """Match the cohort into teams, provably best, and keep the result as a proposal.

    Ctrl-C while it works takes the best found so far; a second Ctrl-C leaves with nothing written.
    """
    from cln.match.run import Run

    wanted = options.asked
    if from_number is None and (trade_off or max_moves is not None):
        raise Usage("--max-moves and --trade-off begin with a proposal; add: --from N, see: cln match list")
    if from_number is not None and alternatives is not None:
        raise Usage("--alternatives belongs to a match made afresh; leave out --from")
    if alternatives is not None:
        return _alternatives(context, Run(**wanted), alternatives, time_limit)
    if from_number is None:
        return _fresh(context, Run(**wanted), time_limit)
    if trade_off:
        return _trade_off(context, from_number, wanted, time_limit)
    return _rematch(context, from_number, wanted, max_moves, time_limit)


def _fresh(context: Context, run: "Run", seconds: float | None) -> "View":
    """Match the cohort afresh, and keep the result."""
    from cln.match.keep import keep
    from cln.match.views.match import proposal
    from cln.matching import exercise

    given = _given(context, run)
    result = _searched(run, seconds, partial(exercise.match, given.problem))
    return proposal(context.make("match", partial(keep, given=given, result=result)))


def _alternatives(context: Context, run: "Run", most: int, seconds: float | None) -> "View":
    """Match the cohort afresh, look for so many alternatives, and keep them all."""
    from cln.match.rematch import keep_all, refuse_many_teams
    from cln.match.views.rematch import choice
    from cln.matching import exercise

    given = _given(context, run)
    refuse_many_teams(given.problem)
    search = partial(exercise.match_and_more, given.problem, most)
    best, others = _searched(run, seconds, search, [f"--alternatives {most}"])
    deed = partial(keep_all, given=given, best=best, alternatives=others)
    return choice(context.make("match --alternatives", deed))


def _rematch(
    context: Context, number: int, wanted: Mapping[str, Any], most: int | None, seconds: float | None
) -> "View":
    """Match again from a proposal with as few moves as possible, or at most so many, and keep the result."""
    from cln.match.rematch import keep_rerun
    from cln.match.views.rematch import rematched
    from cln.matching import exercise

    recalled = _recalled(context, number, wanted)
    search = partial(exercise.rerun, recalled.problem, recalled.teams, most=most)
    how = [f"--from {number}", *([] if most is None else [f"--max-moves {most}"])]
    made = _searched(recalled.run, seconds, search, how)
    deed = partial(keep_rerun, recalled=recalled, made=made, most=most)
    return rematched(context.make("match --from", deed))


def _trade_off(context: Context, number: int, wanted: Mapping[str, Any], seconds: float | None) -> "View":
    """Show what each further move would gain; no proposal is made."""
    from cln.match import rematch
    from cln.match.views.rematch import curve
    from cln.matching import exercise

    recalled = _recalled(context, number, wanted)
    search = partial(exercise.trade_off, recalled.problem, recalled.teams)
    gained = _searched(recalled.run, seconds, search, [f"--from {number}", "--trade-off"])
    return curve(rematch.trade_off(recalled, gained))


def _given(context: Context, run: "Run") -> "Input":
    from cln.match.problem import read_input

    with context.reading() as session:
        return read_input(session, context.cohort(session), run)


def _recalled(context: Context, number: int, wanted: Mapping[str, Any]) -> "Recalled":
    from cln.match.queries import proposal_of
    from cln.match.recalled import recall

    with context.reading() as session:
        cohort = context.cohort(session)
        return recall(session, cohort, proposal_of(session, cohort, number), wanted)


def _searched(
    run: "Run", seconds: float | None, search: "Callable[[Watch], T]", how: Sequence[str] = ()
) -> T:
    """What a search comes to, which Ctrl-C and a limit of time may end; a contradiction becomes advice.

    `how` are the options, besides those of the run and of time, with which it was asked for.

    Where somebody may press Ctrl-C, or has given a limit, the search has a process of its own.
    """
    from cln.match.advice import advising
    from cln.matching.apart import apart
    from cln.screen.progress import progress

    with advising(run, how, seconds), progress(seconds) as watch, _stoppable(watch):
        return apart(search, watch) if watch.limited or sys.stderr.isatty() else search(watch)


@contextmanager
def _stoppable(watch: "Watch") -> Iterator[None]:
    """Let the first Ctrl-C stop the watch and the next one interrupt, as it does everywhere else."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread hears signals
        return

    def stop(_signal: int, _frame: object) -> None:
        signal.signal(signal.SIGINT, interrupt)
        watch.stop()

    def interrupt(_signal: int, _frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
