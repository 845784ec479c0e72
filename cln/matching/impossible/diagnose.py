"""Why there is no match, and the smallest changes that would make one: never just "no solution".

The cheapest remedy of the whole says how many things stand in the way: without any one of its changes there
still is no match, so each change answers a reason of its own. For each reason other remedies are looked for
in turn, all others being mended.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from cln.errors import Impossible
from cln.matching.impossible.arithmetic import Finding
from cln.matching.impossible.changes import RULE_OF, Change, Lift, applied
from cln.matching.impossible.hopeless import findings
from cln.matching.impossible.possible import NODES
from cln.matching.impossible.search import Found, Search
from cln.matching.impossible.trials import Trials
from cln.matching.problem import Problem
from cln.matching.rules import RULES
from cln.matching.solve.solver import Unfinished
from cln.matching.watch import Quiet, Watch

REMEDIES = 3
"""So many ways to mend one reason are looked for."""

REACH = 10
"""A remedy is passed over if it costs so much more than the cheapest: as much as a rule that is let go."""


@dataclass(frozen=True)
class Reason:
    """Something that stands in the way even when everything else is mended."""

    findings: tuple[Finding, ...]
    """What it is."""
    remedies: tuple[Found, ...]
    """What mends it: what was tried before what was not, then the cheapest first; none if none is known."""


@dataclass(frozen=True)
class Instead:
    """A remedy that takes the place of the first ones of several reasons at once."""

    reasons: tuple[int, ...]
    """Their places in the diagnosis."""
    remedy: Found


@dataclass(frozen=True)
class Diagnosis:
    """Why there is no match. With the first remedy of each reason there is one."""

    problem: Problem
    reasons: tuple[Reason, ...]
    instead: tuple[Instead, ...]
    complete: bool
    """The search for remedies came to its end; else there may be others, and cheaper ones."""

    @property
    def remedy(self) -> tuple[Change, ...]:
        """The cheapest set of changes with which there is a match; empty if none is known."""
        return tuple(c for reason in self.reasons for found in reason.remedies[:1] for c in found.changes)


class Contradiction(Impossible):
    """The rules that must hold cannot all hold."""

    def __init__(self, diagnosis: Diagnosis) -> None:
        found = [finding for reason in diagnosis.reasons for finding in reason.findings]
        super().__init__("; ".join(finding.sentence for finding in found))
        self.diagnosis = diagnosis


def refuse_hopeless(problem: Problem, watch: Watch) -> None:
    """Refuse what can be seen to be impossible without a solver.

    Raises:
        Contradiction: with all reasons and what would mend them.
    """
    if findings(problem):
        raise Contradiction(diagnose(problem, watch))


def diagnose(problem: Problem, watch: Watch) -> Diagnosis:
    """Say why a problem has no match, and what would give it one."""
    watch("what would help")
    quiet = Quiet(watch)
    remedies = _Remedies(problem, quiet, Trials(quiet))
    first = next(remedies, None)
    if first is None:
        return Diagnosis(problem, (_reason(problem, ()),), (), remedies.complete)
    if len(first.changes) == 1:
        found = [first, *_near(remedies, first)]
        reason = _reason(problem, sorted(found, key=lambda one: not one.tried))
        return Diagnosis(problem, (reason,), (), remedies.complete)
    return _several(problem, remedies, first)


def _several(problem: Problem, remedies: "_Remedies", cheapest: Found) -> Diagnosis:
    """A reason for each change of the cheapest remedy: all others are mended, and that alone still is not."""
    reasons, complete = [], remedies.complete
    for change in cheapest.changes:
        mended = applied(problem, [other for other in cheapest.changes if other != change])
        more = _Remedies(mended, remedies.watch, remedies.trials)
        own = Found((change,), cheapest.tried)
        others = [
            found
            for found in _near(more, own)
            if not _spares(problem, cheapest.changes, change, found, remedies.trials)
        ]
        complete &= more.complete
        reasons.append(_reason(mended, [own, *others]))
    remedies.trials.effort.left = min(remedies.trials.effort.left, NODES)  # what is still to come is an extra
    remedies.search.differ([[found.changes for found in reason.remedies] for reason in reasons])
    instead = []
    for found in _near(remedies, cheapest):
        new = tuple(change for change in found.changes if change not in cheapest.changes)
        places = [n for n, change in enumerate(cheapest.changes) if change not in found.changes]
        if len(places) > 1:
            instead.append(Instead(tuple(places), Found(new, found.tried)))
        remedies.search.forbid(new)
    return Diagnosis(problem, tuple(reasons), tuple(instead), complete)


def _spares(problem: Problem, cheapest: Sequence[Change], own: Change, found: Found, trials: Trials) -> bool:
    """Whether a remedy of one reason makes the change for another unnecessary too."""
    for other in cheapest:
        rest = [change for change in cheapest if change not in (own, other)]
        changed = applied(problem, [*rest, *found.changes])
        if other != own and not findings(changed) and not trials.fails(changed):
            return True
    return False


def _near(remedies: "_Remedies", known: Found) -> Iterator[Found]:
    """The next few that do not cost much more than a known one, each turning something else."""
    turned = {known.turned}
    for found in takewhile(lambda found: found.cost <= known.cost + REACH, remedies):
        if found.turned not in turned:
            turned.add(found.turned)
            yield found
        if len(turned) == REMEDIES:
            return


class _Remedies(Iterator[Found]):
    """Remedies one by one, for as long as the search lasts."""

    def __init__(self, problem: Problem, watch: Watch, trials: Trials) -> None:
        self.watch, self.trials = watch, trials
        self.search = Search(problem, watch, trials)
        self._found = self.search.remedies()

    @property
    def complete(self) -> bool:
        """The search was not given up, and passed nothing over."""
        return self.search.complete

    def __next__(self) -> Found:
        try:
            return next(self._found)
        except Unfinished:
            self.search.complete = False
            raise StopIteration from None


def _reason(problem: Problem, remedies: Sequence[Found]) -> Reason:
    return Reason(findings(problem) or (_conflict(problem, remedies),), tuple(remedies))


def _conflict(problem: Problem, remedies: Sequence[Found]) -> Finding:
    """What only together cannot hold: each rule and promise that a remedy loosens is part of it."""
    changes = [change for found in remedies for change in found.changes]
    concerned = {rule for change in changes for rule in change.rules}
    promises = tuple(dict.fromkeys(change.promise for change in changes if isinstance(change, Lift)))
    rules = [rule for rule in RULES if rule.id in concerned]
    asked = tuple(rule.says(problem.limits) for rule in rules if rule.id not in RULE_OF.values())
    sentence = "this cannot all be kept" if changes else "the rules cannot all hold for this cohort"
    return Finding(tuple(rule.id for rule in rules), sentence, asked=asked, promises=promises)
