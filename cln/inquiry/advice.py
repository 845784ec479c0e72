"""What the literature would advise about the wording of an inquiry question. It advises, it never decides."""

from collections.abc import Iterator
from dataclasses import dataclass

from cln.inquiry import wording
from cln.inquiry.wording import Parts

DANA = (
    "Dana and Yendol-Hoppey 2014",
    "Dana, N. F. and Yendol-Hoppey, D. (2014), The Reflective Educator's Guide to Classroom Research, "
    "3rd edition, Corwin; chapter 2, on finding a wondering",
)
DUDLEY = (
    "Dudley 2011",
    "Dudley, P. (2011), Lesson Study: a handbook; it follows the learning of a few case pupils",
)
EEF = (
    "EEF DIY Evaluation Guide",
    "Education Endowment Foundation (EEF), DIY Evaluation Guide; a question names a choice, an outcome "
    "that will be measured, and the people it is measured on",
)
GTCS = (
    "GTC Scotland",
    'General Teaching Council (GTC) for Scotland, The "How" of Practitioner Enquiry; "How will you know '
    'what happened? How do you measure a change?"',
)
"""The works that the advice comes from: how they are named in short, and in full."""


@dataclass(frozen=True)
class Advice:
    """One piece of advice on a question, and where it comes from."""

    id: str
    """`stem`, `yes-no`, `change`, `outcome`, `measurable`, `group` or `whole-school`."""
    sentence: str
    source: str
    """A work, in short."""
    reference: str
    """The work in full."""


VAGUE = frozenset(
    {
        *("learning", "outcome", "outcomes", "progress", "achievement", "experience", "experiences"),
        *("education", "potential", "success", "results", "practice", "teaching", "things", "life"),
        *("standards", "performance", "improvement", "development"),
    }
)
"""Words for outcomes that nobody can count, hear or see."""


def on(question: str) -> tuple[Advice, ...]:
    """All advice on a wording, in the order in which it helps; none for one that has everything."""
    question = wording.tidy(question)
    return (*_stem(question), *_change_and_outcome(wording.parts(question)), *_group(question))


def _stem(question: str) -> Iterator[Advice]:
    if wording.is_yes_no(question):
        yield Advice(
            "yes-no",
            f'"{question.split()[0]} ..." can be answered with yes or no; ask "How does ..." or '
            '"What happens when ..."',
            *DANA,
        )
    elif not wording.is_open(question):
        yield Advice("stem", 'begin with "How does ...", "How can ..." or "What happens when ..."', *DANA)


def _change_and_outcome(parts: Parts) -> Iterator[Advice]:
    if not parts.change:
        yield Advice("change", "name the change: what will be done that is not done now?", *EEF)
    if not parts.outcome:
        yield Advice("outcome", "name the outcome: what should be different for learners?", *EEF)
    elif parts.outcome <= VAGUE:
        yield Advice(
            "measurable",
            "say what you will count, hear or see; words such as progress or outcomes cannot be measured",
            *GTCS,
        )


def _group(question: str) -> Iterator[Advice]:
    if whole := wording.everybody(question):
        yield Advice(
            "whole-school",
            f'"{whole}" is too many to follow closely; choose one learner, group or class',
            *DUDLEY,
        )
    elif not wording.names_a_group(question):
        yield Advice("group", "say whose learning it is: one learner, group or class", *EEF)
