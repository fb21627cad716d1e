"""Deeds of the unit towards the office: the plan, the close-out report and its signature."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, datetime

from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.facts import InspectionFacts
from bihuan.domain.lifecycle.inspection import STEPS
from bihuan.domain.lifecycle.machine import NoSuchStep
from bihuan.domain.sequence import Moment
from bihuan.dossiers.actions import with_new_file
from bihuan.dossiers.days import mark_of_lateness, refuse_impossible_day
from bihuan.dossiers.facts import owner_of
from bihuan.dossiers.files import receive
from bihuan.dossiers.models import Inspection, StoredFile
from bihuan.dossiers.steps import NoSuchThing, Taken, inspection_for, may_take, note_of
from bihuan.ledger.door import ChangedMeanwhile, Receipt, commit, deed
from bihuan.organizations.queries import head_row_on
from bihuan.rectification.advice import advice_on_plan
from bihuan.rectification.facts import latest_plan, plan_facts, standing_report
from bihuan.rectification.measures import TextMissing
from bihuan.rectification.models import Plan, Report
from bihuan.rectification.sheets import refuse_unread


def taking(
    actor: Actor, name: str, inspection: Inspection, facts: InspectionFacts | None = None, reason: str = ""
) -> Taken:
    """Judge a step of the dossier with what the unit's work knows."""
    return may_take(
        actor=actor,
        step=STEPS[name],
        inspection=inspection,
        stage=inspection.stage,
        facts=facts or plan_facts(inspection, actor.today),
        reason=reason,
    )


@deed
def submit_plan(*, actor: Actor, inspection_id: uuid.UUID, now: datetime, key: str) -> Receipt:
    """Hand the plan in: every open finding with measures, each with owner, day and result to be seen."""
    inspection = inspection_for(actor, inspection_id)
    taken = taking(actor, "submit_plan", inspection)
    latest = latest_plan(inspection)
    if latest is not None and latest.returned_on is None:
        raise NoSuchStep("submit_plan", "plan_accepted" if latest.accepted_on else "plan_submitted")
    plan = Plan(
        authority_id=actor.authority_id,
        inspection=inspection,
        number=latest.number + 1 if latest else 1,
        submitted_on=actor.today,
    )
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, told={"plan": plan.number})
    return commit(note=note, rows=[plan])


@deed
def accept_plan(
    *, actor: Actor, inspection_id: uuid.UUID, remark: str, advice_seen: bool, now: datetime, key: str
) -> Receipt:
    """Accept the plan; from here its days move only by extension.

    The entry tells which measures were vague to the eyes of the check, and whether whoever accepted had read that.
    """
    inspection = inspection_for(actor, inspection_id)
    taken = taking(actor, "accept_plan", inspection)
    plan = latest_plan(inspection)
    assert plan is not None  # the gate plan.not_submitted has been asked
    plan.accepted_on = actor.today
    advice = {one.measure.number: sorted({hit.code for hit in one.hits}) for one in advice_on_plan(inspection)}
    told = {"plan": plan.number, "advice": advice, "advice_seen": bool(advice) and advice_seen}
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, reason=remark, told=told)
    return commit(note=note, rows=[plan])


@deed
def return_plan(*, actor: Actor, inspection_id: uuid.UUID, reason: str, now: datetime, key: str) -> Receipt:
    """Send the plan back with the reason: one that waits, or an accepted one that has to be revised."""
    inspection = inspection_for(actor, inspection_id)
    taken = taking(actor, "return_plan", inspection, reason=reason)
    plan = latest_plan(inspection)
    if plan is None or plan.returned_on is not None:
        raise NoSuchStep("return_plan", "no_plan_waiting")
    plan.returned_on, plan.returned_reason = actor.today, reason.strip()
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, reason=reason, told={"plan": plan.number})
    return commit(note=note, rows=[plan])


@deed
def write_report(
    *,
    actor: Actor,
    inspection_id: uuid.UUID,
    title: str,
    text: str,
    file_name: str,
    content: bytes,
    seen_report: int,
    now: datetime,
    key: str,
) -> Receipt:
    """Put the written close-out report into the dossier, as text, file or both; it takes the earlier one's place.

    `seen_report` is the number of that earlier one, 0 where its author saw none.
    """
    inspection = inspection_for(actor, inspection_id)
    taken = taking(actor, "write_report", inspection)
    earlier = report_seen(inspection, seen_report)
    if not title.strip():
        raise TextMissing("title")
    if not text.strip() and not content:
        raise TextMissing("text")
    file = receive(authority_id=actor.authority_id, name=file_name, content=content) if content else None
    rows: list[Report] = []
    if earlier is not None:
        earlier.withdrawn_on, earlier.withdrawn_reason = actor.today, "replaced"
        rows.append(earlier)
    count = Report.objects.filter(authority_id=actor.authority_id, inspection=inspection).count()
    report = Report(
        authority_id=actor.authority_id,
        inspection=inspection,
        number=count + 1,
        title=title.strip(),
        text=text.strip(),
        file=file,
        written_on=actor.today,
        by_account=actor.account_id,
        by_role=taken.role.value,
    )
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, told={"report": report.number})
    return commit(note=note, rows=with_new_file([*rows, report], file))


