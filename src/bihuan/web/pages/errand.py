"""What went out and is to be answered, as pages show it: lists with their filter, cards with what is open to whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from bihuan.domain.answers import ErrandState, errand_state
from bihuan.domain.deadlines import LampThresholds, lamp, thresholds
from bihuan.domain.jurisdiction import Actor
from bihuan.feedback.answering import answer_rules
from bihuan.feedback.errands import KEEPERS, is_mine, is_void
from bihuan.feedback.sent import Errand, RuleMade
from bihuan.web.lamps import Shown, days_words
from bihuan.web.words import deed_words


@dataclass(frozen=True)
class Line:
    """Something that went out, in a list."""

    row: Errand
    state: ErrandState
    lamp: Shown | None


def state_of(row: Errand) -> ErrandState:
    return errand_state(
        received=row.received_on is not None,
        answered=row.answered_on is not None,
        settled=row.settled_on is not None,
        void=is_void(row),
    )


def lines_of(actor: Actor, rows: Iterable[Errand]) -> list[Line]:
    """Return rows with their states and, where the answer is open, their lamps."""
    limits = thresholds(answer_rules(actor.authority_id, actor.today))
    return [Line(row, state_of(row), lit(row, actor.today, limits)) for row in rows]


def lit(row: Errand, today: date, limits: LampThresholds | None) -> Shown | None:
    if row.answered_on is not None or is_void(row):
        return None
    return Shown(lamp(row.due_on, today, limits), days_words(row.due_on, today))


def deeds_on(actor: Actor, row: Errand) -> Iterator[tuple[str, str]]:
    """Return the deeds on something that went out that are open to somebody: their words, where they are done."""
    keeps, mine = bool(actor.roles & KEEPERS), is_mine(actor, row)
    offered: list[str] = []
    if is_void(row):
        return iter(())
    if keeps or mine:
        offered += ["receive_errand"] if row.received_on is None else []
        offered += ["answer_errand"] if row.answered_on is None else []
        offered += ["note_rule"] if row.letter_id is not None else []
    if keeps and not mine and row.answered_on is not None and row.settled_on is None:
        offered.append("settle_errand")
    return ((deed_words(name), reverse(URLS[name], args=[row.id])) for name in offered)


URLS = {
    "receive_errand": "errand_receive",
    "answer_errand": "errand_answer",
    "note_rule": "errand_rule",
    "settle_errand": "errand_settle",
}


def rules_of(row: Errand) -> list[RuleMade]:
    rows = RuleMade.objects.filter(authority_id=row.authority_id, errand=row).select_related("file")
    return list(rows.order_by("number"))
