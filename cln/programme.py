"""The programme's own words and defaults: sectors, roles, themes, events. Pure; imports nothing of cln.

Source: the published evaluation report of the West Partnership's Collaborative Learning Networks,
its Appendix B (who takes part, the six events) and Table 2 (the eight themes' origin).
"""

from enum import StrEnum
from typing import NamedTuple


class Sector(StrEnum):
    """The part of the education system an establishment belongs to."""

    ELC = "ELC"
    PRIMARY = "Primary"
    SECONDARY = "Secondary"
    SPECIAL = "Special"


class Role(StrEnum):
    """A participant's role on an entry: each establishment nominates one of each."""

    PROMOTED = "promoted"
    PRACTITIONER = "practitioner"


class FacilitatorRole(StrEnum):
    """Key facilitators count for the one-per-ten rule; co facilitators help."""

    KEY = "key"
    CO = "co"


class Kind(StrEnum):
    """How a survey asks about the themes."""

    RATING = "rating"
    RANKING = "ranking"
    TICKS = "ticks"


class Reason(StrEnum):
    """Why an entry leaves its cohort: the reasons that the evaluation found."""

    TIMETABLE = "timetable"
    TIME = "time"
    TRAVEL = "travel"
    SENIOR_LEADER = "senior-leader"
    STAFFING = "staffing"
    OTHER = "other"


class Phase(StrEnum):
    """What a log entry is about: the phases of collaborative action research."""

    INVESTIGATION = "investigation"
    PLANNING = "planning"
    IMPLEMENTING = "implementing"
    REPORTING = "reporting"


class MeasureKind(StrEnum):
    """Numbers or words: a data collection plan needs both."""

    QUANTITATIVE = "quantitative"
    QUALITATIVE = "qualitative"


class ObservationKind(StrEnum):
    """How practice was observed."""

    LESSON_STUDY = "lesson-study"
    OTHER = "other"


class Level(StrEnum):
    """Where an impact shows, after the levels 5, 4 and 3 of Guskey (2002), "Does it make a difference?
    Evaluating professional development", Educational Leadership 59(6), pages 45-51."""

    LEARNERS = "learners"
    PRACTICE = "practice"
    ORGANISATION = "organisation"


