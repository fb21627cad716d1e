"""Measures that say nothing: how well the check for vagueness agrees with people, on templates it was not made with.

Two files of 600 invented measures each, from sixty templates, by two authors. The first author had read the names of
the check's messages but neither its words nor its code, and labelled both times, the second time blind and in another
order. The second author had seen nothing of the check at all; the second labels are a third person's, from the texts
alone. Every third template is held out: the words of the check were lengthened while looking at the others only.
Before that, precision and recall on the whole second file were 0.98 and 0.80. Where the labels differ the second
holds. Invented sentences are clearer than real plans are.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from benchmarks.stopwatch import Figure

FILES = {"first author": "measures.tsv", "second author": "measures_second.tsv"}
MISSED_AT_MOST, WRONG_AT_MOST = 0.2, 0.1
VAGUE = "vague"


@dataclass(frozen=True)
class Line:
    """One measure with its two labels."""

    template: str
    held_out: bool
    first: bool
    second: bool
    text: str


@cache
def lines(name: str) -> tuple[Line, ...]:
    """Return the measures of a file."""
    with Path(__file__).with_name(name).open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return tuple(
            Line(r["template"], r["held_out"] == "yes", r["first"] == VAGUE, r["second"] == VAGUE, r["text"])
            for r in rows
        )


def kappa(of: tuple[Line, ...]) -> float:
    """Return Cohen's kappa of the two passes."""
    agreed = sum(one.first == one.second for one in of) / len(of)
    first, second = (sum(getattr(one, name) for one in of) / len(of) for name in ("first", "second"))
    by_chance = first * second + (1 - first) * (1 - second)
    return (agreed - by_chance) / (1 - by_chance)


def precision_and_recall(of: list[Line]) -> tuple[float, float]:
    """Return how much of the advice is right, and how much of what is vague gets it."""
    from bihuan.domain.measures import MeasureWords, vague_in
    from bihuan.rectification.advice import vague_words

    told = [any(hit.part == "text" for hit in vague_in(MeasureWords(one.text), vague_words())) for one in of]
    right = sum(said and one.second for said, one in zip(told, of, strict=True))
    return right / sum(told), right / sum(one.second for one in of)


def measure() -> Iterator[Figure]:
    """Tell for either author the agreement of the labels, and precision and recall on either part."""
    for author, name in FILES.items():
        found = lines(name)
        words = f"1 − kappa of two passes of labels, {len(found)} measures, {author}"
        yield Figure(words, 1 - kappa(found), "", 1.0, "chance", at_most=None)
        yield from of_part(f"held-out templates, {author}", [one for one in found if one.held_out], 1.0)
        yield from of_part(f"other templates, {author}", [one for one in found if not one.held_out], None)


def of_part(part: str, of: list[Line], judged: float | None) -> Iterator[Figure]:
    """Tell precision and recall on some measures; only those that were held out are judged."""
    precision, recall = precision_and_recall(of)
    yield Figure(f"vague measures passed over (1 − recall), {part}", 1 - recall, "", MISSED_AT_MOST, at_most=judged)
    yield Figure(f"advice that is wrong (1 − precision), {part}", 1 - precision, "", WRONG_AT_MOST, at_most=judged)
