"""In which encoding a text file is written: what shows is read, what could only be guessed is refused."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cln.errors import Refused
from cln.files.encoding import decoded
from tests.conftest import COLUMNS, REGISTER, Cli

HEAD = "code,name,authority,sector\r\n9100001,Northbank,Glasgow City,Primary\r\n"
WESTERN = [
    "Sgoil Ghàidhlig",
    "École Élémentaire",
    "CAFÉ ÉCOSSE",
    "Muñoz & Søn",
    "Mòrag O’Neill",
    "St Mary’s – Annexe",
    "“Wee Café”",
    "don’t, we’ll, o’clock, l’école, a’chlann, dh’fhalbh",
    "Fees: £12.50 or €15",
    "Größe, Ærø, Þórr, Šimon Žák",
    "Wait…",
    "half ½ day, 20°, 5 × 3, ©",
    "Dr\xa0Lee",
]
"""Names and notes as people in western Europe write them."""


def refused(raw: bytes, encoding: str | None = None) -> str:
    """Why a file is refused."""
    with pytest.raises(Refused) as error:
        decoded("file.csv", raw, encoding)
    return str(error.value)


@pytest.mark.parametrize("text", WESTERN)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_western_words_in_every_encoding_that_shows(text: str, encoding: str) -> None:
    content = f"{HEAD}9100002,{text},Inverclyde,ELC\r\n"
    assert decoded("file.csv", content.encode(encoding)) == content


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_utf_8_is_read_whatever_it_says(text: str) -> None:
    content = HEAD + text
    assert decoded("file.csv", content.encode("utf-8-sig")) == content
    assert decoded("file.csv", content.encode("utf-16")) == content


@pytest.mark.parametrize(
    ("word", "encoding"),
    [
        *[(word, "mac_roman") for word in ("École", "Café", "Mòrag", "Ghàidhlig", "Sìne", "Àrd", "María")],
        *[
            (word, "mac_roman")
            for word in ("Muñoz", "St Mary’s", "“Hill”", "Müller", "François", "a – b", "Áine")
        ],
        *[(word, "cp850") for word in ("École", "Café Royal", "Mòrag", "Ghàidhlig", "Sìne", "Müller", "Zoë")],
        *[(word, "cp1251") for word in ("Королева", "Андрей Ким")],
        *[(word, "cp1253") for word in ("Αθήνα",)],
        *[(word, "cp1250") for word in ("Łukasz", "Wałbrzych", "Źródło", "Żak")],
        *[(word, "shift_jis") for word in ("鈴木", "さくら")],
        *[(word, "gbk") for word in ("王芳芳",)],
    ],
)
def test_other_encodings_are_never_read_as_windows_1252(word: str, encoding: str) -> None:
    sentence = refused(f"{HEAD}\r\n9100002,{word},Inverclyde,ELC\r\n".encode(encoding))
    assert sentence.startswith("file.csv, row 4: nothing tells in which encoding ")
    assert "save it again as 'CSV UTF-8'" in sentence
    assert "--encoding" in sentence


def test_mac_roman_is_suspected_by_what_it_says(cln: Cli, tmp_path: Path) -> None:
    file = tmp_path / "mac.csv"
    file.write_bytes(f"{HEAD}9100002,École,Inverclyde,ELC\r\n".encode("mac_roman"))
    assert cln("establishment", "import", file, code=3).err == (
        "cln: error: mac.csv, row 3: nothing tells in which encoding 'ƒcole' is written; it may be mac-roman"
        ", which says 'École'. Open the file where it was made and save it again as 'CSV UTF-8', or name the "
        "encoding: --encoding mac-roman\n"
    )
    cln("establishment", "import", file, "--encoding", "mac-roman")
    assert {one["name"] for one in cln.json("establishment", "list")} == {"Northbank", "École"}


def test_a_row_pasted_from_another_encoding(cln: Cli, tmp_path: Path) -> None:
    file = tmp_path / "mixed.csv"
    rows = ["9100002,Àrd,Inverclyde,ELC\r\n".encode(), b"9100003,Hill,Inverclyde,ELC\r\n"]
    file.write_bytes(HEAD.encode() + b"".join(rows) + "9100004,École,Inverclyde,ELC\r\n".encode("cp1252"))
    assert cln("establishment", "import", file, code=3).err == (
        "cln: error: mixed.csv, row 5: 'École' is not UTF-8, but row 3 is; the file mixes two encodings, "
        "perhaps by pasting: type row 5 anew, and save it again as 'CSV UTF-8'\n"
    )
    assert cln.json("establishment", "list") == []


@pytest.mark.parametrize(
    ("raw", "encoding", "sentence"),
    [
        (HEAD.encode() + b"\xff", "utf-8", "row 3: is not written in utf-8; leave out --encoding"),
        (b"code", "klingon", "there is no encoding 'klingon'; write e.g. utf-8, windows-1252 or mac-roman"),
        (HEAD.encode("utf-16") + b"x", None, "row 3: begins as UTF-16 and has other bytes here"),
        (HEAD.encode("utf-8-sig") + b"\xff", None, "row 3: begins as UTF-8 and has other bytes here"),
        (b"code\0name", None, "file.csv is neither CSV nor XLSX; save it as one of them"),
    ],
)
def test_bytes_that_are_not_what_they_are_called(raw: bytes, encoding: str | None, sentence: str) -> None:
    assert sentence in refused(raw, encoding)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_in_a_sentence(raw: bytes) -> None:
    try:
        sentence = decoded("file.csv", raw) and "read"
    except Refused as error:
        sentence = str(error)
    assert sentence in {"", "read"} or sentence.startswith("file.csv")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_excels_unicode_text_is_read(cln: Cli, tmp_path: Path, encoding: str) -> None:
    lines = ["\t".join(map(str, row)) for row in (COLUMNS, *REGISTER)]
    file = tmp_path / "unicode.txt"
    file.write_bytes(("\ufeff" + "\r\n".join(lines)).encode(encoding))
    assert cln.json("establishment", "import", file)["added"] == 5
