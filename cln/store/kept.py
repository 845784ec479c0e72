"""What was said of files once and holds for later ones: which header means which column, and answers."""

from collections.abc import Mapping

from sqlmodel import Session, select

from cln.errors import Refused
from cln.files.problems import Answers
from cln.store.change import Change
from cln.tables.kept import KeptAnswer, KeptMap


def maps(session: Session) -> dict[str, Mapping[str, str]]:
    """The headers of a file, as `Sheet.kind` says them -> each header's column."""
    return {one.headers: one.columns for one in session.exec(select(KeptMap))}


def keep_map(change: Change, name: str, headers: str, columns: Mapping[str, str]) -> None:
    """Keep what the headers of a file mean; what was kept under the name, or for these headers, is replaced.

    Raises:
        Refused: the name is that of a map for other headers, and these have another one, too.
    """
    known = list(change.session.exec(select(KeptMap)))
    same = [one for one in known if name == one.name or headers == one.headers]
    if len(same) > 1:
        raise Refused(f"a map {name!r} is kept for other headers; choose another name with --keep-map")
    if same:
        same[0].name, same[0].headers, same[0].columns = name, headers, dict(columns)
    else:
        change.add(KeptMap(name=name, headers=headers, columns=dict(columns)))


def answers(session: Session) -> Answers:
    """What was decided, of whatever row asks it."""
    return {("", one.question): one.answer for one in session.exec(select(KeptAnswer))}


def keep_answers(change: Change, given: Answers) -> None:
    """Keep what was decided, whatever row it was decided of; a later answer replaces an earlier one."""
    known = {one.question: one for one in change.session.exec(select(KeptAnswer))}
    for question, answer in {question: answer for (_, question), answer in given.items()}.items():
        if question in known:
            known[question].answer = answer
        else:
            change.add(KeptAnswer(question=question, answer=answer))
