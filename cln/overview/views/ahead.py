"""What is to be done next: one step of each cohort, all of them, or the whole year."""

from collections.abc import Iterable, Sequence

from cln.overview.ahead import Ahead, Year
from cln.overview.steps import State, Step
from cln.screen.view import Block, Line, View, wrapped


def briefly(every: Sequence[Ahead]) -> View:
    """Where each cohort stands, and the one next step."""
    blocks: list[Block] = []
    for one in every:
        blocks += [*_head(one), *(line for step in one.steps[:1] for line in _step(step)), Line("")]
    more = Line("All steps: cln next; the whole year: cln guide; all commands: cln --help", "dim")
    return View(every, [*blocks, more])


def fully(every: Sequence[Ahead]) -> View:
    """All that is to be done now in each cohort, the next step first."""
    blocks: list[Block] = []
    for number, one in enumerate(every):
        steps = (line for step in one.steps for line in _step(step))
        blocks += [*([Line("")] if number else []), *_head(one), *steps]
    return View(every, blocks)


def whole(every: Sequence[Year]) -> View:
    """Every step of the year: what is done, what is next and what is to come."""
    blocks: list[Block] = []
    for number, one in enumerate(every):
        blocks += [*([Line("")] if number else []), *_head(one)]
        for step in one.steps:
            style = {State.NOW: "strong", State.DONE: "good"}.get(step.state, "dim")
            blocks += wrapped(f"{step.what}. {step.why}", " " * 7, style, first=f"{step.state:<5}  ")
            if step.state is not State.DONE:
                blocks.append(Line(f"       {step.command}", "command"))
    return View(every, blocks)


def one_step(step: Step) -> View:
    """One step of the walk through the year."""
    return View(step, [Line(""), *_step(step)])


def _head(one: Ahead | Year) -> Iterable[Line]:
    yield from wrapped(f"{one.cohort}: {one.stands}" if one.cohort else one.stands, "  ", "strong", first="")


def _step(step: Step) -> Iterable[Line]:
    yield from wrapped(f"{step.what}. {step.why}", "  ", first="")
    yield Line(f"  {step.command}", "command")
