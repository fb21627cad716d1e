"""A step of a working paper: judged, noted in the ledger, and kept among the hands that were put to it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.steps import Step
from bihuan.domain.lifecycle.working_paper import STEPS
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.steps import Taken, may_take, note_of
from bihuan.fieldwork.facts import next_hand, one_paper, paper_for
from bihuan.fieldwork.models import PaperHand, WorkingPaper
from bihuan.ledger.door import Receipt, commit
from bihuan.ledger.models import Kept


class Underway:
    """A step on a paper that may be taken: the paper and its dossier under lock, the verdict, and who takes it."""

    def __init__(self, actor: Actor, paper_id: uuid.UUID, step_name: str, reason: str = "") -> None:
        step: Step = STEPS[step_name]
        self.actor, self.reason = actor, reason
        self.paper, self.inspection = paper_for(actor, paper_id)
        self.taken = may_take(
            actor=actor,
            step=step,
            inspection=self.inspection,
            stage=self.paper.stage,
            facts=one_paper(self.inspection, self.paper, actor.today),
            reason=reason,
        )

    def move(self) -> None:
        """Put the paper to the stage that the step leads to."""
        if self.taken.step.target is not None:
            self.paper.stage = self.taken.step.target

    def done(
        self, now: datetime, rows: Sequence[Kept] = (), *, told: Mapping[str, Any] | None = None, is_hand: bool = True
    ) -> Receipt:
        """Write the paper, the rows beside it, and the hand that was put to it."""
        hand = [hand_on(self.paper, self.inspection, self.actor, self.taken, self.reason)] if is_hand else []
        note = note_of(
            actor=self.actor,
            taken=self.taken,
            inspection=self.inspection,
            now=now,
            subject=self.paper.number,
            reason=self.reason,
            told={"working_paper": self.paper.id, **(told or {})},
        )
        return commit(note=note, rows=[*rows, self.paper, *hand])


def hand_on(paper: WorkingPaper, inspection: Inspection, actor: Actor, taken: Taken, reason: str = "") -> PaperHand:
    """Return the row of a hand that is put to a paper."""
    return PaperHand(
        authority_id=paper.authority_id,
        paper=paper,
        inspection=inspection,
        number=next_hand(paper),
        deed=taken.step.name,
        by_role=taken.role.value,
        by_name=actor.name,
        on=actor.today,
        reason=reason.strip(),
    )


def with_hand(hands: Sequence[str], account: uuid.UUID | None) -> list[str]:
    """Return the accounts that wrote in a paper, with one more."""
    return list(dict.fromkeys([*hands, *([str(account)] if account else [])]))