def report_seen(inspection: Inspection, number: int) -> Report | None:
    """Return the standing report if it is the one that somebody saw (0: none); raise ChangedMeanwhile otherwise."""
    report = standing_report(inspection)
    if number != (report.number if report else 0):
        raise ChangedMeanwhile(Report._meta.db_table, report.pk if report else inspection.pk)
    return report


NOBODY = uuid.UUID(int=0)  # an actor without an account is no head, not even one whose tenure names none


def signer_of(actor: Actor, inspection: Inspection) -> str:
    """Return the name of the head in office today where it is the actor himself, nothing otherwise."""
    head = head_row_on(owner_of(inspection, actor.today), actor.today)
    return head.name if head is not None and head.account_id == (actor.account_id or NOBODY) else ""


@deed
def sign_report(*, actor: Actor, inspection_id: uuid.UUID, shown: str, now: datetime, key: str) -> Receipt:
    """Sign the report by one's own account, as the head in office today; `shown`: the fingerprint of what was read."""
    inspection = inspection_for(actor, inspection_id)
    signer = signer_of(actor, inspection)
    facts = replace(plan_facts(inspection, actor.today), signer=signer)
    taken = taking(actor, "sign_report", inspection, facts)
    return signed(
        actor=actor, taken=taken, inspection=inspection, shown=shown, by=signer, on=actor.today, paper=None, now=now
    )


@deed
def attest_signature(
    *,
    actor: Actor,
    inspection_id: uuid.UUID,
    signed_by: str,
    signed_on: date,
    paper_name: str,
    paper: bytes,
    shown: str,
    now: datetime,
    key: str,
) -> Receipt:
    """Enter the scanned wet signature, attested by the liaison; the signer must have been head on that day."""
    inspection = inspection_for(actor, inspection_id)
    refuse_impossible_day(Moment.REPORT_SIGNED, signed_on, inspection, actor.today, field="signed_on")
    facts = replace(plan_facts(inspection, signed_on), signer=signed_by.strip())
    taken = taking(actor, "attest_signature", inspection, facts)
    file = receive(authority_id=actor.authority_id, name=paper_name, content=paper)
    by = signed_by.strip()
    return signed(
        actor=actor, taken=taken, inspection=inspection, shown=shown, by=by, on=signed_on, paper=file, now=now
    )


class AlreadySigned(ValueError):
    """A signed report is not signed again; a new one is written."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(f"report {number} is signed already; write a new report to have a new signature")


def signed(
    *,
    actor: Actor,
    taken: Taken,
    inspection: Inspection,
    shown: str,
    by: str,
    on: date,
    paper: StoredFile | None,
    now: datetime,
) -> Receipt:
    report = standing_report(inspection)
    assert report is not None  # the gate report.missing has been asked
    if report.signed_on is not None:
        raise AlreadySigned(report.number)
    report.signed_by, report.signed_on, report.signed_paper = by, on, paper
    report.signed_fingerprint = refuse_unread(inspection, shown)
    note = note_of(
        actor=actor,
        taken=taken,
        inspection=inspection,
        now=now,
        subject="report",
        told={
            "report": report.number,
            "signed_on": on,
            "how": "paper" if paper else "account",
            "shown": report.signed_fingerprint,
            **mark_of_lateness(Moment.REPORT_SIGNED, on, inspection, actor.today),
        },
    )
    return commit(note=note, rows=with_new_file([report], paper))


@deed
def withdraw_report(
    *, actor: Actor, inspection_id: uuid.UUID, reason: str, seen_report: int, now: datetime, key: str
) -> Receipt:
    """Withdraw the standing report with the reason; it stays in the dossier, struck out."""
    inspection = inspection_for(actor, inspection_id)
    taken = taking(actor, "write_report", inspection)
    report = report_seen(inspection, seen_report)
    if report is None:
        raise NoSuchThing("report", inspection_id)
    if not reason.strip():
        raise TextMissing("reason")
    report.withdrawn_on, report.withdrawn_reason = actor.today, reason.strip()
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, subject="report", reason=reason)
    return commit(note=note, rows=[report])
