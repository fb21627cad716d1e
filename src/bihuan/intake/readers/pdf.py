"""PDF files that hold text: printed lines are joined into paragraphs again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from bihuan.intake import limits, refusals
from bihuan.intake.lexicon import pattern
from bihuan.intake.passages import Note, Passage, Reading

_PAGE_NUMBER = re.compile(r"[-\u2013\u2014\s]*\d{1,4}[-\u2013\u2014\s]*")


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    left: float
    right: float
    height: float
    page: float
    """Width of the page."""


def read_pdf(data: bytes, name: str) -> Reading:
    """Read the text of all pages; a file of pictures alone is refused."""
    pages = _pages(data, name)
    if not any(pages):
        raise refusals.Scanned(name, place="all pages")
    texts: list[str] = []
    for lines in pages:
        _join(lines, texts)
    passages = tuple(Passage(text, at) for at, text in enumerate(texts, start=1))
    empty = [str(at) for at, lines in enumerate(pages, start=1) if not lines]
    told = f"pages without text, perhaps pictures: {', '.join(empty)}"
    return Reading(passages, (Note(1, "pdf.page_without_text", told),) if empty else ())


def _pages(data: bytes, name: str) -> list[list[_Line]]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise refusals.Encrypted(name) from error
        raise refusals.Corrupt(name) from error
    try:
        if len(document) > limits.MOST_PAGES:
            raise refusals.TooLarge(name, problem=f"it has more than {limits.MOST_PAGES} pages")
        return [_lines(document, at, name) for at in range(len(document))]
    finally:
        document.close()


def _lines(document: Any, at: int, name: str) -> list[_Line]:
    """Read the printed lines of a page with their edges."""
    import pypdfium2

    try:
        page = document[at]
        text_page = page.get_textpage()
        whole = text_page.get_text_range()
    except (pypdfium2.PdfiumError, UnicodeDecodeError) as error:
        raise refusals.Corrupt(name, place=f"page {at + 1}") from error
    lines: list[_Line] = []
    start = 0
    for text in re.split(r"(?<=\n)", whole):
        if text.strip() and not _PAGE_NUMBER.fullmatch(text.strip()):
            lines.append(_measure(text_page, text, start, page.get_width()))
        start += len(text)
    return lines


def _measure(text_page: Any, text: str, start: int, width: float) -> _Line:
    stripped = text.strip()
    first = start + text.index(stripped[0])
    last = min(first + len(stripped), text_page.count_chars()) - 1
    left, bottom, _, top = text_page.get_charbox(min(first, last), loose=True)
    right = text_page.get_charbox(last, loose=True)[2]
    return _Line(re.sub(r"\s+", " ", stripped), left, right, max(top - bottom, 1.0), width)


def _join(lines: list[_Line], texts: list[str]) -> None:
    """Append a page's paragraphs; the first line may go on with the last paragraph of the page before."""
    if not lines:
        return
    left = min(line.left for line in lines)
    right = _right_edge(lines, left)
    previous: _Line | None = None
    for line in lines:
        if (texts and previous is not None and not _begins(line, previous, left, right)) or (
            texts and previous is None and not _indented(line, left) and not _finished(texts[-1], line)
        ):
            texts[-1] = _glue(texts[-1], line.text)
        else:
            texts.append(line.text)
        previous = line


def _right_edge(lines: list[_Line], left: float) -> float:
    """Where full lines end; on a page without full lines, where they would with equal margins."""
    flush = [line for line in lines if line.left - left < 3 * line.height] or lines
    longest = max(line.right for line in flush)
    full = sum(longest - line.right < line.height for line in flush)
    return longest if full > 1 else max(longest, lines[0].page - left)


def _begins(line: _Line, previous: _Line, left: float, right: float) -> bool:
    """A paragraph begins where a line is indented, is numbered, or follows one that stops short."""
    if _indented(line, left) or pattern("headings", "begins").match(line.text):
        return True
    return right - previous.right > 2.2 * previous.height


def _indented(line: _Line, left: float) -> bool:
    return line.left - left > 0.9 * line.height


def _finished(text: str, line: _Line) -> bool:
    return bool(pattern("headings", "sentence_end").search(text) or pattern("headings", "begins").match(line.text))


def _glue(before: str, after: str) -> str:
    """Join without a blank, except between Latin words."""
    blank = " " if before[-1].isascii() and before[-1].isalnum() and after[0].isascii() and after[0].isalnum() else ""
    return before + blank + after
