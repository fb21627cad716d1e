"""The text of a regulation as articles: split, checked, cited; and which version was in force on a day.

An article begins a line with its number (glossary: ARTICLE_HEADS); chapters and sections stand on lines of their own.
What stands before the first article is the preamble.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from bihuan.domain.glossary import ARTICLE_HEADS
from bihuan.domain.numerals import value_of

ARTICLE = re.compile(ARTICLE_HEADS["article"])
HEADING = re.compile(ARTICLE_HEADS["heading"])
LONGEST_HEADING = 40


@dataclass(frozen=True)
class RegulationArticle:
    """One article: its number as it is written, the heading it stands under, its words, the line where it begins."""

    label: str
    heading: str
    text: str
    line: int

    @property
    def number(self) -> tuple[int, int]:
        """Return the number, and which one inserted after it (0 for itself)."""
        found = ARTICLE.match(self.label)
        assert found is not None, self.label
        return value_of(found["number"]), value_of(found["inserted"]) if found["inserted"] else 0

    @property
    def anchor(self) -> str:
        """Return where the article stands on its page."""
        first, inserted = self.number
        return f"a-{first}-{inserted}" if inserted else f"a-{first}"


@dataclass(frozen=True)
class TextFault:
    """What is odd about a text: a code of the glossary, the line, what it is about; `bars` keeps it out."""

    code: str
    line: int
    subject: str = ""
    bars: bool = True


@dataclass(frozen=True)
class RegulationText:
    """A text as it was split."""

    preamble: tuple[str, ...]
    articles: tuple[RegulationArticle, ...]
    faults: tuple[TextFault, ...]

    @property
    def is_barred(self) -> bool:
        return any(fault.bars for fault in self.faults)

    def find(self, label: str) -> RegulationArticle | None:
        """Return an article by its number as it is written."""
        return next((one for one in self.articles if one.label == label), None)


def split_articles(text: str) -> RegulationText:
    """Split a text into its articles and say what is odd about it."""
    preamble: list[str] = []
    heading = ""
    begun: list[tuple[str, str, list[str], int]] = []
    for line, words in enumerate(text.splitlines(), start=1):
        told = words.strip().strip("\u3000")
        if not told:
            continue
        if HEADING.match(told) and len(told) <= LONGEST_HEADING:
            heading = told
        elif (found := ARTICLE.match(told)) and begins(found, begun[-1][0] if begun else ""):
            begun.append((found["label"], heading, [told[found.end() :].strip("\u3000 ")], line))
        elif begun:
            begun[-1][2].append(told)
        else:
            preamble.append(told)
    articles = tuple(
        RegulationArticle(label, under, "\n".join(filter(None, lines)), line) for label, under, lines, line in begun
    )
    return RegulationText(tuple(preamble), articles, tuple(faults_in(articles)))


def begins(found: re.Match[str], before: str) -> bool:
    """True where a line begins an article: its number stands apart, or it is the very next one.

    A line that begins with another article's number only speaks of it.
    """
    if found["apart"] is not None:
        return True
    last = ARTICLE.match(before)
    return value_of(found["number"]) == (value_of(last["number"]) if last else 0) + 1


def faults_in(articles: Sequence[RegulationArticle]) -> Iterator[TextFault]:
    """Return what is odd about articles: none at all, empty ones, numbers that repeat, go back or leave one out."""
    if not articles:
        yield TextFault("no_article", 1)
    seen: dict[tuple[int, int], int] = {}
    last = (0, 0)
    for one in articles:
        if not one.text:
            yield TextFault("empty", one.line, one.label)
        if one.number in seen:
            yield TextFault("twice", one.line, one.label)
        elif one.number < last:
            yield TextFault("goes_back", one.line, one.label)
        elif one.number[0] > last[0] + 1:
            yield TextFault("gap", one.line, one.label, bars=False)
        seen.setdefault(one.number, one.line)
        last = max(last, one.number)


# --- versions -----------------------------------------------------------------------------------------------


class InForce(Protocol):
    """A version as far as its days go."""

    @property
    def from_on(self) -> date: ...
    @property
    def until_on(self) -> date | None: ...


V = TypeVar("V", bound=InForce)


def in_force_on(versions: Iterable[V], day: date) -> V | None:
    """Return the version in force on a day: the last one begun by then, unless it has ended."""
    begun = [one for one in versions if one.from_on <= day]
    last = max(begun, key=lambda one: one.from_on, default=None)
    return last if last is not None and (last.until_on is None or day <= last.until_on) else None


def cited(title: str, document_number: str, label: str, text: str) -> str:
    """Return the words by which an article is cited, exactly as it stands."""
    number = ARTICLE_HEADS["number"].format(number=document_number) if document_number else ""
    return ARTICLE_HEADS["cited"].format(title=title, number=number, label=label, text=text)


def referred(title: str, document_number: str, label: str) -> str:
    """Return how an article is referred to without its words."""
    number = ARTICLE_HEADS["number"].format(number=document_number) if document_number else ""
    return ARTICLE_HEADS["referred"].format(title=title, number=number, label=label)


def named(title: str, label: str) -> str:
    """Return how an article is named where it is picked."""
    return ARTICLE_HEADS["named"].format(title=title, label=label)
