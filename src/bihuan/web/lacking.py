"""What a step of a dossier lacks as its reader is told it: conditions in his words, each with his way to mend it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from bihuan.closeout.facts import whole_facts
from bihuan.desk.chances import Panel, cut
from bihuan.desk.mending import bars_to_sign_off
from bihuan.desk.offers import OFFERS
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.machine import Blocker, ask_gates
from bihuan.domain.lifecycle.moves import NOT_SIGNED_OFF
from bihuan.domain.lifecycle.resting import UPON_REVIEW
from bihuan.domain.roles import UNIT
from bihuan.dossiers.rulebooks import rulebook_of
from bihuan.web.gates import Missing, missing_with_ways
from bihuan.web.things import Aim


@dataclass(frozen=True)
class StillLacking:
    """What the close of a dossier lacks before its review; `hidden` conditions are with bodies the reader is not."""

    missing: tuple[Missing, ...]
    hidden: int

    def __bool__(self) -> bool:
        return bool(self.missing or self.hidden)


def lacking_of(actor: Actor, aim: Aim, panel: Panel) -> tuple[Missing, ...]:
    """Return what a panel finds missing in the reader's words."""
    bars = bars_of(actor, aim, panel.blockers)
    return missing_with_ways(panel.blockers, aim.inspection, aim.held, bars=bars, account=actor.account_id)


def bars_of(actor: Actor, aim: Aim, blockers: Iterable[Blocker]) -> Mapping[str, Blocker]:
    """Return what keeps findings from their sign-off where the unit is told that they lack it."""
    if not aim.held & UNIT or NOT_SIGNED_OFF not in {blocker.code for blocker in blockers}:
        return {}
    facts = whole_facts(aim.inspection, actor.today)
    return bars_to_sign_off(facts, rulebook_of(aim.inspection, actor.today))


def lacking_before_review(actor: Actor, aim: Aim) -> StillLacking:
    """Return what the close asks for and can be met before the review begins, which gives the consents."""
    facts, rules = whole_facts(aim.inspection, actor.today), rulebook_of(aim.inspection, actor.today)
    verdict = ask_gates(OFFERS["close"].step, facts, rules)
    before = tuple(one for one in verdict.blockers if one.code not in UPON_REVIEW)
    panel = cut(actor, aim.inspection, replace(verdict, blockers=before))
    return StillLacking(lacking_of(actor, aim, panel), panel.hidden)
