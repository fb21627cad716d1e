"""Who receives the copy notices of a dossier, by when each is answered, and the answers.

Where it is not fit that whoever holds a role receives its notice, the leading group decides who does instead. Why is
asked nowhere and kept nowhere: a refusal, a page, an entry tell the decision only, whatever it rests on.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime

from bihuan.domain.answers import Answerable, AnswerDue, answer_due, answers_himself
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.inspection import STEPS
from bihuan.domain.lifecycle.machine import MayNot
from bihuan.domain.roles import Role
from bihuan.domain.rulebook import Rulebook, in_force
from bihuan.domain.sequence import refuse_future
from bihuan.dossiers.actions import with_new_file
from bihuan.dossiers.facts import bare_facts
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.rulebooks import chosen_packs
from bihuan.dossiers.steps import NoSuchThing, next_number, note_of, taking_on
from bihuan.feedback.models import CopyNotice, NoticeReceiver
from bihuan.fieldwork.fixing import kept, received
from bihuan.ledger.door import Receipt, commit, deed
from bihuan.organizations.models import Organization
from bihuan.organizations.own_packs import pack_named

STARTING_PACK = "office-practice"  # where the authority's own packs say nothing of answers


class AnotherReceives(ValueError):
    """It was decided that a notice to this role goes to somebody else."""

    def __init__(self, to: str, instead: str) -> None:
        self.to, self.instead = to, instead
        super().__init__(f"by decision of the leading group the notice to the {to} goes to {instead}; enter it so")


class ScanMissing(ValueError):
    """An answer that the office enters for somebody else comes with the paper it was given on."""

    def __init__(self) -> None:
        super().__init__("the answer is somebody else's; add the paper on which it was given")


class ReplyEntered(ValueError):
    """An answer is given once."""

    def __init__(self, who: str) -> None:
        self.who = who
        super().__init__(f"the answer of {who} is entered already; nothing is left to do")


class AnsweredTooSoon(ValueError):
    """Nobody answers what he has not been sent yet."""

    def __init__(self, on: date, sent_on: date) -> None:
        self.on, self.sent_on = on, sent_on
        super().__init__(f"on: {on} lies before the day on which it went out ({sent_on}); correct the day")


def answer_rules(authority_id: uuid.UUID, day: date) -> Rulebook:
    """Return what the packs say on a day of answers; the authority's own prevail over the starting values."""
    chosen = [pack for pack in chosen_packs(authority_id) if pack != STARTING_PACK]
    return in_force([pack_named(authority_id, pack_id) for pack_id in (STARTING_PACK, *chosen)], day)


def due_for(what: Answerable, authority_id: uuid.UUID, sent_on: date) -> AnswerDue | None:
    """Return by when something that goes out on a day is to be answered."""
    return answer_due(what, sent_on, answer_rules(authority_id, sent_on))


def receiver_instead(inspection: Inspection, to: str) -> str:
    """Return who receives the notices to a role by decision; empty where nothing was decided."""
    rows = NoticeReceiver.objects.filter(authority_id=inspection.authority_id, inspection=inspection, to=to)
    last = rows.order_by("-number").first()
    return last.instead if last is not None else ""


def refuse_another_receiver(inspection: Inspection, to: str, addressee: str) -> None:
    """Raise AnotherReceives where it was decided that a notice to this role goes elsewhere."""
    instead = receiver_instead(inspection, to)
    if instead and instead != addressee.strip():
        raise AnotherReceives(to, instead)


@deed
def redirect_copy_notice(
    *, actor: Actor, inspection_id: uuid.UUID, to: str, instead: str, now: datetime, key: str
) -> Receipt:
    """Decide who receives the copy notice to a role; nobody named: it goes to whoever holds it."""
    inspection, taken = taking_on(actor, inspection_id, STEPS["redirect_copy_notice"], bare_facts)
    row = NoticeReceiver(
        authority_id=actor.authority_id,
        inspection=inspection,
        number=next_number(NoticeReceiver, inspection),
        to=to,
        instead=instead.strip(),
        decided_on=actor.today,
    )
    return kept(actor, inspection, taken, now, row)


def body_of(actor: Actor) -> str:
    """Return the name of the body that an account belongs to; empty where it is not known."""
    if actor.organization_id is None:
        return ""
    rows = Organization.objects.filter(authority_id=actor.authority_id, pk=actor.organization_id)
    return rows.values_list("name", flat=True).first() or ""


def may_answer(role: Role, notice: CopyNotice, inspection: Inspection, body: str) -> bool:
    """True for the office, which enters answers given on paper, and for whoever the notice went to."""
    if role is Role.OFFICE:
        return True
    redirected = bool(receiver_instead(inspection, notice.to))
    return answers_himself(role, to=notice.to, addressee=notice.addressee, body=body, is_redirected=redirected)


@deed
def answer_copy_notice(
    *,
    actor: Actor,
    inspection_id: uuid.UUID,
    notice_id: uuid.UUID,
    on: date,
    answer: str,
    file_name: str,
    content: bytes,
    now: datetime,
    key: str,
) -> Receipt:
    """Answer a copy notice: as whoever it went to, or as the office, which adds the paper it was given on."""
    step = STEPS["answer_copy_notice"]
    inspection, taken = taking_on(actor, inspection_id, step, bare_facts)
    rows = CopyNotice.objects.filter(authority_id=actor.authority_id, inspection=inspection, pk=notice_id)
    row = rows.first()
    if row is None:
        raise NoSuchThing("copy_notice", notice_id)
    if not may_answer(taken.role, row, inspection, body_of(actor)):
        raise MayNot(step, taken.role)
    if row.answered_on is not None:
        raise ReplyEntered(row.addressee)
    refuse_unfit_answer(on, row.on, actor.today, by_office=taken.role is Role.OFFICE, content=content)
    file = received(actor, file_name, content)
    row.answer, row.answered_on, row.answered_by_role, row.file = answer.strip(), on, taken.role.value, file
    told = {"notice": row.id}
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, subject=row.to, told=told)
    return commit(note=note, rows=with_new_file([row], file))


def refuse_unfit_answer(on: date, sent_on: date, today: date, *, by_office: bool, content: bytes) -> None:
    """Refuse a day that lies ahead or before the sending, and an answer of others without its paper."""
    refuse_future("on", on, today)
    if on < sent_on:
        raise AnsweredTooSoon(on, sent_on)
    if by_office and not content:
        raise ScanMissing
