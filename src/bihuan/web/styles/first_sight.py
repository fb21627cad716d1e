"""What stands in each page itself: the few rules that show the bar, and a script that says nothing and is waited for.

The house's sheet follows after the name in the bar, so a browser shows the bar while it fetches the sheet and lays
the rest out (docs/adr/0017). Nothing after the sheet is to be seen without it: some browsers wait for a sheet in the
page by themselves, all of them wait with a script that comes after one. The policy of the page lets these two texts in
by their digests, and no other.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from pathlib import Path

SPACE = re.compile(r"\s*([{};:,])\s+|\s+(?=[{}])")
COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)


def packed(sheet: str) -> str:
    """Return a sheet without its comments, and without the space that tells a browser nothing."""
    return SPACE.sub(lambda found: found[1] or "", COMMENT.sub("", sheet)).strip()


def source(text: str) -> str:
    """Return how a policy names a style or script that stands in a page."""
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


FIRST_SIGHT = packed((Path(__file__).resolve().parent / "first_sight.css").read_text(encoding="utf-8"))
WAITING = "/* the sheets are there */"
