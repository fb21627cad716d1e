"""Where a title breaks: lines of much the same length, broken where the words allow it."""

from __future__ import annotations

from bihuan.papers.compose import width_in_characters
from bihuan.papers.layout import layout
from bihuan.papers.words import words

REACH = 3  # characters that a break may lie from the middle, to fall behind a particle


def title_lines(title: str) -> list[str]:
    """Return the lines of a title; those that somebody broke by hand stay as they are."""
    room = layout().measure_pt / layout().title.size_pt
    return [part for line in title.splitlines() for part in _broken(line.strip(), room)]


def _broken(line: str, room: float) -> list[str]:
    width = width_in_characters(line)
    if width <= room:
        return [line]
    parts = int(-(-width // room))
    at = _break_near(line, width / parts, room)
    return [line[:at], *_broken(line[at:], room)]


def _break_near(line: str, wanted: float, room: float) -> int:
    """Return where a line breaks, near a width: after a particle if one is near, never inside a number or a word."""
    places = [at for at in range(1, len(line)) if _may_break(line, at)]
    fitting = [at for at in places if width_in_characters(line[:at]) <= room] or [len(line) // 2]

    def badness(at: int) -> float:
        away = abs(width_in_characters(line[:at]) - wanted)
        return away - (REACH if line[at - 1] in words()["break_after"] else 0)

    return min(fitting, key=badness)


def _may_break(line: str, at: int) -> bool:
    before, after = line[at - 1], line[at]
    if after in words()["never_first"] or before in words()["never_last"]:
        return False
    return not (before.isascii() and before.isalnum() and after.isascii() and after.isalnum())
