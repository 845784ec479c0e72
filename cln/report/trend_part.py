"""All cohorts on one page: every figure from the first cohort to the last, with its trend."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from cln.figures.shares import ANSWERED, ATTENDANCE, GOT_FIVE, REACH, WITHDREW, Share
from cln.inquiry.stages import Stage
from cln.pages import small
from cln.pages.page import Section, Sentence, TextTable
from cln.programme import EventStatus, Role
from cln.report.first_page import state
from cln.report.material import Material, in_parts
from cln.words import count, day_in_words

Value = float | None
Get = Callable[[Material], Value]
_DASH = "\u2013"
WIDEST = 9
"""Columns of numbers that fit a page of paper."""


def trend_sections(cohorts: Sequence[Material]) -> list[Section]:
    """The parts of the page.

    Args:
        cohorts: the earliest launch first, as all stood on one day.
    """
    first = cohorts[0].cohort.launch
    drawn = " Each trend is drawn from 0." if len(cohorts) > 1 else ""
    words = [f"{count(len(cohorts), 'cohort')} since {day_in_words(first)}.{drawn}"]
    states = [Sentence(f"{one.cohort.name}: {state(one)}") for one in cohorts]
    tables = [
        table
        for caption, rows in (
            ("Who takes part", _people()),
            ("What was achieved", _achieved()),
            ("Shares", _shares()),
            ("Means, from 1 to 5", _means()),
        )
        for table in _tables(caption, rows, cohorts)
    ]
    return [Section("cohorts", "All cohorts", words=words, sentences=states, tables=tables)]


def _tables(caption: str, figures: Iterable["Row"], cohorts: Sequence[Material]) -> Iterator[TextTable]:
    """The rows below the names of the cohorts, in so many tables that each fits a page; none without rows.

    A trend of one cohort is none; that of a figure that is still growing is told to be so far.
    """
    rows = [row for figure in figures if (row := _row(*figure, cohorts))]
    names = [f"{one.cohort.name}{'' if one.ended else ', so far'}" for one in cohorts]
    columns = [*names, *(["trend"] if len(names) > 1 else [])] if rows else []
    places = in_parts(range(len(columns)), WIDEST)
    for part in places:
        there = [columns[place] for place in part]
        of = f": {there[0]} to {names[min(part[-1], len(names) - 1)]}" if len(places) > 1 else ""
        cells = [[row[0], *(row[place + 1] for place in part)] for row in rows]
        yield TextTable(f"{caption}{of}", ["what", *there], cells, frozenset(there), dots=True)


def _row(
    name: str, get: Get, shown: Callable[[float], str], cohorts: Sequence[Material]
) -> list[str | Sentence] | None:
    """A figure of each cohort, and all of them drawn; None where no cohort has it, or none may be told."""
    values = [get(one) for one in cohorts]
    there = [value for value in values if value is not None]
    if not there:
        return None
    drawn = small.trend(values, max(there)) if len(there) > 1 else None
    first = f"{shown(there[0])} to {shown(there[-1])}" if drawn else _DASH
    return [name, *(_DASH if v is None else shown(v) for v in values), Sentence(first, drawn)]


def _whole(value: float) -> str:
    return f"{value:.0f}"


def _percent(value: float) -> str:
    return f"{value:.0%}"


def _mean(value: float) -> str:
    return f"{value:.2f}"


Row = tuple[str, Get, Callable[[float], str]]


def _people() -> Iterator[Row]:
    yield "establishments", lambda one: one.summary.establishments, _whole
    yield "establishments that had taken part before", lambda one: one.summary.returning, _whole
    yield "people", lambda one: one.summary.participants, _whole
    for role in Role:
        name = {Role.PROMOTED: "promoted members of staff", Role.PRACTITIONER: "practitioners"}[role]
        yield name, lambda one, role=role: _role(one, role), _whole  # type: ignore[misc]
    yield "teams", lambda one: one.summary.teams, _whole


def _role(one: Material, role: Role) -> Value:
    """How many have a role; None where a page for everybody may not tell it."""
    number = one.summary.roles.get(role, 0)
    return number if not number or one.shows(f"role/{role}") else None


def _achieved() -> Iterator[Row]:
    yield "inquiries", lambda one: one.summary.projects, _whole
    yield "inquiries shared", lambda one: one.summary.stages[Stage.SHARED], _whole
    yield "events held", lambda one: one.summary.events_that(EventStatus.HELD), _whole
    yield "events cancelled", lambda one: one.summary.events_that(EventStatus.CANCELLED), _whole
    yield "pairs of establishments that work together", lambda one: len(one.summary.connections), _whole


def _shares() -> Iterator[Row]:
    names = {
        "came to the events": ATTENDANCE,
        "in a team with a theme rated 5": GOT_FIVE,
        "answered the survey": ANSWERED,
        "withdrew": WITHDREW,
        "of the register took part by then": REACH,
    }
    for name, figure in names.items():
        yield name, lambda one, figure=figure: _value(one.share(figure)), _percent  # type: ignore[misc]


def _value(share: Share | None) -> Value:
    return share.value if share else None


def _means() -> Iterator[Row]:
    yield "confidence at the launch", lambda one: one.paired.before, _mean
    yield "confidence at the end", lambda one: one.paired.after, _mean
    yield "feedback on the events", lambda one: one.feedback_mean, _mean
