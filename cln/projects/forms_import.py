"""Takes in what a facilitator typed on her workbook beside her visits: each thing once, however often.

What is on record already, or stood there since the sheet was made and was corrected, is passed over. Nothing
is written before everything was read.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlmodel import Session, col, select

from cln.cohort.whom import Which
from cln.errors import Refused
from cln.events.attendance_import import Named, take_named
from cln.files.problems import Problems
from cln.files.source import Source
from cln.programme import Level
from cln.projects import forms, measures, record
from cln.projects.forms_reading import Line, Mark, Plan, Step, Title, lines, marks, plans, steps
from cln.projects.measures import Details
from cln.projects.projects import amend, check_day
from cln.projects.queries import OnRecord
from cln.store import Change, meanwhile
from cln.store.rows import grouped
from cln.tables.changed_rows import ChangedRow
from cln.tables.cohorts import Cohort
from cln.tables.inquiry import Measure
from cln.words import fold


@dataclass(frozen=True)
class OfForm:
    """What a sheet of the workbook did, beside that of the visits."""

    sheet: str
    added: int
    changed: int
    unchanged: int


@dataclass(frozen=True)
class Typed:
    """All that was typed beside the visits."""

    steps: Sequence[Step] = ()
    plans: Sequence[Plan] = ()
    marks: Sequence[Mark] = ()

    @property
    def of_projects(self) -> Sequence[Step | Plan]:
        """What is about a project."""
        return (*self.steps, *self.plans)


def read(source: Source, title: Title, known: Mapping[int, OnRecord], problems: Problems) -> Typed:
    """Read the sheets beside that of the visits, noting problems without refusing the file yet."""
    typed_on = lines(source, problems)
    typed = Typed(
        tuple(steps(typed_on.get(forms.INQUIRY, []), title)),
        tuple(plans(typed_on.get(forms.MEASURES, []), title)),
        tuple(marks(typed_on.get(forms.ATTENDANCE, []))),
    )
    for one in typed.of_projects:
        if one.project not in known:
            one.line.record.problem("project", f"there is no project {one.project}; see: cln project list")
    return typed


def check(cohort: Cohort, typed: Typed, known: Mapping[int, OnRecord]) -> None:
    """Note which days do not fit their projects."""
    for one in typed.of_projects:
        if one.project in known and one.on is not None:
            try:
                check_day(cohort, known[one.project], one.on, option=None)
            except Refused as error:
                column = "date" if isinstance(one, Step) else "found on"
                one.line.record.problem(column, error.sentence)


def write(
    change: Change, cohort: Cohort, typed: Typed, known: Mapping[int, OnRecord], *, anyway: bool
) -> tuple[OfForm, ...]:
    """Put it on record.

    Raises:
        Overtaken: others have put something else on record since the sheet was made.
        Refused: a row cannot be put on record as it is.
    """
    made = []
    if typed.steps:
        made.append(_write_steps(change, cohort, typed.steps, known, anyway=anyway))
    if typed.plans:
        made.append(_write_plans(change, cohort, typed.plans, known, anyway=anyway))
    if typed.marks:
        made.append(_write_marks(change, cohort, typed.marks, anyway=anyway))
    return tuple(made)


def _write_steps(
    change: Change, cohort: Cohort, typed: Sequence[Step], known: Mapping[int, OnRecord], *, anyway: bool
) -> OfForm:
    there = {key for one in known.values() for key in _on_record(one)}
    there |= {key for one in typed if one.what == forms.HUNCH for key in _hunches(change, one, known)}
    new: dict[tuple[Any, ...], Step] = {}
    for one in typed:
        if (key := _key(one)) not in there:
            new.setdefault(key, one)
    asked = [one for one in new.values() if one.what in {forms.HUNCH, forms.QUESTION}]
    _refuse_newer(change, asked, known, anyway=anyway)
    for one in new.values():
        _row(one.line, partial(_take, change, cohort, one))
    return OfForm(forms.INQUIRY, len(new), 0, len(typed) - len(new))


def _on_record(one: OnRecord) -> list[tuple[Any, ...]]:
    """What is on record of a project, as `_key` has it."""
    return [
        (one.number, forms.HUNCH, one.project.hunch),
        *((one.number, forms.QUESTION, row.text) for row in one.questions),
        *(
            (one.number, row.kind, row.on, row.learned, row.focus, fold(row.observer))
            for row in one.observations
        ),
        *((one.number, row.level, row.on, row.text) for row in one.impacts),
    ]


def _hunches(change: Change, one: Step, known: Mapping[int, OnRecord]) -> Iterator[tuple[Any, ...]]:
    """The hunches that a project had since the sheet was made, as `_key` has them."""
    stood = _stood(change.session, ("project", known[one.project].id), one.line.after)
    return ((one.project, forms.HUNCH, text) for text in stood.get("hunch", ()))


def _key(one: Step) -> tuple[Any, ...]:
    """What makes it the same as another."""
    if one.what in {forms.HUNCH, forms.QUESTION}:
        return one.project, one.what, one.text
    if kind := forms.OBSERVED.get(one.what):
        return one.project, kind.value, one.on, one.text, one.focus, fold(one.by)
    return one.project, forms.SHOWN[one.what], one.on, one.text


def _take(change: Change, cohort: Cohort, one: Step) -> None:
    if one.what == forms.HUNCH:
        amend(change, cohort, one.project, hunch=one.text)
    elif one.what == forms.QUESTION:
        record.ask(change, cohort, one.project, one.text, on=one.on)
    elif kind := forms.OBSERVED.get(one.what):
        words = {"focus": one.focus, "observer": one.by, "learned": one.text}
        record.observe(change, cohort, one.project, kind=kind, on=one.on, **words)
    else:
        shown = forms.SHOWN[one.what]
        level = Level(shown) if shown in {*Level} else None
        record.gain(change, cohort, one.project, level, one.text, on=one.on)


def _refuse_newer(
    change: Change, asked: Sequence[Step], known: Mapping[int, OnRecord], *, anyway: bool
) -> None:
    """Refuse a hunch or a question where somebody else has written one since the sheet was made."""
    who = change.who
    later = [
        f"{one.line.record.named}: project {one.project}; {change_}"
        for one in asked
        if one.line.after is not None
        for change_ in meanwhile.since(
            change.session,
            ("project", known[one.project].id),
            one.line.after,
            but=who,
            tables=("project",) if one.what == forms.HUNCH else ("question",),
        )
    ]
    meanwhile.refuse(
        "others have written a hunch or question since the sheet was made, so nothing was taken in; write "
        "another version with --anyway",
        later,
        anyway=anyway,
    )


def _write_plans(
    change: Change, cohort: Cohort, typed: Sequence[Plan], known: Mapping[int, OnRecord], *, anyway: bool
) -> OfForm:
    done: dict[str, int] = {"added": 0, "changed": 0, "unchanged": 0}
    later: list[str] = []
    todo: list[tuple[Plan, Measure | None, Details]] = []
    for one in typed:
        row = _measure(known[one.project], one)
        details = _differing(change.session, one, row)
        if row is not None and details == Details() and one.kind in {None, row.kind}:
            done["unchanged"] += 1
            continue
        done["changed" if row else "added"] += 1
        todo.append((one, row, details))
        later += _changed_by_others(change, one, row)
    meanwhile.refuse(
        "others have changed measures since the sheet was made, so nothing was taken in; write over that "
        "with --anyway",
        later,
        anyway=anyway,
    )
    for one, row, details in todo:
        number, day = row.number if row else None, one.on or change.today
        put = partial(measures.put, number=number, kind=one.kind, on=day)
        _row(one.line, partial(put, change, cohort, one.project, details))
    return OfForm(forms.MEASURES, **done)


def _measure(project: OnRecord, one: Plan) -> Measure | None:
    """The measure of the plan that is meant: by its number, else by its name."""
    return next(
        (
            row
            for row in project.measures
            if row.number == one.number or (one.number is None and fold(row.name) == fold(one.name))
        ),
        None,
    )


def _differing(session: Session, one: Plan, row: Measure | None) -> Details:
    """What was typed and is not on record, nor was on record since the sheet was made."""
    given: dict[str, Any] = {"name": one.name, "due": one.due, **one.words}
    if row is not None:
        stood = _stood(session, ("measure", row.id or 0), one.line.after)
        typed = {"measure" if name == "name" else name for name in given} & one.line.typed
        given = {
            name: value
            for name, value in given.items()
            if ("measure" if name == "name" else name) in typed
            and forms.as_text(value) not in {forms.as_text(getattr(row, name)), *stood.get(name, ())}
        }
    return Details(**given)


def _stood(session: Session, row: tuple[str, int], after: int | None) -> dict[str, set[str]]:
    """Column of a row, by its table and id -> what changes after that one put into it."""
    table, row_id = row
    query = select(ChangedRow.after).where(
        ChangedRow.table == table, ChangedRow.row_id == row_id, col(ChangedRow.change_id) > (after or 0)
    )
    stood: dict[str, set[str]] = {}
    for image in session.exec(query):
        for name, value in (image or {}).items():
            stood.setdefault(name, set()).add(forms.as_text(value))
    return stood


def _changed_by_others(change: Change, one: Plan, row: Measure | None) -> list[str]:
    if row is None or one.line.after is None:
        return []
    thing = "measure", row.id or 0
    who = change.who
    later = meanwhile.since(change.session, thing, one.line.after, but=who, tables=("measure",))
    return [f"{one.line.record.named}: measure {row.number} of project {one.project}; {it}" for it in later]


def _write_marks(change: Change, cohort: Cohort, typed: Sequence[Mark], *, anyway: bool) -> OfForm:
    added = changed = unchanged = 0
    for number, of_event in grouped(typed, lambda one: one.event).items():
        people = [
            Named(Which(one.code, one.sector, one.entry), one.name, one.status, one.line.record.named)
            for one in of_event
        ]
        after = min((one.line.after for one in of_event if one.line.after is not None), default=None)
        taken = take_named(change, cohort, number, people, after, anyway=anyway)
        added += taken.added
        changed += taken.changed
        unchanged += taken.unchanged
    return OfForm(forms.ATTENDANCE, added, changed, unchanged)


def _row(line: Line, deed: Callable[[], object]) -> None:
    """Do it, and let a refusal name the row."""
    try:
        deed()
    except Refused as error:
        raise Refused(
            f"{line.record.named}: {error.sentence}; nothing was taken in", error.details
        ) from error
