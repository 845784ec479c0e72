"""The runs of `cln match`: afresh, with alternatives, from a proposal, or to see what moves would gain."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from cln.command import Context

if TYPE_CHECKING:
    from cln.match.recalled import Recalled
    from cln.match.run import Run
    from cln.matching.watch import Watch
    from cln.screen.view import View


def fresh(context: Context, run: "Run", seconds: float | None) -> "View":
    """Match the cohort afresh, and keep the result."""
    from cln.match.keep import keep
    from cln.match.problem import read_input
    from cln.match.views.match import proposal
    from cln.matching import exercise

    with context.reading() as session:
        given = read_input(session, context.cohort(session), run)
    with _searching(run, seconds) as watch:
        result = exercise.match(given.problem, watch)
    with context.change("match") as change:
        return proposal(keep(change, context.cohort(change.session), given, result))


def alternatives(context: Context, run: "Run", most: int, seconds: float | None) -> "View":
    """Match the cohort afresh, look for so many alternatives, and keep them all."""
    from cln.match.alternatives import keep_all, refuse_many_teams
    from cln.match.problem import read_input
    from cln.match.views.alternatives import choice
    from cln.matching import exercise
    from cln.matching.change import alternatives

    with context.reading() as session:
        given = read_input(session, context.cohort(session), run)
    refuse_many_teams(given.problem)
    with _searching(run, seconds) as watch:
        best = exercise.match(given.problem, watch)
        others = alternatives.alternatives(given.problem, best, most, watch)
    with context.change("match --alternatives") as change:
        return choice(keep_all(change, context.cohort(change.session), given, best, others))


def rematch(
    context: Context, number: int, asked: Mapping[str, Any], most: int | None, seconds: float | None
) -> "View":
    """Match again from a proposal with as few moves as possible, or at most so many, and keep the result."""
    from cln.match.rematch import keep_rerun
    from cln.match.views.rematch import rematched
    from cln.matching import exercise

    recalled = _recalled(context, number, asked)
    with _searching(recalled.run, seconds) as watch:
        made = exercise.rerun(recalled.problem, recalled.teams, watch, most=most)
    with context.change("match --from") as change:
        return rematched(keep_rerun(change, context.cohort(change.session), recalled, made, most))


def trade_off(context: Context, number: int, asked: Mapping[str, Any], seconds: float | None) -> "View":
    """Show what each further move would gain; no proposal is made."""
    from cln.match.views.rematch import curve
    from cln.matching import exercise

    recalled = _recalled(context, number, asked)
    with _searching(recalled.run, seconds) as watch:
        gained = exercise.trade_off(recalled.problem, recalled.teams, watch)
    return curve(recalled.input.cohort.name, number, gained)


def _recalled(context: Context, number: int, asked: Mapping[str, Any]) -> "Recalled":
    from cln.match.recalled import recall

    with context.reading() as session:
        return recall(session, context.cohort(session), number, asked)


@contextmanager
def _searching(run: "Run", seconds: float | None) -> "Iterator[Watch]":
    """Follow a search that Ctrl-C and a limit of time may end; a contradiction becomes advice."""
    from cln.match.advice import advising
    from cln.match.commands.interrupt import stoppable
    from cln.screen.progress import progress

    with advising(run), progress(seconds) as watch, stoppable(watch):
        yield watch
