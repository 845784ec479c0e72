"""What `cln survey` shows."""

from collections.abc import Sequence

from cln.cohort.queries import EntryLine
from cln.screen import outcome
from cln.screen.view import Block, Line, Table, View
from cln.survey.answers import Imported
from cln.survey.questions import Question, Questionnaire
from cln.survey.reading.columns import NOT_USED
from cln.survey.standings import Standing, Standings
from cln.words import capital, count, have, named


def imported(result: Imported) -> View:
    """How each column was read, what became of the answers, and who has not answered."""
    blocks = [
        *_columns(result),
        *_left_out(result),
        _tally(result),
        *_left_aside(result),
        *_silent(result),
    ]
    return View(result, blocks)


def _left_out(result: Imported) -> list[Line]:
    """What was passed over, a line each; of entries that have withdrawn one line names them all."""
    others = result.left_out[: len(result.left_out) - len(result.overtaken)]
    lines = [Line(f"{capital(sentence)}.", "warn") for sentence in others]
    if result.overtaken:
        answers = count(len(result.overtaken), "answer is", "answers are")
        who = named(list(dict.fromkeys(result.overtaken)), "cln cohort show")
        lines.append(Line(f"{answers} left out, of entries that have withdrawn since: {who}.", "warn"))
    return lines


def standings(result: Standings) -> View:
    """Who has answered, when, and which themes they want most."""
    table = Table(
        ("Code", "Sector", "Entry", "Establishment", "Authority", "Answered", "By", "Level 5"),
        [(*_cells(standing), *_answer(standing)) for standing in result.entries],
        title=f"Survey of {result.cohort}",
        right=frozenset({"Entry", "By"}),
    )
    entries = count(len(result.entries), "entry", "entries")
    summary = Line(f"{result.answered} of {entries} {have(result.answered)} answered.", "strong")
    return View(result, [table, summary] if result.entries else [summary])


def questionnaire(result: Questionnaire) -> View:
    """The questions in the order in which to ask them."""
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
    return View(result, blocks)


def _columns(result: Imported) -> list[Block]:
    columns = result.columns
    blocks: list[Block] = [
        Table(
            ("Column", "Read as", "Meaning"),
            [
                (column.header, column.theme or column.role, column.how)
                for column in columns
                if column.role != NOT_USED
            ],
            title=f"How {result.file} was read: the survey asks for a {_KIND[result.kind]}",
        )
    ]
    if result.scale:
        words = ", ".join(f"{word} = {level}" for level, word in enumerate(result.scale, 1))
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
    if result.empty:
        return Line(f"{result.file}: there are no answers in it; nothing changed.", "warn")
    if not result.rows.total:
        return Line(f"{result.file}: nothing changed.")
    return outcome.tally(result.file, result.rows, "answer")


def _left_aside(result: Imported) -> list[Line]:
    lines = []
    if repeated := result.repeated:
        rows = f"row{'s' if len(repeated) > 1 else ''} {', '.join(map(str, repeated))}"
        left = f"{count(len(repeated), 'answer')} left aside"
        lines.append(Line(f"{left}: the same person has answered later in this file ({rows}).", "dim"))
    if on_record := result.older - len(result.repeated):
        left = f"{count(on_record, 'answer')} left aside"
        lines.append(Line(f"{left}: the same person's answer on record is later.", "dim"))
    return lines


def _silent(result: Imported) -> list[Block]:
    if not result.entries:
        return [Line(f"Every entry of {result.cohort} has withdrawn.", "warn")]
    if not result.not_answered:
        everyone = "The one entry" if result.entries == 1 else f"All {result.entries} entries"
        return [Line(f"{everyone} of {result.cohort} {have(result.entries)} answered.", "good")]
    missing, entries = len(result.not_answered), count(result.entries, "entry", "entries")
    return [
        Table(
            ("Code", "Sector", "Entry", "Establishment", "Authority", "Write to"),
            [(*_cells(one), ", ".join(one.emails)) for one in result.not_answered],
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
    if not standing.answered:
        return "no", "", ""
    when = f"{standing.submitted:%Y-%m-%d %H:%M}" if standing.submitted else "yes"
    return when, str(standing.respondents), ", ".join(standing.level_5)


def _cells(one: EntryLine) -> tuple[str, ...]:
    return one.code, one.sector, str(one.entry), one.name, one.authority
