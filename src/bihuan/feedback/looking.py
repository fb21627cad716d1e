"""Looks at the findings before they are fed back: compared with their papers, reviewed by two, looked up in three ways.

Each look keeps the fingerprint of what it saw: of findings that are changed afterwards it says nothing any more.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from bihuan.domain.comparison import Piece, beside
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.facts import FeedbackReviewFacts
from bihuan.domain.lifecycle.inspection import STEPS
from bihuan.dossiers.actions import NoFindings
from bihuan.dossiers.facts import bare_facts
from bihuan.dossiers.models import Finding, Inspection
from bihuan.dossiers.steps import next_number, taking_on
from bihuan.feedback.models import FeedbackLook
from bihuan.fieldwork.citing import basis_of
from bihuan.fieldwork.fixing import kept
from bihuan.fieldwork.models import WorkingPaper
from bihuan.intake.amounts import find_amounts
from bihuan.ledger.door import ChangedMeanwhile, Receipt, deed

COMPARISON, REVIEW, LOOK_UP = "comparison", "review", "look_up"


@dataclass(frozen=True)
class Compared:
    """A finding beside the working paper that it came from."""

    finding: Finding
    paper: WorkingPaper | None
    told: tuple[Piece, ...]
    written: tuple[Piece, ...]
    money_untold: bool = False

    @property
    def differs(self) -> bool:
        """True where finding and paper say not the same, or there is no paper."""
        return self.paper is None or self.money_untold or any(piece.differs for piece in (*self.told, *self.written))


class LookedAlready(ValueError):
    """One person looks once at what has not changed since."""

    def __init__(self, sort: str) -> None:
        self.sort = sort
        super().__init__(f"{sort}: you have entered this, and no finding was changed since; nothing is left to do")


def findings_of(inspection: Inspection) -> list[Finding]:
    rows = Finding.objects.filter(authority_id=inspection.authority_id, inspection=inspection)
    return list(rows.order_by("place"))


def fingerprint_of(inspection: Inspection) -> str:
    """Return the fingerprint of a dossier's findings as they stand."""
    return fingerprints_of(inspection.authority_id, [inspection.id])[inspection.id]


