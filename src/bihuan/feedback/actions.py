"""Deeds of feedback: the copy notices, and the feedback itself, which pins the rules."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from bihuan.domain.answers import Answerable
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.facts import InspectionFacts
from bihuan.domain.lifecycle.inspection import NOTICED, STEPS
from bihuan.domain.rulebook import in_force
from bihuan.domain.sequence import Moment
from bihuan.dossiers.actions import NoFindings
from bihuan.dossiers.days import mark_of_lateness, refuse_impossible_day
from bihuan.dossiers.models import Finding, Inspection
from bihuan.dossiers.rulebooks import bind, packs_of, pins_for
from bihuan.dossiers.steps import inspection_for, may_take, note_of
from bihuan.feedback.answering import due_for, refuse_another_receiver
from bihuan.feedback.facts import with_feedback
from bihuan.feedback.models import CopyNotice
from bihuan.fieldwork.facts import site_facts
from bihuan.ledger.door import Receipt, commit, deed

RECEIVERS = NOTICED


class NoReceiver(ValueError):
    """A copy notice goes to the leader in charge or to a responsible department."""

    def __init__(self, to: str) -> None:
        self.to = to
        super().__init__(f"a copy notice does not go to {to}; choose {' or '.join(sorted(RECEIVERS))}")


class AlreadySent(ValueError):
    """The same notice to the same addressee on one day is one notice."""

    def __init__(self, to: str, on: date) -> None:
        self.to, self.on = to, on
        super().__init__(f"the copy notice to this {to} of {on} is entered already; nothing is left to do")


def facts_of(inspection: Inspection, on: date) -> InspectionFacts:
    """Return the dossier's facts with its working papers, copy notices, replies and looks."""
    return with_feedback(site_facts(inspection, on), inspection)


@deed
def send_copy_notice(
    *,
    actor: Actor,
    inspection_id: uuid.UUID,
    to: str,
    addressee: str,
    on: date,
    advice: str,
    now: datetime,
    key: str,
) -> Receipt:
    """Enter a copy notice that goes out with the feedback."""
    inspection = inspection_for(actor, inspection_id)
    if to not in RECEIVERS:
        raise NoReceiver(to)
    refuse_impossible_day(Moment.COPY_NOTICE, on, inspection, actor.today)
    taken = may_take(
        actor=actor,
        step=STEPS["send_copy_notice"],
        inspection=inspection,
        stage=inspection.stage,
        facts=facts_of(inspection, actor.today),
    )
    refuse_another_receiver(inspection, to, addressee)
    sent = CopyNotice.objects.filter(authority_id=actor.authority_id, inspection=inspection, to=to, on=on)
    if sent.filter(addressee=addressee).exists():
        raise AlreadySent(to, on)
    due = due_for(Answerable.COPY_NOTICE, actor.authority_id, on)
    row = CopyNotice(
        authority_id=actor.authority_id,
        inspection=inspection,
        to=to,
        addressee=addressee,
        on=on,
        advice=advice,
        due_on=due.on if due else None,
    )
    told = {"notice": row.id, **mark_of_lateness(Moment.COPY_NOTICE, on, inspection, actor.today)}
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, subject=to, told=told)
    return commit(note=note, rows=[row])


@deed
def give_feedback(*, actor: Actor, inspection_id: uuid.UUID, on: date, now: datetime, key: str) -> Receipt:
    """Enter that feedback was given; from this day the dossier is bound to the packs in force then."""
    inspection = inspection_for(actor, inspection_id)
    refuse_impossible_day(Moment.FEEDBACK, on, inspection, actor.today)
    taken = may_take(
        actor=actor,
        step=STEPS["give_feedback"],
        inspection=inspection,
        stage=inspection.stage,
        facts=facts_of(inspection, on),
        rulebook=in_force(packs_of(inspection.authority_id, pins_for(inspection)), on),
    )
    if not Finding.objects.filter(authority_id=actor.authority_id, inspection=inspection).exists():
        raise NoFindings
    bind(inspection, on)
    inspection.stage = str(taken.step.target)
    late = mark_of_lateness(Moment.FEEDBACK, on, inspection, actor.today)
    told = {"feedback_on": on, "packs": inspection.packs, **late}
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, told=told)
    return commit(note=note, rows=[inspection])
