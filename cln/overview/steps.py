"""The steps of a cohort's year, and which of them is the next sensible one. Pure; knows no database.

`cln`, `cln next`, `cln guide`, `cln cohort list` and `cln cohort show` ask here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from cln.programme import EVENTS, EventStatus, Occasion
from cln.words import count, have

INVITED = timedelta(weeks=3)
"""So long before an event people are invited to it."""
DOOR = timedelta(days=3)
"""So long before an event the list for its door is written."""
LATELY = timedelta(weeks=4)
"""So long after an event its feedback still comes in."""
LAST_CALL = timedelta(weeks=1)
"""So long before the matching event nobody waits for further answers."""
MATCHING = 2
"""The number of the event by which teams are made."""


class State(StrEnum):
    """Whether a step is taken."""

    DONE = "done"
    NOW = "now"
    LATER = "later"


@dataclass(frozen=True)
class Step:
    """A step of the year."""

    what: str
    state: State
    why: str
    """Why it is next, or how it stands, in a sentence."""
    command: str
    """What is typed; FILE, NAME and DATE stand for what only a person knows."""


class Gathering(NamedTuple):
    """An event as it stands, and what is on record of it."""

    number: int
    sector: str
    """The sector for which it is held; empty for everybody without an event of their own."""
    status: str
    on: date | None
    attended: bool
    """Somebody's attendance is on record."""
    rated: bool
    """Somebody's feedback is on record."""

    @property
    def called(self) -> str:
        """How sentences name it."""
        sector = f" ({self.sector})" if self.sector else ""
        return f"event {self.number}, {EVENTS[self.number - 1].name}{sector}"

    @property
    def over(self) -> bool:
        """It was held, or will not be."""
        return self.status in {EventStatus.HELD, EventStatus.CANCELLED}

    def just_held(self, today: date) -> bool:
        """It was held so lately that people still answer what they are asked about it."""
        return self.status == EventStatus.HELD and self.on is not None and today - self.on <= LATELY


class Stand(NamedTuple):
    """Where a cohort stands on a day."""

    today: date
    registered: bool
    """There are establishments in the register."""
    entries: int
    facilitators: int
    short: tuple[tuple[str, str], ...]
    """Of each authority with too few key facilitators: a sentence, and the command that adds one."""
    answered: int
    """Entries that answered the survey."""
    proposal: int | None
    """The number of the one whose teams count; None before a match."""
    accepted: bool
    gatherings: tuple[Gathering, ...]
    reasons: tuple[tuple[str, str], ...]
    """Of each reason of attention about the whole cohort: a sentence, and the next command."""
    projects: int
    """How many projects it has."""
    in_need: int
    """How many of them need attention."""
    confident: frozenset[str]
    """The occasions on which people said how confident they are."""


BEGINNING = (
    Step(
        "Begin with your own programme",
        State.NOW,
        "There is no cohort yet; put what people sent you into one folder.",
        'cln import FOLDER --cohort "Cohort 1" --launch DATE',
    ),
    Step(
        "Or look at an invented one first", State.LATER, "It is played in a database of its own.", "cln demo"
    ),
)
"""What to do where there is no cohort yet, and no register."""
FIRST = (
    Step(
        "Open the first cohort",
        State.NOW,
        "The register is there, and no cohort yet.",
        'cln cohort open "Cohort 1" --launch DATE',
    ),
)
"""What to do where there is a register and no cohort yet."""
ANOTHER = (
    Step(
        "Open the next cohort",
        State.NOW,
        "Every cohort is closed.",
        "cln cohort open NAME --launch DATE",
    ),
    Step("Look at the earlier ones", State.LATER, "They stay on record.", "cln cohort list"),
)
"""What to do where all cohorts are closed."""


def year(stand: Stand) -> tuple[Step, ...]:
    """The steps of the year in their order, the first that is to be taken now being the next one."""
    return (
        *_before_the_match(stand),
        *_the_match(stand),
        *_of_the_cohort(stand),
        *(step for one in stand.gatherings for step in _event(one, stand.today)),
        *_of_the_end(stand),
    )


