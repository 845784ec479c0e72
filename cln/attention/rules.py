"""The rules of attention: each once, with its sentence, its threshold and how it is found out."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from cln.attention import events, inquiries, teams
from cln.attention.facts import Picture
from cln.attention.reason import Reason, some


@dataclass(frozen=True)
class Rule:
    """One rule; `{n}` in its sentence stands for the threshold with its unit."""

    id: str
    sentence: str
    unit: str
    """What the threshold counts: one of it, in words."""
    default: float
    look: Callable[[Picture, float], Iterator[Reason]]

    def says(self, threshold: float) -> str:
        """Its sentence with the threshold in force."""
        return self.sentence.format(n=some(threshold, self.unit))


RULES = (
    Rule(
        "question",
        "By {n} after event 3 a senior leader has agreed the question.",
        "day",
        14,
        inquiries.question,
    ),
    Rule("log", "No project is without a log entry for {n}.", "week", 6, inquiries.log),
    Rule("absences", "No establishment stays away from {n} running.", "event", 2, teams.absences),
    Rule(
        "promoted",
        "After {n} a promoted member of staff of each establishment has come.",
        "event",
        2,
        teams.promoted,
    ),
    Rule("baseline", "By {n} after event 4 a measure has a baseline.", "day", 0, inquiries.baseline),
    Rule(
        "measures",
        "By {n} after a plan was begun it has measures of both kinds.",
        "day",
        7,
        inquiries.measures,
    ),
    Rule("facilitator", "Each team has {n}.", "key facilitator", 1, teams.facilitator),
    Rule(
        "team-size",
        "After withdrawals a team has at most {n} fewer than the mean.",
        "participant",
        2,
        teams.team_size,
    ),
    Rule("event", "By {n} after an event somebody has said whether it was held.", "day", 1, events.event),
    Rule("feedback", "An event is rated {n} of 5 or better.", "", 3, events.feedback),
    Rule("project", "By {n} after event 2 each team has a project.", "day", 14, teams.project),
)
"""All rules, in the order in which their reasons are listed."""

BY_ID = {rule.id: rule for rule in RULES}


def reasons(picture: Picture, thresholds: Mapping[str, float | None]) -> tuple[Reason, ...]:
    """What needs attention, rule by rule.

    Args:
        picture: the cohort on one day.
        thresholds: rule -> its threshold, where not the default; None turns it off.
    """
    return tuple(
        reason
        for rule in RULES
        if (threshold := thresholds.get(rule.id, rule.default)) is not None
        for reason in rule.look(picture, threshold)
    )
