"""What was typed, as it is kept: through this one place the texts of all deeds come in, from pages and API alike."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Literal

from pydantic_core import PydanticCustomError

from bihuan.domain.line_breaks import plain_breaks

Former = Literal["void", "stays"] | None  # what becomes of a paper of the kind that is issued once more
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(told: Any, handler: Callable[[Any], str]) -> str:
    """Return a text with one kind of line break, counted so; refuse what no store keeps alike: NUL, lone surrogates."""
    text: str = handler(plain_breaks(told) if isinstance(told, str) else told)
    if UNSTORABLE.search(text):
        raise PydanticCustomError("unstorable", "a character that cannot be stored; remove it")
    return text
