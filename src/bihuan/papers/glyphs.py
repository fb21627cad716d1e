"""Which characters a font has: its cmap table, read where it stands, so that a gap is told before anybody prints."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from struct import unpack_from

COLLECTION = b"ttcf"
TABLE_ENTRY, SUBTABLE_ENTRY, GROUP = 16, 8, 12
LAST_SEGMENT = 0xFFFF


class FontUnreadable(ValueError):
    """A font file without a table of characters that can be read."""

    def __init__(self, file: str) -> None:
        self.file = file
        super().__init__(f"{file}: no table of characters in it; put a whole font file there")


@cache
def characters_of(file: Path, index: int = 0) -> frozenset[int]:
    """Return the code points a font has glyphs for; raise FontUnreadable."""
    font = file.read_bytes()
    start = unpack_from(">I", font, 12 + 4 * index)[0] if font[:4] == COLLECTION else 0
    for number in range(unpack_from(">H", font, start + 4)[0]):
        tag, _sum, offset, _length = unpack_from(">4sIII", font, start + 12 + number * TABLE_ENTRY)
        if tag == b"cmap":
            return _from_cmap(font, offset)
    raise FontUnreadable(file.name)


def _from_cmap(font: bytes, start: int) -> frozenset[int]:
    """Return what all Unicode subtables of the formats 4 and 12 name."""
    found: set[int] = set()
    for number in range(unpack_from(">H", font, start + 2)[0]):
        offset = start + unpack_from(">I", font, start + 4 + number * SUBTABLE_ENTRY + 4)[0]
        match unpack_from(">H", font, offset)[0]:
            case 4:
                found |= _segments(font, offset)
            case 12:
                found |= _groups(font, offset)
    return frozenset(found)


def _segments(font: bytes, offset: int) -> set[int]:
    count = unpack_from(">H", font, offset + 6)[0] // 2
    ends = unpack_from(f">{count}H", font, offset + 14)
    starts = unpack_from(f">{count}H", font, offset + 16 + 2 * count)
    return {code for first, last in zip(starts, ends, strict=True) for code in range(first, last + 1)} - {LAST_SEGMENT}


def _groups(font: bytes, offset: int) -> set[int]:
    count = unpack_from(">I", font, offset + 12)[0]
    found: set[int] = set()
    for number in range(count):
        first, last, _glyph = unpack_from(">III", font, offset + 16 + number * GROUP)
        found.update(range(first, last + 1))
    return found
