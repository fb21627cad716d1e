"""Where a text has the words that were asked for, so that a page can mark them: the same answer as the index gives."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bihuan.domain.grams import HAN, LONGEST_TERM, LONGEST_WORD, runs

Span = tuple[int, int]
_LETTER = f"[^\\W_{HAN}]"
_SEAM = f"(?:(?![{HAN}])[\\W_])"


@dataclass(frozen=True)
class Piece:
    """A part of a text: found, or what stands between."""

    text: str
    is_found: bool


def places(text: str, asked: str) -> list[Span]:
    """Return where the terms of a question stand in a text, in order, those that touch or overlap as one."""
    plain, origins = plainly(text)
    found: list[Span] = []
    for term in dict.fromkeys(asked.split()):
        pattern = pattern_of(term[:LONGEST_TERM])
        if pattern is not None:
            found += [(match.start(), match.end()) for match in pattern.finditer(plain)]
    if origins is not None:
        found = [(origins[begin], origins[end - 1] + 1) for begin, end in found]
    return joined(found)


def plainly(text: str) -> tuple[str, Sequence[int] | None]:
    """Return a text without widths and capitals, and where each of its characters stood; None where they still do."""
    lower = text.lower()
    if len(lower) == len(text) and unicodedata.is_normalized("NFKC", lower):
        return lower, None
    signs, origins = [], []
    for place, sign in enumerate(text):
        plain = unicodedata.normalize("NFKC", sign).lower()
        signs.append(plain)
        origins += [place] * len(plain)
    return "".join(signs), origins


@lru_cache(maxsize=256)
def pattern_of(term: str) -> re.Pattern[str] | None:
    """Return a term as the index reads it: Han from anywhere to anywhere, other words whole, seams of any width."""
    cut = runs(term)
    if not cut:
        return None
    parts = [] if is_han(cut[0]) else [f"(?<!{_LETTER})"]
    for place, run in enumerate(cut):
        if place:
            parts.append(_SEAM + ("*" if is_han(run) != is_han(cut[place - 1]) else "+"))
        parts.append(re.escape(run) if is_han(run) else word(run))
    return re.compile("".join(parts))


def word(run: str) -> str:
    """Return a word of letters and digits that has to stand whole; of a longer one the beginning counts."""
    rest = f"{_LETTER}*" if len(run) >= LONGEST_WORD else ""
    return f"{re.escape(run[:LONGEST_WORD])}{rest}(?!{_LETTER})"


def is_han(run: str) -> bool:
    return re.match(f"[{HAN}]", run) is not None


def joined(spans: Iterable[Span]) -> list[Span]:
    found: list[Span] = []
    for begin, end in sorted(spans):
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((begin, end))
    return found


def marked(text: str, spans: Sequence[Span]) -> list[Piece]:
    """Cut a text at the places found; its pieces together are the text."""
    pieces, last = [], 0
    for begin, end in spans:
        pieces += [Piece(text[last:begin], False), Piece(text[begin:end], True)]
        last = end
    pieces.append(Piece(text[last:], False))
    return [piece for piece in pieces if piece.text]


def excerpt(text: str, spans: Sequence[Span], *, before: int, length: int) -> list[Piece]:
    """Return a stretch of a text around its first place, marked; dots stand where something is left out."""
    begin = max(0, spans[0][0] - before) if spans else 0
    end = min(len(text), begin + length)
    begin = max(0, min(begin, end - length))
    inside = [(max(at, begin) - begin, min(to, end) - begin) for at, to in spans if at < end and to > begin]
    pieces = marked(text[begin:end], inside)
    left = [Piece("…", False)] if begin else []
    right = [Piece("…", False)] if end < len(text) else []
    return [*left, *pieces, *right]
