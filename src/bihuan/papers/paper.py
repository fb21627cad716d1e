"""A paper as values: what stands on it, in order, whatever file it becomes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Heading:
    """A numbered heading of a level from 1 to 4; its number is written out in `text` already."""

    level: int
    text: str


@dataclass(frozen=True)
class Text:
    """One paragraph of the body; `flush` without the indent of two characters."""

    text: str
    flush: bool = False


@dataclass(frozen=True)
class Cell:
    """A field of a table; a label is set in the middle, what is filled in at the left."""

    text: str
    span: int = 1
    label: bool = False
    by_hand: bool = False  # left empty for somebody's pen


@dataclass(frozen=True)
class Table:
    """A ruled table. Widths are shares; the first `head` rows stand again on every page."""

    widths: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]
    head: int = 0


Block = Heading | Text | Table


@dataclass(frozen=True)
class Head:
    """The red head of a paper: who issues it, its number, and who signed it off or what else stands at the right."""

    mark: str
    number: str = ""
    right: str = ""


@dataclass(frozen=True)
class Signatory:
    """Who signs, with how far from the right edge each of both lines ends, in characters of the body."""

    name: str
    from_right: float
    date_from_right: float


@dataclass(frozen=True)
class Imprint:
    """The last lines of a paper: who gets copies, who printed it and when."""

    copied_to: str
    printed_by: str
    printed_on: str


@dataclass(frozen=True)
class Paper:
    """A whole paper. Words of the form, such as those before attachments, stand in the values already."""

    kind: str
    title: str
    blocks: tuple[Block, ...]
    head: Head | None = None
    corner: tuple[str, ...] = ()  # number of the copy, class, urgency: top left, one below the other
    addressee: str = ""
    attachment_label: str = ""  # before the first attachment; the others stand below its name
    attachments: tuple[str, ...] = ()
    signatories: tuple[Signatory, ...] = ()
    date: str = ""
    sealed: bool = False
    note: str = ""
    imprint: Imprint | None = None
    code: str = ""  # what the QR code says
    code_caption: str = ""

    @property
    def characters(self) -> str:
        """Return all that is printed, to look for characters that a font lacks."""
        parts = [
            self.title,
            self.addressee,
            self.date,
            self.note,
            self.code_caption,
            self.attachment_label,
            *self.corner,
            *self.attachments,
        ]
        parts += [signatory.name for signatory in self.signatories]
        for block in self.blocks:
            if isinstance(block, Table):
                parts += [cell.text for row in block.rows for cell in row]
            else:
                parts.append(block.text)
        if self.head:
            parts += [self.head.mark, self.head.number, self.head.right]
        if self.imprint:
            parts += [self.imprint.copied_to, self.imprint.printed_by, self.imprint.printed_on]
        return "".join(parts)
