"""docs/generated/sources.md: every mechanism of the five sources, what answers it, which test holds it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bihuan.cli.papers import page, table
from bihuan.rules.packs import available, load

STATES: Mapping[str, str] = {"done": "built", "partly": "in part", "open": "**not yet**"}
NAME = re.compile(r"[A-Z]+-[0-9]+")


@dataclass(frozen=True)
class Mechanism:
    """One thing that a source asks for: how far it is built, by what, held by which tests, what is left."""

    id: str
    zh: str
    source: str
    state: str
    by: Sequence[str]
    tests: Sequence[str]
    left: str


def mechanisms(file: Path) -> list[Mechanism]:
    """Return every mechanism as the data file has it."""
    told: Mapping[str, Mapping[str, Any]] = YAML(typ="safe").load(file)
    return [Mechanism(name, **({"left": ""} | dict(one))) for name, one in told.items()]


def rulings_of(pattern: str) -> list[str]:
    """Return pack and clause of every ruling whose rule fits; `*` at the end stands for all below it."""
    return [
        f"{pack_id} · `{rule.id}`"
        for pack_id in available()
        for rule in load(pack_id).rules
        if rule.id == pattern or (pattern.endswith("*") and rule.id.startswith(pattern[:-1]))
    ]


def answers(one: Mechanism) -> Iterator[str]:
    """Yield what answers a mechanism: rulings with their packs, deeds, commands, pages."""
    for told in one.by:
        kind, _colon, name = told.partition(":")
        if kind != "rule":
            yield f"{kind} `{name}`"
            continue
        found = rulings_of(name)
        yield "; ".join(found) if not name.endswith("*") else f"{len(found)} rulings `{name}`"


def cells(one: Mechanism) -> tuple[str, ...]:
    by, tests = "<br>".join(answers(one)), "<br>".join(one.tests)
    return one.id, one.zh, one.source, STATES[one.state], by or "–", tests or "–", one.left or "–"


def sources_page(file: Path) -> str:
    """Return the table of all mechanisms, and how many are built."""
    found = mechanisms(file)
    counts = {state: sum(one.state == state for one in found) for state in STATES}
    told = [f"{len(found)} mechanisms: " + ", ".join(f"{STATES[state]} {count}" for state, count in counts.items()), ""]
    head = ("id", "mechanism", "source", "state", "ruling, deed", "test", "what is left")
    lines = table(head, map(cells, found))
    return page("Sources", "`docs/mechanisms.yaml` and the rule packs", told, lines)
