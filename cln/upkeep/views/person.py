"""What `cln person` shows."""

from pathlib import Path

from cln.screen.view import Block, Line, Table, View, wrapped
from cln.store.policies import sql_name
from cln.upkeep.names import NOUNS
from cln.upkeep.people.about import About
from cln.upkeep.people.forget import Forgotten
from cln.upkeep.people.page import in_words
from cln.upkeep.people.retention import Retention
from cln.words import count, listed, named

MOST = 5
"""So many people are named in a sentence; the others are counted."""


def held(result: About, out: Path | None) -> View:
    """All that is held about somebody; of the record of changes only how much, which the page has whole."""
    blocks: list[Block] = [Line(f"Held about {listed([*result.names, *result.addresses])}:", "strong")]
    for one in result.rows:
        blocks += wrapped(in_words(one), "    ", first=f"  {one.what}: ")
    if result.record or result.made:
        kept = f"The record of changes tells of them {count(len(result.record), 'time')}"
        blocks += wrapped(f"{kept}; they made {count(len(result.made), 'change')} themselves.")
    blocks += _files(result)
    notes = [f"{out} is written, with all of it; only you can read it."] if out else []
    if not out:
        blocks.append(Line("With the record, as a page for them: add --out access.html", "dim"))
    return View(result, blocks, notes)


def overdue(result: Retention) -> View:
    """Who is kept longer than need be."""
    period = "its period" if result.years is None else count(result.years, "year")
    if not result.people:
        sentence = f"Nobody is kept longer than {period} after their last cohort was closed."
        return View(result, [Line(sentence, "good")])
    rows = [[one.name, one.email, ", ".join(one.cohorts), one.until.isoformat()] for one in result.people]
    title = f"Kept longer than {period} after their last cohort was closed"
    blocks: list[Block] = [
        Table(["name", "address", "cohorts", "until"], rows, title=title),
        Line("Nothing was written. To erase them all, which cannot be taken back: add --yes", "next"),
    ]
    return View(result, blocks)


def forgotten(result: Forgotten) -> View:
    """What was erased, or would be, and what a person must see to."""
    what = [count(part.rows, *NOUNS[part.table][:2]) for part in result.rows]
    changes = [count(result.changes, "change") + " on record"] if result.changes else []
    rows = listed([*what, *changes]) if what or changes else "nothing but what is in copies"
    who = named(result.people, "cln history" if result.done else "cln person retention", MOST)
    if result.done:
        first = f"Erased, and now here as {who}: {rows}. It cannot be taken back."
    else:
        first = f"To be erased: {who}, in {rows}. What they did stays, without their name."
    blocks: list[Block] = [*wrapped(first, style="good" if result.done else "strong")]
    for copy in result.copies:
        what_of_it = f"could not be emptied: {copy.fault}" if copy.fault else "is emptied, too"
        blocks.append(Line(f"The copy {copy.file} {what_of_it}.", "warn" if copy.fault else "plain"))
    if result.done and not result.whole:
        again = (
            "Traces may be left in the file, because somebody has the database open, or on a server, because "
            "you do not own its tables; run the same again once nobody has it open, or as their owner."
        )
        blocks += wrapped(again, style="warn")
    return View(result, [*blocks, *_to_see_to(result)])


def _to_see_to(result: Forgotten) -> list[Block]:
    """What `cln` cannot reach, or cannot decide."""
    blocks: list[Block] = []
    if result.to_read:
        words = listed([f"{one.word} ({count(one.times, 'time')})" for one in result.to_read])
        blocks += wrapped(f"Read what people wrote: this stays, as it may mean somebody else: {words}.")
    blocks += _files(result)
    if result.done and result.logins:
        known = "The server itself still knows their login; whoever runs it takes it away, in psql:"
        blocks += wrapped(known, style="warn")
        blocks += [Line(f"  DROP ROLE {sql_name(login)};", "command") for login in result.logins]
    if result.done:
        kept = "Exports, pages, registers, sheets and invitations that you made are yours to delete."
        blocks += wrapped(kept, style="dim")
    return blocks


def _files(result: About | Forgotten) -> list[Block]:
    """Files that told of somebody, and files that left about their cohorts."""
    blocks: list[Block] = []
    if result.taken_in:
        rows = [[file.name, file.digest] for file in result.taken_in]
        blocks.append(
            Table(["file", "SHA-256"], rows, title="Files that told of them, to be deleted by who has them")
        )
    if result.left:
        rows = [[f"{one.at:%Y-%m-%d}", one.what, one.file, one.recipient or "\u2013"] for one in result.left]
        title = "Left about their cohorts, without names"
        blocks.append(Table(["when (UTC)", "what", "file", "for"], rows, title=title))
    return blocks
