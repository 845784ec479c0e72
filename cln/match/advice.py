"""A diagnosis as advice: each reason in a sentence, and each remedy with the numbers and its commands."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from cln.errors import Impossible
from cln.match.promises import Promise, of_problem
from cln.match.rules import FORMS
from cln.match.run import Run
from cln.matching.impossible.arithmetic import Finding
from cln.matching.impossible.changes import Change, Lift, Move, Recruit, Soften, applied
from cln.matching.impossible.diagnose import Contradiction, Diagnosis, Reason
from cln.matching.impossible.search import Remedy
from cln.matching.problem import Problem
from cln.words import listed

ENROL = {
    ("sectors",): "enrol an establishment of another sector",
    ("establishments",): "enrol more establishments",
    ("team-count",): "enrol more establishments",
    ("roles",): "name the missing people in the nominations and enrol them",
}
"""What else mends a broken rule; it cannot be tried beforehand."""

OPTIONS = {"team-count": "--teams", "capacity": "--capacity", "team-size": "--team-size"}
OPTIONS |= {"theme-teams": "--theme-teams"}
"""Limits that one run of the match can have for itself."""


@dataclass(frozen=True)
class Step:
    """One thing to do, in words and as a command."""

    words: str
    command: str


@contextmanager
def advising(run: Run) -> Iterator[None]:
    """Turn a contradiction that a match comes to into advice.

    Raises:
        Impossible: the rules that must hold cannot all hold; says why, and what would help.
    """
    try:
        yield
    except Contradiction as contradiction:
        raise impossible(contradiction.diagnosis, run) from contradiction


def impossible(diagnosis: Diagnosis, run: Run) -> Impossible:
    """The error that says all of it: with one reason in its first line, with several one after the other."""
    advice = _Advice(diagnosis, run)
    details: list[str] = []
    for number, reason in enumerate(diagnosis.reasons, start=1):
        if len(diagnosis.reasons) > 1:
            details.append(f"{number}. {advice.why(reason)}")
        details += advice.remedies(reason)
    details += [*advice.instead(), *advice.doubts()]
    return Impossible(advice.headline(), details)


class _Advice:
    """Puts a diagnosis in words."""

    def __init__(self, diagnosis: Diagnosis, run: Run) -> None:
        self.diagnosis, self.run = diagnosis, run
        self.promises: Mapping[int, Promise] = {one.number: one for one in of_problem(diagnosis.problem)}

    def headline(self) -> str:
        """What the first line says."""
        reasons = self.diagnosis.reasons
        if len(reasons) == 1:
            return f"{self.why(reasons[0])}{'; what would help:' if reasons[0].remedies else ''}"
        tried = all(first.tried for reason in reasons for first in reason.remedies[:1])
        sure = "makes one" if tried else "is needed for one"
        return f"there is no match, for {len(reasons)} reasons; the first change for each {sure}:"

    def why(self, reason: Reason) -> str:
        """All that a reason consists of."""
        return "; ".join(self._finding(finding) for finding in reason.findings)

    def remedies(self, reason: Reason) -> Iterator[str]:
        """A few lines for each remedy."""
        mended = self._otherwise([reason])
        for n, remedy in enumerate(reason.remedies):
            yield from self._remedy("Or " if n else "", remedy, mended)
        broken = [finding.rules for finding in reason.findings]
        for words in dict.fromkeys(ENROL[rules] for rules in broken if rules in ENROL):
            yield f"   {_sentence('Or ' if reason.remedies else '', words)}:"
            yield "     cln cohort enrol FILE"

    def instead(self) -> Iterator[str]:
        """Remedies that take the place of several."""
        reasons = self.diagnosis.reasons
        for one in self.diagnosis.instead:
            numbers = listed([str(place + 1) for place in one.reasons])
            everything = len(one.reasons) == len(reasons)
            which = "Instead of all these: " if everything else f"Instead of what is said under {numbers}: "
            mended = self._otherwise([reasons[place] for place in one.reasons])
            yield from self._remedy(which, one.remedy, mended)

    def _remedy(self, opening: str, remedy: Remedy, mended: Problem) -> Iterator[str]:
        steps = self._steps(remedy.changes, applied(mended, remedy.changes))
        doubt = "" if remedy.tried else " (its sums add up; no teams were made to try it)"
        yield f"   {_sentence(opening, ' and '.join(step.words for step in steps))}{doubt}:"
        yield from (f"     {command}" for command in dict.fromkeys(step.command for step in steps))

    def doubts(self) -> Iterator[str]:
        """What was not looked at."""
        if not self.diagnosis.complete:
            yield "   Not every change was tried: there may be others, and smaller ones."

    def _otherwise(self, mended: Sequence[Reason]) -> Problem:
        """The problem once all reasons but these are mended."""
        others = [one for one in self.diagnosis.reasons if one not in mended]
        return applied(
            self.diagnosis.problem,
            (change for one in others for first in one.remedies[:1] for change in first.changes),
        )

    def _finding(self, finding: Finding) -> str:
        promised = [self.promises[one.number] for one in finding.promises]
        parts = [asked.rstrip(".") for asked in finding.asked]
        parts += [f"promise {one.number}, {one} ({one.reason})" for one in promised]
        sentence = ": ".join([finding.sentence, *filter(None, ["; ".join(parts)])])
        rules = ", ".join(repr(rule) for rule in finding.rules)
        return f"{sentence} (rule{'s' if len(finding.rules) > 1 else ''} {rules})" if rules else sentence

    def _steps(self, changes: Sequence[Change], after: Problem) -> list[Step]:
        """What to do for these changes; wishes of one run are one command."""
        softer = [change.rule for change in changes if isinstance(change, Soften)]
        steps = [self._step(change, after) for change in changes if not isinstance(change, Soften)]
        if softer:
            relaxed = " --relax ".join(dict.fromkeys((*self.run.relax, *softer)))
            rules = " and ".join(repr(rule) for rule in softer)
            words = f"take rule{'s' if len(softer) > 1 else ''} {rules} only as a wish, this time"
            steps.append(Step(words, f"cln match --relax {relaxed}"))
        return steps

    def _step(self, change: Change, after: Problem) -> Step:
        match change:
            case Recruit():
                return _recruit(change)
            case Lift():
                promise = self.promises[change.promise.number]
                return Step(f"lift promise {promise.number}, {promise}", f"cln match lift {promise.number}")
            case Move():
                return self._move(change, after)
        raise AssertionError(f"{change} is a change without words")

    def _move(self, change: Move, after: Problem) -> Step:
        form = FORMS[change.rule]
        before, limit = form.write(self.diagnosis.problem.limits), form.write(after.limits)
        words = f"set the limit of rule {change.rule!r} to {limit}, not {before}"
        if change.field in self.run.limits:
            return Step(words, f"cln match {OPTIONS[change.rule]} {limit}")
        return Step(words, f"cln cohort rule {change.rule} --limit {limit}")


def _recruit(change: Recruit) -> Step:
    command = "cln facilitator add --name NAME --organisation QIO"
    if change.authority:
        command += f' --authority "{change.authority}"'
    who = "key facilitator" if change.count == 1 else "key facilitators"
    home = f" in {change.authority}" if change.authority else ""
    return Step(f"find {change.count} more {who}{home}", command)


def _sentence(opening: str, words: str) -> str:
    return f"{opening}{words}" if opening else words[0].upper() + words[1:]
