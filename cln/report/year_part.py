"""The parts of the report about what needs attention, the six events and withdrawals."""

from collections.abc import Mapping

from cln.attention.rules import Reason
from cln.events.as_of import changes_on, events_on
from cln.figures.cells import NOT_PRESENT, PRESENT
from cln.overview.attention import Attention, watch
from cln.pages import charts
from cln.pages.drawing import Picture
from cln.pages.page import Card, Section, TextTable
from cln.programme import EVENTS, AttendanceStatus, Deed
from cln.report.material import LEAST_GROUPS, TOO_FEW, Material, words_and_pictures
from cln.tables.events import Event, EventChange


def attention_section(material: Material) -> Section | None:
    """Every reason with what to do; None when there is none, or when the page is for everybody."""
    if material.public:
        return None
    watched = watch(material.session, material.cohort, material.on)
    if not watched.reasons:
        return None
    teams = {team.number: f"Team {team.number} ({team.theme}): " for team in watched.teams}
    cards = [
        Card(f"Project {one.project}: {one.title}", [_line(reason, teams) for reason in one.attention])
        for one in watched.in_need
    ]
    if rest := _rest(watched):
        cards.append(Card("The cohort and its teams", [_line(reason, teams) for reason in rest]))
    return Section(
        "attention",
        "What needs attention",
        words=[f"{watched.need_attention} of {watched.projects} projects need attention."],
        cards=cards,
    )


def _rest(watched: Attention) -> list[Reason]:
    of_projects = {reason for one in watched.in_need for reason in one.attention}
    return [reason for reason in watched.reasons if reason not in of_projects]


def _line(reason: Reason, teams: Mapping[int, str]) -> tuple[str, str]:
    """A reason, which says of a team's own which team that is."""
    team = teams[reason.team] if reason.team is not None and reason.project is None else ""
    return (reason.rule, f"{team}{reason.sentence} Next: {reason.command}")


_CHANGED = {Deed.POSTPONED, Deed.MOVED_ONLINE, Deed.CANCELLED}


def events_section(material: Material) -> Section | None:
    """The events with their days and attendance; None before they are scheduled."""
    scheduled = events_on(material.session, material.cohort, material.as_of)
    if not scheduled.rows:
        return None
    history = changes_on(material.session, material.cohort, material.as_of)
    table = TextTable(
        "The six events",
        ["event", "on", "status", "changed since"],
        [
            [
                _label(event),
                str(event.on or "no day yet"),
                event.status,
                material.words(_changes(history.get(event.id or 0, []))),
            ]
            for event in scheduled
        ],
    )
    words, pictures = words_and_pictures([_attendance(material)] if material.came else [])
    if not material.public:
        words, pictures = [], [_attendance(material)[0]] if material.came else []
    return Section("events", "The six events", words=words, tables=[table], pictures=pictures)


def _attendance(material: Material) -> tuple[Picture, int]:
    """The picture, and how many events it shows."""
    came = material.came
    held = sorted({number for number, _status in came})
    statuses = [PRESENT, NOT_PRESENT] if material.public else [status.value for status in AttendanceStatus]
    names = {number: f"{number}: {EVENTS[number - 1].name}" for number in held}
    description = "People at each event of which attendance is on record."
    if material.shows("attendance/all/all/count", "attendance/all/all/of"):
        present = sum(came[number, AttendanceStatus.PRESENT] for number in held)
        description = f"{description[:-1]}: {present} of {came.total()} were present."
    cells = {
        (number, status): str(came[number, status])
        if material.shows(f"attendance/{number}/{status}")
        else TOO_FEW
        for number in held
        for status in statuses
    }
    drawn = [number for number in held if all(cells[number, status] != TOO_FEW for status in statuses)]
    picture = Picture(
        "attendance",
        "Who came",
        description,
        charts.stacked(
            [
                {"name": names[number], "part": status, "number": came[number, status]}
                for number in drawn
                for status in statuses
            ],
            statuses,
            unit="people",
        ),
        ["event", *statuses],
        [[names[number], *(cells[number, status] for status in statuses)] for number in held],
    )
    return picture, len(drawn)


def _changes(history: list[EventChange]) -> str:
    """What happened to its day and its place, with the reasons."""
    changes = [
        f"{change.deed}{f' ({change.reason})' if change.reason else ''}"
        for change in history
        if change.deed in _CHANGED
    ]
    return "; ".join(changes) or "\u2013"


def _label(event: Event) -> str:
    sector = f" ({event.sector})" if event.sector else ""
    return f"{event.number}: {EVENTS[event.number - 1].name}{sector}"


def departures_section(material: Material) -> Section | None:
    """Why entries withdrew; None when none did.

    On a page for everybody the reasons stand in an order of their own, and so do those that nobody gave: the
    order of the numbers would tell of those that are left out.
    """
    reasons = {reason: number for reason, number in material.summary.withdrawn.items() if number}
    if not reasons:
        return None
    named = sorted(reasons.items(), key=lambda item: (-item[1], item[0]))
    description = f"Most often because of: {named[0][0]}."
    if material.public:
        named = sorted(material.summary.withdrawn.items())
        description = "How many entries withdrew for each reason."
    shown = [reason for reason, _number in named if material.shows(f"withdrawn/{reason}")]
    words = [f"{sum(reasons.values())} of {len(material.summary.units)} entries withdrew."]
    if material.public and len(shown) < LEAST_GROUPS:
        return Section("departures", "Withdrawals", words=[*words, "The reasons would tell of a few."])
    picture = Picture(
        "reasons",
        "Why entries withdrew",
        description,
        charts.bars(
            [{"name": reason.value, "number": number} for reason, number in named if reason in shown],
            unit="entries",
        ),
        ["reason", "entries"],
        [[reason.value, str(number) if reason in shown else TOO_FEW] for reason, number in named],
    )
    return Section("departures", "Withdrawals", words=words, pictures=[picture])
