"""Whether the cohort has changed since a proposal was made, across versions of cln."""

from cln.match.problem import digest
from cln.matching.problem import Entry, Problem, Promise, PromiseKind


def test_proposals_of_earlier_versions_know_their_cohort_again() -> None:
    entry = Entry("9000001", "Primary", 1, "School 9000001", "Inverclyde", 2, {"Literacy": 5})
    pin = Promise(1, PromiseKind.PIN, (entry.key,), "A promise", theme="Literacy")
    problem = Problem(entries=(entry,), themes=("Literacy",), promises=(pin,))
    assert digest(problem) == "439116e1753bd95f", "as schema 0010 has it on record"
