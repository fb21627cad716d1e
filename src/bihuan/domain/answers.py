"""Papers that owe an answer: by when the packs want it, who may give it, how it stands.

A copy notice, a recommendation letter, a written instruction, a matter handed over: each goes to somebody who owes an
answer. The days are counted from the day it went out, which itself is not counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bihuan.domain.roles import Role
from bihuan.domain.rulebook import Rulebook

ANSWERS = "answer/"


class Answerable(StrEnum):
    """What owes an answer."""

    COPY_NOTICE = "copy_notice"
    RECOMMENDATION = "recommendation"
    INSTRUCTION = "instruction"
    TRANSFER = "transfer"


class AnswerState(StrEnum):
    """How an answer stands."""

    AWAITED = "awaited"
    OVERDUE = "overdue"
    ANSWERED = "answered"


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


def answer_state(*, due_on: date | None, answered_on: date | None, today: date) -> AnswerState:
    """Return how an answer stands."""
    if answered_on is not None:
        return AnswerState.ANSWERED
    return AnswerState.OVERDUE if due_on is not None and due_on < today else AnswerState.AWAITED


def answers_himself(role: Role, *, to: str, addressee: str, body: str, is_redirected: bool) -> bool:
    """True for whoever a copy notice went to: of its role, of its body where his is known, and where it was not
    decided that somebody else receives it."""
    if is_redirected or role.value != to:
        return False
    return not body or role is not Role.RESPONSIBLE_DEPARTMENT or body == addressee
