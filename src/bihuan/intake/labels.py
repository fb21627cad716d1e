"""Labels inside a finding (measures, progress, results, status) and the text that stands under each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from bihuan.intake.lexicon import pattern, words

KINDS = ("problem", "measure", "progress", "result", "status", "other")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of body text with the kind of label it stands under; `item`: one of a numbered list."""

    text: str
    line: int
    label: str = ""
    item: bool = False
    named: str = ""
    """The printed label, where the stretch begins with one."""


@cache
def _kinds() -> dict[str, str]:
    return {each: kind for kind in KINDS for each in words("labels", kind)}


def split_labels(text: str, line: int, active: str) -> list[Part]:
    """Cut a paragraph where labels stand; text before the first stays under the active one."""
    places: list[tuple[int, int, str]] = []
    start = pattern("labels", "at_start").match(text) or pattern("labels", "alone").match(text)
    if start is not None:
        places.append((0, start.end(), start["label"]))
    places += [(match.start(), match.end(), match["label"]) for match in pattern("labels", "inside").finditer(text)]
    parts: list[Part] = []
    first = places[0][0] if places else len(text)
    if text[:first].strip():
        parts.append(Part(text[:first].strip(), line, active))
    for at, (_, end, label) in enumerate(places):
        until = places[at + 1][0] if at + 1 < len(places) else len(text)
        parts.append(Part(text[end:until].strip(), line, _kinds()[label], named=label))
    return parts


def label_of_heading(words_: str, rest: str) -> tuple[str, str]:
    """Tell whether a numbered heading is itself a label, and give the text that follows it."""
    whole = f"{words_}{rest}"
    match = pattern("labels", "alone").match(words_) or pattern("labels", "at_start").match(whole)
    if match is None:
        return "", rest
    kind = _kinds()[match["label"]]
    if kind == "problem":
        return "", rest
    return kind, whole[match.end() :].strip()
