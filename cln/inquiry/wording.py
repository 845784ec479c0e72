"""Takes the wording of an inquiry question apart: stem, change, outcome, and whose learning it is.

A wording is known by its form: "How does CHANGE improve OUTCOME?", "What happens to OUTCOME when CHANGE?".
English has more forms than these; of one that is not known there are no parts.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Parts:
    """The words of a wording that say something, without those that any question has."""

    change: frozenset[str] = frozenset()
    outcome: frozenset[str] = frozenset()


_EFFECT = (
    r"(?:affects?|impacts?(?: on)?|influences?|improves?|increases?|raises?|develops?|builds?|supports?"
    r"|helps?|enhances?|strengthens?|reduces?|lowers?|boosts?|promotes?|encourages?|deepens?|extends?"
    r"|widens?|narrows?|closes?|changes?|enables?|engages?|motivates?|leads? to|makes? a difference to"
    r"|contributes? to|has an? (?:effect|impact) on|have an? (?:effect|impact) on|have on)"
)
_STEM = (
    r"(?:how (?:does|do|did|can|could|might|will|would)|in what ways? (?:does|do|can|could|might)"
    r"|to what extent (?:does|do|can|could|might|will)"
    r"|what (?:effect|impact|difference) (?:does|do|can|might|will))"
)
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_STEM} (?P<change>.*?)\b{_EFFECT} (?P<outcome>.*)",
        r"what is the (?:effect|impact) of (?P<change>.*?) on (?P<outcome>.*)",
        r"what happens to (?P<outcome>.*?) (?:when|if|as|after) (?P<change>.*)",
        r"what happens (?:when|if|after) (?P<change>.*)",
        r"what difference (?P<change>.*?) makes? to (?P<outcome>.*)",
        rf"{_STEM} (?P<outcome>.*)",
    )
)
_OPEN = re.compile(
    rf"(?:{_STEM}|how far|what happens|what is the (?:effect|impact)|what difference)\b", re.IGNORECASE
)
_YES_NO = re.compile(
    r"(?:do|does|did|is|are|was|were|can|could|will|would|should|has|have|had|may|might)\b", re.IGNORECASE
)
_MEANS = re.compile(r"\b(?:by|through|using|with|via|when|if)\b", re.IGNORECASE)
_EVERYBODY = re.compile(
    r"\b(?:whole[- ]school|school[- ]wide|across (?:the|our) (?:whole )?(?:school|centre|establishment)"
    r"|(?:all|every|our) (?:of )?(?:the |our )?"
    r"(?:school|pupils?|learners?|child(?:ren)?|class(?:es)?|staff|stages?)\b)",
    re.IGNORECASE,
)
_GROUP = re.compile(
    r"\b(?:p ?[1-7](?:/[1-7])?|s ?[1-6]|primary (?:[1-7]|one|two|three|four|five|six|seven)|learners?"
    r"|pupils?|child(?:ren)?|boys?|girls?|class(?:es)?|groups?|nursery|babies|toddlers|[0-9] year olds?"
    r"|parents?|famil(?:y|ies)|carers?|young people|students?|room|bases?)\b",
    re.IGNORECASE,
)
_WHO_ACTS = frozenset({"we", "i", "teachers", "practitioners", "staff", "us", "you", "schools"})
_SAYS_NOTHING = frozenset(
    {
        *("a", "an", "the", "this", "that", "these", "those", "all", "every", "any", "some", "own", "whole"),
        *("of", "in", "on", "to", "for", "with", "within", "from", "at", "by", "as", "across", "and", "or"),
        *("our", "my", "their", "its", "his", "her", "who", "whom", "which", "school", "schools", "overall"),
        *("be", "being", "is", "are", "was", "were", "can", "could", "will", "would", "do", "does", "not"),
        *("one", "two", "three", "four", "five", "six", "few", "many", "each", "other", "young"),
        *("more", "most", "better", "best", "good", "well", "improved", "increased", "higher", "greater"),
    }
)


def tidy(question: str) -> str:
    """A wording on one line, without the mark at its end."""
    return re.sub(r"[\s?.!]+$", "", " ".join(question.split()))


def is_open(question: str) -> bool:
    """It begins as open questions do."""
    return bool(_OPEN.match(question))


def is_yes_no(question: str) -> bool:
    """Yes or no would answer it."""
    return bool(_YES_NO.match(question))


def everybody(question: str) -> str | None:
    """The words that make it about a whole school; None if there are none."""
    match = _EVERYBODY.search(question)
    return match[0] if match else None


def names_a_group(question: str) -> bool:
    """It says whose learning it is."""
    return bool(_GROUP.search(question))


def parts(question: str) -> Parts:
    """The change and the outcome that it names, as far as its form shows them."""
    opened = _YES_NO.sub("how does", question, count=1) if is_yes_no(question) else question
    for form in _FORMS:
        if match := form.match(opened):
            named = match.groupdict(default="")
            change, outcome = named.get("change", ""), named.get("outcome", "")
            if not _change(change) and (means := _MEANS.search(outcome)):
                change, outcome = outcome[means.end() :], outcome[: means.start()]
            return Parts(_change(change), _telling(outcome))
    return Parts()


def _change(part: str) -> frozenset[str]:
    return _telling(part) - _WHO_ACTS


def _telling(part: str) -> frozenset[str]:
    """The words that say something, whose learning it is apart."""
    words = re.findall(r"[a-z]+(?:-[a-z]+)*", _GROUP.sub(" ", part.casefold()).replace("'s", ""))
    return frozenset(words) - _SAYS_NOTHING
