"""The three signatures of a working paper, its return with reasons, and its becoming a finding."""

from __future__ import annotations

import uuid
from datetime import datetime

from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.domain.lifecycle.separation import NotOwnDraft, is_own_draft, refuse_one_hand_twice
from bihuan.domain.lifecycle.working_paper import PaperStage
from bihuan.domain.roles import Role
from bihuan.dossiers.models import Finding, Inspection
from bihuan.fieldwork.citing import basis_of
from bihuan.fieldwork.drafting import areas
from bihuan.fieldwork.facts import hands_of
from bihuan.fieldwork.hands import Underway, with_hand
from bihuan.fieldwork.models import WorkingPaper
from bihuan.ledger.door import Receipt, deed


@deed
def submit_working_paper(*, actor: Actor, working_paper_id: uuid.UUID, now: datetime, key: str) -> Receipt:
    """Sign a paper as its drafter: from now on it is read by the deputy."""
    underway = Underway(actor, working_paper_id, "submit_working_paper")
    underway.move()
    underway.paper.hands = with_hand(underway.paper.hands, actor.account_id)
    return underway.done(now)


@deed
def review_working_paper(
    *, actor: Actor, working_paper_id: uuid.UUID, remark: str = "", now: datetime, key: str
) -> Receipt:
    """Sign a paper as the deputy; not one that he wrote in."""
    underway = Underway(actor, working_paper_id, "review_working_paper")
    paper = underway.paper
    refuse_one_hand_twice("review_working_paper", paper.number, actor.account_id, hands_of(paper))
    underway.move()
    paper.reviewed_by = actor.account_id
    return remarked(underway, remark, now)


@deed
def sign_working_paper(
    *, actor: Actor, working_paper_id: uuid.UUID, remark: str = "", now: datetime, key: str
) -> Receipt:
    """Sign a paper as the leader; not one that he wrote in or reviewed himself."""
    underway = Underway(actor, working_paper_id, "sign_working_paper")
    paper = underway.paper
    signed = [*hands_of(paper), paper.reviewed_by]
    refuse_one_hand_twice("sign_working_paper", paper.number, actor.account_id, signed)
    underway.move()
    return remarked(underway, remark, now)


@deed
def return_working_paper(*, actor: Actor, working_paper_id: uuid.UUID, reason: str, now: datetime, key: str) -> Receipt:
    """Send a paper back to its drafter, with reasons; the signatures on it are void."""
    underway = Underway(actor, working_paper_id, "return_working_paper", reason)
    underway.move()
    underway.paper.reviewed_by = None
    return underway.done(now)


@deed
def withdraw_working_paper(
    *, actor: Actor, working_paper_id: uuid.UUID, reason: str, now: datetime, key: str
) -> Receipt:
    """Give a matter up, with reasons: the paper stays, and owes nothing any more. A member gives up his own draft."""
    underway = Underway(actor, working_paper_id, "withdraw_working_paper", reason)
    paper = underway.paper
    if underway.taken.role is Role.MEMBER and not is_own_draft(
        actor.account_id, hands_of(paper), is_draft=paper.stage == PaperStage.DRAFT
    ):
        raise NotOwnDraft(paper.number)
    underway.move()
    return underway.done(now)


@deed
def confirm_finding(*, actor: Actor, working_paper_id: uuid.UUID, now: datetime, key: str) -> Receipt:
    """Make a finding of a signed paper, word by word; sources and the view of who answers for it stay in the paper."""
    underway = Underway(actor, working_paper_id, "confirm_finding")
    paper, inspection = underway.paper, underway.inspection
    finding = finding_from(paper, inspection)
    underway.move()
    paper.finding = finding
    return underway.done(now, [finding], told={"finding": finding.id, "number": finding.number})


def remarked(underway: Underway, remark: str, now: datetime) -> Receipt:
    """Finish a signature; what was remarked stands with it."""
    underway.reason = remark
    return underway.done(now)


def finding_from(paper: WorkingPaper, inspection: Inspection) -> Finding:
    """Return the finding that a paper becomes: its title, what shows and what it is."""
    rows = Finding.everything.filter(authority_id=inspection.authority_id, inspection=inspection)
    taken = set(rows.values_list("number", flat=True))
    place = rows.count() + 1
    number = place
    while str(number) in taken:
        number += 1
    area = areas().get(paper.area, "")
    return Finding(
        authority_id=inspection.authority_id,
        inspection=inspection,
        organization_path=inspection.organization_path,
        supervision_path=inspection.supervision_path,
        number=str(number),
        place=place,
        headings=[area] if area else [],
        title=paper.title,
        text="\n".join(filter(None, (paper.phenomenon.strip(), paper.nature.strip()))),
        basis=basis_of(paper),
        category=area[:40],
        person_matter=paper.person_matter,
        stage=FindingStage.RECTIFYING,
    )
