"""A gate put into the text of a pack, as somebody writes it who has never seen one: head, rule, ruling, source."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date

from bihuan.domain.rulebook import Label

RULES = re.compile(r"^rules:[ \t]*(?:#.*)?$", re.MULTILINE)
INDENT = re.compile(r"( +)[^ #]")
USUAL_INDENT = "  "


@dataclass(frozen=True)
class NewGate:
    """A gate with what it asks, since when, and the paper and clause that say so."""

    step: str
    code: str
    title: Label
    since: date
    document: str
    clause: str
    verified: bool
    number: tuple[str, int] | None = None  # what it counts by, and how many
    is_waivable: bool = False

    @property
    def rule_id(self) -> str:
        return f"gate/{self.step}/{self.code}"

    @property
    def value(self) -> str:
        """Return what it asks as a pack writes it."""
        told = [f"{self.number[0]}: {self.number[1]}"] if self.number else []
        told += ["waivable_by: leading_group"] if self.is_waivable else []
        return f"{{{', '.join(told)}}}"

    def lines(self, indent: str) -> str:
        """Return the rule as lines of a pack, a step of indentation under `rules:`."""
        title = f"{{zh: {quoted(self.title.zh)}, en: {quoted(self.title.en)}}}"
        cited = f"{{document: {quoted(self.document)}, clause: {quoted(self.clause)}}}"
        return "\n".join(
            (
                f"{indent}{self.rule_id}:",
                f"{indent}  title: {title}",
                f"{indent}  rulings:",
                f"{indent}    - since: {self.since.isoformat()}",
                f"{indent}      value: {self.value}",
                f"{indent}      verified: {'true' if self.verified else 'false'}",
                f"{indent}      citation: {cited}",
                "",
            )
        )


def quoted(words: str) -> str:
    """Return words as YAML reads them whatever signs they hold."""
    return json.dumps(" ".join(words.split()), ensure_ascii=False)


def head_of(pack_id: str, title: str) -> str:
    """Return the first lines of a pack that has nothing yet."""
    words = quoted(title)
    return f"id: {pack_id}\ntitle: {{zh: {words}, en: {words}}}\nrules:\n"


def with_gate(text: str, gate: NewGate) -> str:
    """Return the text of a pack with a gate behind its last rule, indented as its rules are."""
    found = RULES.search(text)
    body = text.rstrip() + "\n"
    if found is None:
        body += "rules:\n"
    indent = INDENT.search(text, found.end()) if found else None
    return body + gate.lines(indent[1] if indent else USUAL_INDENT)