def fingerprints_of(authority_id: uuid.UUID, dossiers: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Return the fingerprint of each dossier's findings, asked for together."""
    told: dict[uuid.UUID, list[list[str]]] = {one: [] for one in dossiers}
    rows = Finding.objects.filter(authority_id=authority_id, inspection_id__in=dossiers).order_by("place")
    for dossier, *words, basis in rows.values_list("inspection_id", "number", "title", "text", "basis"):
        told[dossier].append([*words, basis] if basis else words)  # looks at findings without one stay valid
    return {
        one: hashlib.sha256(json.dumps(words, ensure_ascii=False).encode()).hexdigest() for one, words in told.items()
    }


def comparison_of(inspection: Inspection) -> list[Compared]:
    """Return each finding beside its paper, with what sets them apart."""
    rows = WorkingPaper.objects.filter(authority_id=inspection.authority_id, inspection=inspection)
    papers = {row.finding_id: row for row in rows.exclude(finding=None)}
    return [compared(one, papers.get(one.id)) for one in findings_of(inspection)]


def compared(finding: Finding, paper: WorkingPaper | None) -> Compared:
    told = "\n".join([finding.title, finding.text, *filter(None, [finding.basis])])
    if paper is None:
        return Compared(finding, None, (Piece(told),), ())
    words = filter(None, (paper.phenomenon.strip(), paper.nature.strip(), basis_of(paper)))
    written = "\n".join([paper.title, *words])
    amounts = {one.fen for one in find_amounts(told)}
    return Compared(finding, paper, *beside(told, written), bool(paper.amount_fen) and paper.amount_fen not in amounts)


def review_of(inspection: Inspection) -> FeedbackReviewFacts:
    """Return how the findings, as they stand, were looked over."""
    return reviews_of(inspection.authority_id, [inspection.id])[inspection.id]


def reviews_of(authority_id: uuid.UUID, dossiers: Collection[uuid.UUID]) -> dict[uuid.UUID, FeedbackReviewFacts]:
    """Return how the findings of each dossier, as they stand, were looked over; all asked for together."""
    taken: dict[uuid.UUID, list[FeedbackLook]] = {one: [] for one in dossiers}
    for row in FeedbackLook.objects.filter(authority_id=authority_id, inspection_id__in=dossiers).order_by("number"):
        taken[row.inspection_id].append(row)
    looked_at = [one for one, looks in taken.items() if looks]
    shown = fingerprints_of(authority_id, looked_at) if looked_at else {}
    return {one: as_facts([row for row in looks if row.shown == shown[one]]) for one, looks in taken.items()}


def as_facts(looks: Collection[FeedbackLook]) -> FeedbackReviewFacts:
    return FeedbackReviewFacts(
        compared_with_papers=any(row.sort == COMPARISON for row in looks),
        reviewed_by=tuple(reader(row.by_account, row.by_name) for row in looks if row.sort == REVIEW),
        looked_up=tuple(row.looked_up for row in looks if row.sort == LOOK_UP),
    )


def reader(account: uuid.UUID | None, name: str) -> str:
    """Return by what two readers are told apart: the account, or the name where there is none."""
    return str(account or name)


def looked(
    actor: Actor,
    inspection_id: uuid.UUID,
    step_name: str,
    now: datetime,
    *,
    sort: str,
    shown: str,
    comment: str,
    looked_up: str = "",
) -> Receipt:
    """Enter one look at the findings as they were shown; raise ChangedMeanwhile where they are others now."""
    inspection, taken = taking_on(actor, inspection_id, STEPS[step_name], bare_facts)
    pairs = comparison_of(inspection)
    if not pairs:
        raise NoFindings
    if shown and shown != fingerprint_of(inspection):
        raise ChangedMeanwhile(Finding._meta.db_table, pairs[0].finding.id)
    shown = fingerprint_of(inspection)
    mine = FeedbackLook.objects.filter(authority_id=actor.authority_id, inspection=inspection, shown=shown, sort=sort)
    if mine.filter(looked_up=looked_up, by_account=actor.account_id).exists():
        raise LookedAlready(sort)
    row = FeedbackLook(
        authority_id=actor.authority_id,
        inspection=inspection,
        number=next_number(FeedbackLook, inspection),
        sort=sort,
        looked_up=looked_up,
        differences=sum(pair.differs for pair in pairs),
        remark=comment.strip(),
        shown=shown,
        on=actor.today,
        by_account=actor.account_id,
        by_role=taken.role.value,
        by_name=actor.name,
    )
    return kept(actor, inspection, taken, now, row)


@deed
def compare_feedback(
    *, actor: Actor, inspection_id: uuid.UUID, shown: str, comment: str, now: datetime, key: str
) -> Receipt:
    """Compare the findings with the working papers they came from."""
    return looked(actor, inspection_id, "compare_feedback", now, sort=COMPARISON, shown=shown, comment=comment)


@deed
def review_feedback(
    *, actor: Actor, inspection_id: uuid.UUID, shown: str, comment: str, now: datetime, key: str
) -> Receipt:
    """Review what will be fed back; two reviews by one person are one."""
    return looked(actor, inspection_id, "review_feedback", now, sort=REVIEW, shown=shown, comment=comment)


@deed
def look_up_for_feedback(
    *, actor: Actor, inspection_id: uuid.UUID, looked_up: str, shown: str, comment: str, now: datetime, key: str
) -> Receipt:
    """Look up what the findings rest on."""
    told = {"sort": LOOK_UP, "shown": shown, "comment": comment, "looked_up": looked_up}
    return looked(actor, inspection_id, "look_up_for_feedback", now, **told)
