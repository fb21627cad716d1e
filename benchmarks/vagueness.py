"""Measures that say nothing: how well the check for vagueness agrees with people, on templates it was not made with.

benchmarks/measures.tsv holds 600 invented measures from sixty templates, written and labelled by one person, who had
read the names of the check's messages but neither its words nor its code; the second pass of labels was made blind, in
another order. Every third template is held out: the words of the check were lengthened while looking at the others
only. Where the passes differ the second holds. One author and clear-cut templates: real plans are harder than this.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from benchmarks.stopwatch import Figure

FILE = Path(__file__).with_name("measures.tsv")
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
def lines() -> tuple[Line, ...]:
    """Return the measures of the file."""
    with FILE.open(encoding="utf-8", newline="") as file:
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
    """Tell the agreement of the labels, and precision and recall on either part."""
    yield Figure("1 − kappa of two passes of labels, 600 measures", 1 - kappa(lines()), "", 1.0, "chance", at_most=None)
    for part, of in (
        ("held-out templates", [one for one in lines() if one.held_out]),
        ("other templates", [one for one in lines() if not one.held_out]),
    ):
        precision, recall = precision_and_recall(of)
        judged = 1.0 if part.startswith("held") else None
        yield Figure(f"vague measures passed over (1 − recall), {part}", 1 - recall, "", MISSED_AT_MOST, at_most=judged)
        yield Figure(f"advice that is wrong (1 − precision), {part}", 1 - precision, "", WRONG_AT_MOST, at_most=judged)
