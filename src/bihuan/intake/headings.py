"""Recognise numbered headings and judge what they state."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from bihuan.intake.balance import find_outside
from bihuan.intake.lexicon import expression, load, pattern, word
from bihuan.intake.titles import bare_title

_LONGEST_LEAD = 45
_PLAIN_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,2}){0,4}")


@dataclass(frozen=True, slots=True)
class Mark:
    """The number at the start of a heading: its level, its printed number, where the words begin."""

    level: int
    number: str
    end: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading cut into its printed form, its words and the text that runs on after it."""

    mark: Mark
    printed: str
    words: str
    rest: str


@cache
def _levels() -> tuple[tuple[int, re.Pattern[str]], ...]:
    entry = load("headings")
    plain = [(level, str(each)) for level, each in enumerate(entry["levels"], start=1)]
    variants = [(int(each["level"]), str(each["pattern"])) for each in entry["variants"]]
    return tuple((level, re.compile(_filled(source))) for level, source in [*plain, *variants])


def _filled(source: str) -> str:
    return re.sub(r"<<(\w+)\.(\w+)>>", lambda found: f"(?:{expression(found[1], found[2])})", source)


def find_mark(text: str, rendered: str = "") -> Mark | None:
    """Tell whether a line begins with a heading's number; `rendered` is one that Word printed by itself."""
    for level, compiled in _levels():
        match = compiled.match(text)
        if match is not None and match.end() < len(text):
            return Mark(level, _bare_number(match["n"]), match.end())
    if rendered and _PLAIN_NUMBER.fullmatch(rendered) and len(text) > len(rendered):
        return Mark(3, rendered, len(rendered))
    return None


def _bare_number(printed: str) -> str:
    """Turn one-character numbers such as a digit with its stop into the digit."""
    low, high = ord(printed[0]), 0x2488
    if 0x2474 <= low <= 0x2487:
        return str(low - 0x2473)
    return str(low - high + 1) if high <= low <= high + 19 else printed


def cut_heading(text: str, mark: Mark) -> Heading:
    """Separate a heading from the text that runs on in the same paragraph."""
    words_, cut = text[mark.end :], len(text) - mark.end
    form = pattern("titles", "form_end").match(words_)
    if form is not None and find_outside(words_[: form.end()], word("characters", "stops")) in (-1, form.start("end")):
        cut = form.end()
    else:
        cut = _sentence_cut(words_)
    end = mark.end + cut
    return Heading(mark, text[:end].strip(), words_[:cut].strip(), text[end:].strip())


def _sentence_cut(words_: str) -> int:
    """Cut after the first sentence, or after a colon when what stands before it states a problem."""
    stop = find_outside(words_, word("characters", "stops") + "\n")
    colon = find_outside(words_, word("headings", "colons"))
    if 0 < colon < _LONGEST_LEAD and (stop < 0 or colon < stop) and not pattern("titles", "labelled").match(words_):
        lead = words_[:colon]
        if pattern("headings", "problem_end").search(lead) or pattern("titles", "explicit").search(lead):
            return colon + 1
    return stop + 1 if stop >= 0 else len(words_)


def states_problem(words_: str) -> bool:
    """Tell whether a heading's words name a problem, by form or by wording."""
    lead = words_.rstrip(word("headings", "trailing"))
    if pattern("titles", "explicit_prefix").match(lead):
        return bool(bare_title(lead)) and not pattern("headings", "section_only").search(bare_title(lead))
    if pattern("headings", "gathers").search(lead):
        return False
    if pattern("headings", "problem_end").search(lead) and not pattern("headings", "section_only").search(lead):
        return True
    if pattern("headings", "deed").match(lead):
        return False
    return bool(pattern("headings", "problem").search(lead)) and not is_other(lead)


def is_deed(words_: str) -> bool:
    """Tell whether words say what was done."""
    return bool(pattern("headings", "deed").match(words_)) and not pattern("headings", "problem_end").search(words_)


def is_other(words_: str) -> bool:
    """Tell whether a heading belongs to what surrounds the problems: summary, advice, next steps."""
    lead = words_.rstrip(word("headings", "trailing"))
    if pattern("headings", "group_only").search(lead) or pattern("headings", "problem_end").search(lead):
        return False
    return bool(pattern("headings", "other_section").search(lead))


def opens_problems(words_: str) -> bool:
    """Tell whether a first-level heading opens the list of problems."""
    return bool(pattern("headings", "problem_section").search(words_)) and not is_other(words_)
