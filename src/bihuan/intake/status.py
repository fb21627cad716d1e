"""The state of a finding, from labels, remarks, whole clauses and the section it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from bihuan.intake.balance import split_outside
from bihuan.intake.document import Status
from bihuan.intake.lexicon import expression, pattern, word

_STATES: tuple[Status, ...] = ("open", "partial", "done")


@dataclass(frozen=True, slots=True)
class State:
    """A status and the two flags that stand beside it."""

    status: Status | None = None
    long_term: bool = False
    fix_at_once: bool = False

    @property
    def known(self) -> bool:
        return self.status is not None or self.long_term or self.fix_at_once

    def over(self, weaker: State) -> State:
        """Take this status before a weaker one's; flags of both hold."""
        return State(
            self.status or weaker.status, self.long_term or weaker.long_term, self.fix_at_once or weaker.fix_at_once
        )


@cache
def _clause(key: str) -> re.Pattern[str]:
    """A clause that says nothing but the status, with what may lead to it."""
    return re.compile(f"{expression('status', 'lead')}(?:{expression('status', key)}){expression('status', 'end')}$")


def read_status(text: str) -> State:
    """Read clauses that are nothing but a status; the last one holds."""
    state = State()
    for clause in pattern("status", "split").split(text):
        state = _read_clause(clause.strip(), state)
    return state


def _read_clause(clause: str, state: State) -> State:
    if not clause:
        return state
    for key in _STATES:
        if _clause(key).match(clause):
            state = replace(state, status=key)
    if _clause("long_term").match(clause):
        state = replace(state, long_term=True)
    if _clause("fix_at_once").match(clause):
        state = replace(state, fix_at_once=True)
    return state


def read_label(value: str) -> State:
    """Read the value of a status label or cell, also when more words stand around it."""
    state = read_status(value)
    if state.status is None:
        for key in _STATES:
            if re.search(expression("status", key), value):
                state = replace(state, status=key)
                break
    flags = {key: bool(re.search(expression("status", key), value)) for key in ("long_term", "fix_at_once")}
    return state.over(State(None, flags["long_term"], flags["fix_at_once"]))


def read_body(text: str) -> State:
    """Read a running text: a sentence that is nothing but a status, the last clauses, or a sentence about the whole."""
    state = State()
    sentences = split_outside(text, word("characters", "stops") + word("status", "semicolons") + "\n")
    for at, sentence in enumerate(sentences):
        clauses = [each for each in pattern("status", "split").split(sentence) if each.strip()]
        if at == len(sentences) - 1 or all(_read_clause(each.strip(), State()).known for each in clauses):
            state = read_status(sentence).over(state)
        if found := list(pattern("status", "sentence").finditer(sentence)):
            state = read_status(found[-1]["s"]).over(state)
    return state


def read_sections(headings: Iterable[str]) -> State:
    """Read what the headings above say for everything below them; the nearest holds."""
    state = State()
    for heading in headings:
        near: Status | None = None
        for key in _STATES:
            if pattern("status", f"section_{key}").search(heading):
                near = key
                break
        flags = [bool(pattern("status", f"section_{key}").search(heading)) for key in ("long_term", "fix_at_once")]
        state = State(near, *flags).over(state)
    return state
