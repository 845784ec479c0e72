"""Why there is no match, and the smallest changes that would make one: never just "no solution".

The cheapest remedy of the whole says how many things stand in the way: without any one of its changes there
still is no match, so each change answers a reason of its own. For each reason other remedies are looked for
in turn, all others being mended.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from cln.errors import Impossible
from cln.matching import effort
from cln.matching.impossible.arithmetic import Finding
from cln.matching.impossible.changes import RULE_OF, Change, Changes, Lift, applied, rules_of
from cln.matching.impossible.contradictions import findings
from cln.matching.impossible.search import Remedy, Search
from cln.matching.impossible.trials import Trials
from cln.matching.problem import Problem
from cln.matching.rules import RULES
from cln.matching.watch import Quiet, Watch


@dataclass(frozen=True)
class Reason:
    """Something that stands in the way even when everything else is mended."""

    findings: tuple[Finding, ...]
    """What it is."""
    remedies: tuple[Remedy, ...]
    """What mends it: what was tried before what was not, then the cheapest first; none if none is known."""


@dataclass(frozen=True)
class Instead:
    """A remedy that takes the place of the first ones of several reasons at once."""

    reasons: tuple[int, ...]
    """Their places in the diagnosis."""
    remedy: Remedy


@dataclass(frozen=True)
class Diagnosis:
    """Why there is no match. With the first remedy of each reason there is one."""

    problem: Problem
    reasons: tuple[Reason, ...]
    instead: tuple[Instead, ...]
    complete: bool
    """The search for remedies came to its end; else there may be others, and cheaper ones."""

    @property
    def remedy(self) -> Changes:
        """The cheapest set of changes with which there is a match; empty if none is known."""
        return tuple(c for reason in self.reasons for one in reason.remedies[:1] for c in one.changes)


class Contradiction(Impossible):
    """The rules that must hold cannot all hold."""

    def __init__(self, diagnosis: Diagnosis) -> None:
        super().__init__("; ".join(one.sentence for reason in diagnosis.reasons for one in reason.findings))
        self.diagnosis = diagnosis


def diagnose(problem: Problem, watch: Watch) -> Diagnosis:
    """Say why a problem has no match, and what would give it one."""
    watch("what would help")
    search = Search(problem, Trials(Quiet(watch)))
    first = next(search, None)
    if first is not None and len(first.changes) > 1:
        return _several(search, first)
    remedies = [] if first is None else sorted([first, *_near(search, first)], key=lambda one: not one.tried)
    return Diagnosis(problem, (_reason(problem, remedies),), (), search.complete)


def _several(search: Search, cheapest: Remedy) -> Diagnosis:
    """A reason for each change of the cheapest remedy: all others are mended, and that alone still is not."""
    problem, trials, reasons, complete = search.problem, search.trials, list[Reason](), search.complete
    for change in cheapest.changes:
        mended = applied(problem, [other for other in cheapest.changes if other != change])
        more = Search(mended, trials)
        own = Remedy((change,), cheapest.tried)
        others = [one for one in _near(more, own) if not _spares(search, cheapest.changes, change, one)]
        complete &= more.complete
        reasons.append(_reason(mended, [own, *others]))
    trials.left = min(trials.left, effort.TRIAL_NODES)  # what is still to come is an extra
    search.differ([[remedy.changes for remedy in reason.remedies] for reason in reasons])
    instead = []
    for remedy in _near(search, cheapest):
        new = tuple(change for change in remedy.changes if change not in cheapest.changes)
        places = [n for n, change in enumerate(cheapest.changes) if change not in remedy.changes]
        if len(places) > 1:
            instead.append(Instead(tuple(places), Remedy(new, remedy.tried)))
        search.forbid(new)
    return Diagnosis(problem, tuple(reasons), tuple(instead), complete)


def _spares(search: Search, cheapest: Changes, own: Change, remedy: Remedy) -> bool:
    """Whether a remedy of one reason makes the change for another unnecessary too."""
    for other in cheapest:
        rest = [change for change in cheapest if change not in (own, other)]
        changed = applied(search.problem, [*rest, *remedy.changes])
        if other != own and not findings(changed) and not search.trials.fails(changed):
            return True
    return False


def _near(search: Search, known: Remedy) -> Iterator[Remedy]:
    """The next few that do not cost much more than a known one, each turning something else."""
    turned = {known.turned}
    for remedy in takewhile(lambda remedy: remedy.cost <= known.cost + effort.REACH, search):
        if remedy.turned not in turned:
            turned.add(remedy.turned)
            yield remedy
        if len(turned) == effort.REMEDIES:
            return


def _reason(problem: Problem, remedies: Sequence[Remedy]) -> Reason:
    return Reason(findings(problem) or (_conflict(problem, remedies),), tuple(remedies))


def _conflict(problem: Problem, remedies: Sequence[Remedy]) -> Finding:
    """What only together cannot hold: each rule and promise that a remedy loosens is part of it."""
    changes = [change for remedy in remedies for change in remedy.changes]
    concerned = rules_of(changes)
    promises = tuple(dict.fromkeys(change.promise for change in changes if isinstance(change, Lift)))
    rules = [rule for rule in RULES if rule.id in concerned]
    asked = tuple(rule.says(problem.limits) for rule in rules if rule.id not in RULE_OF.values())
    sentence = "this cannot all be kept" if changes else "the rules cannot all hold for this cohort"
    return Finding(tuple(rule.id for rule in rules), sentence, asked=asked, promises=promises)
