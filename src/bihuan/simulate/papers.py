"""The demo's files: a feedback document as Word writes it, small PDF, PNG and text files as evidence."""

from __future__ import annotations

import base64
import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from xml.sax.saxutils import escape

from bihuan.simulate.vocabulary import Problem, words

MOMENT = (1980, 1, 1, 0, 0, 0)
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = (
    f'<?xml version="1.0" encoding="UTF-8"?><Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    f'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="{PACKAGE}/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
GROUP_OF = {"A1": 0, "A2": 1, "A3": 2, "A4": 3, "B2": 4, "D": 4}
LINE_HEIGHT, TOP, LEFT, WIDTH_OF_LINE = 24, 780, 60, 30
PICTURE = 48


@dataclass(frozen=True)
class FeedbackPaper:
    """A feedback document: its bytes, and in which paragraph each problem stands."""

    content: bytes
    lines: Sequence[int]
    headings: Sequence[str]


def feedback_paper(unit: str, team: str, days: tuple[str, str], problems: Sequence[Problem]) -> FeedbackPaper:
    """Return the feedback to a unit as a Word document with typed numbers."""
    told = words()
    opening = told["feedback_opening"].format(
        unit=unit, team=team, n=len(problems), **{"from": days[0], "until": days[1]}
    )
    paragraphs = [told["feedback_title"].format(unit=unit, team=team), opening]
    lines: list[int] = []
    headings: list[str] = []
    groups: list[int] = []
    heading = ""
    for number, problem in enumerate(problems, start=1):
        group = GROUP_OF[problem.category.split()[0]]
        if group not in groups:
            groups.append(group)
            numeral, title = told["numerals"][len(groups) - 1], told["feedback_groups"][group]
            paragraphs.append(told["group_heading"].format(numeral=numeral, title=title))
            heading = paragraphs[-1]
        headings.append(heading)
        paragraphs.append(told["finding_heading"].format(n=number, title=problem.title))
        lines.append(len(paragraphs))
        paragraphs.append(problem.text)
    paragraphs.append(told["feedback_closing"])
    return FeedbackPaper(word_document(paragraphs), lines, headings)


def word_document(paragraphs: Iterable[str]) -> bytes:
    """Return paragraphs as a .docx; the same ones give the same bytes."""
    body = "".join(f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>' for text in paragraphs)
    document = (
        f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    )
    return packed({"[Content_Types].xml": TYPES, "_rels/.rels": RELATIONS, "word/document.xml": document})


def packed(parts: Mapping[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, MOMENT), text.encode(), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def upload(name: str, content: bytes) -> dict[str, str]:
    """Return a file as the forms of the deeds take it."""
    return {"name": name, "content": base64.b64encode(content).decode()}


# --- evidence -------------------------------------------------------------------------------------


def evidence(label: str, unit: str, title: str, chance: Random) -> tuple[str, bytes]:
    """Return a file name and bytes of a piece of evidence: mostly PDF, some pictures and texts."""
    text = words()["evidence_text"].format(label=label, unit=unit, title=title)
    form = chance.choices(("pdf", "png", "txt"), weights=(6, 2, 2))[0]
    content = {"pdf": lambda: pdf(text), "png": lambda: picture(chance), "txt": text.encode}[form]()
    return f"{label}.{form}", content


def pdf(text: str) -> bytes:
    """Return one page of Chinese text in the reader's own Song face."""
    shown = [piece for line in text.split("\n") for piece in pieces(line)]
    drawn = "".join(f"<{line.encode('utf-16-be').hex()}> Tj T* " for line in shown)
    stream = f"BT /F1 14 Tf {LINE_HEIGHT} TL {LEFT} {TOP} Td {drawn}ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /FontDescriptor 7 0 R "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 "
        b"/Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    ]
    return with_table(objects)


def pieces(line: str) -> list[str]:
    return [line[start : start + WIDTH_OF_LINE] for start in range(0, len(line), WIDTH_OF_LINE)] or [" "]


def with_table(objects: Sequence[bytes]) -> bytes:
    """Return numbered objects as a PDF with its cross-reference table."""
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def picture(chance: Random) -> bytes:
    """Return a small PNG in a colour of its own."""
    colour = bytes(chance.randint(60, 220) for _ in range(3))
    rows = b"".join(b"\x00" + colour * PICTURE for _ in range(PICTURE))
    header = struct.pack(">IIBBBBB", PICTURE, PICTURE, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
