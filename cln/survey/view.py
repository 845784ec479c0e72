"""What `cln survey` shows."""

from collections.abc import Sequence
from typing import Any

from cln.cohort.queries import EnrolledEntry
from cln.screen import outcome
from cln.screen.view import Block, Line, Table, View
from cln.survey.answers import Imported, Standing, Standings
from cln.survey.questions import Question, Questionnaire
from cln.survey.reading.columns import NOT_USED, ColumnReading
from cln.words import count, have

NEXT = "Next: cln survey list, cln match; when more answers are in, import the form's new export"
NEXT_DRY = "This was a trial: nothing was written. To take it in, run the same without --dry-run"


def imported(result: Imported) -> View:
    """How each column was read, what became of the answers, and who has not answered."""
    reading = result.reading
    left_aside = sorted([*result.repeated, *result.older])
    data = {
        "cohort": result.cohort,
        "file": reading.source,
        "kind": reading.kind.value,
        "scale": list(reading.scale),
        "columns": [_column(column) for column in reading.columns],
        "left_out": list(result.left_out),
        "dry_run": result.dry_run,
        "added": result.answers.added,
        "changed": result.answers.changed,
        "unchanged": result.answers.unchanged,
        "older": len(left_aside),
        "older_rows": left_aside,
        "entries": result.entries,
        "not_answered": [{**_entry(entry), "emails": _addresses(entry)} for entry in result.silent],
    }
    blocks = [
        *_columns(result),
        *(Line(f"{sentence[0].upper()}{sentence[1:]}.", "warn") for sentence in result.left_out),
        _tally(result),
        *_left_aside(result),
        *_silent(result),
        Line(NEXT_DRY if result.dry_run else NEXT, "warn" if result.dry_run else "dim"),
    ]
    return View(data, blocks)


def standings(result: Standings) -> View:
    """Who has answered, when, and which themes they want most."""
    answered = sum(standing.respondents > 0 for standing in result.entries)
    data = {
        "cohort": result.cohort,
        "answered": answered,
        "not_answered": len(result.entries) - answered,
        "entries": [
            {
                **_entry(standing.enrolled),
                "answered": standing.respondents > 0,
                "respondents": standing.respondents,
                "submitted": standing.submitted.isoformat() if standing.submitted else None,
                "level_5": list(standing.wants),
            }
            for standing in result.entries
        ],
    }
    table = Table(
        ("Code", "Sector", "Entry", "Establishment", "Authority", "Answered", "By", "Level 5"),
        [(*_cells(standing.enrolled), *_answer(standing)) for standing in result.entries],
        title=f"Survey of {result.cohort}",
        right=frozenset({"Entry", "By"}),
    )
    entries = count(len(result.entries), "entry", "entries")
    summary = Line(f"{answered} of {entries} {have(answered)} answered.", "strong")
    return View(data, [table, summary] if result.entries else [summary])


def questionnaire(result: Questionnaire) -> View:
    """The questions in the order in which to ask them."""
    data = {
        "cohort": result.cohort,
        "kind": result.kind.value,
        "questions": [
            {
                "title": question.title,
                "microsoft": question.microsoft,
                "google": question.google,
                "required": question.required,
                "rows": list(question.rows),
                "options": list(question.options),
                "hint": question.hint,
            }
            for question in result.questions
        ],
    }
    blocks = [
        Line(
            f"Questions for {result.cohort}. Copy titles, rows and options exactly as they stand:", "strong"
        ),
        *(
            line
            for number, question in enumerate(result.questions, 1)
            for line in _question(number, question)
        ),
        Line(""),
        Line("Then: cln survey import FILE, with the workbook or CSV file that the form exports", "dim"),
    ]
    return View(data, blocks)


def _column(column: ColumnReading) -> dict[str, Any]:
    return {
        "header": column.header,
        "role": column.role,
        "theme": column.theme,
        "kind": column.kind.value if column.kind else None,
        "how": column.how,
    }


