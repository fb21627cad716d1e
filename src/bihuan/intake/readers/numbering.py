"""Word's automatic numbers, rendered as Word would print them.

A paragraph bears numId and ilvl itself or through its style; a num points to an abstract list whose levels say
where to start, in what signs to count and what to print around the counters.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bihuan.intake.lexicon import word, words

if TYPE_CHECKING:
    from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DEEPEST = 9
_HIGHEST = 32_767  # Word's own limit; above it letters and Roman numbers would fill pages


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts and prints."""

    start: int = 1
    form: str = "decimal"
    pattern: str = ""
    separator: str = "tab"
    restart_after: int | None = None
    legal: bool = False


@dataclass(slots=True)
class Lists:
    """The lists of a document, and how far each has counted."""

    abstract_of: dict[str, str] = field(default_factory=dict)
    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    overrides: dict[str, dict[int, Level]] = field(default_factory=dict)
    restarts: dict[str, dict[int, int]] = field(default_factory=dict)
    counters: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)
    unknown_forms: set[str] = field(default_factory=set)

    def level(self, num: str, depth: int) -> Level | None:
        """The level a num uses: its own override, or its abstract list's."""
        own = self.overrides.get(num, {}).get(depth)
        return own or self.levels.get(self.abstract_of.get(num, ""), {}).get(depth)

    def number(self, num: str, depth: int) -> str:
        """Count one paragraph and give what is printed before it; empty for a bullet or no list."""
        level = self.level(num, depth)
        if level is None:
            return ""
        counters = self.counters.setdefault(self.abstract_of[num], {})
        self._begin(num, counters)
        start = self.restarts.get(num, {}).get(depth, level.start)
        counters[depth] = counters.get(depth, start - 1) + 1
        for deeper in [each for each in counters if each > depth]:
            if self._restarts(num, deeper, depth):
                del counters[deeper]
        if level.form in ("bullet", "none"):
            return ""
        return self._fill(num, depth, level, counters)

    def _begin(self, num: str, counters: dict[int, int]) -> None:
        """At a num's first paragraph its startOverride sets the counters back."""
        if num in self.begun:
            return
        self.begun.add(num)
        for depth, start in self.restarts.get(num, {}).items():
            counters[depth] = start - 1

    def _restarts(self, num: str, deeper: int, depth: int) -> bool:
        level = self.level(num, deeper)
        after = level.restart_after if level else None
        return after is None or (after != 0 and depth < after)

    def _fill(self, num: str, depth: int, level: Level, counters: dict[int, int]) -> str:
        printed = level.pattern
        for each in range(_DEEPEST):
            mark = f"%{each + 1}"
            if mark in printed:
                shape = self.level(num, each) or Level()
                value = counters.get(each, shape.start)
                form = "decimal" if level.legal and each != depth else shape.form
                printed = printed.replace(mark, self._format(value, form))
        return printed

    def _format(self, value: int, form: str) -> str:
        formatter = _FORMATS.get(form)
        if formatter is None:
            self.unknown_forms.add(form)
            return str(value)
        return formatter(value) if 0 <= value <= _HIGHEST else str(value)


def _chinese(value: int) -> str:
    """Count in Chinese, ten without a leading one."""
    digits = word("characters", "digits").replace(words("numerals", "circle")[0], "")
    units = ["", *words("numerals", "units")]
    if not 0 < value < 10_000:
        return str(value)
    printed, pending = "", False
    for power in range(3, -1, -1):
        digit = value // 10**power % 10
        if digit:
            printed += (digits[0] if pending and printed else "") + digits[digit] + units[power]
            pending = False
        else:
            pending = True
    return printed[1:] if 10 <= value < 20 else printed


def _digitwise(value: int) -> str:
    digits = words("numerals", "circle")[0] + word("characters", "digits")[2:]
    return "".join(digits[int(each)] for each in str(value))


def _counting(value: int) -> str:
    """Plain counting: in words up to ninety-nine, then digit by digit."""
    return _chinese(value) if value < 100 else _digitwise(value)


