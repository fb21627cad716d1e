"""The team's log, mid-term guidance, and what colleagues think of a working paper."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.inspection import STEPS
from bihuan.domain.lifecycle.separation import refuse_one_hand_twice
from bihuan.domain.sequence import refuse_future
from bihuan.dossiers.facts import bare_facts
from bihuan.dossiers.steps import next_number, numbered, taking_on
from bihuan.fieldwork.facts import hands_of
from bihuan.fieldwork.fixing import EnteredAlready, kept
from bihuan.fieldwork.hands import Underway
from bihuan.fieldwork.models import Guidance, LogEntry, PeerReview
from bihuan.intake.lexicon import load
from bihuan.ledger.door import Receipt, deed


class MarkUnusable(ValueError):
    """A mark that the aspect does not have."""

    def __init__(self, aspect: str, full: int) -> None:
        self.aspect, self.full = aspect, full
        super().__init__(f"{aspect}: the mark is none from 0 to {full}; give one of these")


class ReviewedAlready(ValueError):
    """Nobody marks one paper twice."""

    def __init__(self, number: str) -> None:
        self.number = number
        super().__init__(f"you have reviewed working paper {number} already; one review is kept of each colleague")


@deed
def write_log(
    *, actor: Actor, inspection_id: uuid.UUID, sort: str, on: date, present: str, text: str, now: datetime, key: str
) -> Receipt:
    """Write in the team's log: a meeting, an activity of its party branch, a day of work."""
    inspection, taken = taking_on(actor, inspection_id, STEPS["write_log"], bare_facts)
    refuse_future("on", on, actor.today)
    row = LogEntry(
        authority_id=actor.authority_id,
        inspection=inspection,
        number=next_number(LogEntry, inspection),
        sort=sort,
        on=on,
        present=present.strip(),
        text=text.strip(),
        by_name=actor.name,
    )
    return kept(actor, inspection, taken, now, row)


@deed
def give_guidance(
    *,
    actor: Actor,
    inspection_id: uuid.UUID,
    on: date,
    led_by: str,
    diagnosis: str,
    prescription: str,
    now: datetime,
    key: str,
) -> Receipt:
    """Record the mid-term guidance: what was found of the team's work, and what was prescribed."""
    inspection, taken = taking_on(actor, inspection_id, STEPS["give_guidance"], bare_facts)
    refuse_future("on", on, actor.today)
    row = Guidance(
        authority_id=actor.authority_id,
        inspection=inspection,
        number=next_number(Guidance, inspection),
        on=on,
        led_by=led_by.strip(),
        diagnosis=diagnosis.strip(),
        prescription=prescription.strip(),
    )
    return kept(actor, inspection, taken, now, row)


@deed
def follow_guidance(
    *, actor: Actor, inspection_id: uuid.UUID, number: int, on: date, follow_up: str, now: datetime, key: str
) -> Receipt:
    """Say what the team did upon the guidance."""
    inspection, taken = taking_on(actor, inspection_id, STEPS["follow_guidance"], bare_facts)
    refuse_future("on", on, actor.today)
    row = numbered(Guidance, inspection, number)
    if row.followed_on is not None:
        raise EnteredAlready(number)
    row.follow_up, row.followed_on = follow_up.strip(), on
    return kept(actor, inspection, taken, now, row)


def aspects_of_papers() -> dict[str, tuple[str, int]]:
    """Return by which aspects a colleague marks a paper: words and full mark, by code."""
    return {str(code): (str(one["words"]), int(one["full"])) for code, one in load("taxonomy")["peer_review"].items()}


@deed
def review_as_peer(
    *,
    actor: Actor,
    working_paper_id: uuid.UUID,
    marks: Mapping[str, Decimal],
    comment: str,
    now: datetime,
    key: str,
) -> Receipt:
    """Mark a colleague's working paper and say what is to be learned; it bars nothing."""
    underway = Underway(actor, working_paper_id, "review_as_peer")
    paper = underway.paper
    refuse_one_hand_twice("review_as_peer", paper.number, actor.account_id, hands_of(paper))
    full = {code: most for code, (_words, most) in aspects_of_papers().items()}
    for aspect, most in full.items():
        if not 0 <= marks.get(aspect, Decimal(-1)) <= most:
            raise MarkUnusable(aspect, most)
    rows = PeerReview.objects.filter(authority_id=actor.authority_id, paper=paper)
    if actor.account_id is not None and rows.filter(by_account=actor.account_id).exists():
        raise ReviewedAlready(paper.number)
    row = PeerReview(
        authority_id=actor.authority_id,
        paper=paper,
        inspection=underway.inspection,
        number=rows.count() + 1,
        marks={aspect: str(marks[aspect]) for aspect in full},
        full=full,
        comment=comment.strip(),
        by_account=actor.account_id,
        by_role=underway.taken.role.value,
        by_name=actor.name,
        on=actor.today,
    )
    return underway.done(now, [row], told={"review": row.id}, is_hand=False)
