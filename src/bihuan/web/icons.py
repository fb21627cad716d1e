"""Icons, drawn in the page itself.

Browsers read a sprite beside the page as a document of its own, twice as long as our style sheets, before anything
is painted; the few icons of a page weigh less than the request for it.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

STATIC = Path(__file__).with_name("static")
SPRITE = STATIC / "vendor/tabler-icons/sprite.svg"
MARK = STATIC / "bihuan/mark.svg"
SYMBOL = re.compile(r'<symbol id="([^"]+)" viewBox="([^"]+)">(.*?)</symbol>', re.DOTALL)
WHOLE = re.compile(r'<svg [^>]*viewBox="([^"]+)"[^>]*>(.*)</svg>', re.DOTALL)


class Drawing(NamedTuple):
    """What is drawn, and in a frame of which coordinates."""

    box: str
    lines: str


class NoIcon(RuntimeError):
    """A name that the sprite does not hold."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"{name} is no icon of {SPRITE.name}; add its symbol there, or name another one")


def drawing(name: str) -> Drawing:
    """Return an icon of the sprite; raise NoIcon."""
    try:
        return drawings()[name]
    except KeyError:
        raise NoIcon(name) from None


@cache
def drawings() -> dict[str, Drawing]:
    """Return the icons of the sprite by their names."""
    sprite = SPRITE.read_text(encoding="utf-8")
    return {name: Drawing(box, lines) for name, box, lines in SYMBOL.findall(sprite)}


@cache
def our_mark() -> Drawing:
    """Return the mark of the product."""
    found = WHOLE.search(MARK.read_text(encoding="utf-8"))
    assert found is not None
    return Drawing(*found.groups())
