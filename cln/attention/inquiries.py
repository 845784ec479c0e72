"""Rules about projects: question, log, baseline, measures. Each yields a reason from the threshold on."""

from collections.abc import Iterator

from cln.attention.facts import Inquiry, Picture
from cln.attention.reason import Reason, some
from cln.inquiry.stages import Lack, remedy
from cln.programme import MeasureKind


def question(picture: Picture, days: float) -> Iterator[Reason]:
    """A senior leader agrees the question soon after event 3; most projects stalled there."""
    for one, passed, after in _since(picture, 3):
        if one.facts.agreed_on is None and passed >= days:
            lack = Lack.AGREEMENT if one.facts.question_on else Lack.QUESTION
            what = (
                "No senior leader has agreed its question" if one.facts.question_on else "It has no question"
            )
            yield _of(one, "question", f"{what}, {after}.", remedy(lack, one.number))


def log(picture: Picture, weeks: float) -> Iterator[Reason]:
    """Somebody visits a project now and then, until it has been shared."""
    for one in picture.inquiries:
        last = one.logged_on or one.opened_on
        passed = (picture.today - last).days
        if one.facts.shared_on is None and passed >= weeks * 7:
            since = f"since {last}" if one.logged_on else f"since it was opened on {last}"
            sentence = f"No log entry for {some(passed // 7, 'week')}, {since}."
            yield _of(one, "log", sentence, f'cln log {one.number} "..."')


def baseline(picture: Picture, days: float) -> Iterator[Reason]:
    """A measure has a baseline by event 4: afterwards it is too late for one."""
    for one, passed, after in _since(picture, 4):
        measures = one.facts.measures
        if passed >= days and not any(measure.baseline_on for measure in measures):
            what = (
                f"None of its {some(len(measures), 'measure')} has a baseline"
                if measures
                else "It has no plan"
            )
            lack = Lack.BASELINE if measures else Lack.QUANTITATIVE
            yield _of(one, "baseline", f"{what}, {after}.", remedy(lack, one.number))


def measures(picture: Picture, days: float) -> Iterator[Reason]:
    """A plan has numbers and words: both kinds of measure."""
    lacks = {MeasureKind.QUANTITATIVE: Lack.QUALITATIVE, MeasureKind.QUALITATIVE: Lack.QUANTITATIVE}
    for one in picture.inquiries:
        kinds = {MeasureKind(measure.kind) for measure in one.facts.measures}
        if len(kinds) != 1:
            continue
        began = min(measure.planned_on for measure in one.facts.measures)
        passed, [kind] = (picture.today - began).days, kinds
        if passed >= days:
            sentence = f"Its plan has only {kind.value} measures, {some(passed, 'day')} after it was begun."
            yield _of(one, "measures", sentence, remedy(lacks[kind], one.number))


def _since(picture: Picture, number: int) -> Iterator[tuple[Inquiry, int, str]]:
    """Each project with the days since an event, and that in words."""
    for one in picture.inquiries:
        if day := picture.day_of(number, one.team):
            passed = (picture.today - day).days
            yield one, passed, f"{some(passed, 'day')} after event {number} on {day}"


def _of(one: Inquiry, rule: str, sentence: str, command: str) -> Reason:
    return Reason(rule, sentence, command, one.team, one.number)
