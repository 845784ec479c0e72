"""Why there is no match, and the smallest changes that would make one: never just "no solution".

The cheapest remedy of the whole says how many things stand in the way: without any one of its changes there
still is no match, so each change answers a reason of its own. For each reason other remedies are looked for
in turn, all others being mended.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from cln.errors import Impossible
from cln.matching import effort
from cln.matching.impossible.arithmetic import Finding
from cln.matching.impossible.changes import RULE_OF, Change, Changes, Lift, Soften, applied, rules_of
from cln.matching.impossible.ladders import is_structural
from cln.matching.impossible.search import Remedy, Search
from cln.matching.impossible.trials import Trials
from cln.matching.problem import Problem
from cln.matching.rules import RULES, is_must
from cln.matching.watch import Budget, Watch
from cln.matching.work import least_match


@dataclass(frozen=True)
class Reason:
    """Something that stands in the way even when everything else is mended."""

    findings: tuple[Finding, ...]
    """What it is."""
    remedies: tuple[Remedy, ...]
    """What mends it, the cheapest first; none if none is known."""
    after: Changes = ()
    """Changes for other reasons without which it would not stand in the way, or not in these numbers."""


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


def diagnose(problem: Problem, watch: Watch, unfound: str = "", spent: int = 0) -> Diagnosis:
    """Say why a problem has no match, and what would give it one.

    Args:
        problem: what has none.
        watch: follows the search, and may give it more time than it would take for itself.
        unfound: what the match says where it found no teams, but cannot prove that there are none.
        spent: how many steps of work went into that match.
    """
    watch("what would help")
    whole = effort.MATCHES * least_match(problem)
    steps = effort.ENDLESS if watch.limited else max(whole - spent, whole / 2)
    search = Search(problem, Trials(Budget(watch, steps)))
    first = next(search, None)
    search.complete &= first is None or first.least
    if first is not None and len(first.changes) > 1 and not unfound:
        return _several(search, first)
    remedies = [] if first is None else [first, *_near(search, first)]
    reason = _reason(search, remedies)
    if unfound and not search.trials.findings(problem):
        reason = replace(reason, findings=(Finding((), unfound),))
    return Diagnosis(problem, (reason,), (), search.complete)


def _several(search: Search, cheapest: Remedy) -> Diagnosis:
    """A reason for each cause that the cheapest remedy mends: all others are mended, and it still is one."""
    problem, trials, reasons, complete = search.problem, search.trials, list[Reason](), search.complete
    causes = _causes(search, cheapest.changes)
    if len(causes) == 1:
        remedies = [cheapest, *_near(search, cheapest)]
        return Diagnosis(problem, (_reason(search, remedies),), (), search.complete)
    for still, cause in zip(range(len(causes), 0, -1), causes, strict=True):
        rest = tuple(other for other in cheapest.changes if other not in cause)
        more = Search(applied(problem, rest), trials)
        own = Remedy(cause, cheapest.tried)
        later = trials.left - trials.left / (still + 1)  # the last part is for what is in place of several
        with trials.watch.keeping(later):
            others = [one for one in _near(more, own) if not _spares(search, cheapest.changes, cause, one)]
        complete &= more.complete
        reason = _reason(more, [own, *others])
        reasons.append(replace(reason, after=_needed_for(reason, search, rest)))
    search.differ([[remedy.changes for remedy in reason.remedies] for reason in reasons])
    instead = list[Instead]()
    for remedy in (*_relaxed(search, cheapest), *_near(search, cheapest)):
        mended = [n for n, cause in enumerate(causes) if not set(cause) <= set(remedy.changes)]
        kept = {change for n, cause in enumerate(causes) if n not in mended for change in cause}
        new = tuple(change for change in remedy.changes if change not in kept)
        if len(mended) > 1 and new not in (one.remedy.changes for one in instead):
            instead.append(Instead(tuple(mended), Remedy(new, remedy.tried)))
    return Diagnosis(problem, tuple(reasons), tuple(instead), complete)


def _causes(search: Search, cheapest: Changes) -> list[Changes]:
    """The changes one by one, but promises together that are lifted because of the same trouble."""
    causes = list[tuple[Changes, list[Finding]]]()
    for change in cheapest:
        others = [other for other in cheapest if other != change]
        alone = search.trials.findings(applied(search.problem, others))
        about = [one for one in alone if isinstance(change, Lift) and change.promise in one.promises]
        same = next((n for n, (_, known) in enumerate(causes) if _is_same(about, known)), None)
        if same is None:
            causes.append(((change,), about))
        else:
            causes[same] = ((*causes[same][0], change), causes[same][1])
    return [cause for cause, _about in causes]


def _is_same(about: Sequence[Finding], known: Sequence[Finding]) -> bool:
    """Whether two have a trouble in common: the same rules, about some of the same promises."""
    return any(
        one.rules == other.rules and not set(one.promises).isdisjoint(other.promises)
        for one in about
        for other in known
    )


def _needed_for(reason: Reason, search: Search, others: Changes) -> Changes:
    """Those of the other changes without which the reason would not be what it is."""
    findings = search.trials.findings
    if not findings(applied(search.problem, others)):
        rules = {rule for finding in reason.findings for rule in finding.rules}
        return tuple(one for one in others if is_structural(one) or not rules.isdisjoint(rules_of([one])))
    needed = others
    for one in others:
        fewer = tuple(other for other in needed if other != one)
        if set(reason.findings) <= {*findings(applied(search.problem, fewer))}:
            needed = fewer
    return needed


def _spares(search: Search, cheapest: Changes, own: Changes, remedy: Remedy) -> bool:
    """Whether a remedy of one reason makes the change for another unnecessary too."""
    for other in cheapest:
        rest = [change for change in cheapest if change not in (*own, other)]
        changed = applied(search.problem, [*rest, *remedy.changes])
        if other not in own and not search.trials.findings(changed) and not search.trials.fails(changed):
            return True
    return False


def _relaxed(search: Search, cheapest: Remedy) -> Iterator[Remedy]:
    """Letting go of the rules of all reasons at once, where these are fewer, and each is needed."""
    rules = rules_of(one for one in cheapest.changes if not is_structural(one))
    musts = [rule.id for rule in RULES if is_must(search.problem, rule.id)]
    changes = tuple(Soften(rule) for rule in musts if rule in rules)
    relaxed = Remedy(changes, tried=True)
    if len(changes) >= len(cheapest.changes) or relaxed.cost > cheapest.cost + effort.REACH:
        return
    fewer = [applied(search.problem, [one for one in changes if one != other]) for other in changes]
    changed = applied(search.problem, changes)
    findings = search.trials.findings
    needed = all(findings(one) or search.trials.fails(one) for one in fewer)
    if needed and not findings(changed) and search.trials.works(changed):
        yield relaxed


def _near(search: Search, known: Remedy) -> Iterator[Remedy]:
    """The next few that do not cost much more than a known one, each turning something else."""
    turned = {known.turned}
    for remedy in takewhile(lambda remedy: remedy.cost <= known.cost + effort.REACH, search):
        if len(turned) >= effort.REMEDIES and any(isinstance(change, Soften) for change in remedy.changes):
            return
        search.complete &= remedy.least
        if remedy.least and remedy.turned not in turned:
            turned.add(remedy.turned)
            yield remedy
        if len(turned) == effort.WITHOUT_RELAXING:
            return


def _reason(search: Search, remedies: Sequence[Remedy]) -> Reason:
    """What arithmetic forbids, and what else was found to be impossible on its own."""
    named = [*search.trials.findings(search.problem)]
    for conflict in search.conflicts:
        finding = _conflict(search.problem, conflict)
        if not any(_is_of_one(finding, known) for known in named):
            named.append(finding)
    if not named:
        named.append(_conflict(search.problem, [change for one in remedies for change in one.changes]))
    return Reason(tuple(named), tuple(remedies))


def _is_of_one(finding: Finding, known: Finding) -> bool:
    """Whether a finding probably has the cause of a known one: a promise, or without promises a rule."""
    if finding.promises:
        return not set(finding.promises).isdisjoint(known.promises)
    return not set(finding.rules).isdisjoint(known.rules)


def _conflict(problem: Problem, changes: Sequence[Change]) -> Finding:
    """What only together cannot hold: each rule and promise that one of these changes loosens."""
    concerned = rules_of(changes)
    lifted = {change.promise for change in changes if isinstance(change, Lift)}
    promises = tuple(sorted(lifted, key=lambda promise: promise.number))
    rules = [rule for rule in RULES if rule.id in concerned]
    asked = tuple(rule.says(problem.limits) for rule in rules if rule.id not in RULE_OF.values())
    alone = len(asked) + len(promises) == 1
    sentence = "this cannot be kept with all the rest" if alone else "this cannot all be kept"
    if not changes:
        sentence = "the rules cannot all hold for this cohort"
    return Finding(tuple(rule.id for rule in rules), sentence, asked=asked, promises=promises)
