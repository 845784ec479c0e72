"""Puts the parts of a report together, in the order in which a board reads them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from cln.cohort import days
from cln.cohort.queries import every_cohort
from cln.disclosure import leaving
from cln.errors import Refused, Usage
from cln.match.queries import current_proposal
from cln.match.standing import overlooked
from cln.pages.page import Page, Section, render
from cln.report import (
    equity_part,
    first_page,
    match_part,
    quarter,
    team_sheets,
    trend_part,
    work_part,
    year_part,
)
from cln.report.material import Material
from cln.tables.cohorts import Cohort
from cln.words import day_in_words

PARTS = (
    first_page.glance_section,
    work_part.inquiries_section,
    equity_part.equity_section,
    year_part.events_section,
    work_part.confidence_section,
    match_part.match_section,
    match_part.network_section,
)
"""The parts of a whole report before its annex; one that has nothing to say is left out."""

ANNEX = (match_part.numbers_section, year_part.departures_section, year_part.attention_section)
"""How the cohort is run."""


@dataclass(frozen=True)
class Asked:
    """Which report is asked for."""

    quarter: str | None = None
    """E.g. 2026Q4; only what happened then."""
    team: int | None = None
    """The sheet of one team."""
    teams: bool = False
    """The sheets of all teams."""
    public: bool = False
    on: date | None = None
    """The day it speaks of; None for today."""


@dataclass(frozen=True)
class Made:
    """A page, and what is to be put on record or read of one for everybody."""

    html: str
    figures: dict[int, dict[str, float]]
    """Cohort id -> those that it shows, by name; none of a page of the partnership's own."""
    notes: tuple[str, ...] = ()
    """A newer proposal, what was replaced, and what somebody should still read."""


def page(session: Session, cohort: Cohort, asked: Asked) -> Made:
    """The report as HTML.

    Raises:
        Usage: a quarter and a team were asked for at once.
        Refused: there is no such team or quarter.
    """
    if asked.quarter is not None and asked.team is not None:
        raise Usage("a report tells of a quarter or of a team; leave out --quarter or --team")
    if asked.team is not None or asked.teams:
        return _sheets(session, cohort, asked)
    when = quarter.read(asked.quarter) if asked.quarter is not None else None
    on = asked.on
    if when is not None and when.last < (on or days.today()):
        on = when.last  # what came after the quarter is none of it
    names = leaving.pseudonyms(session, [cohort]) if asked.public else None
    material = Material(session, cohort, on, asked.public, names)
    title, sections = _asked(material, asked, when)
    html = _html(title, material, sections)
    newer = () if material.past else overlooked(session, cohort, current_proposal(session, cohort))
    if names is None:
        return Made(html, {}, newer)
    looked_at = [one for one in (material, material.before) if one and one.tells]
    figures, known = _left(looked_at)
    return Made(html, figures, (*newer, *names.report(), *known))


def every_cohort_page(session: Session, asked: Asked) -> Made:
    """All cohorts on one page, with the trend.

    Raises:
        Refused: there is no cohort yet.
        Usage: a quarter or a team was asked for, which are of one cohort.
    """
    if asked.quarter is not None or asked.team is not None or asked.teams:
        raise Usage("a quarter and a team are of one cohort; leave out --every-cohort")
    cohorts = every_cohort(session)
    if not cohorts:
        raise Refused('there is no cohort yet; open one with: cln cohort open "Cohort 1" --launch 2026-09-10')
    names = leaving.pseudonyms(session, cohorts) if asked.public else None
    stood = [Material(session, cohort, asked.on, asked.public, names) for cohort in cohorts]
    there = [one for one in stood if one.cohort.launch <= one.today] or stood[:1]
    html = _html("All cohorts", there[0], trend_part.trend_sections(there))
    return Made(html, *_left(there)) if asked.public else Made(html, {})


def _left(shown: Sequence[Material]) -> tuple[dict[int, dict[str, float]], tuple[str, ...]]:
    """The figures that a page for everybody shows, by cohort, and what follows from those before it."""
    known = tuple(
        f"{one.figure.name} of {of.cohort.name} follows from what was published before."
        for of in shown
        for one in of.public_figures.hidden.follows
    )
    return {one.cohort.id or 0: one.public_figures.shown for one in shown}, known


def _html(title: str, material: Material, sections: Sequence[Section]) -> str:
    subtitle = f"Collaborative Learning Network, as of {day_in_words(material.today)}"
    page = Page(title=title, subtitle=subtitle, made=datetime.now().astimezone(), sections=sections)
    return render(page)


def _sheets(session: Session, cohort: Cohort, asked: Asked) -> Made:
    if asked.public:
        raise Usage("a team's sheet is for its own people, not for everybody; leave out --public")
    if asked.teams and (asked.team is not None or asked.quarter is not None):
        raise Usage("--teams makes the sheets of all teams; leave out --team and --quarter")
    material = Material(session, cohort, asked.on)
    newer = () if material.past else overlooked(session, cohort, current_proposal(session, cohort))
    return Made(team_sheets.page(material, asked.team), {}, newer)


def _asked(material: Material, asked: Asked, when: quarter.Quarter | None) -> tuple[str, list[Section]]:
    if when is not None:
        parts = (
            quarter.section(material, when),
            year_part.attention_section(material),
            first_page.glance_section(material),
            match_part.numbers_section(material),
            equity_part.equity_section(material),
        )
        return f"{material.cohort.name}, {when}", [part for part in parts if part is not None]
    sections = [section for part in PARTS if (section := part(material)) is not None]
    return material.cohort.name, [*sections, _annex(material)]


def _annex(material: Material) -> Section:
    """What those need who run the cohort, after all that a board reads."""
    parts = [section for part in ANNEX if (section := part(material)) is not None]
    runs = "was" if material.ended else "is"
    words = [f"How the cohort {runs} run: its size, and who left."]
    return Section("annex", "Annex: operations", words=words, parts=parts)
