"""Photos without what cameras write into them: place, time, device. Only what draws the picture is kept."""

from __future__ import annotations

from collections.abc import Iterator

JPEG, PNG = b"\xff\xd8", b"\x89PNG\r\n\x1a\n"
DRAWING = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"})
SCAN, END, FIRST_APPLICATION, LAST_APPLICATION, COMMENT, COLOURS = 0xDA, 0xD9, 0xE0, 0xEF, 0xFE, 0xEE
ALONE = frozenset({0x01, *range(0xD0, 0xD8)})  # markers without a length
HEAD = 4  # bytes of a segment's marker and length


class NoPhoto(ValueError):
    """A file that is neither JPEG nor PNG, or is cut off."""

    def __init__(self) -> None:
        super().__init__("the file is no JPEG or PNG photo; choose another")


def stripped(content: bytes) -> bytes:
    """Return a photo without its metadata; raise NoPhoto."""
    try:
        if content.startswith(JPEG):
            return JPEG + b"".join(segments(content))
        if content.startswith(PNG):
            return PNG + b"".join(chunks(content))
    except IndexError as error:
        raise NoPhoto from error
    raise NoPhoto


def segments(content: bytes) -> Iterator[bytes]:
    """Return the segments that draw a JPEG; what stands behind its end is dropped, too."""
    at = len(JPEG)
    while True:
        if content[at] != 0xFF:
            raise NoPhoto
        marker = content[at + 1]
        if marker == END:
            yield content[at : at + 2]
            return
        if marker in ALONE:
            yield content[at : at + 2]
            at += 2
            continue
        length = int.from_bytes(content[at + 2 : at + HEAD])
        after = at + 2 + length
        if length < 2 or after > len(content):
            raise NoPhoto
        if not is_told(marker):
            yield content[at:after]
        at = after
        if marker == SCAN:
            after = scan_end(content, at)
            yield content[at:after]
            at = after


def is_told(marker: int) -> bool:
    """True for a segment that tells instead of drawing; Adobe's says how colours are meant, so it draws."""
    return marker == COMMENT or (FIRST_APPLICATION <= marker <= LAST_APPLICATION and marker != COLOURS)


def scan_end(content: bytes, at: int) -> int:
    """Return where the data of a scan ends: at the next marker that is no restart."""
    while True:
        at = content.find(b"\xff", at)
        if at < 0:
            raise NoPhoto
        follows = content[at + 1]
        if follows not in (0x00, *range(0xD0, 0xD8)):
            return at
        at += 2


def chunks(content: bytes) -> Iterator[bytes]:
    """Return the chunks that draw a PNG."""
    at = len(PNG)
    while True:
        length, kind = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        after = at + 12 + length
        if len(kind) < 4 or after > len(content):
            raise NoPhoto
        if kind in DRAWING:
            yield content[at:after]
        if kind == b"IEND":
            return
        at = after
