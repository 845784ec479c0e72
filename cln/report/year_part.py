"""The parts of the report about what needs attention, the six events and withdrawals."""

from collections.abc import Mapping, Sequence

from cln.attention import rules
from cln.events.as_of import changes_on, events_on
from cln.events.events import title
from cln.events.queries import Events
from cln.figures.cells import NOT_PRESENT, PRESENT
from cln.figures.feedback import Rating
from cln.overview.attention import Attention, needing, watch
from cln.pages import charts, small
from cln.pages.drawing import Picture
from cln.pages.page import Card, Section, Sentence, TextTable
from cln.programme import EVENTS, LEVELS, AttendanceStatus, Deed, EventStatus, Reason
from cln.report.material import LEAST_GROUPS, TOO_FEW, Material, words_and_pictures
from cln.screen.fit import with_days
from cln.tables.event_changes import EventChange
from cln.tables.events import Event
from cln.words import count, day_in_words, listed, was


def attention_section(material: Material) -> Section | None:
    """What needs attention, in sentences; None where nothing does, of what has ended, and for everybody."""
    if material.public or material.ended:
        return None
    watched = watch(material.session, material.cohort, material.on)
    if not watched.reasons:
        return None
    teams = {team.number: f"Team {team.number} ({team.theme}): " for team in watched.teams}
    cards = [
        Card(
            f"Project {one.project}: {one.title}",
            words=[_sentence(reason, teams) for reason in one.attention],
        )
        for one in watched.in_need
    ]
    if rest := _rest(watched):
        cards.append(Card("The cohort and its teams", words=[_sentence(reason, teams) for reason in rest]))
    need, of = watched.need_attention, watched.projects
    words = [f"{needing(need, of)}."] if of else []
    return Section("attention", "What needs attention", words=words, cards=cards)


def _rest(watched: Attention) -> list[rules.Reason]:
    of_projects = {reason for one in watched.in_need for reason in one.attention}
    return [reason for reason in watched.reasons if reason not in of_projects]


def _sentence(reason: rules.Reason, teams: Mapping[int, str]) -> str:
    """A reason, which says of a team's own which team that is."""
    team = teams[reason.team] if reason.team is not None and reason.project is None else ""
    return f"{team}{with_days(reason.sentence)}"


_CHANGED = {Deed.POSTPONED, Deed.MOVED_ONLINE, Deed.CANCELLED}


def events_section(material: Material) -> Section | None:
    """The year: who came to which event, what happened to it, how it was rated; None before it is planned."""
    scheduled = events_on(material.session, material.cohort, material.as_of)
    if not scheduled.rows:
        return None
    history = changes_on(material.session, material.cohort, material.as_of)
    table = TextTable(
        "The six events",
        ["event", "on", "status", "what happened to it"],
        [
            [
                _label(event),
                day_in_words(event.on) if event.on else "no day yet",
                event.status,
                material.words(_changes(history.get(event.id or 0, []))),
            ]
            for event in scheduled
        ],
        dots=True,
    )
    words, pictures = words_and_pictures([_attendance(material, scheduled, history)] if material.came else [])
    if not material.public:
        words, pictures = [], [_attendance(material, scheduled, history)[0]] if material.came else []
    tables = [table, *feedback_tables(material)]
    return Section("events", "The year", words=words, tables=tables, pictures=pictures)


def _attendance(
    material: Material, scheduled: Events, history: Mapping[int, Sequence[EventChange]]
) -> tuple[Picture, int, bool]:
    """The curve, how many events it shows, and whether its description tells a number."""
    came = material.came
    held = sorted({number for number, _status in came})
    statuses = [PRESENT, NOT_PRESENT] if material.public else [status.value for status in AttendanceStatus]
    names = {number: f"{number}: {EVENTS[number - 1].name}" for number in held}
    if known := material.shows("attendance/all/all/count", "attendance/all/all/of"):
        present = sum(came[number, AttendanceStatus.PRESENT] for number in held)
        description = f"{present} of {came.total()} {was(present)} present, all events together."
    else:
        description = "Of the people whose attendance is on record, how many were present."
    cells = {
        (number, status): str(came[number, status])
        if material.shows(f"attendance/{number}/{status}")
        else TOO_FEW
        for number in held
        for status in statuses
    }
    drawn = [number for number in held if all(cells[number, status] != TOO_FEW for status in statuses)]
    became = material.summary.events
    fell_out = {n for n, status in became.items() if status == EventStatus.CANCELLED and n not in held}
    points = []
    for number in sorted({*drawn, *fell_out}):
        day = next((one.on for one in scheduled if one.number == number and one.on), None)
        below = [str(number), *([f"{day.day} {day:%b}"] if day else [])]
        there = [came[number, status] for status in statuses]
        share = None if number in fell_out else there[0] / sum(there)
        happened = _happened(number, scheduled, history) if number not in fell_out else ["cancelled"]
        points.append(charts.Point(below, share, [*([] if share is None else [f"{share:.0%}"]), *happened]))
    picture = Picture(
        "attendance",
        "Who came",
        description,
        charts.curve(points, unit="present"),
        ["event", *statuses],
        [[names[number], *(cells[number, status] for status in statuses)] for number in held],
    )
    return picture, len(drawn), known


