"""Measures out of the text under a label: counted sentences, numbered items, or the whole."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import chain

from bihuan.intake.balance import split_outside
from bihuan.intake.lexicon import pattern, word

_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Split:
    """A text cut into measures as printed, counting words and closing marks included, and what remains."""

    measures: tuple[str, ...]
    remains: str


def counts_nothing(text: str) -> bool:
    """True for a text without a sign that counting cannot do without."""
    return pattern("labels", "counting_needs").search(text) is None


def split_counted(text: str) -> Split:
    """Take out the sentences that begin with "firstly", "secondly" and so on."""
    return _split(text, [match.span() for match in pattern("labels", "ordinal").finditer(text)], counted=True)


def split_numbered(text: str) -> Split:
    """Take out items numbered inside a paragraph, where the numbers begin at one and rise by one."""
    spans: list[tuple[int, int]] = []
    family = ""
    for match in pattern("labels", "inline_number").finditer(text):
        key = str(match.lastgroup)
        value = ord(match["c"]) - 0x245F if match["c"] else int(match[key])
        if value == len(spans) + 1 and (not spans or key == family):
            family = key
            spans.append(match.span())
    return _split(text, spans, counted=False) if len(spans) >= _FEWEST else Split((), text)


def measures_in_cell(text: str) -> tuple[str, ...]:
    """Cut a cell of measures at its counted sentences, its numbers or its lines."""
    if not counts_nothing(text):
        split = split_measures(text, whole=False)
        if split.measures:
            return split.measures
    if "\n" not in text:
        plain = text.strip()
        return (plain,) if plain else ()
    return tuple(tidy(line) for line in text.split("\n") if line.strip())


def cut_cells(texts: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Cut those cells of a column that are not one measure, told plainly; around none of them stand blanks."""
    counted = filter(pattern("labels", "counting_needs").search, texts)
    of_lines = [text for text in texts if "\n" in text]
    return {text: measures_in_cell(text) for text in chain(counted, of_lines, ("",))}


def split_measures(text: str, *, whole: bool) -> Split:
    """Cut a text under a label; with `whole`, a text that counts nothing is one measure itself."""
    split = Split((), text)
    if not counts_nothing(text):
        counted = split_counted(text)
        split = counted if counted.measures else split_numbered(text)
    if not split.measures and whole and text.strip():
        return Split((tidy(text),), "")
    return split


def _split(text: str, spans: list[tuple[int, int]], *, counted: bool) -> Split:
    if not spans:
        return Split((), text)
    measures: list[str] = []
    before, after = text[: spans[0][0]], ""
    for at, (start, end) in enumerate(spans):
        until = spans[at + 1][0] if at + 1 < len(spans) else len(text)
        body, rest = _cut_conclusion(text[end:until])
        after += rest
        if body.strip():
            measures.append(tidy((text[start:end] if counted else "") + body))
    return Split(tuple(measures), "\n".join(each.strip() for each in (before, after) if each.strip()))


def _cut_conclusion(text: str) -> tuple[str, str]:
    """Part a measure from a conclusion about the finding as a whole that follows it."""
    from bihuan.intake.status import read_status

    sentences = split_outside(text, word("characters", "stops") + "\n")
    for at, sentence in enumerate(sentences):
        plain = sentence.strip()
        concludes = (
            pattern("labels", "after_measures").match(plain)
            or read_status(plain.rstrip(word("headings", "trailing"))).known
        )
        if at and concludes:
            return "".join(sentences[:at]), "".join(sentences[at:])
    return text, ""


def tidy(text: str) -> str:
    """Take blanks off a measure; its words and closing mark stay as printed."""
    plain = text.strip()
    return re.sub(r"\s*\n\s*", "\n", plain) if "\n" in plain else plain
