"""A diagnosis as advice: each reason in a sentence, and each remedy with the numbers and its commands."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from cln.errors import Impossible
from cln.match.limits import FORMS
from cln.match.promised import Promise
from cln.match.promises import of_problem
from cln.match.run import Run
from cln.matching.impossible.arithmetic import Finding
from cln.matching.impossible.changes import Change, Lift, Move, Recruit, Soften, applied
from cln.matching.impossible.diagnose import Contradiction, Diagnosis, Reason
from cln.matching.impossible.search import Remedy
from cln.matching.problem import Preference, Problem
from cln.words import capital, listed

ENROL = {
    ("sectors",): "enrol an establishment of another sector",
    ("establishments",): "enrol more establishments",
    ("team-count",): "enrol more establishments",
    ("roles",): "name the missing people in the nominations and enrol them",
}
"""What else mends a broken rule; it cannot be tried beforehand."""

OPTIONS = {
    "team-count": "--teams",
    "capacity": "--capacity",
    "team-size": "--team-size",
    "theme-teams": "--theme-teams",
}
"""Limits that one run of the match can have for itself."""


LONGER = 60
"""Seconds that are worth giving a diagnosis which did not try every change."""

Step = tuple[str, str]
"""One thing to do, in words and as a command."""


@contextmanager
def advising(run: Run, how: Sequence[str] = (), seconds: float | None = None) -> Iterator[None]:
    """Turn a contradiction that a match comes to into advice, whose commands go on in the same way.

    Args:
        run: what is asked of the teams.
        how: the options that say from where and for how many proposals is searched.
        seconds: how long; None for as long as it takes.

    Raises:
        Impossible: the rules that must hold cannot all hold; says why, and what would help.
    """
    try:
        yield
    except Contradiction as contradiction:
        advice = _Advice(contradiction.diagnosis, run, how, seconds)
        raise Impossible(advice.headline(), list(advice.details())) from contradiction


class _Advice:
    """Puts a diagnosis in words: one reason in the first line, several one after the other."""

    def __init__(self, diagnosis: Diagnosis, run: Run, how: Sequence[str], seconds: float | None) -> None:
        self.diagnosis, self.run = diagnosis, run
        self.how = [*how, *([] if seconds is None else [f"--time-limit {seconds:g}"])]
        self.longer = max(LONGER, 2 * (seconds or 0))
        self.promises = {one.number: one for one in of_problem(diagnosis.problem)}

    def headline(self) -> str:
        """What the first line says."""
        reasons = self.diagnosis.reasons
        if len(reasons) == 1:
            return f"{_why(reasons[0], self.promises)}{'; what would help:' if reasons[0].remedies else ''}"
        tried = all(first.tried for reason in reasons for first in reason.remedies[:1])
        sure = "makes one" if tried else "is needed for one"
        return f"there is no match, for {len(reasons)} reasons; the first change for each {sure}:"

    def details(self) -> Iterator[str]:
        """All other lines: each reason with its remedies, those instead of several, what was not tried."""
        reasons = self.diagnosis.reasons
        for number, reason in enumerate(reasons, start=1):
            if len(reasons) > 1:
                yield f"{number}. {self._once(reason)}{_why(reason, self.promises)}"
            yield from self._remedies(reason)
        for one in self.diagnosis.instead:
            numbers = listed([str(place + 1) for place in one.reasons])
            several = f"what is said under {numbers}" if len(one.reasons) < len(reasons) else "all these"
            mended = self._otherwise([reasons[place] for place in one.reasons])
            yield from self._remedy(f"Instead of {several}: ", one.remedy, mended)
        if not self.diagnosis.complete:
            doubt = "Not every change was tried: there may be others, or smaller ones."
            yield f"   {doubt} --time-limit {self.longer:g} tries more."

    def _once(self, reason: Reason) -> str:
        """What must be done before the reason is one."""
        steps = self._steps(reason.after, applied(self.diagnosis.problem, reason.after))
        return f"once you {listed([words for words, _ in steps])}: " if steps else ""

    def _remedies(self, reason: Reason) -> Iterator[str]:
        """A few lines for each remedy."""
        mended = self._otherwise([reason])
        for n, remedy in enumerate(reason.remedies):
            yield from self._remedy("Or " if n else "", remedy, mended)
        broken = [finding.rules for finding in reason.findings]
        for words in dict.fromkeys(ENROL[rules] for rules in broken if rules in ENROL):
            yield f"   {_sentence('Or ' if reason.remedies else '', words)}:"
            yield "     cln cohort enrol FILE"

    def _remedy(self, opening: str, remedy: Remedy, mended: Problem) -> Iterator[str]:
        after = applied(mended, remedy.changes)
        steps, again = self._steps(remedy.changes, after), self._again(after)
        doubt = "" if remedy.tried else " (its sums add up; no teams were made to try it)"
        yield f"   {_sentence(opening, ' and '.join(words for words, _ in steps))}{doubt}:"
        commands = dict.fromkeys(command for _, command in steps)
        yield from (f"     {command}" for command in sorted(commands, key=lambda one: one == again))

    def _otherwise(self, mended: Sequence[Reason]) -> Problem:
        """The problem once all reasons but these are mended."""
        others = [one for one in self.diagnosis.reasons if one not in mended]
        first = [remedy for one in others for remedy in one.remedies[:1]]
        return applied(self.diagnosis.problem, (change for remedy in first for change in remedy.changes))

    def _steps(self, changes: Sequence[Change], after: Problem) -> list[Step]:
        """What to do for these changes; what is asked of one run is one command."""
        softer = [change.rule for change in changes if isinstance(change, Soften)]
        steps = [self._step(change, after) for change in changes if not isinstance(change, Soften)]
        if softer:
            rules = " and ".join(repr(rule) for rule in softer)
            words = f"take rule{'s' if len(softer) > 1 else ''} {rules} only as a wish, this time"
            steps.append((words, self._again(after)))
        return steps

    def _step(self, change: Change, after: Problem) -> Step:
        match change:
            case Recruit():
                return _recruit(change)
            case Lift():
                number = change.promise.number
                return f"lift promise {number}, {self.promises[number]}", f"cln match lift {number}"
            case Move():
                return self._move(change, after)
        raise AssertionError(f"{change} is a change without words")

    def _move(self, change: Move, after: Problem) -> Step:
        form = FORMS[change.rule]
        before, limit = form.write(self.diagnosis.problem.limits), form.write(after.limits)
        words = f"set the limit of rule {change.rule!r} to {limit}, not {before}"
        if change.field == "capacity" and (more := after.participants - change.value) > 0:
            words += f", so that {more} {'participant waits' if more == 1 else 'participants wait'}"
        if change.field in self.run.limits:
            return words, self._again(after)
        return words, f"cln cohort rule {change.rule} --limit {limit}"

    def _again(self, after: Problem) -> str:
        """The match once more, with what was asked of its teams but for what is to be otherwise."""
        before = self.diagnosis.problem.strengths
        softer = [rule for rule, strength in after.strengths.items() if strength is not before.get(rule)]
        parts = ["cln match", *self.how]
        if self.run.profile is not Preference.GENEROUS:
            parts.append(f"--profile {self.run.profile}")
        parts += [f"--relax {rule}" for rule in dict.fromkeys((*self.run.relax, *softer))]
        asked = [rule for rule, option in OPTIONS.items() if option[2:].replace("-", "_") in self.run.limits]
        return " ".join((*parts, *(f"{OPTIONS[rule]} {FORMS[rule].write(after.limits)}" for rule in asked)))


def _why(reason: Reason, promises: Mapping[int, Promise]) -> str:
    """All that a reason consists of."""
    return "; ".join(_finding(finding, promises) for finding in reason.findings)


def _finding(finding: Finding, promises: Mapping[int, Promise]) -> str:
    parts = [asked.rstrip(".") for asked in finding.asked]
    parts += [f"promise {one.number}, {promises[one.number]} ({one.reason})" for one in finding.promises]
    sentence = f"{finding.sentence}: {'; '.join(parts)}" if parts else finding.sentence
    rules = ", ".join(repr(rule) for rule in finding.rules)
    return f"{sentence} (rule{'s' if len(finding.rules) > 1 else ''} {rules})" if rules else sentence


def _recruit(change: Recruit) -> Step:
    who = "key facilitator" if change.count == 1 else "key facilitators"
    command = "cln facilitator add --name NAME --organisation QIO"
    if not change.authority:
        return f"find {change.count} more {who}", command
    return (
        f"find {change.count} more {who} in {change.authority}",
        f'{command} --authority "{change.authority}"',
    )


def _sentence(opening: str, words: str) -> str:
    return f"{opening}{words}" if opening else capital(words)
