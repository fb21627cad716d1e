"""Find places in a text outside quotation marks and brackets, and peel quotation marks off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bihuan.intake.lexicon import words


@cache
def _pairs() -> dict[str, str]:
    pairs = (*words("characters", "quote_pairs"), *words("characters", "bracket_pairs"))
    return {pair[0]: pair[1] for pair in pairs}


@cache
def _quotes() -> dict[str, str]:
    return {pair[0]: pair[1] for pair in words("characters", "quote_pairs")}


@cache
def opening_quotes() -> re.Pattern[str]:
    """Give what begins a quotation."""
    return _any_of("".join(_quotes()))


@cache
def _any_of(signs: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(signs)}]")


def find_outside(text: str, signs: str) -> int:
    """Give the place of the first of the signs that stands outside quotes and brackets; -1 if none does."""
    first = _any_of(signs).search(text)
    if first is None:
        return -1
    opening = _any_of("".join(_pairs())).search(text)
    if opening is None or opening.start() > first.start():
        return first.start()
    return next(_places_outside(text, signs), -1)


def split_outside(text: str, signs: str) -> list[str]:
    """Split after signs outside quotes and brackets; each piece keeps its sign."""
    pieces, start = [], 0
    for at in _places_outside(text, signs):
        pieces.append(text[start : at + 1])
        start = at + 1
    return [piece for piece in [*pieces, text[start:]] if piece.strip()]


def _places_outside(text: str, signs: str) -> Iterator[int]:
    """Give the places of signs outside quotes and brackets; an opening sign that is never closed opens nothing."""
    pairs, waiting = _pairs(), [""]
    last: dict[str, int] = {}  # where each closing sign stands for the last time
    for at, sign in enumerate(text):
        if sign == waiting[-1]:
            waiting.pop()
            continue
        closing = pairs.get(sign)
        if closing is not None and closing not in last:
            last[closing] = text.rfind(closing)
        if closing is not None and last[closing] > at:
            waiting.append(closing)
        elif sign in signs and len(waiting) == 1:
            yield at


def peel_quotes(text: str, *, sure: bool = False) -> str:
    """Take off quotation marks that surround the whole; `sure` when the form says that they must."""
    opening = text[:1]
    closing = _quotes().get(opening)
    if closing is None or len(text) < 3 or not text.endswith(closing):
        return text
    inner = text[1:-1]
    if opening == closing:
        count = inner.count(opening)
        return inner if count == 0 or (sure and count % 2 == 0) else text
    depth = 0
    for at, sign in enumerate(text):
        depth += (sign == opening) - (sign == closing)
        if depth == 0 and at < len(text) - 1:
            return text
    return inner


def find_quotes(text: str) -> tuple[str, ...]:
    """Give the outermost quoted passages of a text."""
    openings = opening_quotes()
    match = openings.search(text)
    if match is None:
        return ()
    found: list[str] = []
    quotes = _quotes()
    while match is not None:
        at = match.start()
        end = _closing_place(text, at, quotes[match[0]])
        if end > at + 1:
            found.append(text[at + 1 : end])
            at = end
        match = openings.search(text, at + 1)
    return tuple(found)


def _closing_place(text: str, at: int, closing: str) -> int:
    opening = text[at]
    if opening == closing:
        return text.find(closing, at + 1)
    depth = 0
    for place in range(at, len(text)):
        depth += (text[place] == opening) - (text[place] == closing)
        if depth == 0:
            return place
    return -1