def _happened(number: int, scheduled: Events, history: Mapping[int, Sequence[EventChange]]) -> list[str]:
    """What happened to the day and the place of an event, in lines."""
    deeds = [
        one.deed
        for event in scheduled
        if event.number == number
        for one in history.get(event.id or 0, [])
        if one.deed in _CHANGED
    ]
    return [part for deed in dict.fromkeys(deeds) for part in deed.split("-")]


def feedback_tables(material: Material) -> list[TextTable]:
    """How the events were rated, a question a row; no table before anybody said so."""
    columns = ["event", "question", "mean, 5 the best", "answers"]
    rows = [_rated(one, material) for one in material.summary.feedback]
    return [TextTable("Feedback on the events", columns, rows, frozenset(columns[2:]))] if rows else []


def _rated(one: Rating, material: Material) -> list[str | Sentence]:
    event = f"{EVENTS[one.number - 1].name}{f' ({one.sector})' if one.sector else ''}"
    question = material.words(one.question)
    if not material.shows(*(f"{one.key}/{of}" for of in ("ratings", "mean"))):
        return [event, question, TOO_FEW, ""]
    drawn = small.bar((one.mean - LEVELS[0]) / (LEVELS[-1] - LEVELS[0]))
    return [event, question, Sentence(f"{one.mean:.1f}", drawn), str(one.ratings)]


def _changes(history: Sequence[EventChange]) -> str:
    """What happened to its day and its place, with the reasons."""
    changes = [
        f"{change.deed.replace('-', ' ')}{f' ({change.reason})' if change.reason else ''}"
        for change in history
        if change.deed in _CHANGED
    ]
    return "; ".join(changes) or "\u2013"


def _label(event: Event) -> str:
    return f"{event.number}: {title(event)}"


WHY: Mapping[str, str] = {
    Reason.TIMETABLE: "timetable clashes",
    Reason.TIME: "too little time",
    Reason.TRAVEL: "travel",
    Reason.SENIOR_LEADER: "the senior leader",
    Reason.STAFFING: "staffing",
    Reason.OTHER: "another reason",
}
"""Why entries withdrew and people left, as a board reads it."""


def departures_section(material: Material) -> Section | None:
    """Why entries withdrew; None when none did.

    On a page for everybody the reasons stand in an order of their own, and so do those that nobody gave: the
    order of the numbers would tell of those that are left out.
    """
    reasons = {reason: number for reason, number in material.summary.withdrawn.items() if number}
    if not reasons:
        return None
    named = sorted(reasons.items(), key=lambda item: (-item[1], item[0] == Reason.OTHER, item[0]))
    description = _most_often(named)
    if material.public:
        named = sorted(material.summary.withdrawn.items())
        description = "How many entries withdrew for each reason."
    shown = [reason for reason, _number in named if material.shows(f"withdrawn/{reason}")]
    words = [f"{sum(reasons.values())} of {count(len(material.summary.units), 'entry', 'entries')} withdrew."]
    if material.public and len(shown) < LEAST_GROUPS:
        return Section("departures", "Withdrawals", words=[*words, "The reasons would tell of a few."])
    picture = Picture(
        "reasons",
        "Why entries withdrew",
        description,
        charts.bars(
            [(WHY[reason], number) for reason, number in named if reason in shown],
            unit="entries",
        ),
        ["reason", "entries"],
        [[WHY[reason], str(number) if reason in shown else TOO_FEW] for reason, number in named],
    )
    return Section("departures", "Withdrawals", words=words, pictures=[picture])


def _most_often(named: Sequence[tuple[Reason, int]]) -> str:
    """Which reasons were given most, the most first: one, or those that were given as often as each other."""
    often = named[0][1]
    most = [WHY[reason] for reason, number in named if number == often]
    times = {1: "once", 2: "twice"}.get(often, f"{often} times")
    because = "Most often because" if len(most) < len(named) else "Because"
    return f"{because} of {listed(most)}, {times}{' each' if len(most) > 1 else ''}."
