"""Rolling checks of the demo county: proposed by the rule, a joint team, one check made, one matter sent back."""

from __future__ import annotations

import uuid
from typing import Any

from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.domain.rolling import PlanKind, Verdict
from bihuan.dossiers.models import Finding
from bihuan.simulate.founding import County
from bihuan.simulate.setting import days
from bihuan.simulate.tree import body_named
from bihuan.simulate.vocabulary import places
from bihuan.supervision.joint_teams import MemberAsked, form_joint_team
from bihuan.supervision.models import PlannedCheck
from bihuan.supervision.planning import CheckAsked, make_supervision_plan
from bihuan.supervision.proposing import ProposedCheck, propose
from bihuan.supervision.recording import Looked, record_planned_check

PLANNED_BEFORE, MADE_BEFORE, MOST, LEAST, MATTERS = 8, 3, 6, 2, 4


def check_between_rounds(county: County) -> None:
    """Plan the rolling checks, form a joint team, and make the first check."""
    county.clock.at(county.today - days(PLANNED_BEFORE))
    at, said = county.cast.authority_id, places()["supervision"]
    proposal = propose(at, county.clock.day)
    if len(proposal.checks) < LEAST:
        return
    chosen = proposal.checks[:MOST]
    checks = [asked(one, said["methods"]) for one in chosen]
    span = {"from_on": proposal.from_on, "until_on": proposal.until_on}
    told = county.keep(make_supervision_plan, kind=PlanKind.ROLLING.value, name=said["name"], checks=checks, **span)
    planned = list(PlannedCheck.objects.filter(authority_id=at, plan_id=told["plan"]).order_by("number"))
    county.keep(
        form_joint_team,
        plan_id=uuid.UUID(told["plan"]),
        name=said["team"],
        members=[member(county, one) for one in said["members"]],
        planned_ids=[one.id for one in planned[:-1]],
    )
    county.clock.at(county.today - days(1))
    place, first = next(((at, one) for at, one in enumerate(chosen) if is_under_way(one)), (0, chosen[0]))
    looked = [seen(row.row, number, said) for number, row in enumerate(first.matters[:MATTERS])]
    on = county.today - days(MADE_BEFORE)
    county.keep(record_planned_check, planned_id=planned[place].id, on=on, account=said["account"], looked=looked)


def is_under_way(one: ProposedCheck) -> bool:
    """True for a dossier whose first matter is still under work."""
    row = one.matters[0].row
    return isinstance(row, Finding) and row.stage == FindingStage.RECTIFYING


def asked(one: ProposedCheck, methods: list[str]) -> CheckAsked:
    """Return a proposed check as the office plans it, with its first matters."""
    rows = one.matters[: MATTERS + 1]
    findings = tuple(m.row.id for m in rows if not m.is_fix)
    fixes = tuple(m.row.id for m in rows if m.is_fix)
    return CheckAsked(one.dossier.id, one.on, tuple(methods), findings, fixes)


def member(county: County, told: dict[str, str]) -> MemberAsked:
    """Return somebody of the joint team: by his account, or by the body he works at."""
    login = told.get("login", "")
    if login in county.cast.people:
        person = county.cast.people[login]
        return MemberAsked(person.name, told["side"], account_id=person.account_id)
    return MemberAsked(
        told.get("name", login), told["side"], county.made[body_named(told.get("body", "discipline"))].id
    )


def seen(row: Any, place: int, said: dict[str, Any]) -> Looked:
    """Return what the first check says: a finding still under work is sent back, the others are found true."""
    if isinstance(row, Finding) and row.stage == FindingStage.RECTIFYING and place % 2 == 0:
        return Looked(row.id, Verdict.NOT_DONE.value, said["sent_back"])
    return Looked(row.id, Verdict.TRUE.value, said["seen_true"])
