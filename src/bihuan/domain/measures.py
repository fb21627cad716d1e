"""Is a measure more than a phrase? Points to what nobody could check afterwards; it advises and never blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

BLANK = "\x1f"  # white space that nobody types


@dataclass(frozen=True)
class MeasureWords:
    """A measure in its own words."""

    text: str
    owner: str = ""
    due_on: date | None = None
    expected_result: str = ""


@dataclass(frozen=True)
class VagueWords:
    """What counts as a phrase and what as something definite: data of the lexicon."""

    empty_phrases: tuple[str, ...]
    empty_results: tuple[str, ...]
    products: tuple[str, ...]
    deeds: tuple[str, ...]  # what is seen when a day stands beside it, and an intention without one
    collective_owners: tuple[str, ...]
    open_times: tuple[str, ...]
    definite: str  # a pattern: numbers with their unit, rhythms, titles
    days: str  # a pattern of days and terms: they tell when, not what
    hollow: str  # a pattern of phrases with a hole: what stands in the hole makes them no less empty
    topics: str  # a pattern of what a thing is about, where the thing itself would be a product
    punctuation: str  # a pattern of what does not count as words
    least_characters: int


@dataclass(frozen=True)
class Vague:
    """One weak place of a measure: a code, where (text, owner, due_on, expected_result), and the words that show it."""

    code: str
    part: str
    phrase: str = ""


def vague_in(measure: MeasureWords, words: VagueWords) -> tuple[Vague, ...]:
    """Return what is vague about a measure; nothing where somebody could check it."""
    return (
        *vague_text(measure, words),
        *vague_owner(measure.owner, words),
        *vague_time(measure, words),
        *vague_result(measure, words),
    )


def vague_text(measure: MeasureWords, words: VagueWords) -> Iterator[Vague]:
    """A phrase is vague only where the measure names nothing definite beside it."""
    if len(bare(measure.text, words)) < words.least_characters:
        yield Vague("measure.too_short", "text", measure.text.strip())
    elif not is_definite(measure.text, words):
        phrases = empty_in(measure.text, words)
        yield from (Vague("measure.empty_phrase", "text", phrase) for phrase in phrases)
        if not phrases and not is_definite(measure.expected_result, words):
            yield Vague("measure.nothing_to_see", "text")


def vague_owner(owner: str, words: VagueWords) -> Iterator[Vague]:
    """Everybody is nobody."""
    if not owner.strip():
        yield Vague("measure.nobody", "owner")
    elif said_in(owner, words.collective_owners):
        yield Vague("measure.everybody", "owner", owner.strip())


def vague_time(measure: MeasureWords, words: VagueWords) -> Iterator[Vague]:
    if measure.due_on is None:
        open_times = said_in(measure.text, words.open_times)
        yield from (Vague("measure.some_day", "due_on", time) for time in open_times[:1])
        if not open_times:
            yield Vague("measure.no_day", "due_on")


def vague_result(measure: MeasureWords, words: VagueWords) -> Iterator[Vague]:
    """A result that says "done well" cannot be seen."""
    result = measure.expected_result
    if not result.strip():
        yield Vague("measure.no_result_to_see", "expected_result")
    elif not is_definite(result, words):
        phrases = said_in(result, (*words.empty_results, *words.empty_phrases))
        yield from (Vague("measure.empty_result", "expected_result", phrase) for phrase in phrases[:1])


def is_definite(text: str, words: VagueWords) -> bool:
    """True where a text names a number, a rhythm, a title, a product or a deed with its day beside its empty phrases.

    A day alone is not enough: "Rectified" by the end of June is as empty as without the day.
    """
    rest = without(text, (*words.empty_phrases, *words.empty_results))
    rest = re.sub(words.topics, " ", re.sub(words.hollow, " ", rest))
    undated = re.sub(words.days, " ", rest)
    if re.search(words.definite, undated) or said_in(undated, words.products):
        return True
    return undated != rest and (rest == text or bool(said_in(undated, words.deeds)))


def empty_in(text: str, words: VagueWords) -> tuple[str, ...]:
    """Return the empty phrases of a text as they stand in it, those with a hole too."""
    known = said_in(text, words.empty_phrases)
    found = re.finditer(words.hollow, without(text, known))
    hollow = (text[one.end() - len(one[0].lstrip()) : one.end()].strip() for one in found)
    return tuple(sorted({*known, *filter(None, hollow)}, key=lambda phrase: (text.index(phrase), phrase)))


def without(text: str, phrases: tuple[str, ...]) -> str:
    """Return a text with signs that are no words in the place of these phrases: what is left stands where it stood."""
    longest_first = "|".join(map(re.escape, sorted(phrases, key=len, reverse=True)))
    return re.sub(longest_first, lambda found: BLANK * len(found[0]), text) if phrases else text


def said_in(text: str, phrases: tuple[str, ...]) -> tuple[str, ...]:
    """Return the phrases a text contains, in its own order, a longer one in place of the shorter inside it."""
    found = {phrase for phrase in phrases if phrase in text}
    whole = [phrase for phrase in found if not any(phrase != other and phrase in other for other in found)]
    return tuple(sorted(whole, key=lambda phrase: (text.index(phrase), phrase)))


def bare(text: str, words: VagueWords) -> str:
    return re.sub(words.punctuation, "", text)