def _columns(result: Imported) -> list[Block]:
    columns = result.reading.columns
    blocks: list[Block] = [
        Table(
            ("Column", "Read as", "Meaning"),
            [
                (column.header, column.theme or column.role, column.how)
                for column in columns
                if column.role != NOT_USED
            ],
            title=f"How {result.reading.source} was read: the survey asks for a {_KIND[result.reading.kind]}",
        )
    ]
    if result.reading.scale:
        words = ", ".join(f"{word} = {level}" for level, word in enumerate(result.reading.scale, 1))
        blocks.append(Line(f"The words mean: {words}."))
    unused = [column for column in columns if column.role == NOT_USED and column.header]
    if plain := [column.header for column in unused if not column.how]:
        blocks.append(Line(f"Not used: {', '.join(plain)}.", "dim"))
    blocks += [
        Line(f"Not used: {column.header}; it {column.how}.", "warn") for column in unused if column.how
    ]
    return blocks


_KIND = {"rating": "rating", "ranking": "ranking", "ticks": "choice (ticks)"}


def _tally(result: Imported) -> Line:
    source = result.reading.source
    if not result.reading.answers:
        return Line(f"{source}: there are no answers in it.", "warn")
    if not result.answers.total:
        return Line(f"{source}: nothing changed.")
    return outcome.tally(source, result.answers, "answer")


def _left_aside(result: Imported) -> list[Line]:
    lines = []
    if repeated := result.repeated:
        rows = f"row{'s' if len(repeated) > 1 else ''} {', '.join(map(str, repeated))}"
        left = f"{count(len(repeated), 'answer')} left aside"
        lines.append(Line(f"{left}: the same person has answered later in this file ({rows}).", "dim"))
    if result.older:
        left = f"{count(len(result.older), 'answer')} left aside"
        lines.append(Line(f"{left}: the same person's answer on record is later.", "dim"))
    return lines


def _silent(result: Imported) -> list[Block]:
    if not result.entries:
        return [Line(f"Every entry of {result.cohort} has withdrawn.", "warn")]
    if not result.silent:
        everyone = "The one entry" if result.entries == 1 else f"All {result.entries} entries"
        return [Line(f"{everyone} of {result.cohort} {have(result.entries)} answered.", "good")]
    missing, entries = len(result.silent), count(result.entries, "entry", "entries")
    return [
        Table(
            ("Code", "Sector", "Entry", "Establishment", "Authority", "Write to"),
            [(*_cells(entry), ", ".join(_addresses(entry))) for entry in result.silent],
            title=f"{missing} of {entries} {have(missing)} not answered",
            right=frozenset({"Entry"}),
        )
    ]


def _question(number: int, question: Question) -> Sequence[Line]:
    required = "Required" if question.required else "Not required"
    lines = [
        Line(""),
        Line(f"{number}. {question.title}", "strong"),
        Line(f"   Microsoft Forms: {question.microsoft}. Google Forms: {question.google}. {required}."),
    ]
    if question.rows:
        lines.append(Line("   Rows:"))
        lines += [Line(f"     {row}") for row in question.rows]
    if question.options:
        lines.append(Line("   Columns:" if question.rows else "   Options:"))
        lines += [Line(f"     {option}") for option in question.options]
    if question.hint:
        lines.append(Line(f"   {question.hint}", "dim"))
    return lines


def _answer(standing: Standing) -> tuple[str, str, str]:
    if not standing.respondents:
        return "no", "", ""
    when = f"{standing.submitted:%Y-%m-%d %H:%M}" if standing.submitted else "yes"
    return when, str(standing.respondents), ", ".join(standing.wants)


def _entry(entry: EnrolledEntry) -> dict[str, Any]:
    return {
        "code": entry.establishment.code,
        "sector": entry.establishment.sector,
        "entry": entry.entry.number,
        "name": entry.establishment.name,
        "authority": entry.authority,
    }


def _cells(entry: EnrolledEntry) -> tuple[str, ...]:
    return tuple(str(value) for value in _entry(entry).values())


def _addresses(entry: EnrolledEntry) -> list[str]:
    return [person.email for person in entry.participants if person.email]
