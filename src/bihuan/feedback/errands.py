"""What went to a body: its receipt, its answer, the rules made upon it, what came of it.

Whoever it went to enters these, or the office for it; an answer that the office enters comes with its paper.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from django.db.models import Max, Q, QuerySet

from bihuan.access.actions import NotYours, note
from bihuan.domain.answers import CONTROL_SHEET, Answerable, is_for
from bihuan.domain.jurisdiction import Actor, roles_on
from bihuan.domain.lifecycle.working_paper import READERS
from bihuan.domain.roles import UNIT, Role
from bihuan.domain.sequence import refuse_future
from bihuan.dossiers.actions import with_new_file
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.steps import NoSuchThing, locked
from bihuan.feedback.answering import AnsweredTooSoon, ReplyEntered, due_for, refuse_unfit_answer
from bihuan.feedback.sent import Errand, RuleMade
from bihuan.fieldwork.fixing import received
from bihuan.ledger.door import Note, Receipt, commit, deed
from bihuan.organizations.models import Organization
from bihuan.organizations.queries import answered_for

KEEPERS = frozenset({Role.OFFICE})
READ_ALL = frozenset({Role.OFFICE, Role.LEADING_GROUP})
OF_A_LINE = ("receiver", "paper__number")  # what a list of errands shows besides their own columns


class DayMissing(ValueError):
    """No pack says by when, so whoever sends it says so."""

    def __init__(self) -> None:
        super().__init__("no pack says by when this is answered; give the day")


class NotAnswered(ValueError):
    """What came of something is said once it was answered."""

    def __init__(self, matter: str) -> None:
        self.matter = matter
        super().__init__(f"{matter}: no answer has come yet; enter it first")


class PaperVoid(ValueError):
    """Nobody answers a paper that was made void."""

    def __init__(self, matter: str) -> None:
        self.matter = matter
        super().__init__(f"{matter}: the number of this paper was made void; nothing is to be answered")


def body_named(actor: Actor, receiver_id: uuid.UUID) -> Organization:
    """Return the body that something goes to; raise NoSuchThing for one that is not there or has ended."""
    rows = Organization.objects.filter(authority_id=actor.authority_id, pk=receiver_id)
    found: Organization | None = rows.filter(Q(until_on=None) | Q(until_on__gte=actor.today)).first()
    if found is None:
        raise NoSuchThing("organization", receiver_id)
    return found


def errand_to(
    actor: Actor, kind: Answerable, receiver: Organization, due_on: date | None, sent_on: date, **told: Any
) -> Errand:
    """Return something that goes to a body on a day, with the day of its answer; raise DayMissing."""
    due = due_on or getattr(due_for(kind, actor.authority_id, sent_on), "on", None)
    if due is None:
        raise DayMissing
    return errand_due(actor, kind.value, receiver, due, sent_on, **told)


def errand_due(actor: Actor, kind: str, receiver: Organization, due_on: date, sent_on: date, **told: Any) -> Errand:
    """Return something that goes to a body on a day and is to be answered by another."""
    refuse_future("on", sent_on, actor.today)
    if due_on < sent_on:
        raise AnsweredTooSoon(due_on, sent_on)
    rows = Errand.objects.filter(authority_id=actor.authority_id, kind=kind)
    last: int = rows.aggregate(last=Max("number"))["last"] or 0
    return Errand(
        authority_id=actor.authority_id,
        kind=kind,
        number=last + 1,
        receiver=receiver,
        sent_on=sent_on,
        due_on=due_on,
        **told,
    )


def errands_seen(actor: Actor) -> QuerySet[Errand]:
    """Return what went out: to the office and the leading group everything, to a body what went to it."""
    rows = Errand.objects.filter(authority_id=actor.authority_id).select_related(*OF_A_LINE, "inspection", "letter")
    return rows if actor.roles & READ_ALL else rows.filter(of_my_body(actor))


def errands_owed(actor: Actor) -> QuerySet[Errand]:
    """Return what somebody answers or chases: what went to his body, and to the office everything."""
    rows = standing(Errand.objects.filter(authority_id=actor.authority_id, answered_on=None))
    rows = rows.select_related("receiver")
    return (rows if actor.roles & KEEPERS else rows.filter(of_my_body(actor))).order_by("due_on", "id")


def standing(rows: QuerySet[Errand]) -> QuerySet[Errand]:
    """Leave out what is owed no more: upon a control sheet that was made void."""
    void = Q(paper__number__voided_on__isnull=False) | Q(paper__voided_on__isnull=False)
    return rows.exclude(Q(kind=CONTROL_SHEET) & void)


def is_void(row: Errand) -> bool:
    """True for a control sheet that was made void, with its number or by itself."""
    return row.kind == CONTROL_SHEET and row.paper is not None and row.paper.void_since is not None


def of_my_body(actor: Actor) -> Q:
    """Return the condition that something went to somebody's body, or to one whose duties it took over."""
    mine = Q(receiver_id=actor.organization_id) if actor.organization_id else Q(pk__in=[])
    mine |= Q(receiver__path__in=paths_of(actor))
    return mine | Q(receiver_id__in=taken_over(actor))


def paths_of(actor: Actor) -> list[str]:
    """Return where the units stand that somebody acts for."""
    return [duty.path for duty in actor.running() if duty.role in UNIT and duty.path]


