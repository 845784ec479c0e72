"""Which columns of which tables tell of people: what is shown, erased and kept for a time reads it here.

Every column of text has a kind; a test walks all tables and fails where one has none.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Kind(StrEnum):
    """What a column of text may say of people."""

    NAME = "name"
    """The name of somebody, perhaps with what they are; of users of cln, what they are called there."""
    ADDRESS = "address"
    """An e-mail address."""
    POST = "post"
    """What somebody is at work."""
    TEXT = "text"
    """What people wrote, or a structure with such texts: anybody may be named in it."""
    FOLDED = "folded"
    """What people wrote, folded and without spaces."""
    IMAGE = "image"
    """What a row held, as the record of changes keeps it."""
    NOBODY = "nobody"
    """A word of the programme, a day, a digest: it tells of no person."""


NAME, ADDRESS, POST, TEXT, FOLDED, IMAGE, NOBODY = Kind

PERSONS = ("participant", "facilitator")
"""The tables whose rows are people."""

HELD: Mapping[str, Mapping[str, Kind]] = MappingProxyType(
    {
        "absence": {"reason": TEXT, "note": TEXT},
        "answer": {"respondent": ADDRESS, "hunch": TEXT},
        "attendance": {"status": NOBODY},
        "attention_setting": {"rule": NOBODY},
        "authority": {"name": NOBODY},
        "authority_alias": {"alias": NOBODY},
        "access": {"login": NAME, "name": NAME, "role": NOBODY},
        "change": {
            "who": NAME,
            "login": NAME,
            "files": TEXT,
            **dict.fromkeys(("command", "kind", "salt", "heading", "digest"), NOBODY),
        },
        "changed_row": {"before": IMAGE, "after": IMAGE, "table": NOBODY, "salt": NOBODY, "digest": NOBODY},
        "cohort": {"name": NOBODY, "lot": NOBODY},
        "confidence": {"occasion": NOBODY, "item": NOBODY},
        "earlier_name": {"name": NOBODY},
        "entry": {"withdrawn_reason": TEXT, "withdrawn_note": TEXT},
        "erasure": {"salt": NOBODY, "digests": NOBODY},
        "establishment": dict.fromkeys(("code", "sector", "name", "postcode"), NOBODY),
        "event": {
            "venue": TEXT,
            "link": TEXT,
            "sector": NOBODY,
            "status": NOBODY,
            "mode": NOBODY,
            "uid": NOBODY,
        },
        "event_change": {"who": NAME, "what": TEXT, "reason": TEXT, "deed": NOBODY},
        "facilitator": {
            "name": NAME,
            "email": ADDRESS,
            "withdrawn_reason": TEXT,
            "organisation": NOBODY,
            "role": NOBODY,
        },
        "feedback": {"respondent": ADDRESS},
        "feedback_answer": {"text": TEXT, "question": NOBODY},
        "fixture": {"reason": TEXT, "kind": NOBODY},
        "impact": {"who": NAME, "text": TEXT, "level": NOBODY},
        "judgement": {"who": NAME, "comment": TEXT, "kind": NOBODY, "value": NOBODY},
        "kept_answer": {"question": TEXT, "answer": TEXT},
        "kept_map": {"name": TEXT, "headers": FOLDED, "columns": TEXT},
        "log_entry": {
            "by": NAME,
            "who": NAME,
            "note": TEXT,
            "support": TEXT,
            "phase": NOBODY,
            "sheet_row": NOBODY,
            "digest": NOBODY,
        },
        "measure": {
            **dict.fromkeys(("name", "method", "unit", "baseline", "end"), TEXT),
            "by": NAME,
            "kind": NOBODY,
        },
        "observation": {"observer": NAME, "focus": TEXT, "learned": TEXT, "kind": NOBODY},
        "participant": {
            "name": NAME,
            "email": ADDRESS,
            "post": POST,
            "left_reason": TEXT,
            "role": NOBODY,
        },
        "project": {"title": TEXT, "hunch": TEXT, "ended_reason": TEXT},
        "project_move": {"who": NAME, "reason": TEXT},
        "proposal": {
            **dict.fromkeys(("settings", "rules", "fixed", "summary", "reason"), TEXT),
            **dict.fromkeys(("status", "input_version", "objective", "origin"), NOBODY),
        },
        "pseudonym_key": {"key": NOBODY},
        "question": {"text": TEXT, "who": NAME, "agreed_by": NAME},
        "rule_setting": dict.fromkeys(("rule", "strength", "limit"), NOBODY),
        "score": {"occasion": NOBODY, "scale": NOBODY},
        "seal": {"digest": NOBODY, "seal": NOBODY},
        "sent_file": {
            "who": NAME,
            "recipient": NAME,
            "what": TEXT,
            "file": TEXT,
            "cohorts": NOBODY,
            "figures": NOBODY,
        },
        "sharing": {"audience": TEXT, "output": TEXT},
        "theme": {"name": NOBODY},
        "waiting": {"reason": TEXT},
    }
)
"""Table -> each of its columns of text, or of structures with text -> what it may say of people."""


def kind_of(table: str, column: str) -> Kind:
    """What a column says of people; one that this version does not know may say anything."""
    return HELD.get(table, {}).get(column, TEXT)