def ahead(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Those that are to be taken now, the next one first; where none is, the first of those to come."""
    now = tuple(one for one in steps if one.state is State.NOW)
    return now or tuple(one for one in steps if one.state is State.LATER)[:1]


def _state(*, done: bool, ready: bool) -> State:
    return State.DONE if done else State.NOW if ready else State.LATER


def _before_the_match(stand: Stand) -> Iterator[Step]:
    entries, people = stand.entries, stand.facilitators
    yield Step(
        "Take in the register of establishments",
        _state(done=stand.registered, ready=True),
        "It is there." if stand.registered else "No establishment is known yet.",
        "cln establishment import FILE",
    )
    yield Step(
        "Enrol establishments and their people",
        _state(done=entries > 0, ready=True),
        f"The cohort has {count(entries, 'entry', 'entries')}." if entries else "Nobody takes part yet.",
        "cln cohort enrol FILE",
    )
    yield Step(
        "Put the facilitators on record",
        _state(done=people > 0, ready=entries > 0),
        f"The cohort has {count(people, 'facilitator')}." if people else "No facilitator is on record yet.",
        "cln facilitator import FILE",
    )
    if people and not stand.accepted:
        for sentence, command in stand.short:
            yield Step("Add a key facilitator", State.NOW, sentence, command)
    waits = _waits_for_answers(stand)
    answers = f"{stand.answered} of {count(entries, 'entry', 'entries')} {have(stand.answered)} answered."
    more = " Take in the form's newest export as more come in." if stand.answered and waits else ""
    yield Step(
        "Take in the answers to the survey",
        _state(done=stand.answered > 0 and not waits, ready=entries > 0 and people > 0),
        answers + more,
        "cln survey import FILE",
    )
    if stand.answered and waits:
        yield Step("See who has not answered", State.NOW, "They can be reminded.", "cln survey list")


def _waits_for_answers(stand: Stand) -> bool:
    """Whether further answers are waited for: some are missing, and the matching event is not near."""
    day = next((one.on for one in stand.gatherings if one.number == MATCHING), None)
    near = day is not None and day - stand.today <= LAST_CALL
    return stand.answered < stand.entries and stand.proposal is None and not near


def _the_match(stand: Stand) -> Iterator[Step]:
    silent, number = stand.entries - stand.answered, stand.proposal
    missing = f"{count(silent, 'entry has', 'entries have')} not answered" if silent else "All have answered"
    yield Step(
        "Match the cohort into teams",
        _state(
            done=number is not None,
            ready=stand.answered > 0 and stand.facilitators > 0 and not _waits_for_answers(stand),
        ),
        f"Proposal {number} is there." if number is not None else f"{missing}; it takes a minute.",
        "cln match",
    )
    which = "NUMBER" if number is None else number
    accepted = f"Proposal {number} is accepted."
    look = f"Nothing counts before it is; to look at its teams first: cln match show {which}"
    yield Step(
        "Accept the match",
        _state(done=stand.accepted, ready=number is not None),
        accepted if stand.accepted else look,
        f"cln match accept {which}",
    )


def _of_the_cohort(stand: Stand) -> Iterator[Step]:
    """What needs attention in the whole cohort and in its projects."""
    for sentence, command in stand.reasons:
        yield Step("See to the cohort", State.NOW, sentence, command)
    matched = any(one.number == MATCHING and one.over for one in stand.gatherings)
    yield Step(
        "Open the projects of the teams",
        _state(done=stand.projects > 0, ready=stand.accepted and matched),
        f"There are {stand.projects}." if stand.projects else "Teams turn a hunch into a question.",
        "cln project open TEAM --title TITLE --hunch WORDS",
    )
    if stand.in_need:
        in_need = f"{stand.in_need} of {count(stand.projects, 'project')}"
        need = "needs" if stand.in_need == 1 else "need"
        yield Step("See to the projects", State.NOW, f"{in_need} {need} attention.", "cln attention")


def _event(one: Gathering, today: date) -> Iterator[Step]:
    number, sector = one.number, f" --sector {one.sector}" if one.sector else ""
    if one.status == EventStatus.HELD:
        came = "who came is on record" if one.attended else "who came is not on record"
        yield Step(
            f"Say who came to {one.called}",
            _state(done=one.attended, ready=True),
            f"It was held on {one.on}; {came}.",
            f"cln event attendance {number} FILE",
        )
        if one.just_held(today) and not one.rated:
            why = "Feedback still comes in."
            yield Step("Take in what they said of it", State.NOW, why, f"cln event feedback {number} FILE")
    elif one.status == EventStatus.CANCELLED:
        yield Step(f"Hold {one.called}", State.DONE, "It was cancelled.", f"cln event show {number}")
    elif one.on is None:
        schedule = f"cln event schedule {number}{sector} --on DATE"
        yield Step(f"Give {one.called} a day", State.NOW, "It was postponed.", schedule)
    elif one.on >= today:
        yield from _coming(one, one.on, today)
    else:
        hold = f"cln event hold {number}{sector}"
        yield Step(f"Say whether {one.called} was held", State.NOW, f"It was to be on {one.on}.", hold)


def _coming(one: Gathering, on: date, today: date) -> Iterator[Step]:
    number, sector = one.number, f" --sector {one.sector}" if one.sector else ""
    yield Step(
        f"Invite people to {one.called}",
        _state(done=False, ready=on - today <= INVITED),
        f"It is on {on}.",
        f"cln event invite {number} --out invites.csv",
    )
    yield Step(
        f"Write the list for the door of {one.called}",
        _state(done=False, ready=on - today <= DOOR),
        "Who comes is marked there, and read back afterwards.",
        f"cln event register {number}{sector} --out register.xlsx",
    )


def _of_the_end(stand: Stand) -> Iterator[Step]:
    for occasion, number in ((Occasion.LAUNCH, 1), (Occasion.END, len(EVENTS))):
        asked = any(one.number == number and one.just_held(stand.today) for one in stand.gatherings)
        if asked and occasion.value not in stand.confident:
            command = f"cln confidence import FILE --occasion {occasion.value}"
            yield Step(
                "Take in how confident people are", State.NOW, f"They said so at event {number}.", command
            )
    over = bool(stand.gatherings) and all(one.over for one in stand.gatherings)
    state, why = (
        _state(done=False, ready=over),
        "All events are over." if over else "Once all events are over.",
    )
    yield Step("Write the report", state, why, "cln report --out report.html")
    yield Step("Close the cohort", state, "Everything about it stays on record.", "cln cohort close")
