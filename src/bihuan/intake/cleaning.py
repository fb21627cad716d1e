"""Repair text that a converter garbled: pinyin notes taken out, traditional characters made simplified.

Clean text comes back byte for byte: a note must be a reading of the character before it, and characters are
converted only where a text (or a line of it) really is traditional. What to call the notes: text.garbled_repaired.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from bihuan.intake.lexicon import pattern

# Han characters, with the extensions; the compatibility block holds variants of surnames.
_HAN = "[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]"
# Latin letters with and without tone marks, script a and script g, combining marks.
_LETTER = "[A-Za-z\u00c0-\u01ff\u0251\u0261\u0300-\u030c\u1e3e\u1e3f]"
# Half- and full-width brackets, round and square, with at most one blank on each side; syllables may be set apart.
_APART = "[ '\u2019\u00b71-5-]"
_NOTE = rf"[ \u3000]?[(\uff08\[\uff3b][ \u3000]?({_LETTER}(?:{_LETTER}|{_APART}){{0,60}})[ \u3000]?[)\uff09\]\uff3d]"
# A run of letters that stands without brackets.
_RUN = rf"(?<!{_LETTER})({_LETTER}(?:{_LETTER}|['\u2019](?={_LETTER})){{0,60}})(?!{_LETTER}|[0-9_@=/#\\-])"
_CANDIDATE = re.compile(rf"{_NOTE}|{_RUN}")
# Without one of these there is no note: a letter behind a bracket, or one that bears a tone mark.
_BRACKETED = re.compile(rf"[(\uff08\[\uff3b][ \u3000]?{_LETTER}")
_TONED = re.compile("[\u00c0-\u01ff\u0300-\u030c\u1e3e\u1e3f]")
_ONE_SYLLABLE = re.compile(rf"{_LETTER}{{1,7}}[1-5]?")
_SYLLABLES = 12  # at most, in one note
_BORDER = "|"  # between syllables that are set apart
_CODE_BEFORE = re.compile(r"[A-Za-z_@/#\\-][0-9]*$")
_CODE_AFTER = re.compile(r"[A-Za-z_@/#=\\-]|\.[A-Za-z0-9]")
_TONES = {"\u0300", "\u0301", "\u0304", "\u030c"}
_DIAERESIS = "\u0308"
_SCRIPT = {0x0251: "a", 0x0261: "g"}  # script a and script g
_HAN_ONE = re.compile(_HAN)
_SIMPLIFIED = "gb2312"  # what stands in it is in no text traditional only


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
    if not needs_cleaning(text):
        return Cleaned(text, (), 0, 0)
    notes = _find_notes(text)
    pieces, position = [], 0
    for note in notes:
        pieces.append(text[position : note.start])
        position = note.end
    without = "".join([*pieces, text[position:]])
    simplified, converted = _simplify(without)
    return Cleaned(simplified, tuple(notes), len(notes), converted)


def needs_cleaning(text: str) -> bool:
    """False where nothing can be wrong with a text, which a look at its signs tells; `clean` says what is."""
    return bool(_BRACKETED.search(text) or _TONED.search(text)) or _holds_traditional(text)


def _holds_traditional(text: str) -> bool:
    """Look at the signs of a text only where one stands outside the set that simplified text is written in."""
    try:
        text.encode(_SIMPLIFIED)
    except UnicodeEncodeError:
        return any(_script(sign) > 0 for sign in set(text) if sign > "\u33ff")
    return False


def _find_notes(text: str) -> list[Repair]:
    """Find the notes; a capitalised one, such as a chemical symbol, counts only in a text full of them."""
    notes: list[Repair] = []
    sure = False
    for match in _CANDIDATE.finditer(text):
        characters = _characters_before(text, match.start(), notes)
        verdict = _judge(text, characters, match) if characters else None
        if verdict is not None:
            sure = sure or verdict
            notes.append(Repair(match.start(), match.end(), "", "pinyin"))
    return notes if sure else []


def _characters_before(text: str, at: int, notes: list[Repair]) -> str:
    """The Han characters that end at a place, the nearest first; notes found before are passed over."""
    characters: list[str] = []
    removed = len(notes) - 1
    while at and len(characters) < _SYLLABLES:
        if removed >= 0 and notes[removed].end == at:
            at = notes[removed].start
            removed -= 1
        elif _HAN_ONE.match(text[at - 1]):
            at -= 1
            characters.append(text[at])
        else:
            break
    return "".join(characters)


def _judge(text: str, characters: str, match: re.Match[str]) -> bool | None:
    """True: a note; False: one only among others; None: real text."""
    if match[1] is None:
        return True if _is_bare_note(match[2], characters) else None
    letters = match[1]
    if _ONE_SYLLABLE.fullmatch(letters):
        verdict = _judge_syllable(text, characters[0], letters, match)
        if verdict is not None:
            return verdict
    return _judge_syllables(text, characters, letters, match)


def _judge_syllable(text: str, character: str, letters: str, match: re.Match[str]) -> bool | None:
    syllable, toned = _strip_tone(letters)
    if toned:
        return True if syllable in _syllables() else None
    if syllable not in _readings(character) or _is_code(text, character, match):
        return None
    return letters.islower()


def _judge_syllables(text: str, characters: str, letters: str, match: re.Match[str]) -> bool | None:
    """Several syllables are a note where they read the characters before them one by one."""
    spelled, toned = _strip_tone(re.sub(_APART, _BORDER, letters))
    if not _read(spelled, characters, _readings):
        return None
    if toned:
        return True
    sound = letters.islower() and not _is_code(text, characters[0], match)
    return True if sound and not _names_account(text, match.start()) else None


def _is_bare_note(letters: str, characters: str) -> bool:
    """Without brackets only what bears the very tones of the characters before it is a note."""
    spelled = _compose(letters)
    toned = any(sign in _TONES for sign in unicodedata.normalize("NFD", spelled))
    return toned and _read(re.sub("['\u2019]", _BORDER, spelled), characters, _toned_readings)


def _read(spelled: str, characters: str, readings: Callable[[str], frozenset[str]]) -> bool:
    """Say whether letters are readings of the characters, nearest first, until none is left over."""
    rest = spelled.rstrip(_BORDER)
    if not rest:
        return True
    if not characters:
        return False
    fitting = (each for each in readings(characters[0]) if rest.endswith(each))
    return any(_read(rest[: -len(each)], characters[1:], readings) for each in fitting)


def _is_code(text: str, character: str, match: re.Match[str]) -> bool:
    """Letters that go on behind the bracket, or code before the character: an identifier, not a note."""
    at = text.rindex(character, 0, match.start() + 1)
    return bool(_CODE_BEFORE.search(text, max(0, at - 12), at) or _CODE_AFTER.match(text, match.end()))


def _names_account(text: str, at: int) -> bool:
    """Where accounts or addresses are told, letters in brackets are what is typed."""
    return bool(pattern("characters", "typed").search(text, max(0, at - 16), at))


def _compose(letters: str) -> str:
    return unicodedata.normalize("NFC", letters.lower().translate(_SCRIPT))


def _strip_tone(letters: str) -> tuple[str, bool]:
    """Bring a syllable to bare letters (v for u with diaeresis) and say whether it bore a tone mark."""
    plain = letters.translate(_SCRIPT).lower().rstrip("12345")
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
    readings = {_strip_tone(each)[0] for each in _dictionary(character)}
    return frozenset(readings | {each.replace("v", "u") for each in readings})


@cache
def _toned_readings(character: str) -> frozenset[str]:
    """All readings of a character with their tones."""
    return frozenset(_compose(each) for each in _dictionary(character))


def _dictionary(character: str) -> list[str]:
    """Every reading of a character and of the simplified one it may be made into."""
    from pypinyin.constants import PINYIN_DICT
    from zhconv_rs import zhconv

    both = {character, *zhconv(character, "zh-cn")}
    return [each for one in sorted(both) for each in PINYIN_DICT.get(ord(one), "").split(",") if each]


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
    for character, times in Counter(text).items():
        if character > "\u33ff":
            script = _script(character)
            traditional += times * (script > 0)
            simplified += times * (script < 0)
    return traditional, simplified


@cache
def _script(character: str) -> int:
    """1: traditional only; -1: simplified only; 0: both, such as a character kept in names."""
    from zhconv_rs import zhconv

    if not _HAN_ONE.match(character):
        return 0
    try:
        character.encode(_SIMPLIFIED)
    except UnicodeEncodeError:
        return 1 if zhconv(character, "zh-cn") != character else 0
    return -1 if zhconv(character, "zh-hant") != character else 0
