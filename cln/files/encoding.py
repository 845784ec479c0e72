"""Finds out in which encoding a text file is written, and refuses what can only be guessed.

UTF-8 and UTF-16 show by themselves. Windows-1252 can be read from any bytes, so it counts only where it makes
words of western languages; Mac Roman and the code pages of DOS make other words of the same bytes.
"""

import re
from collections.abc import Iterator

from cln.errors import Refused
from cln.words import quoted

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_ACCENTED = "À-ÖØ-öø-ÿŒœŠšŽžŸ"
_LETTERS = f"A-Za-z{_ACCENTED}"
_WESTERN = re.compile(rf"[\x00-\x7f{_ACCENTED}‘’“”‚„‹›«»–—…€£¥¢\xa0\xad·°§¡¿ªº®©™²³½¼¾•×´]*")
"""What western languages are written with."""
_STRANGE = re.compile(
    rf"(?<=[{_LETTERS}])[^\x00-\x7f{_LETTERS}’–\xa0\xad](?=[{_LETTERS}])"  # marks within words
    rf"|(?<=[{_LETTERS}])[„‚]|[„‚](?![{_LETTERS}0-9])|[£€¥¢](?=[{_LETTERS}])"
    rf"|(?<=[{_ACCENTED}])[–—·½¼¾²³°§¡¿ªº]|[–—](?=[{_ACCENTED}])|(?<=[a-z])–(?=[a-z])"
    r"|(?<=[A-Za-z]{3})’(?!(?:s|t|d|m|re|ve|ll)\b)(?=[a-z])"
    r"|œ(?=[0-9])|\bË(?=[a-z])"
    r"|(?:^|[,;\t|\"])[ß-öø-ÿœšž]"  # a small letter with an accent where a name begins
)
"""What no word has, and other encodings mean as letters."""
_WORD = re.compile(r"[^\W\d_]+")
_CELL = re.compile(r"[^\s,;|\t\"]*[^\x00-\x7f][^,;|\t\"]*")
MAC = "mac-roman"
_SAVE = "save it again as 'CSV UTF-8'"


def decoded(name: str, raw: bytes, encoding: str | None = None) -> str:
    """The text of a file.

    Args:
        name: of the file, for messages.
        raw: its bytes.
        encoding: the one that the user names, by any of its names.

    Raises:
        Refused: the bytes are not of the encoding that the user names; or they are neither UTF-8 nor UTF-16,
            and Windows-1252 makes no words of them; or some lines are in one encoding and some in another.
    """
    if encoding is not None:
        return _as_named(name, raw, encoding)
    marked = next((known for mark, known in _MARKS if raw.startswith(mark)), None) or _unmarked(raw)
    if marked:
        return _strictly(name, raw, marked)
    if b"\0" in raw:
        raise Refused(f"{name} is neither CSV nor XLSX; save it as one of them")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return _windows(name, raw)


def _as_named(name: str, raw: bytes, encoding: str) -> str:
    try:
        text = raw.decode(encoding)
    except LookupError:
        raise Refused(
            f"there is no encoding {quoted(encoding)}; write e.g. utf-8, windows-1252 or mac-roman"
        ) from None
    except UnicodeDecodeError as error:
        row = error.object[: error.start].count(b"\n") + 1
        raise Refused(f"{name}, row {row}: is not written in {encoding}; leave out --encoding") from error
    return text.removeprefix("\ufeff")


def _strictly(name: str, raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        row = error.object[: error.start].decode(encoding, errors="replace").count("\n") + 1
        kind = encoding.removesuffix("-sig").upper()
        raise Refused(f"{name}, row {row}: begins as {kind} and has other bytes here; {_SAVE}") from error


def _unmarked(raw: bytes) -> str | None:
    """UTF-16 without its mark: every other byte of plain letters is a zero."""
    start = raw[:400]
    if len(start) < 4 or b"\0" not in start:
        return None
    even, odd = start[::2].count(0), start[1::2].count(0)
    most = len(start) // 2 * 0.7
    return "utf-16-le" if odd > most and not even else "utf-16-be" if even > most and not odd else None


def _windows(name: str, raw: bytes) -> str:
    lines = list(_lines(raw))
    utf8 = [number for number, line in lines if _is_utf8(line)]
    others = [(number, line) for number, line in lines if not _is_utf8(line)]
    row, line = others[0]
    if utf8:
        raise Refused(
            f"{name}, row {row}: {_sample(line)} is not UTF-8, but row {utf8[0]} is; the file mixes two "
            f"encodings, perhaps by pasting: type row {row} anew, and {_SAVE}"
        )
    for row, line in others:
        if not _makes_words(line, "cp1252"):
            mac = _makes_words(line, "mac_roman")
            like = f"; it may be {MAC}, which says {_sample(line, 'mac_roman')}" if mac else ""
            raise Refused(
                f"{name}, row {row}: nothing tells in which encoding {_sample(line)} is written{like}. Open "
                f"the file where it was made and {_SAVE}, or name the encoding: --encoding {MAC}"
            )
    return raw.decode("cp1252")


def _lines(raw: bytes) -> Iterator[tuple[int, bytes]]:
    """The lines that are not plain ASCII, numbered from 1."""
    parts = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    return ((number, line) for number, line in enumerate(parts, 1) if not line.isascii())


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _makes_words(line: bytes, encoding: str) -> bool:
    try:
        text = line.decode(encoding)
    except UnicodeDecodeError:
        return False
    if not _WESTERN.fullmatch(text) or _STRANGE.search(text):
        return False
    return all(_is_word(word) for word in _WORD.findall(text) if not word.isascii())


def _is_word(word: str) -> bool:
    """Not where a capital with an accent stands within small letters, or letters with accents in a row."""
    capital = any(c.isupper() and not c.isascii() for c in word[1:])
    accents = "".join("." if c.isascii() else "x" for c in word)
    return not (capital and any(map(str.islower, word))) and "xxx" not in accents and word not in "ÐÑÕÞðþ"


def _sample(line: bytes, encoding: str = "cp1252") -> str:
    """The first cell of a line that is not plain ASCII."""
    text = line.decode(encoding, errors="replace")
    match = _CELL.search(text)
    return quoted(match.group().strip() if match else text)
