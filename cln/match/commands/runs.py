"""The runs of `cln match`: afresh, with alternatives, from a proposal, or to see what moves would gain."""

from collections.abc import Mapping
from typing import Any

from cln.command import Context


def fresh(context: Context, asked: Mapping[str, Any], seconds: float | None) -> None:
    """Match the cohort afresh, and keep the result."""
    from cln.match import problem, proposing
    from cln.match.commands.interrupt import stoppable
    from cln.match.runs import Run
    from cln.match.views import match as view
    from cln.screen.progress import progress

    run = Run(**asked)
    with context.reading() as session:
        seen = problem.problem(session, context.cohort(session), run)
    with progress(seconds) as watch, stoppable(watch):
        result = problem.match(seen, watch, run)
    with context.change("match") as change:
        proposed = proposing.keep(change, context.cohort(change.session), run, seen, result)
    context.show(view.proposal(proposed))


def alternatives(context: Context, asked: Mapping[str, Any], most: int, seconds: float | None) -> None:
    """Match the cohort afresh, look for so many alternatives, and keep them all."""
    from cln.match import alternatives, problem
    from cln.match.commands.interrupt import stoppable
    from cln.match.runs import Run
    from cln.match.views import alternatives as view
    from cln.screen.progress import progress

    run = Run(**asked)
    with context.reading() as session:
        seen = problem.problem(session, context.cohort(session), run)
    alternatives.refuse_many_teams(seen)
    with progress(seconds) as watch, stoppable(watch):
        best = problem.match(seen, watch, run)
        found = alternatives.look(seen, best, most, watch)
    with context.change("match --alternatives") as change:
        choice = alternatives.keep(change, context.cohort(change.session), run, seen, best, found)
    context.show(view.choice(choice))


def rematch(
    context: Context, number: int, asked: Mapping[str, Any], most: int | None, seconds: float | None
) -> None:
    """Match again from a proposal with as few moves as possible, or at most so many, and keep the result."""
    from cln.match import rematch as rerunning
    from cln.match.commands.interrupt import stoppable
    from cln.match.recalled import recall
    from cln.match.views import rematch as view
    from cln.screen.progress import progress

    with context.reading() as session:
        recalled = recall(session, context.cohort(session), number, asked)
    with progress(seconds) as watch, stoppable(watch):
        made = rerunning.rerun(recalled, watch, most)
    with context.change("match --from") as change:
        result = rerunning.keep(change, context.cohort(change.session), recalled, made, most)
    context.show(view.rematched(result))


def trade_off(context: Context, number: int, asked: Mapping[str, Any], seconds: float | None) -> None:
    """Show what each further move would gain; no proposal is made."""
    from cln.match import rematch as rerunning
    from cln.match.commands.interrupt import stoppable
    from cln.match.recalled import recall
    from cln.match.views import rematch as view
    from cln.screen.progress import progress

    with context.reading() as session:
        cohort = context.cohort(session)
        recalled, name = recall(session, cohort, number, asked), cohort.name
    with progress(seconds) as watch, stoppable(watch):
        found = rerunning.trade_off(recalled, watch)
    context.show(view.curve(name, number, found))
