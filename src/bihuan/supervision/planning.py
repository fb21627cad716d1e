"""Deeds of plans of supervision, all the office's: made, added to, a check dropped, a plan called off."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bihuan.access.actions import note, require
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.inspection import RUNNING
from bihuan.domain.roles import Role
from bihuan.domain.rolling import Method, PlanKind, Why, asks_for_team, refuse_far_plan
from bihuan.dossiers.models import Finding, Inspection
from bihuan.dossiers.steps import NoSuchThing, ReasonMissing, locked
from bihuan.fieldwork.models import FixOrder
from bihuan.ledger.door import Receipt, commit, deed
from bihuan.ledger.models import Kept
from bihuan.rules.rolling import latest_plan_day, rolling_terms
from bihuan.supervision.actions import WordUnknown
from bihuan.supervision.models import Check, PlannedCheck, PlannedMatter, SupervisionPlan
from bihuan.supervision.proposing import propose, rounds_fed_back

PLANNERS = frozenset({Role.OFFICE})
METHODS = tuple(one.value for one in Method)


@dataclass(frozen=True)
class CheckAsked:
    """A check that is to be planned: of which dossier, when, how, which findings and fixes are looked at."""

    dossier_id: uuid.UUID
    on: date
    methods: tuple[str, ...] = ()
    findings: tuple[uuid.UUID, ...] = ()
    fixes: tuple[uuid.UUID, ...] = ()


class NothingPlanned(ValueError):
    """A plan without a check."""

    def __init__(self) -> None:
        super().__init__("no dossier is chosen; choose at least one")


class OutsideThePlan(ValueError):
    """A check on a day that the plan does not hold."""

    def __init__(self, unit: str, on: date, from_on: date, until_on: date) -> None:
        self.unit, self.on, self.from_on, self.until_on = unit, on, from_on, until_on
        super().__init__(f"{unit}: {on} lies outside the plan ({from_on} to {until_on}); choose a day in it")


class SpanReversed(ValueError):
    """A plan that would end before it begins."""

    def __init__(self, from_on: date, until_on: date) -> None:
        self.from_on, self.until_on = from_on, until_on
        super().__init__(f"the plan would end on {until_on}, before it begins on {from_on}; correct one of the days")


class NotUnderRectification(ValueError):
    """A dossier that is not checked now: before its feedback, or closed."""

    def __init__(self, unit: str) -> None:
        self.unit = unit
        super().__init__(f"{unit} is not under rectification or review; leave it out")


class PlannedTwice(ValueError):
    """One dossier twice in one plan."""

    def __init__(self, unit: str) -> None:
        self.unit = unit
        super().__init__(f"{unit} stands in this plan already; change the check that is there")


class PlannedElsewhere(ValueError):
    """A planned check that was made, dropped, or whose plan was called off meanwhile."""

    def __init__(self, unit: str) -> None:
        self.unit = unit
        super().__init__(f"the check of {unit} was made or dropped meanwhile; open the plan again")


@deed
def make_supervision_plan(
    *,
    actor: Actor,
    kind: str,
    name: str,
    from_on: date,
    until_on: date,
    checks: Sequence[CheckAsked],
    now: datetime,
    key: str,
) -> Receipt:
    """Make a plan with its checks; why each matter is in it follows from the rule, whatever page it was chosen on."""
    role = require(actor, PLANNERS, "make_supervision_plan")
    if kind not in set(PlanKind):
        raise WordUnknown("kind", kind, [one.value for one in PlanKind])
    if until_on < from_on:
        raise SpanReversed(from_on, until_on)
    refuse_far_plan(until_on, latest_plan_day(actor.today))
    if not checks:
        raise NothingPlanned
    at = actor.authority_id
    rounds = rounds_fed_back(at, actor.today)
    plan = SupervisionPlan(
        authority_id=at,
        number=SupervisionPlan.objects.filter(authority_id=at).count() + 1,
        kind=kind,
        name=name.strip(),
        after_round=rounds[0] if rounds and kind == PlanKind.ROLLING else None,
        from_on=from_on,
        until_on=until_on,
    )
    rows = planned_rows(plan, checks, first=1, today=actor.today, taken=set())
    told = {"plan": plan.id, "number": plan.number}
    return commit(note=note(actor, "make_supervision_plan", role, now, plan.name, told=told), rows=[plan, *rows])


@deed
def add_planned_check(*, actor: Actor, plan_id: uuid.UUID, check: CheckAsked, now: datetime, key: str) -> Receipt:
    """Put one more dossier into a plan."""
    role, plan = require(actor, PLANNERS, "add_planned_check"), plan_for(actor, plan_id)
    there = PlannedCheck.objects.filter(authority_id=actor.authority_id, plan=plan)
    taken = set(there.filter(dropped_on=None).values_list("dossier_id", flat=True))
    rows = planned_rows(plan, [check], first=there.count() + 1, today=actor.today, taken=taken)
    told = {"plan": plan.id, "planned": rows[0].pk}
    return commit(note=note(actor, "add_planned_check", role, now, plan.name, told=told), rows=rows)


@deed
def drop_planned_check(*, actor: Actor, planned_id: uuid.UUID, reason: str, now: datetime, key: str) -> Receipt:
    """Drop a planned check, with the reason; what it was to look at goes on to the next plan."""
    role = require(actor, PLANNERS, "drop_planned_check")
    planned = planned_waiting(actor, planned_id)
    if not reason.strip():
        raise ReasonMissing("drop_planned_check")
    planned.dropped_on, planned.dropped_reason = actor.today, reason.strip()
    told = {"planned": planned.id}
    named = planned.dossier.organization_name
    return commit(note=note(actor, "drop_planned_check", role, now, named, reason.strip(), told=told), rows=[planned])


@deed
def call_off_supervision_plan(*, actor: Actor, plan_id: uuid.UUID, reason: str, now: datetime, key: str) -> Receipt:
    """Call a plan off, with the reason; what was made of it stands, what was not goes on to the next plan."""
    role, plan = require(actor, PLANNERS, "call_off_supervision_plan"), plan_for(actor, plan_id)
    if not reason.strip():
        raise ReasonMissing("call_off_supervision_plan")
    plan.called_off_on, plan.called_off_reason = actor.today, reason.strip()
    noted = note(actor, "call_off_supervision_plan", role, now, plan.name, reason.strip(), told={"plan": plan.id})
    return commit(note=noted, rows=[plan])


# --- the rows ---------------------------------------------------------------------------------------


def plan_for(actor: Actor, plan_id: uuid.UUID) -> SupervisionPlan:
    """Return a plan that was not called off, locked; raise NoSuchThing."""
    rows = SupervisionPlan.objects.filter(authority_id=actor.authority_id, pk=plan_id, called_off_on=None)
    row: SupervisionPlan | None = locked(rows).first()
    if row is None:
        raise NoSuchThing("plan", plan_id)
    return row


def planned_waiting(actor: Actor, planned_id: uuid.UUID) -> PlannedCheck:
    """Return a planned check that is still to be made, locked; raise NoSuchThing or PlannedElsewhere."""
    rows = PlannedCheck.objects.filter(authority_id=actor.authority_id, pk=planned_id)
    row: PlannedCheck | None = locked(rows.select_related("plan", "dossier")).first()
    if row is None:
        raise NoSuchThing("check", planned_id)
    made = Check.objects.filter(authority_id=actor.authority_id, planned=row, withdrawn_on=None)
    if row.dropped_on is not None or row.plan.called_off_on is not None or made.exists():
        raise PlannedElsewhere(row.dossier.organization_name)
    return row


def lacks_team(planned: PlannedCheck) -> bool:
    """True for a check that has no joint team though the rule in force as its plan begins asks for one."""
    return planned.team_id is None and asks_for_team(planned.plan.kind, rolling_terms(planned.plan.from_on))


def planned_rows(
    plan: SupervisionPlan, checks: Sequence[CheckAsked], *, first: int, today: date, taken: set[uuid.UUID]
) -> list[Kept]:
    """Return the rows of checks that come into a plan; whatever does not fit is refused."""
    at = plan.authority_id
    dossiers = Inspection.objects.filter(authority_id=at).in_bulk([one.dossier_id for one in checks])
    reasons = reasons_of(plan, today)
    rows: list[Kept] = []
    for number, asked in enumerate(checks, first):
        dossier = dossiers.get(asked.dossier_id)
        if dossier is None:
            raise NoSuchThing("inspection", asked.dossier_id)
        refuse_unfit(plan, asked, dossier, taken)
        taken.add(dossier.id)
        planned = PlannedCheck(
            authority_id=at,
            plan=plan,
            number=number,
            dossier=dossier,
            on=asked.on,
            methods=[one for one in METHODS if one in asked.methods],
        )
        rows += [planned, *matters_of(planned, asked, reasons)]
    return rows


def refuse_unfit(plan: SupervisionPlan, asked: CheckAsked, dossier: Inspection, taken: set[uuid.UUID]) -> None:
    unit = dossier.organization_name
    if dossier.stage not in RUNNING:
        raise NotUnderRectification(unit)
    if dossier.id in taken:
        raise PlannedTwice(unit)
    if not plan.from_on <= asked.on <= plan.until_on:
        raise OutsideThePlan(unit, asked.on, plan.from_on, plan.until_on)
    unknown = [one for one in asked.methods if one not in METHODS]
    if unknown:
        raise WordUnknown("methods", unknown[0], METHODS)


def reasons_of(plan: SupervisionPlan, today: date) -> Mapping[uuid.UUID, Why]:
    """Return why the rule asks for each matter, by its id; only a rolling plan follows the rule."""
    if plan.kind != PlanKind.ROLLING:
        return {}
    return {m.row.id: m.why for check in propose(plan.authority_id, today).checks for m in check.matters}


def matters_of(planned: PlannedCheck, asked: CheckAsked, reasons: Mapping[uuid.UUID, Why]) -> Iterable[PlannedMatter]:
    at = planned.authority_id
    fixes = FixOrder.objects.filter(authority_id=at, inspection_id=planned.dossier_id, own=True).in_bulk(asked.fixes)
    rows = Finding.objects.filter(authority_id=at, inspection_id=planned.dossier_id).in_bulk(asked.findings)
    chosen = [*asked.fixes, *asked.findings]
    for place, one in enumerate(dict.fromkeys(chosen), 1):
        finding, fix = rows.get(one), fixes.get(one)
        if finding is None and fix is None:
            raise NoSuchThing("finding", one)
        why = reasons.get(one, Why.ADDED)
        yield PlannedMatter(authority_id=at, planned=planned, place=place, finding=finding, fix=fix, why=why.value)
