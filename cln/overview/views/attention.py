"""What needs attention, in words, and what people think of the projects beside it."""

from collections.abc import Container, Iterable, Sequence

from cln.attention.rules import Reason
from cln.overview.attention import Attention, Changed, Threshold, Watched, needing
from cln.screen.fit import as_written
from cln.screen.view import Block, Line, Table, View, wrapped
from cln.words import capital, day_of


def needs(result: Attention) -> View:
    """What needs attention on a day."""
    day = f"{result.cohort} on {result.on}"
    if not result.reasons:
        return View(result, [Line(f"{day}: nothing needs attention.", "good")])
    blocks = [Line(f"{day}: {result.in_short}.", "strong")]
    blocks += by_subject(result)
    return View(result, [*blocks, Line(""), Line("When this is said: cln attention rules", "dim")])


def projects_in_need(result: Attention, numbers: Container[int]) -> View:
    """Those of some projects that need attention, each with why."""
    in_need = [one for one in result.in_need if one.project in numbers]
    running = [one for one in result.watched if one.project in numbers and not one.ended_on]
    sentence = needing(len(in_need), len(running))
    blocks = [Line(f"{capital(sentence)}.", "strong")]
    for one in in_need:
        blocks += [Line(""), *_project(one, one.attention)]
    return View(in_need, blocks)


def rules(cohort: str, thresholds: Sequence[Threshold]) -> View:
    """The rules of attention as they are in force."""
    rows = [[one.id, _number(one), f"{one.default:g}", one.sentence] for one in thresholds]
    right = frozenset({"threshold", "default"})
    blocks: list[Block] = [
        Table(["rule", "threshold", "default", "what it asks"], rows, right=right),
        Line(f"A project of {cohort} needs attention once this does not hold.", "dim"),
        Line("Change one with: cln attention rule RULE --threshold N, --off, --default", "dim"),
    ]
    return View(thresholds, blocks)


def changed(result: Changed) -> View:
    """A rule that was set."""
    before, after = result.before, result.after
    if before == after:
        sentence = f"{after.id} is so already: {_number(after)}"
    else:
        sentence = f"{after.id} is now {_number(after)}; it was {_number(before)}"
    return View(result, [Line(f"{result.cohort}: {sentence}.", "good"), Line(after.sentence)])


def by_subject(result: Attention) -> list[Line]:
    """Every reason once, with what to do: of the cohort, then of each team and its projects."""
    lines: list[Line] = []
    if of_all := [one for one in result.reasons if one.team is None]:
        lines += [Line(""), Line("The cohort", "strong"), *_reasons(of_all)]
    for team in result.teams:
        theirs = [one for one in result.watched if one.team == team.number]
        if of_team := [one for one in result.reasons if one.team == team.number and one.project is None]:
            running = " and ".join(str(one.project) for one in theirs if not one.ended_on)
            head = f"Team {team.number} ({team.theme})" + (f", project {running}" if running else "")
            lines += [Line(""), Line(head, "strong"), *_reasons(of_team)]
        for one in theirs:
            if own := [reason for reason in result.reasons if reason.project == one.project]:
                lines += [Line(""), *_project(one, own)]
    return lines


def _project(one: Watched, reasons: Iterable[Reason]) -> Iterable[Line]:
    """A project, why it needs attention, and what people think of it, which is never computed."""
    yield Line(f"Project {one.project}, {as_written(one.title)} (team {one.team})", "strong")
    yield from _reasons(reasons)
    for opinion in filter(None, (one.rag, one.progress)):
        comment = f": {as_written(opinion.comment)}" if opinion.comment else "."
        judged = f"{opinion.who} judged it {opinion.value} on {day_of(opinion.at)}{comment}"
        yield from wrapped(judged, "    ", "dim")


def _reasons(reasons: Iterable[Reason]) -> Iterable[Line]:
    for one in reasons:
        yield from wrapped(one.sentence, "    ", "warn", first="  ! ")
        if one.command:
            yield Line(f"    {one.command}", "command")


def _number(one: Threshold) -> str:
    return "off" if one.threshold is None else f"{one.threshold:g}"
