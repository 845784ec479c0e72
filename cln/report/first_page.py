"""The first page of the report: what the cohort is, what it achieved, how that is beside the one before."""

from collections.abc import Callable, Iterator

from cln.disclosure import FEW
from cln.events.as_of import events_on
from cln.events.events import title
from cln.figures.connections import across
from cln.figures.shares import ANSWERED, ATTENDANCE, GOT_FIVE, REACH, WITHDREW, Share
from cln.figures.summary import HOPED
from cln.inquiry.stages import Stage
from cln.pages import small
from cln.pages.page import Section, Sentence, TextTable, Tile
from cln.programme import EVENTS, LEVELS, EventStatus, Level
from cln.report.material import Material, theirs
from cln.words import count, day_in_words, have, was

MOST = 6
"""More sentences than that nobody remembers."""


def glance_section(material: Material) -> Section:
    """The first page."""
    sentences = [sentence for tell in _TOLD if (sentence := tell(material))]
    one, before = material.summary, material.before
    return Section(
        "glance",
        "At a glance",
        words=[f"{_who(material)} {state(material)}"],
        sentences=sentences[:MOST],
        tiles=[
            Tile(str(one.establishments), "establishments", f"target: {HOPED[0]}"),
            Tile(str(one.participants), "people", f"limit: {material.cohort.capacity}"),
        ],
        tables=[_beside(material, before)] if before else [],
    )


def state(material: Material) -> str:
    """From when to when the cohort runs, and what of its year has gone by."""
    cohort, day = material.cohort, material.today
    if cohort.launch > day:
        return f"It begins on {day_in_words(cohort.launch)}."
    held, cancelled = map(material.summary.events_that, (EventStatus.HELD, EventStatus.CANCELLED))
    gone = f", {cancelled} {was(cancelled)} cancelled" if cancelled and not material.past else ""
    if material.ended and cohort.closed_on is not None:
        years = f"It ran from {day_in_words(cohort.launch)}, and ended on {day_in_words(cohort.closed_on)}"
        return f"{years}; {held} of {len(EVENTS)} events {was(held)} held{gone}."
    events = events_on(material.session, cohort, material.as_of)
    ahead = [one for one in events if one.status == EventStatus.SCHEDULED and one.on and one.on >= day]
    text = f"It has been running since {day_in_words(cohort.launch)}; "
    text += f"{held} of {len(EVENTS)} events {have(held)} been held{gone}."
    if ahead:
        coming = min(ahead, key=lambda one: (one.on or day, one.number))
        text += f" Next: {title(coming)}, on {day_in_words(coming.on or day)}."
    return text


def _who(material: Material) -> str:
    """Who takes part; on a page for everybody the councils of all that ever did."""
    one = material.summary
    if not one.units:
        return "No establishment takes part yet."
    councils = {unit.authority for unit in (one.units if material.public else one.active)}
    text = f"{count(one.establishments, 'establishment')} from {count(len(councils), 'council')}"
    return f"{text}, in {count(one.teams, 'team')}." if one.teams else f"{text}."


def _shared(material: Material) -> Sentence | None:
    of, done = material.summary.projects, material.summary.stages[Stage.SHARED]
    if not of:
        return None
    verb = f"{was(done)} shared" if material.ended else f"{have(done)} been shared so far"
    return Sentence(f"{done} of {count(of, 'inquiry', 'inquiries')} {verb}.", small.parts(done, of))


def _changed(material: Material) -> Sentence | None:
    levels = [{impact.level for impact in one.impacts} for one in material.running]
    learners, practice = (sum(level in one for one in levels) for level in (Level.LEARNERS, Level.PRACTICE))
    if not learners and not practice:
        return None
    of = count(len(levels), "inquiry", "inquiries")
    text = f"{learners} of {of} noted what changed for learners, {practice} what changed in practice."
    return Sentence(text, small.parts(learners, len(levels)))


def _came(material: Material) -> Sentence | None:
    share = material.share(ATTENDANCE)
    if share is None or share.value is None:
        return None
    councils = [one for one in material.shares if (one.figure, one.by) == (ATTENDANCE, "authority")]
    values = [one.value for one in councils if one.value is not None]
    came = f"{share.value:.0%} came to the {'event' if len({n for n, _ in material.came}) == 1 else 'events'}"
    ends = [f"{value:.0%}" for value in (min(values, default=0), max(values, default=0))]
    if ends[0] == ends[1]:
        return Sentence(f"{came}.", small.bar(share.value))
    where = " where that can be told" if any(one.suppressed for one in councils) else ""
    text = f"{came}, from {ends[0]} to {ends[1]} by council{where}."
    return Sentence(text, small.span(min(values), share.value, max(values)))


