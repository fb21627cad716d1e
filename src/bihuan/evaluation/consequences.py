"""What follows from an evaluation. The rules propose, the leading group decides, the office notifies and records."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from bihuan.domain.consequences import Consequence as Kind
from bihuan.domain.consequences import (
    Ground,
    is_low,
    may_record,
    refuse_adoption,
    refuse_due,
    refuse_groundless,
    refuse_proposal,
    refuse_second_look_back,
)
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.sequence import OutOfOrder, refuse_future
from bihuan.dossiers.actions import with_new_file
from bihuan.dossiers.files import receive
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.steps import NoSuchThing, inspection_for, note_of
from bihuan.evaluation.consequence_models import ADOPTED, DECLINED
from bihuan.evaluation.facts import latest_whole_of
from bihuan.evaluation.judging import taking
from bihuan.evaluation.look_backs import has_look_back
from bihuan.evaluation.models import Consequence
from bihuan.evaluation.proposing import (
    consequences_of,
    falling_with,
    grave_mark,
    is_open,
    proposed_by_rule,
    score_lines,
    standing_of,
)
from bihuan.ledger.door import Receipt, commit, deed
from bihuan.rectification.measures import TextMissing
from bihuan.supervision.actions import NotYourEntry, WordUnknown


class ProposedAlready(ValueError):
    """One consequence of a kind is under way at a time."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        super().__init__(f"{kind} is proposed or under way already; decide or record that one first")


class NothingProposed(ValueError):
    """What nobody proposes cannot be decided."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        super().__init__(f"{kind}: neither a rule nor the office proposes it; let the office propose it with reasons")


class NotDecided(ValueError):
    """A consequence is notified once it is adopted."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(f"consequence {number} is not adopted; let the leading group decide it first")


class NotNotified(ValueError):
    """Whoever it concerns is told before anything is recorded as done."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(f"nobody was notified of consequence {number}; notify first, then record what was done")


class FollowedAlready(ValueError):
    """A step of a consequence is taken once."""

    def __init__(self, number: int, on: date) -> None:
        self.number, self.on = number, on
        super().__init__(f"this was done for consequence {number} on {on} already; nothing is left to do")


# --- the deeds ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Begun:
    """A consequence that begins: its kind, grounds, clause and, of a person's, the reason."""

    kind: Kind
    grounds: tuple[str, ...]
    basis: str = ""
    reason: str = ""


def begun(inspection: Inspection, rows: list[Consequence], one: Begun, today: date) -> Consequence:
    return Consequence(
        authority_id=inspection.authority_id,
        inspection=inspection,
        number=len(rows) + 1,
        kind=one.kind.value,
        grounds=[str(ground) for ground in one.grounds],
        basis=one.basis,
        evaluation=latest_whole_of(inspection),
        proposed_on=today,
        proposed_reason=one.reason.strip(),
    )


def known_kind(kind: str) -> Kind:
    if kind not in set(Kind):
        raise WordUnknown("kind", kind, list(Kind))
    return Kind(kind)


@deed
def propose_consequence(
    *, actor: Actor, inspection_id: uuid.UUID, consequence: str, ground: str, reason: str, now: datetime, key: str
) -> Receipt:
    """Propose what no rule proposes, with ground and reasons; one proposed by mistake is declined, not withdrawn."""
    inspection = inspection_for(actor, inspection_id)
    taken = taking(actor, "propose_consequence", inspection, reason)
    wanted, rows = known_kind(consequence), consequences_of(inspection)
    if ground not in set(Ground):
        raise WordUnknown("ground", ground, list(Ground))
    if any(row.kind == consequence and is_open(row) for row in rows):
        raise ProposedAlready(consequence)
    refuse_proposal(wanted, ground, standing_of(inspection, rows, actor.today), score_lines(inspection, actor.today))
    refuse_second_look_back(wanted, has_look_back=has_look_back(inspection, actor.today))
    row = begun(inspection, rows, Begun(wanted, (ground,), reason=reason), actor.today)
    told = {"consequence": row.number, "kind": consequence}
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, reason=reason, told=told)
    return commit(note=note, rows=[row])


def to_decide(
    inspection: Inspection, rows: list[Consequence], kind: str, today: date, *, declining: bool = False
) -> Consequence:
    """Return what waits for its decision: what the office proposed, or what a rule proposes now.

    What was adopted for a low score or a grave case may be declined again as long as nobody was notified.
    """
    wanted = known_kind(kind)
    waiting = next(
        (row for row in rows if row.kind == kind and (not row.decision or (declining and falling_with(row)))), None
    )
    if waiting is not None:
        return waiting
    if not declining and any(row.kind == kind and is_open(row) for row in rows):
        raise ProposedAlready(kind)
    proposal = next((one for one in proposed_by_rule(inspection, rows, today) if one.consequence is wanted), None)
    if proposal is None:
        raise NothingProposed(kind)
    return begun(inspection, rows, Begun(wanted, proposal.grounds, proposal.basis), today)


