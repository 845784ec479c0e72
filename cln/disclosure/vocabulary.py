"""Words by which names in free text are told from other words; they stand in `vocabulary.toml`."""

import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Any


def plain(word: str) -> str:
    """A word without case, accents and apostrophes, in any script."""
    bare = (c for c in unicodedata.normalize("NFKD", word) if c.isalnum())
    return "".join(bare).casefold()


@cache
def words(kind: str) -> frozenset[str]:
    """The words of a kind, plain: titles, school, ordinary, names_first."""
    return frozenset(str(_read()[kind]).split())


def is_ordinary(word: str) -> bool:
    """Whether a plain word may be something else than a name; a single letter may."""
    return word in words("ordinary") or len(word) == 1


def in_full(word: str) -> str:
    """A plain word of an establishment's name as it is written in full."""
    return str(_read()["short"].get(word, word))


@cache
def _read() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "vocabulary.toml").read_text(encoding="utf-8"))