def taken_over(actor: Actor) -> frozenset[uuid.UUID]:
    """Return the ended bodies for which somebody's body answers now."""
    rows = Organization.objects.filter(authority_id=actor.authority_id, path__in=paths_of(actor))
    own = {*rows.values_list("id", flat=True), *([actor.organization_id] if actor.organization_id else [])}
    return answered_for(actor.authority_id, own, actor.today) if own else frozenset()


def errand_seen(actor: Actor, errand_id: uuid.UUID) -> Errand:
    """Return something that went out, for whoever may read it: the team, too, where it belongs to its dossier."""
    rows = Errand.objects.filter(authority_id=actor.authority_id, pk=errand_id)
    joined = (*OF_A_LINE, "inspection", "letter", "instruction__report", "finding", "file")
    found = rows.select_related(*joined).first()
    if found is None or not (is_mine(actor, found) or actor.roles & READ_ALL or reads_its_dossier(actor, found)):
        raise NoSuchThing("errand", errand_id)
    return found


def is_mine(actor: Actor, row: Errand) -> bool:
    """True for somebody of the body that it went to, or of the one that took its duties over."""
    if is_for(actor, row.receiver_id, row.receiver.path):
        return True
    return row.receiver.until_on is not None and row.receiver_id in taken_over(actor)


def reads_its_dossier(actor: Actor, row: Errand) -> bool:
    return row.inspection is not None and bool(READERS & roles_on(actor, row.inspection.thing))


def errand_for(actor: Actor, errand_id: uuid.UUID, doing: str) -> tuple[Errand, Role]:
    """Return something that went out, locked, and the role in which it is answered: the office's, or the body's own."""
    rows = locked(Errand.objects.filter(authority_id=actor.authority_id, pk=errand_id).select_related("receiver"))
    row: Errand | None = rows.first()
    if row is None or not (actor.roles & READ_ALL or is_mine(actor, row)):
        raise NoSuchThing("errand", errand_id)
    if is_mine(actor, row):
        return row, min(actor.roles - READ_ALL, default=Role.OFFICE)
    if not actor.roles & KEEPERS:
        raise NotYours(doing, KEEPERS)
    return row, Role.OFFICE


def refuse_void(row: Errand) -> None:
    if is_void(row):
        raise PaperVoid(row.matter)


def note_on(actor: Actor, deed_name: str, role: Role, now: datetime, row: Errand) -> Note:
    """Return the note of a deed: on its dossier's stream, or on the authority's where it belongs to none."""
    said = note(actor, deed_name, role, now, f"{row.kind} {row.number}", told={"errand": row.id})
    if row.inspection_id is None:
        return said
    return said.on_stream(Inspection.objects.get(authority_id=actor.authority_id, pk=row.inspection_id).stream)


@deed
def receive_errand(
    *, actor: Actor, errand_id: uuid.UUID, on: date, received_by: str, now: datetime, key: str
) -> Receipt:
    """Enter that a body received what went to it, and who did."""
    row, role = errand_for(actor, errand_id, "receive_errand")
    refuse_void(row)
    if row.received_on is not None:
        raise ReplyEntered(row.receiver.name)
    refuse_unfit_answer(on, row.sent_on, actor.today, by_office=False, content=b"")
    row.received_on, row.received_by = on, received_by.strip()
    return commit(note=note_on(actor, "receive_errand", role, now, row), rows=[row])


@deed
def answer_errand(
    *,
    actor: Actor,
    errand_id: uuid.UUID,
    on: date,
    answer: str,
    file_name: str,
    content: bytes,
    now: datetime,
    key: str,
) -> Receipt:
    """Answer what went to a body; an answer is a receipt, too, where none was entered."""
    row, role = errand_for(actor, errand_id, "answer_errand")
    refuse_void(row)
    if row.answered_on is not None:
        raise ReplyEntered(row.receiver.name)
    refuse_unfit_answer(on, row.sent_on, actor.today, by_office=role is Role.OFFICE, content=content)
    file = received(actor, file_name, content)
    row.answer, row.answered_on, row.answered_by_role, row.file = answer.strip(), on, role.value, file
    row.received_on = row.received_on or on
    return commit(note=note_on(actor, "answer_errand", role, now, row), rows=with_new_file([row], file))


@deed
def note_rule(
    *,
    actor: Actor,
    errand_id: uuid.UUID,
    title: str,
    on: date,
    file_name: str,
    content: bytes,
    now: datetime,
    key: str,
) -> Receipt:
    """Note a rule that a body made upon a letter."""
    row, role = errand_for(actor, errand_id, "note_rule")
    refuse_future("on", on, actor.today)
    file = received(actor, file_name, content)
    number = RuleMade.objects.filter(authority_id=actor.authority_id, errand=row).count() + 1
    made = RuleMade(authority_id=actor.authority_id, errand=row, number=number, title=title.strip(), on=on, file=file)
    return commit(note=note_on(actor, "note_rule", role, now, row), rows=with_new_file([made], file))


@deed
def settle_errand(*, actor: Actor, errand_id: uuid.UUID, on: date, outcome: str, now: datetime, key: str) -> Receipt:
    """Say as the office what came of it, once it was answered."""
    row, role = errand_for(actor, errand_id, "settle_errand")
    if role is not Role.OFFICE:
        raise NotYours("settle_errand", KEEPERS)
    if row.answered_on is None:
        raise NotAnswered(row.matter)
    if row.settled_on is not None:
        raise ReplyEntered(row.receiver.name)
    refuse_unfit_answer(on, row.answered_on, actor.today, by_office=False, content=b"")
    row.outcome, row.settled_on = outcome.strip(), on
    return commit(note=note_on(actor, "settle_errand", role, now, row), rows=[row])