def _formal(value: int) -> str:
    plain = _chinese(value)
    return plain.translate(str.maketrans(word("numerals", "plain"), word("numerals", "formal")))


def _stems(value: int) -> str:
    stems = word("numerals", "stems")
    return stems[(value - 1) % len(stems)]


def _branches(value: int) -> str:
    branches = word("numerals", "branches")
    return branches[(value - 1) % len(branches)]


def _circled(value: int) -> str:
    for low, high, base in ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1)):
        if low <= value <= high:
            return chr(base + value - low)
    return str(value)


def _letter(value: int) -> str:
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)


def _roman(value: int) -> str:
    signs = zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    )
    printed = ""
    for worth, sign in signs:
        printed += sign * (value // worth)
        value %= worth
    return printed


def _wide(value: int) -> str:
    return "".join(chr(ord(each) + 0xFEE0) for each in str(value))


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda value: f"{value:02d}",
    "decimalFullWidth": _wide,
    "decimalFullWidth2": _wide,
    "numberInDash": lambda value: f"- {value} -",
    "chineseCounting": _counting,
    "chineseCountingThousand": _chinese,
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "ideographDigital": _digitwise,
    "japaneseDigitalTenThousand": _digitwise,
    "taiwaneseDigital": _digitwise,
    "chineseLegalSimplified": _formal,
    "ideographTraditional": _stems,
    "ideographZodiac": _branches,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": lambda value: f"({value})",
    "decimalEnclosedFullstop": lambda value: f"{value}.",
    "lowerLetter": _letter,
    "upperLetter": lambda value: _letter(value).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda value: _roman(value).upper(),
    "none": lambda _: "",
}


def read_lists(root: etree._Element) -> Lists:
    """Read numbering.xml."""
    lists = Lists()
    linked: dict[str, str] = {}
    styled: dict[str, str] = {}
    for abstract in root.iterchildren(f"{W}abstractNum"):
        key = abstract.get(f"{W}abstractNumId", "")
        lists.levels[key] = dict(map(_read_level, abstract.iterchildren(f"{W}lvl")))
        for tag, names in (("numStyleLink", linked), ("styleLink", styled)):
            if (name := _value(abstract, tag)) is not None:
                names[key] = name
    owner = {name: key for key, name in styled.items()}
    for key, name in linked.items():
        if name in owner and not lists.levels[key]:
            lists.levels[key] = lists.levels[owner[name]]
    for num in root.iterchildren(f"{W}num"):
        _read_num(num, lists)
    return lists


def _read_num(num: etree._Element, lists: Lists) -> None:
    key = num.get(f"{W}numId", "")
    lists.abstract_of[key] = _value(num, "abstractNumId") or ""
    for override in num.iterchildren(f"{W}lvlOverride"):
        depth = to_integer(override.get(f"{W}ilvl"), 0)
        if (level := override.find(f"{W}lvl")) is not None:
            lists.overrides.setdefault(key, {})[depth] = _read_level(level)[1]
        if (start := _value(override, "startOverride")) is not None:
            lists.restarts.setdefault(key, {})[depth] = to_integer(start, 1)


def _read_level(level: etree._Element) -> tuple[int, Level]:
    restart = _value(level, "lvlRestart")
    return to_integer(level.get(f"{W}ilvl"), 0), Level(
        start=to_integer(_value(level, "start"), 0 if level.find(f"{W}start") is None else 1),
        form=_value(level, "numFmt") or "decimal",
        pattern=_value(level, "lvlText") or "",
        separator=_value(level, "suff") or "tab",
        restart_after=None if restart is None else to_integer(restart, 0),
        legal=level.find(f"{W}isLgl") is not None,
    )


def _value(element: etree._Element, tag: str) -> str | None:
    child = element.find(f"{W}{tag}")
    return None if child is None else child.get(f"{W}val")


def to_integer(text: str | None, otherwise: int) -> int:
    try:
        return int(text) if text is not None else otherwise
    except ValueError:
        return otherwise
