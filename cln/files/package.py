"""Opens workbooks: says what is none, and refuses what is too large before it is unpacked.

A workbook is a zip archive of XML; its directory says how large each part is, and zipfile unpacks no more.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from xml.etree import ElementTree

from cln.errors import Refused

MOST_BYTES = 100_000_000
"""Of XML in one workbook: 100,000 rows of 20 columns take less."""
MOST_ROWS = 100_000
"""Rows of one file; the register of all Scotland has some 5,000."""
_READ = (".xml", ".rels")
_PIECE = 1 << 20
"""Bytes that are unpacked at a time: zipfile itself would hold a large part twice."""
_SMALL = 5_000_000
"""Bytes of the parts that name the others."""
_RELATED = ("/officeDocument", "/worksheet", "/sharedStrings")
"""How the kinds of parts end that are read."""
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, ElementTree.ParseError, EOFError, OSError, struct.error),
    *(LookupError, ValueError, OverflowError, NotImplementedError, RuntimeError),
)
"""What zipfile raises for bytes that are no archive, or have a password."""
_SAVE = "open it in Excel and save it as XLSX"


@dataclass(frozen=True)
class Part:
    """A sheet of a workbook: its name, and which part of the archive holds it."""

    name: str
    part: str
    visible: bool


@dataclass(frozen=True)
class Package:
    """A workbook that has been opened and is of a size that can be read."""

    file: str
    raw: bytes
    archive: zipfile.ZipFile
    sheets: tuple[Part, ...]
    strings: str | None
    """The part with the texts that cells share; None where there is none."""

    def part(self, name: str) -> bytearray:
        """A part of the archive, unpacked; never more than its directory says."""
        try:
            content, done = bytearray(self.archive.getinfo(name).file_size), 0
            with self.archive.open(name) as stream, memoryview(content) as view:
                while size := stream.readinto(view[done : done + _PIECE]):  # type: ignore[attr-defined]  # typeshed: IO
                    done += size
        except _DAMAGE as error:
            raise damaged(self.file) from error
        return content


def is_packed(raw: bytes) -> bool:
    """Whether these are the bytes of an archive or of an old workbook, and not of a text file."""
    return raw.startswith((_ZIP, _EMPTY_ZIP, _OLE))


@contextmanager
def opened(file: str, raw: bytes) -> Iterator[Package]:
    """A workbook, XLSX or XLSM.

    Raises:
        Refused: it is something else, has a password, is damaged, or is too large.
    """
    if raw.startswith(_OLE):
        secret = "EncryptedPackage".encode("utf-16-le") in raw
        raise Refused(
            f"{file} has a password; open it in Excel, take the password off and save it again"
            if secret
            else f"{file} is a workbook in the old format XLS; {_SAVE}"
        )
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            _refuse_others(file, archive)
            _refuse_large(file, archive)
            package = _package(file, raw, archive)
    except _DAMAGE as error:
        raise damaged(file) from error
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        yield replace(package, archive=archive)


def changed(package: Package, parts: Mapping[str, bytes]) -> bytes:
    """The bytes of a workbook in which some parts are others; what is no XML is left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in package.archive.namelist():
            if name.endswith(_READ):
                made.writestr(name, parts.get(name) or package.part(name))
    return out.getvalue()


def damaged(file: str) -> Refused:
    """The refusal of a workbook that is none inside."""
    return Refused(f"{file} is a workbook that cannot be read, because it is damaged; {_SAVE} again")


def too_long(file: str) -> Refused:
    """The refusal of a file of more rows than are read."""
    return Refused(f"{file} has more than {MOST_ROWS:,} rows, which is the most that is read; divide it")


def _refuse_others(file: str, archive: zipfile.ZipFile) -> None:
    names = set(archive.namelist())
    kinds = {
        "an OpenDocument file (.ods)": "mimetype" in names and "content.xml" in names,
        "a binary workbook (.xlsb)": "xl/workbook.bin" in names,
        "a Word document": any(name.startswith("word/") for name in names),
        "a presentation": any(name.startswith("ppt/") for name in names),
        "a workbook of Apple's Numbers": any(name.endswith(".iwa") for name in names),
    }
    for kind, fits in kinds.items():
        if fits:
            raise Refused(f"{file} is {kind}, whatever its name says; open it and save it as XLSX or CSV")
    if "[Content_Types].xml" not in names:
        raise Refused(f"{file} is a zip archive, no workbook; unpack it, and give the files in it")


def _refuse_large(file: str, archive: zipfile.ZipFile) -> None:
    total = sum(part.file_size for part in archive.infolist() if part.filename.endswith(_READ))
    if total > MOST_BYTES:
        raise Refused(
            f"{file} unpacks to {total // 1_000_000:,} MB; {MOST_BYTES // 1_000_000:,} MB and {MOST_ROWS:,} "
            "rows are the most that is read: delete what is not needed, or save the sheet as CSV"
        )


def _package(file: str, raw: bytes, archive: zipfile.ZipFile) -> Package:
    main = next((part for part in _related(archive, "").values()), "")
    related = _related(archive, main)
    sheets = tuple(
        Part(str(sheet.get("name")), related[place], sheet.get("state", "visible") == "visible")
        for sheet in _tree(archive, main).iter()
        if sheet.tag.endswith("}sheet")
        and (place := next((v for k, v in sheet.items() if k.endswith("}id")), "")) in related
    )
    strings = next((part for part in related.values() if part.lower().endswith("sharedstrings.xml")), None)
    return Package(file, raw, archive, sheets, strings if strings in archive.namelist() else None)


def _related(archive: zipfile.ZipFile, part: str) -> Mapping[str, str]:
    """The parts that a part names, by the ids that it knows them by."""
    path = PurePosixPath(part)
    tree = _tree(archive, str(path.parent / "_rels" / f"{path.name}.rels"))
    return {
        str(relation.get("Id")): _place(path.parent, str(relation.get("Target")))
        for relation in tree
        if str(relation.get("Type")).endswith(_RELATED)
    }


def _place(folder: PurePosixPath, target: str) -> str:
    return str(PurePosixPath(target[1:]) if target.startswith("/") else folder / target)


def _tree(archive: zipfile.ZipFile, part: str) -> ElementTree.Element:
    if archive.getinfo(part).file_size > _SMALL:
        raise KeyError(part)
    return ElementTree.fromstring(archive.read(part))  # noqa: S314  (small, and expat expands no entities)