@deed
def decide_consequence(
    *,
    actor: Actor,
    inspection_id: uuid.UUID,
    consequence: str,
    decision: str,
    reason: str,
    withheld: str,
    withheld_why: str,
    due_on: date | None,
    now: datetime,
    key: str,
) -> Receipt:
    """Adopt or decline what is proposed, with reasons; a publication says what it withholds and why."""
    inspection = inspection_for(actor, inspection_id)
    taken = taking(actor, "decide_consequence", inspection, reason)
    if decision not in (ADOPTED, DECLINED):
        raise WordUnknown("decision", decision, (ADOPTED, DECLINED))
    rows = consequences_of(inspection)
    row = to_decide(inspection, rows, consequence, actor.today, declining=decision == DECLINED)
    if decision == ADOPTED:
        refuse_second_look_back(Kind(consequence), has_look_back=has_look_back(inspection, actor.today))
        refuse_unfounded(inspection, rows, row, actor.today, withheld=(withheld, withheld_why))
        refuse_due(due_on, actor.today)
        row.evaluation = latest_whole_of(inspection)
        row.due_on, row.withheld, row.withheld_why = due_on, withheld.strip(), withheld_why.strip()
    else:  # of one that was adopted before nothing of the adoption is left
        row.due_on, row.withheld, row.withheld_why = None, "", ""
    row.decision, row.decided_on, row.decided_reason = decision, actor.today, reason.strip()
    told = {"consequence": row.number, "kind": consequence, "decision": decision}
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, reason=reason, told=told)
    return commit(note=note, rows=[row])


def refuse_unfounded(
    inspection: Inspection, rows: list[Consequence], row: Consequence, today: date, *, withheld: tuple[str, str]
) -> None:
    """Refuse to adopt what cannot be adopted so, or whose ground has gone since it was proposed."""
    standing = standing_of(inspection, rows, today)
    refuse_adoption(Kind(row.kind), is_grave=standing.is_grave, withheld=withheld[0], withheld_why=withheld[1])
    low = is_low(standing.percent, score_lines(inspection, today))
    refuse_groundless(row.kind, row.grounds, is_low=low, is_grave=standing.is_grave)


def refuse_outlived(row: Consequence) -> None:
    """Refuse to tell what outlived its ground; a better score that came later takes no decision back."""
    is_low = row.evaluation is not None and row.evaluation.withdrawn_on is None
    refuse_groundless(row.kind, row.grounds, is_low=is_low, is_grave=grave_mark(row.inspection) is not None)


def numbered_of(inspection: Inspection, number: int) -> Consequence:
    row = next((one for one in consequences_of(inspection) if one.number == number), None)
    if row is None:
        raise NoSuchThing("consequence", number)
    if row.decision != ADOPTED:
        raise NotDecided(number)
    return row


@deed
def notify_consequence(
    *,
    actor: Actor,
    inspection_id: uuid.UUID,
    number: int,
    notified_to: str,
    on: date,
    paper_name: str,
    paper: bytes,
    now: datetime,
    key: str,
) -> Receipt:
    """Enter that whoever it concerns was told of an adopted consequence, on which day and by which paper."""
    inspection = inspection_for(actor, inspection_id)
    taken = taking(actor, "notify_consequence", inspection)
    row = numbered_of(inspection, number)
    if row.notified_on is not None:
        raise FollowedAlready(number, row.notified_on)
    refuse_outlived(row)
    if not notified_to.strip():
        raise TextMissing("notified_to")
    refuse_day("notify_consequence", on, actor.today, "decide_consequence", row.decided_on)
    scan = receive(authority_id=actor.authority_id, name=paper_name, content=paper) if paper else None
    row.notified_on, row.notified_to, row.notice = on, notified_to.strip(), scan
    told = {"consequence": number, "kind": row.kind}
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, told=told)
    return commit(note=note, rows=with_new_file([row], scan))


@deed
def record_consequence(
    *,
    actor: Actor,
    inspection_id: uuid.UUID,
    number: int,
    on: date,
    record: str,
    paper_name: str,
    paper: bytes,
    now: datetime,
    key: str,
) -> Receipt:
    """Record what was done: the talk held, the meeting held again, the notice published; then it is followed."""
    inspection = inspection_for(actor, inspection_id)
    taken = taking(actor, "record_consequence", inspection)
    row = numbered_of(inspection, number)
    if not may_record(taken.role, row.kind):
        raise NotYourEntry("office")
    if row.notified_on is None:
        raise NotNotified(number)
    if row.recorded_on is not None:
        raise FollowedAlready(number, row.recorded_on)
    if not record.strip():
        raise TextMissing("record")
    refuse_day("record_consequence", on, actor.today, "notify_consequence", row.notified_on)
    scan = receive(authority_id=actor.authority_id, name=paper_name, content=paper) if paper else None
    row.recorded_on, row.record, row.record_paper = on, record.strip(), scan
    told = {"consequence": number, "kind": row.kind}
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, told=told)
    return commit(note=note, rows=with_new_file([row], scan))


def refuse_day(deed: str, on: date, today: date, rests_on: str, earlier: date | None) -> None:
    """Refuse a day of a deed that lies ahead, or before what it rests on."""
    refuse_future("on", on, today)
    if earlier is not None and on < earlier:
        raise OutOfOrder(deed, on, rests_on, earlier)
