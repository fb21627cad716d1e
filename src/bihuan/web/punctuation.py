"""Chinese punctuation for Chinese sentences: what a western keyboard typed between Chinese characters, set right."""

from __future__ import annotations

import re

# what is no sentence: placeholders, code, addresses, tags, the target of a link
NO_SENTENCE = re.compile(r"%\(\w+\)[sd]|\{[^{}]*\}|`[^`]*`|https?://[\w./:-]+|</?\w[^>]*>|\]\([^)]*\)|\\n")
HAN = "\u4e00-\u9fff"
CLOSING, OPENING = "\u201d\u2019\u300b\uff09\u3011", "\u201c\u2018\u300a\uff08\u3010"
FULL = str.maketrans({sign: chr(ord(sign) + 0xFEE0) for sign in ",;:?!()"})
AFTER = re.compile(rf"(?<=[{HAN}{CLOSING}])([,;:?!])\s*(?!//)")
BEFORE = re.compile(rf"([,;:?!])\s*(?=[{HAN}{OPENING}])")
BRACKETS = re.compile(r"\(([^()\uff08\uff09]*)\)")
HIDDEN = "\ue000"  # the first sign of a range that no sentence has


def chinese_signs(text: str) -> str:
    """Return a sentence with full-width signs beside Chinese characters; what is no sentence in it stays as it is."""
    kept: list[str] = []

    def hide(found: re.Match[str]) -> str:
        kept.append(found[0])
        return chr(ord(HIDDEN) + len(kept) - 1)

    told = NO_SENTENCE.sub(hide, text)
    told = BRACKETS.sub(lambda found: widened(told, found), told)
    told = BEFORE.sub(lambda found: found[1].translate(FULL), AFTER.sub(lambda found: found[1].translate(FULL), told))
    return re.sub("[\ue000-\uf8ff]", lambda found: kept[ord(found[0]) - ord(HIDDEN)], told)


def widened(text: str, found: re.Match[str]) -> str:
    """Return brackets full-width where Chinese stands in them, or beside them."""
    before, after = text[: found.start()][-1:], text[found.end() :][:1]
    if re.search(f"[{HAN}]", found[1]) or re.match(f"[{HAN}{CLOSING}]", before) or re.match(f"[{HAN}]", after):
        return f"{chr(0xFF08)}{found[1].strip()}{chr(0xFF09)}"
    return found[0]