class Rag(StrEnum):
    """What a person thinks of a project, in the colours of a traffic light."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"


class EventStatus(StrEnum):
    """What has become of an event so far; a postponed one has no new date yet."""

    SCHEDULED = "scheduled"
    POSTPONED = "postponed"
    HELD = "held"
    CANCELLED = "cancelled"


class Mode(StrEnum):
    """Where an event is held."""

    IN_PERSON = "in-person"
    ONLINE = "online"
    BOTH = "both"


class Only(StrEnum):
    """To whom a letter goes."""

    NO_ANSWER = "no-answer"
    """Whose entry has not answered the survey."""
    APOLOGIES = "apologies"
    """Who sent apologies to the event that was held last."""
    STALE = "stale"
    """Whose team has a project without a log entry for weeks, by the rule `log` of attention."""
    NO_PROMOTED = "no-promoted"
    """Of whose entry no promoted member of staff has come so far."""
    ATTENTION = "attention"
    """Whose team, or a project of it, needs attention."""


class AttendanceStatus(StrEnum):
    """Whether somebody came to an event."""

    PRESENT = "present"
    APOLOGIES = "apologies"
    ABSENT = "absent"


class Occasion(StrEnum):
    """When participants say how confident they are, so that it can be compared."""

    LAUNCH = "launch"
    END = "end"


class By(StrEnum):
    """Into what groups a cohort can be parted."""

    SECTOR = "sector"
    AUTHORITY = "authority"
    TEAM = "team"


class Deed(StrEnum):
    """What can be done to an event; its history is told in these words."""

    SCHEDULED = "scheduled"
    CHANGED = "changed"
    POSTPONED = "postponed"
    MOVED_ONLINE = "moved-online"
    CANCELLED = "cancelled"
    HELD = "held"
    NOT_HELD = "not-held"
    ATTENDANCE = "attendance"


class EventPlan(NamedTuple):
    """One of the six events as the programme means it."""

    number: int
    name: str
    purpose: str
    asks_for: str
    """What a project must have by then."""
    weeks: int
    """How many weeks after the event before, where holidays allow."""


EVENTS = (
    EventPlan(
        1,
        "Launch and digital survey",
        "Shared understanding and expectations; find where interests lie.",
        "a survey answer from each entry",
        0,
    ),
    EventPlan(
        2,
        "Matching event",
        "Collaborative networking: match into teams, turn a hunch into a question.",
        "an accepted team and a hunch",
        4,
    ),
    EventPlan(
        3,
        "Inquiry Question",
        "Professional learning: a quality inquiry question.",
        "a question, agreed by a senior leader",
        5,
    ),
    EventPlan(
        4,
        "Measuring Impact",
        "Professional learning: ways of measuring, and the data collection plan.",
        "a plan with quantitative and qualitative measures and a baseline",
        9,
    ),
    EventPlan(
        5,
        "Direct Observation",
        "Professional learning: lesson study and other observation.",
        "an observation record",
        8,
    ),
    EventPlan(
        6,
        "Final sharing event",
        "Share experience, lessons and impact.",
        "impact and lessons learned, and with whom it was shared",
        12,
    ),
)
"""The six events. With a launch in September they fall into September, October, November, January, March and
June: the first three close together, until there is a question; then as long as the inquiry itself takes."""

INPUTS = (
    "workstream sponsor (WS)",
    "workstream lead officer (WLO)",
    "presenters",
    "facilitators (ES, QIO, EP)",
    "ROC advisers",
    "partners",
)
"""Who contributes at the events."""

AUTHORITIES = (
    "East Dunbartonshire",
    "East Renfrewshire",
    "Glasgow City",
    "Inverclyde",
    "North Lanarkshire",
    "Renfrewshire",
    "South Lanarkshire",
    "West Dunbartonshire",
)
"""The eight councils of the West Partnership."""

ORGANISATIONS = ("QIO", "Educational Psychologist", "Education Scotland", "ROC", "Other")
"""Where facilitators come from."""

OF_AUTHORITIES = ("QIO", "Educational Psychologist")
"""Those of them who work for an authority."""

THEMES = (
    "Literacy",
    "Numeracy",
    "Health and wellbeing",
    "Pupil engagement",
    "Parental engagement",
    "Community engagement",
    "Transitions",
    "Resilience",
)
"""The themes that the survey asks about unless a cohort names its own."""

LEVELS = (1, 2, 3, 4, 5)
"""Levels of interest, 5 the highest."""

PROGRESS = tuple(half / 2 for half in range(1, 11))
"""The scores of a project's progress: 0.5 to 5.0 in steps of a half."""

PARTICIPANTS_AN_ENTRY = 4
"""The most people one entry may bring; 115 came from 54 establishments, up to four from one."""

SCALES = (
    ("Not at all", "A little", "Somewhat", "Quite a lot", "Very much"),
    ("Not interested", "Slightly interested", "Somewhat interested", "Interested", "Very interested"),
    ("Strongly disagree", "Disagree", "Neutral", "Agree", "Strongly agree"),
    ("Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree"),
    ("Very poor", "Poor", "Fair", "Good", "Very good"),
    ("Poor", "Fair", "Good", "Very good", "Excellent"),
    ("Very dissatisfied", "Dissatisfied", "Neutral", "Satisfied", "Very satisfied"),
    (
        *("Very dissatisfied", "Somewhat dissatisfied", "Neither satisfied nor dissatisfied"),
        *("Somewhat satisfied", "Very satisfied"),
    ),
    ("Not at all useful", "Slightly useful", "Somewhat useful", "Quite useful", "Very useful"),
    (
        *("Not at all confident", "Slightly confident", "Somewhat confident"),
        *("Quite confident", "Very confident"),
    ),
    ("Not at all confident", "Not very confident", "Neutral", "Confident", "Very confident"),
)
"""Words for the levels 1 to 5 that are understood without being told; the first is ours."""

SCORES = {"professional-capital": "Professional capital", "agency": "Agency"}
"""Published instruments of which only a participant's score is kept, not what it is made of."""