def _confidence(material: Material) -> Sentence | None:
    overall = material.confidence.overall
    shown = material.shows(*(f"confidence/{part}" for part in ("people", "launch", "end")))
    if overall.before is None or overall.after is None or not shown:
        return None
    before, after = f"{overall.before:.2f}", f"{overall.after:.2f}"
    way = "rose" if after > before else "fell" if after < before else "stayed"
    change = f"{way} from {before} to {after}" if before != after else f"{way} at {after}"
    text = (
        f"Confidence in inquiry {change} of {LEVELS[-1]} for the {count(overall.pairs, 'person', 'people')} "
    )
    return Sentence(
        f"{text}asked both times.", small.way(overall.before, overall.after, LEVELS[0], LEVELS[-1])
    )


def _withdrew(material: Material) -> Sentence | None:
    share = material.share(WITHDREW)
    if share is None or share.of is None or share.count is None:
        return None
    text = f"{share.count} of {_entries(material, share.of)} withdrew{_left(material)}."
    return Sentence(text, small.parts(share.count, share.of))


def _left(material: Material) -> str:
    """How many people left entries that go on; for everybody only whether they are a few."""
    people = sum(len(one.left) for one in material.entries if one.entry.withdrawn_on is None)
    if material.public:
        return f"; from the others {f'fewer than {FEW}' if people < FEW else f'{FEW} or more'} people left"
    return f"; from the others {count(people, 'person', 'people')} left" if people else ""


def _entries(material: Material, number: int) -> str:
    """So many entries, which are establishments where none has several."""
    units = material.summary.units
    several = len({unit.establishment for unit in units}) < len(units)
    return count(number, *(("entry", "entries") if several else ("establishment", "establishments")))


def _wanted(material: Material) -> Sentence | None:
    share = material.share(GOT_FIVE)
    if share is None or share.of is None or share.count is None:
        return None
    whose = f"{_entries(material, share.of)} that answered {theirs(share.count, share.of)} rated 5."
    return Sentence(f"{share.count} of {whose}", small.parts(share.count, share.of))


def _bordering(material: Material) -> Sentence | None:
    met = material.summary.connections
    if not met:
        return None
    crossing = across(met)
    text = f"{crossing} of {count(len(met), 'pair')} of establishments that work together "
    return Sentence(
        f"{text}{'crosses' if crossing == 1 else 'cross'} a council's border.",
        small.parts(crossing, len(met)),
    )


def _answered(material: Material) -> Sentence | None:
    share = material.share(ANSWERED)
    if share is None or share.of is None or share.count is None:
        return None
    text = f"{share.count} of {_entries(material, share.of)} answered the survey."
    return Sentence(text, small.parts(share.count, share.of))


def _reached(material: Material) -> Sentence | None:
    share = material.share(REACH)
    if share is None or share.value is None:
        return None
    text = f"{share.value:.0%} of the region's establishments have taken part so far, {share.count} of "
    return Sentence(f"{text}{share.of}.", small.bar(share.value))


_TOLD: tuple[Callable[[Material], Sentence | None], ...] = (
    _shared,
    _changed,
    _came,
    _confidence,
    _withdrew,
    _wanted,
    _bordering,
    _answered,
    _reached,
)
"""What is told first comes first; the last gives way to those before it."""


def _beside(now: Material, before: Material) -> TextTable:
    """How the cohort is beside the one before it, as both stood on the day."""
    running = "" if now.ended else f"; {now.cohort.name} is still running"
    names = ["what", before.cohort.name, now.cohort.name, "change"]
    return TextTable(
        f"Beside the cohort before{running}",
        names,
        [[name, *cells] for name, *cells in _changes(before, now)],
        frozenset(names[1:]),
    )


_COMPARED = {
    "came to the events": ATTENDANCE,
    "in a team with a theme rated 5": GOT_FIVE,
    "withdrew": WITHDREW,
}


def _changes(before: Material, now: Material) -> Iterator[tuple[str, str, str, str]]:
    """Each figure before and now, and by how much it changed; those that one of them lacks are left out."""
    one, other = before.summary, now.summary
    numbers = {
        "establishments": (one.establishments, other.establishments),
        "people": (one.participants, other.participants),
        "inquiries": (len(before.running), len(now.running)),
    }
    for name, (then, today) in numbers.items():
        if then and today:
            yield name, str(then), str(today), f"{today - then:+d}" if today != then else "0"
    for name, figure in _COMPARED.items():
        earlier, later = before.share(figure), now.share(figure)
        if earlier is not None and later is not None:
            yield name, _percent(earlier), _percent(later), _points(earlier, later)


def _percent(share: Share) -> str:
    return f"{share.value or 0:.0%}"


def _points(earlier: Share, later: Share) -> str:
    """The change between two shares as they are shown."""
    points = round(100 * (later.value or 0)) - round(100 * (earlier.value or 0))
    return f"{points:+d} points" if points not in {0, 1, -1} else f"{points:+d} point" if points else "0"
