"""Where a paper closes: requests, outlook, contact and signature after the last finding, which belong to none."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from bihuan.intake.amounts import find_amounts
from bihuan.intake.balance import split_outside
from bihuan.intake.headings import find_mark, is_other, states_problem
from bihuan.intake.lexicon import load, pattern, word
from bihuan.intake.passages import Note, Passage

_LOOK_BACK = 4  # a contact line may have this many lines below it
_SHOWN = 40

Passages = tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence with its place; `free`: it is no heading, so that it can be left out."""

    text: str
    passage: int
    start: int
    free: bool
    begins: bool
    """It begins its line."""


def cut_end(passages: Passages) -> Passages:
    """Leave out the closing lines of a paper: a numbered list of requests, contact, signature, day."""
    last = len(passages)
    while last and _signs(passages[last - 1].text.strip(), passages[last:]) and not passages[last - 1].table:
        last -= 1
    kept = passages[:last]
    for at in range(max(0, last - _LOOK_BACK), last):
        if _tells_contact(kept[at].text) and not kept[at].table:
            kept = kept[:at]
            break
    asking = _list_of_requests(kept)
    return kept if asking is None else kept[:asking]


def _signs(text: str, below: Passages) -> bool:
    """A body's name signs where a day stands below it, or where it is named in full."""
    if _tells_contact(text) or pattern("tail", "dated").match(text) or pattern("tail", "headed").match(text):
        return True
    if not pattern("tail", "named").match(text) or find_mark(text) is not None:
        return False
    above_day = bool(below) and pattern("tail", "dated").match(below[0].text.strip())
    return bool(above_day or pattern("tail", "named_in_full").match(text))


def _tells_contact(text: str) -> bool:
    """A line that begins with how to get in touch, or closes and goes on so; a contact at fault tells none."""
    first, *rest = split_outside(text, word("characters", "stops")) or [""]
    mark = find_mark(first)
    if mark is not None and not is_other(first[mark.end :]):
        return False
    return _is_contact(first) or (bool(closes(first)) and any(map(_is_contact, rest)))


def _is_contact(sentence: str) -> bool:
    at_fault = pattern("tail", "contact_at_fault").search(sentence)
    return bool(pattern("tail", "contact").search(sentence)) and not at_fault


def _list_of_requests(passages: Passages) -> int | None:
    """Where a sentence asks with a colon and no heading below it states a problem: the place of that sentence."""
    for at in range(len(passages) - 1, -1, -1):
        passage = passages[at]
        if passage.table:
            return None
        mark = find_mark(passage.text, passage.number)
        if mark is not None:
            if states_problem(passage.text[mark.end :]):
                return None
        elif pattern("tail", "asks").search(passage.text.strip()) and closes(passage.text.strip()):
            return at
    return None


def closes(sentence: str, *, begins: bool = True) -> str:
    """Return by which name of the lexicon a sentence closes a paper, empty where it does not.

    `begins`: it begins a paragraph.
    """
    own = any(pattern("labels", key).match(sentence) for key in ("at_start", "ordinal"))
    if own or pattern("tail", "fact").search(sentence):
        return ""
    if _is_contact(sentence):
        return "contact"
    keys = ("closing", "closing_paragraph") if begins else ("closing",)
    return next((name for key in keys for name, form in _forms(key) if form.search(sentence)), "")


@cache
def _forms(key: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(source)) for name, source in load("tail")[key].items())


def cut_after_findings(passages: Passages, first: int, own_lines: Collection[int]) -> Passages:
    """Leave the paper's close out of its last finding, which begins at line `first`; the same where there is none."""
    own = [at for at, passage in enumerate(passages) if passage.line in own_lines and not passage.table]
    region = [at for at in own if passages[at].line >= first]
    sentences = [each for at in region for each in _sentences(passages[at], at)]
    found = _first_closing(sentences, [each for at in own if at not in region for each in _sentences(passages[at], at)])
    if found is None:
        return passages
    start = _with_what_leads(sentences, found)
    if any(_belongs_to_a_finding(each.text) for each in sentences[start:]):
        return passages
    return tuple(_without(passages, region, sentences[start]))


def _sentences(passage: Passage, at: int) -> Iterator[_Sentence]:
    start = 0
    for number, line in enumerate(passage.text.split("\n")):
        marked = find_mark(line, "" if number else passage.number) is not None
        place = start
        for count, text in enumerate(split_outside(line, word("characters", "stops"))):
            place = passage.text.index(text, place)
            yield _Sentence(text.strip(), at, place, free=bool(count) or not marked, begins=not count)
            place += len(text)
        start += len(line) + 1


def _first_closing(sentences: Sequence[_Sentence], earlier: Iterable[_Sentence]) -> int | None:
    """The first sentence that closes the paper; what stands under earlier findings, too, closes none."""
    usual: set[str] | None = None
    for at, sentence in enumerate(sentences):
        name = closes(sentence.text, begins=sentence.begins) if sentence.free else ""
        if name:
            usual = {closes(each.text, begins=each.begins) for each in earlier} if usual is None else usual
            if name not in usual:
                return at
    return None


def _with_what_leads(sentences: Sequence[_Sentence], found: int) -> int:
    """Go back over the paragraphs that lead to a closing sentence, where it begins one."""
    start = found
    while start and sentences[start].begins:
        before = max(at for at in range(start) if sentences[at].begins)
        paragraph = sentences[before:start]
        leads = sentences[before].free and pattern("tail", "leading").search(sentences[before].text)
        if not leads or any(pattern("tail", "fact").search(each.text) for each in paragraph):
            break
        start = before
    return start


def _belongs_to_a_finding(text: str) -> bool:
    """A closing part names no sums and has no labels."""
    return bool(find_amounts(text) or pattern("labels", "at_start").match(text))


def _without(passages: Passages, region: Sequence[int], cut: _Sentence) -> Iterator[Passage]:
    """Give the passages without what stands in the region from a sentence on."""
    for at, passage in enumerate(passages):
        if at not in region or at < cut.passage:
            yield passage
        elif at == cut.passage and (rest := passage.text[: cut.start].rstrip()):
            yield replace(passage, text=rest)


def note_tail(passages: Passages, kept: Passages, first: int, own_lines: Collection[int]) -> tuple[Note, ...]:
    """Note where the part begins that belongs to no finding, after the last one."""
    told = {passage.line: passage.text for passage in kept if passage.line in own_lines}
    for passage in passages:
        if passage.line < first or passage.text == told.get(passage.line):
            continue
        rest = passage.text[len(told.get(passage.line, "")) :].strip()
        shown = rest.split("\n")[0]
        shown = shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"
        return (Note(passage.line, "tail.left_out", f"from “{shown}” on, the paper belongs to no finding"),)
    return ()
