"""A paper as .docx: the same page as the PDF, with the fonts named that the standard wants."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from bihuan.papers.codes import png_of
from bihuan.papers.layout import POINTS_A_MM, layout
from bihuan.papers.paper import Heading, Paper, Table
from bihuan.papers.titles import title_lines
from bihuan.papers.word_marks import Look, Writer
from bihuan.papers.word_tables import put_imprint, put_table

if TYPE_CHECKING:
    from docx.document import Document

HEADING_FONTS = ("hei", "kai", "fangsong", "fangsong")
CODE_MM, CAPTION_PT = 24, 9


def docx_of(paper: Paper) -> bytes:
    """Return a paper as a Word file; the same paper is always the same bytes."""
    import docx

    document = docx.Document()
    writer = Writer(document)
    writer.page()
    document.core_properties.title = paper.title.replace("\n", "")
    document.core_properties.author = paper.head.mark if paper.head else ""
    _head(writer, paper)
    _title(writer, paper)
    _body(writer, paper)
    _end(writer, document, paper)
    return saved(document)


def saved(document: Document) -> bytes:
    """Return a document's bytes without the hour of its making in them."""
    held, packed = BytesIO(), BytesIO()
    document.save(held)
    with ZipFile(held) as made, ZipFile(packed, "w", ZIP_DEFLATED) as plain:
        for part in made.infolist():
            plain.writestr(ZipInfo(part.filename), made.read(part.filename), ZIP_DEFLATED)
    return packed.getvalue()


def _head(writer: Writer, paper: Paper) -> None:
    page = layout()
    for line in paper.corner:
        writer.line(line, Look(font="hei"))
    if paper.head is None:
        return
    shape = page.raw["red_head"]
    room = shape["from_top_mm"] * POINTS_A_MM - len(paper.corner) * page.word_pitch_pt
    size = page.head_size_pt(paper.head.mark)
    mark = Look(font="song", size=size, colour=shape["colour"], align="center", before=max(room, 0), pitch=size * 1.15)
    writer.line(paper.head.mark, mark)
    writer.blank(shape["lines_to_number"])
    under = Look(align="both" if paper.head.right else "center", rule=True, indent=1 if paper.head.right else 0)
    writer.line(paper.head.number, under, right=paper.head.right)
    writer.blank(shape["lines_to_title"] - 1)


def _title(writer: Writer, paper: Paper) -> None:
    title = layout().title
    look = Look(font="song", size=title.size_pt, align="center", pitch=title.pitch_pt)
    for line in title_lines(paper.title):
        writer.line(line, look)
    writer.blank(1)
    if paper.addressee:
        writer.line(paper.addressee, Look())


def _body(writer: Writer, paper: Paper) -> None:
    indent = layout().raw["indent_characters"]
    for number, block in enumerate(paper.blocks):
        following = paper.blocks[number + 1] if number + 1 < len(paper.blocks) else None
        match block:
            case Table():
                put_table(writer, block)
            case Heading(level=level, text=text):
                stays = following is not None and (not isinstance(following, Heading) or following.level > level)
                writer.line(text, Look(font=HEADING_FONTS[level - 1], first=indent, stays=stays))
            case _:
                stays = following is None and bool(paper.signatories)
                writer.line(block.text, Look(first=0 if block.flush else indent, stays=stays))


def _end(writer: Writer, document: Document, paper: Paper) -> None:
    page = layout()
    indent = page.raw["indent_characters"]
    if paper.attachments:
        writer.blank(1, stays=True)
        for number, line in enumerate(paper.attachments):
            hang = len(paper.attachment_label) if number else 0
            label = "" if number else paper.attachment_label
            writer.line(label + line, Look(indent=indent + hang, stays=True))
    seal = page.raw["seal"]
    for number, signatory in enumerate(paper.signatories):
        writer.blank(seal["lines_before" if paper.sealed else "lines_without"] if number == 0 or paper.sealed else 0)
        writer.line(signatory.name, Look(align="right", right_indent=signatory.from_right, stays=True))
    if paper.signatories:
        last = paper.signatories[-1]
        writer.line(paper.date, Look(align="right", right_indent=last.date_from_right))
    if paper.note:
        writer.line(paper.note, Look(first=indent))
    if paper.code:
        from docx.shared import Mm

        document.add_picture(BytesIO(png_of(paper.code)), width=Mm(CODE_MM))
        writer.line(paper.code_caption, Look(size=CAPTION_PT, pitch=CAPTION_PT * 1.5))
    if paper.imprint:
        put_imprint(writer, paper.imprint)
