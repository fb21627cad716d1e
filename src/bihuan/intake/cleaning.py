"""Repair text that a converter garbled: pinyin notes taken out, traditional characters made simplified.

Clean text comes back byte for byte: a note must be a reading of the character before it, and characters are
converted only where a text (or a line of it) really is traditional. What to call the notes: text.garbled_repaired.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

# Han characters, with the extensions; the compatibility block holds variants of surnames.
_HAN = "[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]"
# Latin letters with and without tone marks, script a and script g, combining marks.
_LETTER = "[A-Za-z\u00c0-\u01ff\u0251\u0261\u0300-\u030c\u1e3e\u1e3f]"
# Half- and full-width brackets, round and square, with at most one blank on each side.
_NOTE = rf"[ \u3000]?[(\uff08\[\uff3b][ \u3000]?({_LETTER}{{1,7}}[1-5]?)[ \u3000]?[)\uff09\]\uff3d]"
_NOTED = re.compile(rf"({_HAN})((?:{_NOTE})+)")
_ONE_NOTE = re.compile(_NOTE)
_CODE_BEFORE = re.compile(r"[A-Za-z_@/#\\-][0-9]*$")
_CODE_AFTER = re.compile(r"[A-Za-z_@/#=\\-]")
_TONES = {"\u0300", "\u0301", "\u0304", "\u030c"}
_DIAERESIS = "\u0308"
_HAN_ONE = re.compile(_HAN)


@dataclass(frozen=True, slots=True)
class Repair:
    """One place of the original that was changed."""

    start: int
    end: int
    by: str
    kind: str


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A repaired text, the notes taken out of the original (by offset) and how many characters were converted."""

    text: str
    repairs: tuple[Repair, ...]
    notes_removed: int
    characters_converted: int

    @property
    def changed(self) -> bool:
        return bool(self.notes_removed or self.characters_converted)


def clean(text: str) -> Cleaned:
    """Repair a text; give it back unchanged where nothing was wrong."""
    notes = _find_notes(text)
    pieces, position = [], 0
    for note in notes:
        pieces.append(text[position : note.start])
        position = note.end
    without = "".join([*pieces, text[position:]])
    simplified, converted = _simplify(without)
    return Cleaned(simplified, tuple(notes), len(notes), converted)


def _find_notes(text: str) -> list[Repair]:
    """Find the notes; a capitalised one, such as a chemical symbol, counts only in a text full of them."""
    found: list[Repair] = []
    doubtful: list[Repair] = []
    for match in _NOTED.finditer(text):
        position = match.start(2)
        while position < match.end(2) and (note := _ONE_NOTE.match(text, position)) is not None:
            verdict = _judge_note(text, match[1], match.start(), note)
            if verdict is None:
                break
            (found if verdict else doubtful).append(Repair(note.start(), note.end(), "", "pinyin"))
            position = note.end()
    if not found:
        return []
    return sorted(found + doubtful, key=lambda repair: repair.start)


def _judge_note(text: str, character: str, at: int, note: re.Match[str]) -> bool | None:
    """True: a note; False: one only among others; None: real text."""
    syllable, toned = _strip_tone(note[1])
    if toned:
        return True if syllable in _syllables() else None
    if syllable not in _readings(character):
        return None
    if _CODE_BEFORE.search(text, max(0, at - 12), at) or _CODE_AFTER.match(text, note.end()):
        return None
    return note[1].islower()


def _strip_tone(letters: str) -> tuple[str, bool]:
    """Bring a syllable to bare letters (v for u with diaeresis) and say whether it bore a tone mark."""
    plain = letters.replace("\u0251", "a").replace("\u0261", "g").lower().rstrip("12345")
    bare: list[str] = []
    toned = False
    for sign in unicodedata.normalize("NFD", plain):
        if sign in _TONES:
            toned = True
        elif sign == _DIAERESIS and bare and bare[-1] == "u":
            bare[-1] = "v"
        elif not unicodedata.combining(sign):
            bare.append(sign)
    return "".join(bare), toned


@cache
def _readings(character: str) -> frozenset[str]:
    """All readings of a character, heteronyms included, without tones."""
    from pypinyin.constants import PINYIN_DICT

    readings = {_strip_tone(each)[0] for each in PINYIN_DICT.get(ord(character), "").split(",") if each}
    return frozenset(readings | {each.replace("v", "u") for each in readings})


@cache
def _syllables() -> frozenset[str]:
    """Every syllable of the language, so that a French word with an accent stays what it is."""
    from pypinyin.constants import PINYIN_DICT

    return frozenset(_strip_tone(each)[0] for entry in set(PINYIN_DICT.values()) for each in entry.split(","))


def _simplify(text: str) -> tuple[str, int]:
    """Convert the whole where it is traditional, otherwise only the lines that are."""
    traditional, simplified = _count_scripts(text)
    if not traditional:
        return text, 0
    if traditional > simplified:
        return _convert(text)
    lines, changed = text.splitlines(keepends=True), 0
    for index, line in enumerate(lines):
        of_line, against = _count_scripts(line)
        if of_line >= 2 and of_line > against:
            lines[index], count = _convert(line)
            changed += count
    return "".join(lines), changed


def _convert(text: str) -> tuple[str, int]:
    from zhconv_rs import zhconv

    converted: str = zhconv(text, "zh-cn")
    changed = sum(before != after for before, after in zip(text, converted, strict=False))
    return converted, changed


def _count_scripts(text: str) -> tuple[int, int]:
    """Count the characters only traditional text has, and those only simplified text has."""
    traditional = simplified = 0
    for character in text:
        if character > "\u33ff":
            script = _script(character)
            traditional += script > 0
            simplified += script < 0
    return traditional, simplified


@cache
def _script(character: str) -> int:
    """1: traditional only; -1: simplified only; 0: both, such as a character kept in names."""
    from zhconv_rs import zhconv

    if not _HAN_ONE.match(character):
        return 0
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return 1 if zhconv(character, "zh-cn") != character else 0
    return -1 if zhconv(character, "zh-hant") != character else 0
