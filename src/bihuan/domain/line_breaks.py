"""One kind of line break: browsers send two signs for it, Word and other systems some of their own."""

from __future__ import annotations

import re

BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


def plain_breaks(text: str) -> str:
    """Return a text with every break of a line as a line feed."""
    return BREAKS.sub("\n", text)
