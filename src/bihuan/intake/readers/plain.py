"""Plain text: UTF-8, UTF-16 and GB18030, told apart by content."""

from __future__ import annotations

import re

from bihuan.intake import limits, refusals
from bihuan.intake.passages import Note, Passage, Reading

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f]")
_PRIVATE = re.compile("[\ue000-\uf8ff\ufffd]")
_BREAKS = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
# Han characters and the punctuation of Chinese type; then what may stand beside them: toned letters, signs.
_CHINESE = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_BESIDE = re.compile("[\u00a0-\u0261\u2000-\u22ff\u2460-\u24ff]")


def decode(data: bytes, name: str) -> tuple[str, str]:
    """Give the text, byte-order mark included, and its encoding."""
    text, encoding = _decode(data, name)
    if _CONTROL.search(text):
        raise refusals.UnknownType(name)
    if len(text) > limits.LONGEST_TEXT:
        raise refusals.TooLarge(name, problem=f"the text is too long (at most {limits.LONGEST_TEXT} characters)")
    return text, encoding


def _decode(data: bytes, name: str) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_as(data, encoding, name), encoding
    if b"\0" in data[:4096]:
        odd, even = data[1:4096:2].count(0), data[0:4096:2].count(0)
        guess = "utf-16-le" if odd > even else "utf-16-be"
        try:
            return data.decode(guess), guess
        except UnicodeDecodeError as error:
            raise refusals.UnknownType(name) from error
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as failed:
        return _decode_legacy(data, name, failed.start), "gb18030"


def _decode_legacy(data: bytes, name: str, at: int) -> str:
    """Take GB18030 only where it makes sense as Chinese: it accepts nearly any bytes."""
    text = _decode_as(data, "gb18030", name)
    foreign = sum(character > "\x7f" for character in text)
    chinese, beside = len(_CHINESE.findall(text)), len(_BESIDE.findall(text))
    if chinese * 2 < foreign or (chinese + beside) * 10 < foreign * 9 or _PRIVATE.search(text):
        raise refusals.UnknownEncoding(name, place=f"byte {at + 1}")
    return text


def _decode_as(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise refusals.UnknownEncoding(name, place=f"byte {error.start + 1}") from error


def read_plain(data: bytes, name: str) -> Reading:
    """Take every non-empty line as a passage."""
    text, encoding = decode(data, name)
    lines = [line.strip() for line in _BREAKS.split(text.removeprefix("\ufeff"))]
    filled = [line for line in lines if line]
    if not filled:
        raise refusals.Empty(name)
    notes = () if encoding == "utf-8" else (Note(1, "text.encoding", f"read as {encoding.upper()}"),)
    return Reading(tuple(Passage(line, at) for at, line in enumerate(filled, start=1)), notes)
