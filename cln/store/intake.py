"""Takes a file in: all of its rows, or those that are right, in one change."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from cln.errors import Refused, Usage
from cln.files import questions, rejects, whole
from cln.files.problems import Answers, BadRows, Problems, Question
from cln.files.source import Source
from cln.files.taken import FromFile
from cln.store import kept
from cln.store.change import Change

Result = TypeVar("Result", bound=FromFile)


def take(change: Change, source: Source, deed: Callable[[Source], Result]) -> Result:
    """What a deed makes of a file: of all its rows, or with `accept_valid` of those that are right.

    A deed refuses rows before it writes anything, so that it can be done again without them.

    Args:
        change: the unit of work.
        source: the file.
        deed: takes the file in.

    Raises:
        BadRows: some rows are not right, and are not to be left out.
        Refused: the file cannot be read at all, or the rejected rows cannot be written.
        Usage: the rejected rows have no place to go.
    """
    if source.accept_valid != (source.rejects is not None):
        raise Usage("--accept-valid takes in the good rows and --rejects FILE gets the others; give both")
    if source.rejects is not None and not source.dry_run:
        whole.place_of(source.rejects, force=False)  # before anything is written
    rejected: list[Problems] = []
    given = questions.read(source.resolve) if source.resolve else {}
    source = replace(
        source, answers={**kept.answers(change.session), **given}, kept=kept.maps(change.session)
    )
    while True:
        try:
            result = deed(source)
            break
        except BadRows as bad:
            if source.ask and bad.problems.questions:
                source = replace(source, answers=_asked(source, bad.problems.questions), doubts=[])
            elif source.accept_valid:
                rejected.append(bad.problems)
                left_out = source.without | bad.problems.by_row.keys()
                source = replace(source, without=left_out, doubts=[])
            else:
                raise _refused(source, bad, given) from bad
    _keep(change, source)
    change.of_file(source.path)
    if source.rejects is not None and rejected and not source.dry_run:
        whole.write(rejects.content(source.rejects, rejected), source.rejects, force=False)
    return replace(
        result,
        doubts=tuple(source.doubts),
        rejected=sum(len(one.by_row) for one in rejected),
        rejects=str(source.rejects) if rejected else None,
        dry_run=source.dry_run,
    )


def _keep(change: Change, source: Source) -> None:
    """Keep of what was said what is to hold for later files."""
    if source.keep_map and not source.names:
        raise Usage("--keep-map keeps what --map says of the headers; give both")
    if source.keep_map:
        kept.keep_map(change, source.keep_map, source.headers[-1], source.names)
    if source.keep_answers:
        kept.keep_answers(change, source.answers)


def _asked(source: Source, open_ones: Sequence[Question]) -> Answers:
    """The answers with those that somebody gives now; each question is asked once, whatever rows ask it."""
    assert source.ask is not None
    by_sentence = {one.sentence: one for one in open_ones}
    return {**source.answers, **{("", one.sentence): source.ask(one) for one in by_sentence.values()}}


def _refused(source: Source, bad: BadRows, given: Answers) -> Refused:
    """The refusal, with the way to answer what it asks; the questions are written where they are wanted.

    Args:
        source: the file.
        bad: what is wrong with it.
        given: the answers that its file of answers holds already.
    """
    if not bad.problems.questions:
        return bad
    if source.resolve:
        questions.write(source.resolve, bad.problems.questions, given)
    return questions.refused(bad, source.resolve, len(bad.problems.questions))
