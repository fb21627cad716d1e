"""Makes the inputs that must be refused, and expected.json: what the remedy has to speak of."""

import io
import json
import struct
import zipfile
import zlib
from pathlib import Path

from docx import Document as WordDocument
from markup import SOURCE
from office import MOMENT, same_every_time
from openpyxl import Workbook

DOCUMENT = "word/document.xml"
FREE, END, FAT_SECTOR = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
CFB_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
PIXELS = 400


def write_bad(folder: Path) -> None:
    """Writes every bad input and the list of what is expected."""
    good = _good()
    body = zipfile.ZipFile(io.BytesIO(good)).read(DOCUMENT)
    entity = b'<!DOCTYPE w:document [<!ENTITY a "finding"><!ENTITY b "&a;&a;&a;&a;">]>\n<w:document'
    files = {
        "corrupt.docx": _changed(good, {DOCUMENT: body[: len(body) // 2] + b"<w:p><w:r>"}),
        "truncated.docx": good[: len(good) * 3 // 5],
        "password.docx": _compound(["EncryptionInfo", "EncryptedPackage"]),
        "old-word.doc.docx": _compound(["WordDocument", "1Table"]),
        "macro.docx": _with_macro(good),
        "entity.docx": _changed(
            good, {DOCUMENT: body.replace(b"<w:document", entity, 1).replace(b"finding</w:t>", b"&b;</w:t>")}
        ),
        "bomb.docx": _changed(good, {DOCUMENT: body + b" " * 50_000_000}),
        "wrong-header.xlsx": _wrong_header(),
        "empty.docx": b"",
        "empty.txt": b"",
        "picture.docx": _png(),
        "scanned.pdf": _scan(),
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    expected = json.loads((SOURCE / "bad.json").read_text("utf-8"))
    if expected.keys() != files.keys():
        raise ValueError(f"source/bad.json and broken.py differ: {expected.keys() ^ files.keys()}")
    (folder / "expected.json").write_text(json.dumps(expected, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _good() -> bytes:
    word = WordDocument()
    word.core_properties.created = word.core_properties.modified = MOMENT
    word.add_paragraph("1. a finding")
    out = io.BytesIO()
    word.save(out)
    return same_every_time(out.getvalue())


def _changed(archive: bytes, parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in dict.fromkeys([*old.namelist(), *parts]):
            data = parts[name] if name in parts else old.read(name)
            new.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED, 9)
    return out.getvalue()


def _with_macro(good: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        types = archive.read("[Content_Types].xml")
        relations = archive.read("word/_rels/document.xml.rels")
    kind = b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    link = (
        b'<Relationship Id="rIdMacro" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject"'
        b' Target="vbaProject.bin"/></Relationships>'
    )
    return _changed(
        good,
        {
            "[Content_Types].xml": types.replace(b"</Types>", kind),
            "word/_rels/document.xml.rels": relations.replace(b"</Relationships>", link),
            "word/vbaProject.bin": _compound(["VBA", "PROJECT"]),
        },
    )


def _compound(streams: list[str]) -> bytes:
    """A compound file of header, one FAT sector, one directory sector and an empty stream sector."""
    header = CFB_MAGIC + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, END, 0, END, 0)
    header += struct.pack("<109I", 0, *[FREE] * 108)
    table = struct.pack("<128I", FAT_SECTOR, END, *[FREE] * 126)
    entries = [_entry("Root Entry", 5, 1)] + [
        _entry(name, 2, FREE, right=index + 2 if index + 1 < len(streams) else FREE)
        for index, name in enumerate(streams)
    ]
    return header + table + b"".join(entries).ljust(512, b"\0")


def _entry(name: str, kind: int, child: int, right: int = FREE) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    head = text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text), kind, 1, FREE, right, child)
    return head + bytes(36) + struct.pack("<IQ", END, 0)


def _wrong_header() -> bytes:
    book = Workbook()
    book.properties.created = book.properties.modified = MOMENT
    for row in json.loads((SOURCE / "wrong-header.json").read_text("utf-8")):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return same_every_time(out.getvalue())


def _rows() -> list[bytes]:
    """Grey stripes that look like lines of print."""
    blank = bytes([255]) * PIXELS
    print_ = bytes(0 if x * 7 % 5 else 255 for x in range(PIXELS))
    return [print_ if y % 20 < 8 else blank for y in range(PIXELS)]


def _png() -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    image = zlib.compress(b"".join(b"\0" + row for row in _rows()), 9)
    size = struct.pack(">IIBBBBB", PIXELS, PIXELS, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", image) + chunk(b"IEND", b"")


def _scan() -> bytes:
    image = zlib.compress(b"".join(_rows()), 9)
    paint = b"q 500 0 0 700 48 71 cm /Im Do Q"
    look = f"/Type/XObject/Filter/FlateDecode/Subtype/Image/Width {PIXELS}/Height {PIXELS}"
    look += "/ColorSpace/DeviceGray/BitsPerComponent 8"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources 6 0 R>>",
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(paint), paint),
        b"<<%s/Length %d>>\nstream\n%s\nendstream" % (look.encode(), len(image), image),
        b"<</XObject<</Im 5 0 R>>>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, text)
    index = b"xref\n0 7\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + index + b"trailer\n<</Size 7/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(out)
