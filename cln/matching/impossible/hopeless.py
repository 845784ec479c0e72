"""All that can be seen to be impossible without a solver."""

from cln.matching.impossible import arithmetic, contradictions
from cln.matching.impossible.arithmetic import Finding
from cln.matching.problem import Problem


def findings(problem: Problem) -> tuple[Finding, ...]:
    """What the numbers and the promises forbid, each with the rules concerned; empty if nothing."""
    return (*arithmetic.findings(problem), *contradictions.findings(problem))
