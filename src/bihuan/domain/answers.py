"""Papers that owe an answer: by when the packs want it, who may give it, how it stands.

A copy notice, a recommendation letter, a written instruction, a matter handed over, a control sheet: each goes to
somebody who owes an answer. The days are counted from the day it went out, which itself is not counted.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bihuan.domain.jurisdiction import Actor
from bihuan.domain.roles import UNIT, Role
from bihuan.domain.rulebook import Rulebook

ANSWERS = "answer/"
CONTROL_SHEET = "control_sheet"  # the kind of errand whose paper alone names the day of its answer; no pack does


class Answerable(StrEnum):
    """What owes an answer."""

    COPY_NOTICE = "copy_notice"
    RECOMMENDATION = "recommendation"
    INSTRUCTION = "instruction"
    TRANSFER = "transfer"


@dataclass(frozen=True)
class AnswerDue:
    """By when an answer is due, and the clause that says so."""

    on: date
    basis: str
    verified: bool


def answer_due(what: Answerable, sent_on: date, rules: Rulebook) -> AnswerDue | None:
    """Return by when the answer to something sent on a day is due; None where the packs say nothing."""
    found = rules.get(f"{ANSWERS}{what}")
    if found is None:
        return None
    return AnswerDue(sent_on + timedelta(days=found.value_as(int)), found.basis, found.ruling.verified)


def answers_himself(role: Role, *, to: str, addressee: str, body: str, is_redirected: bool) -> bool:
    """True for whoever a copy notice went to: of its role, of its body where his is known, and where it was not
    decided that somebody else receives it."""
    if is_redirected or role.value != to:
        return False
    return not body or role is not Role.RESPONSIBLE_DEPARTMENT or body == addressee


class ErrandState(StrEnum):
    """How something stands that went to a body."""

    SENT = "sent"
    RECEIVED = "received"
    ANSWERED = "answered"
    SETTLED = "settled"
    VOID = "void"


def errand_state(*, received: bool, answered: bool, settled: bool, void: bool = False) -> ErrandState:
    """Return how an errand stands; `void`: the number of its paper was made void, so nothing is owed upon it."""
    if void:
        return ErrandState.VOID
    if settled:
        return ErrandState.SETTLED
    if answered:
        return ErrandState.ANSWERED
    return ErrandState.RECEIVED if received else ErrandState.SENT


def is_for(actor: Actor, receiver_id: uuid.UUID, receiver_path: str) -> bool:
    """True for somebody of the body that something went to: its account's body, or the unit he answers for."""
    if actor.organization_id == receiver_id:
        return True
    return any(duty.role in UNIT and duty.path == receiver_path for duty in actor.running())


@dataclass(frozen=True)
class LetterCounts:
    """Letters, the suggestions in them, answers and rules made: each counted apart."""

    letters: int
    suggestions: int
    answers: int
    rules: int


def letters_counted(advice: Iterable[str], answered: int, rules: int) -> LetterCounts:
    """Count sent letters by the advice each gives, one piece a line."""
    told = [[line for line in text.splitlines() if line.strip()] for text in advice]
    return LetterCounts(len(told), sum(map(len, told)), answered, rules)
