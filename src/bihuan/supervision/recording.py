"""A planned check becomes a check: what was found true, what is sent back or opened again, what was not looked at."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bihuan.domain.joint_seats import JOINT_TEAM, Hand
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.finding import STEPS as FINDING_STEPS
from bihuan.domain.lifecycle.finding import FindingStage, returned_to
from bihuan.domain.lifecycle.inspection import STEPS
from bihuan.domain.rolling import (
    JointTeamMissing,
    Outcome,
    PlanKind,
    Verdict,
    outcome_of,
    refuse_before_plan,
    refuse_nothing_seen,
    refuse_overtaken,
    refuse_seen_twice,
)
from bihuan.domain.sequence import Moment
from bihuan.dossiers.days import mark_of_lateness, refuse_impossible_day
from bihuan.dossiers.facts import bare_facts
from bihuan.dossiers.models import Finding, Inspection
from bihuan.dossiers.steps import NoSuchThing, may_take, note_of
from bihuan.fieldwork.models import FixOrder
from bihuan.ledger.door import Receipt, commit, deed
from bihuan.ledger.models import Kept
from bihuan.rectification.measures import taking, with_due_of
from bihuan.rectification.sign_off import next_answer
from bihuan.supervision.actions import AccountMissing, AlreadyChecked, WordUnknown, author_of
from bihuan.supervision.models import Check, CheckedFinding, CheckedFix, PlannedCheck, PlannedMatter
from bihuan.supervision.planning import lacks_team, planned_waiting
from bihuan.supervision.seats import Seat, refuse_outsider, seat_at

SETTLED = frozenset({FindingStage.SIGNED_OFF, FindingStage.SIGN_OFF_REQUESTED})


@dataclass(frozen=True)
class Looked:
    """What a check says of one finding or fix, with the reason where it is sent back."""

    matter_id: uuid.UUID
    verdict: str
    remark: str = ""


class SentBackUnexplained(ValueError):
    """Whoever gets something back has to read why."""

    def __init__(self, matter: str) -> None:
        self.matter = matter
        super().__init__(f"{matter} is sent back without a reason; write what is missing")


@deed
def record_planned_check(
    *,
    actor: Actor,
    planned_id: uuid.UUID,
    on: date,
    account: str,
    looked: Sequence[Looked],
    now: datetime,
    key: str,
) -> Receipt:
    """Enter what a planned check saw; findings that are not as told go back, those signed off are opened again."""
    planned = planned_waiting(actor, planned_id)
    inspection, seat = seat_at(actor, planned)
    refuse_impossible_day(Moment.CHECK, on, inspection, actor.today)
    refuse_before_plan(inspection.organization_name, on, planned.plan.from_on)
    step, facts = STEPS["record_check"], bare_facts(inspection, actor.today)
    hand = seat.hand(step)
    taken = may_take(
        actor=actor, step=step, inspection=inspection, stage=inspection.stage, facts=facts, role=hand.judged_as
    )
    refuse_outsider(seat, hand)
    if lacks_team(planned):
        raise JointTeamMissing(inspection.organization_name)
    if not account.strip():
        raise AccountMissing
    check = check_of(planned, inspection, hand, on, account)
    rows: list[Kept] = [check]
    counted = {outcome.value: 0 for outcome in (Outcome.TRUE, Outcome.RETURNED, Outcome.REOPENED)}
    for outcome, made in matters_seen(seat, check, looked):
        counted[outcome.value] += 1
        rows += made
    refuse_nothing_seen(inspection.organization_name, asked=matters_asked(planned), looked=sum(counted.values()))
    late = mark_of_lateness(Moment.CHECK, on, inspection, actor.today)
    told = {"check": check.id, "number": check.number, "planned": planned.id, **counted, **late}
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, told=told)
    return commit(note=replace(note, role=hand.quality), rows=rows)


def matters_asked(planned: PlannedCheck) -> int:
    """Return of how many matters a check is asked: those planned, or every finding where none was named."""
    at = planned.authority_id
    named = PlannedMatter.objects.filter(authority_id=at, planned=planned).count()
    return named or Finding.objects.filter(authority_id=at, inspection_id=planned.dossier_id).count()


def check_of(planned: PlannedCheck, inspection: Inspection, hand: Hand, on: date, account: str) -> Check:
    """Return the check of a planned one; made by the office or for the team it bears the name of the joint team."""
    by_role, by_name = (JOINT_TEAM, "") if hand.quality == JOINT_TEAM else author_of(hand.judged_as, inspection)
    by_name = by_name or (planned.team.name if planned.team else "")
    kind = PlanKind(planned.plan.kind).check_kind
    rows = Check.objects.filter(authority_id=inspection.authority_id, inspection=inspection)
    twin = rows.filter(kind=kind, on=on, by_role=by_role, by_name=by_name, withdrawn_on=None).first()
    if twin is not None:
        raise AlreadyChecked(twin.number, on)
    return Check(
        authority_id=inspection.authority_id,
        inspection=inspection,
        number=rows.count() + 1,
        kind=kind,
        by_role=by_role,
        by_name=by_name,
        on=on,
        methods="",
        account=account.strip(),
        planned=planned,
    )


def matters_seen(seat: Seat, check: Check, looked: Sequence[Looked]) -> Sequence[tuple[Outcome, list[Kept]]]:
    """Return the rows of what was looked at; what was not leaves none, and goes on to the next plan."""
    refuse_seen_twice(one.matter_id for one in looked)
    at = {"authority_id": check.authority_id, "inspection_id": check.inspection_id}
    findings = Finding.objects.filter(**at).in_bulk([one.matter_id for one in looked])
    fixes = FixOrder.objects.filter(**at).in_bulk([one.matter_id for one in looked])
    found: list[tuple[Outcome, list[Kept]]] = []
    for one in looked:
        if one.verdict not in set(Verdict):
            raise WordUnknown("verdict", one.verdict, [v.value for v in Verdict])
        verdict = Verdict(one.verdict)
        if one.matter_id not in findings and one.matter_id not in fixes:
            raise NoSuchThing("finding", one.matter_id)
        if verdict is Verdict.NOT_LOOKED:
            continue
        row = findings.get(one.matter_id)
        if row is not None:
            found.append(finding_seen(seat, check, row, verdict, one.remark.strip()))
        else:
            found.append(fix_seen(check, fixes[one.matter_id], verdict, one.remark.strip()))
    return found


def finding_seen(
    seat: Seat, check: Check, finding: Finding, verdict: Verdict, remark: str
) -> tuple[Outcome, list[Kept]]:
    """Return what a check makes of a finding: its line in the check, and the way back where it is not as told."""
    outcome = outcome_of(verdict, finding.stage)
    stands = "done" if finding.stage in SETTLED else "partly"
    line = CheckedFinding(
        authority_id=check.authority_id,
        check_made=check,
        inspection=check.inspection,
        finding=finding,
        conclusion=verdict.value if verdict.sends_back else stands,
        remark=remark,
        answer=outcome.value if verdict.sends_back else "",
    )
    return (outcome, [line, *sent_back(seat, check, finding, outcome, remark)] if verdict.sends_back else [line])


def sent_back(seat: Seat, check: Check, finding: Finding, outcome: Outcome, reason: str) -> list[Kept]:
    """Return a finding on its way back to the unit, with the numbered answer; its own gates are asked."""
    if not reason:
        raise SentBackUnexplained(f"{finding.number} {finding.title}")
    refuse_overtaken(f"{finding.number} {finding.title}", check.on, finding.signed_off_on)
    name = "reopen" if outcome is Outcome.REOPENED else "return_sign_off"
    hand = seat.hand(FINDING_STEPS[name])
    if finding.stage in SETTLED:
        taking(seat.actor, name, finding, check.inspection, reason, hand.judged_as)
        finding.stage = str(returned_to(handed_over=finding.handed_over_to_id is not None))
        finding.signed_off_on, finding.sign_off_requested_on = None, None
    return [*with_due_of(finding), next_answer(finding, outcome.value, seat.actor, hand.quality, reason)]


def fix_seen(check: Check, fix: FixOrder, verdict: Verdict, remark: str) -> tuple[Outcome, list[Kept]]:
    """Return what a check says of a fix that the unit made by itself."""
    if verdict.sends_back and not remark:
        raise SentBackUnexplained(fix.matter)
    line = CheckedFix(
        authority_id=check.authority_id,
        check_made=check,
        inspection=check.inspection,
        fix=fix,
        conclusion=verdict.value if verdict.sends_back else "done",
        remark=remark,
    )
    return (Outcome.RETURNED if verdict.sends_back else Outcome.TRUE), [line]
