"""The opening of a paper: its title, who was inspected, by whom and when."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bihuan.intake.balance import split_outside
from bihuan.intake.dates import PrintedDay, find_days, find_range
from bihuan.intake.document import Dates
from bihuan.intake.headings import find_mark
from bihuan.intake.lexicon import pattern, word
from bihuan.intake.passages import Note, Passage

_TITLE_WITHIN = 6
_LONGEST_TITLE = 60
_OPENING = 15


@dataclass(frozen=True, slots=True)
class Introduction:
    """What the opening says."""

    organization: str | None
    inspected_by: str | None
    dates: Dates
    notes: tuple[Note, ...]


NO_INTRODUCTION = Introduction(None, None, Dates(), ())


def find_title(passages: tuple[Passage, ...]) -> str | None:
    """Find the printed title among the first passages; it may stand on two lines."""
    first = [each for each in passages[:_TITLE_WITHIN] if not each.table]
    for at, passage in enumerate(first):
        text = passage.text.replace("\n", "")
        if not _may_be_title(text):
            if not pattern("introduction", "skip_title").search(text):
                return None
            continue
        follower = first[at + 1].text.replace("\n", "") if at + 1 < len(first) else ""
        if _goes_on(text, follower):
            return text + follower
        return text
    return None


def _may_be_title(text: str) -> bool:
    if len(text) > _LONGEST_TITLE or pattern("introduction", "skip_title").search(text):
        return False
    if find_mark(text) is not None or pattern("headings", "salutation").match(text):
        return False
    return not text.endswith(tuple(word("characters", "stops") + word("headings", "trailing")))


def _goes_on(text: str, follower: str) -> bool:
    """A title goes on where the first line only names who writes, or breaks off before its kind of paper."""
    if not follower or not _may_be_title(follower) or pattern("introduction", "title_tail").search(text):
        return False
    return bool(pattern("introduction", "title_tail").search(follower))


def read_introduction(passages: tuple[Passage, ...], title: str | None) -> Introduction:
    """Read the sentences before the first heading."""
    sentences = _opening(passages)
    dates, notes = _read_dates(sentences)
    whole = "\n".join(text for text, _ in sentences)
    return Introduction(_find_organization(whole, title), _find_team(whole, title), dates, notes)


def _opening(passages: tuple[Passage, ...]) -> list[tuple[str, int]]:
    opening: list[tuple[str, int]] = []
    for passage in passages[:_OPENING]:
        if not passage.table and find_mark(passage.text, passage.number) is not None:
            if opening and any(len(text) > _LONGEST_TITLE // 2 for text, _ in opening):
                break
            continue
        opening += [(each, passage.line) for each in split_outside(passage.text, word("characters", "stops"))]
    return opening


def _find_team(whole: str, title: str | None) -> str | None:
    for text in (whole, title or ""):
        for key in ("committee", "team"):
            match = pattern("introduction", key).search(_widen(text))
            if match is not None:
                return re.sub(pattern("introduction", "trim_start"), "", text[slice(*match.span("team"))])
    return None


def _find_organization(whole: str, title: str | None) -> str | None:
    searches = (
        (whole, ("visited", "told")),
        (title or "", ("titled", "title_object")),
        (whole, ("received", "addressed")),
    )
    for text, keys in searches:
        for key in keys:
            for match in pattern("introduction", key).finditer(_widen(text)):
                name = re.sub(pattern("introduction", "trim_start"), "", text[slice(*match.span("o"))]).strip()
                if _is_name(name):
                    return name
    return None


def _is_name(name: str) -> bool:
    if not name or pattern("introduction", "ours").match(name):
        return False
    return pattern("introduction", "no_name").search(name) is None


def _widen(text: str) -> str:
    """Make punctuation full width, for matching only: the length stays the same."""
    return text.translate(str.maketrans(",;:()", word("introduction", "wide")))


def _read_dates(sentences: list[tuple[str, int]]) -> tuple[Dates, tuple[Note, ...]]:
    """Take the stay from the first stretch of days, the feedback from the day in its sentence."""
    notes: list[Note] = []
    stay: tuple[PrintedDay, PrintedDay] | None = None
    feedback: PrintedDay | None = None
    for sentence, line in sentences:
        rest = sentence
        if stay is None and pattern("introduction", "stay").search(sentence):
            found = find_range(sentence)
            if found is not None and _names_month(found[0]):
                stay = found[0], found[1]
                _note_incomplete(stay, line, notes)
                rest = sentence[found[2].end() :]
        if feedback is None and pattern("introduction", "feedback").search(rest):
            feedback = _feedback_day(rest)
            if feedback is not None:
                _note_incomplete((feedback,), line, notes)
    dates = Dates(
        stay[0].iso if stay else None,
        stay[1].iso if stay else None,
        feedback.iso if feedback else None,
    )
    return dates, tuple(notes)


def _names_month(day: PrintedDay) -> bool:
    """Two bare years are a term, not a stay; a broken day is one all the same."""
    return day.month is not None or day.year is None


def _feedback_day(sentence: str) -> PrintedDay | None:
    """The last day printed before the word feedback."""
    told = [match.start() for match in pattern("introduction", "feedback").finditer(sentence)]
    days = [day for day, at in find_days(sentence) if any(at < place for place in told)]
    return days[-1] if days else None


def _note_incomplete(days: tuple[PrintedDay, ...], line: int, notes: list[Note]) -> None:
    for day in days:
        if day.iso is None:
            notes.append(Note(line, "date.incomplete", f"{day.text} does not name a day"))
