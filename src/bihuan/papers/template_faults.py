"""What can be wrong with an office's own template: a code with its place, said in English here and by pages anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

BODY_ENDS = 0  # the paragraph of what stands in a header or footer, or nowhere in particular

ENGLISH: Mapping[str, str] = {
    "unknown": "unknown; known are {known}",
    "misspelt": "unknown; write {near}",
    "no_list": "no list; write it without a loop",
    "stranger": "not for templates; write placeholders, for and if only",
}
WHOLE: Mapping[str, str] = {
    "too_large": "larger than {known} MB; use smaller pictures in it",
    "no_word_file": "no Word file (.docx) that can be opened; save it as .docx once more",
    "not_filled": "it cannot be filled: {name}; mend the placeholder",
}


@dataclass(frozen=True)
class Fault:
    """One fault: its code, the placeholder, the nearest known one, what is known there, and the paragraph."""

    code: str
    name: str = ""
    near: str = ""
    known: str = ""
    paragraph: int = BODY_ENDS
    shown: str = ""

    @property
    def where(self) -> str:
        return f"paragraph {self.paragraph} ({self.shown})" if self.paragraph else "header or footer"

    def __str__(self) -> str:
        told = {"name": self.name, "near": self.near, "known": self.known}
        if self.code in WHOLE:
            return WHOLE[self.code].format(**told)
        if self.code == "broken":
            place = self.where if self.paragraph else "the template"
            return f"{place}: {self.name}; mend the placeholder"
        return f"{self.where}: placeholder {self.name}: {ENGLISH[self.code].format(**told)}"


class TemplateUnusable(ValueError):
    """A template that cannot be used: every fault with its place and its remedy."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__(" | ".join(map(str, faults)))


def unknown(name: str, near: list[str], known: str) -> Fault:
    """Return the fault of a placeholder that a kind does not fill."""
    return Fault("misspelt", name, near[0]) if near else Fault("unknown", name, known=known)
