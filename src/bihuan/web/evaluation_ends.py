"""Deeds of evaluation that could only be refused now: their page says why and what comes first, and shows no form.

What is said is the refusal itself, so that nobody fills a form in to learn it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from bihuan.desk.offers import OFFERS
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.machine import role_for
from bihuan.dossiers.models import Inspection
from bihuan.evaluation.actions import bar_to_record, bar_to_tell, bar_to_withdraw
from bihuan.evaluation.models import Evaluation
from bihuan.evaluation.scorers import bar_to_settle
from bihuan.evaluation.scoring import NoScoringOpen, bar_to_hand_in, bars_to_begin
from bihuan.evaluation.self_assessment import bar_to_return
from bihuan.evaluation.sheets import open_scoring
from bihuan.evaluation.three_in_one import bar_to_combine
from bihuan.evaluation.turns import bar_to_assess, checks_of
from bihuan.supervision.actions import author_of
from bihuan.web.things import Aim

Bar = Callable[[Actor, Aim], Exception | None]


def recording(actor: Actor, aim: Aim) -> Exception | None:
    """Return the bar of today where no earlier turn waits for this body either: such a one may be entered late."""
    role, inspection = role_for(OFFERS["record_evaluation"].step, aim.held), aim.inspection
    if role is None:
        return None
    days = {actor.today, *(day for day, _id in checks_of(inspection))}
    bars = {day: bar_to_record(inspection, day, author_of(role, inspection)) for day in days}
    return bars[actor.today] if all(bars.values()) else None


def telling(actor: Actor, aim: Aim) -> Exception | None:
    return bar_to_tell(aim.row, aim.inspection, actor.today) if isinstance(aim.row, Evaluation) else None


def withdrawing(_actor: Actor, aim: Aim) -> Exception | None:
    return bar_to_withdraw(aim.row) if isinstance(aim.row, Evaluation) else None


def beginning(actor: Actor, aim: Aim) -> Exception | None:
    """Return the bar of all three bodies; None where a sheet can be opened for one of them."""
    bars = list(bars_to_begin(aim.inspection, actor.today).values())
    return bars[0] if all(bars) else None


def settling(actor: Actor, aim: Aim) -> Exception | None:
    scoring = open_scoring(aim.inspection)
    return NoScoringOpen() if scoring is None else bar_to_settle(actor, scoring, aim.inspection)


BARS: Mapping[str, Bar] = {
    "record_evaluation": recording,
    "tell_evaluation": telling,
    "withdraw_evaluation": withdrawing,
    "begin_scoring": beginning,
    "hand_in_scores": lambda actor, aim: bar_to_hand_in(actor, aim.inspection),
    "settle_scores": settling,
    "assess_self": lambda actor, aim: bar_to_assess(aim.inspection, actor.today),
    "return_self_assessment": lambda _actor, aim: bar_to_return(aim.inspection),
    "combine_scores": lambda actor, aim: bar_to_combine(aim.inspection, actor.today),
}


def bar_to(deed: str, actor: Actor, aim: Aim) -> Exception | None:
    """Return the refusal that a deed would surely meet, None where it may be sent."""
    bar = BARS.get(deed)
    return bar(actor, aim) if bar is not None else None


def bodies_to_score(inspection: Inspection, today: date) -> list[str]:
    """Return the bodies for which a sheet of two scorers can be opened."""
    return [body for body, bar in bars_to_begin(inspection, today).items() if bar is None]
