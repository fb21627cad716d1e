"""A test county in the gap between rounds: dossiers of two rounds under rectification, and the way through a plan."""

from __future__ import annotations

import copy
import uuid
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from bihuan.domain.jurisdiction import Actor
from bihuan.domain.rolling import PlanKind, Side
from bihuan.dossiers import actions as dossiers
from bihuan.ledger.door import Receipt
from bihuan.organizations.models import Organization
from bihuan.supervision.joint_teams import MemberAsked, form_joint_team
from bihuan.supervision.models import Check, PlannedCheck
from bihuan.supervision.planning import CheckAsked, make_supervision_plan
from bihuan.supervision.proposing import Proposal, propose
from bihuan.supervision.recording import Looked, record_planned_check
from tests.county import County, new_key


@dataclass
class Gap:
    """A county with two rounds: `county` of the earlier one, `later` of the last one; both fed back."""

    county: County = field(default_factory=lambda: County().found().fed_back().planned_and_accepted())
    later: County = field(init=False)

    def __post_init__(self) -> None:
        one = copy.copy(self.county)
        one.unit_id, one.unit_path = one.organization("县水利局", "department")
        told = self.do(
            dossiers.open_round,
            name="第二轮",
            term="十三届",
            number=2,
            from_on=self.county.today,
            until_on=None,
        ).told
        one.round_id = uuid.UUID(told["round"])
        opened = self.do(
            dossiers.open_inspection,
            round_id=one.round_id,
            organization_id=one.unit_id,
            supervision_office_id=one.office_id,
            number=1,
            kind="routine",
            team_name="县委第二巡察组",
            responsible_department_needed=False,
        ).told
        one.inspection_id = uuid.UUID(opened["inspection"])
        self.later = one.fed_back()

    @property
    def today(self) -> date:
        return self.county.today

    def wait(self, days: int) -> None:
        self.county.today += timedelta(days=days)
        self.later.today = self.county.today

    def do(self, deed: Any, actor: Actor | None = None, **told: Any) -> Receipt:
        done: Receipt = deed(actor=actor or self.county.office, **told, now=self.county.now, key=new_key())
        return done

    def proposal(self) -> Proposal:
        return propose(self.county.authority_id, self.today)

    def planned(self, *checks: CheckAsked, kind: PlanKind = PlanKind.ROLLING, days: int = 30) -> list[PlannedCheck]:
        """Make a plan; of what the rule proposes where nothing else is told."""
        asked = checks or tuple(
            CheckAsked(
                one.dossier.id,
                one.on,
                ("records",),
                tuple(m.row.id for m in one.matters if not m.is_fix),
                tuple(m.row.id for m in one.matters if m.is_fix),
            )
            for one in self.proposal().checks
        )
        until = max([self.today + timedelta(days=days), *(one.on for one in asked)])
        told = self.do(
            make_supervision_plan, kind=kind.value, name="滚动督查", from_on=self.today, until_on=until, checks=asked
        ).told
        rows = PlannedCheck.objects.filter(authority_id=self.county.authority_id, plan_id=told["plan"])
        return list(rows.select_related("plan", "dossier").order_by("number"))

    def body(self, name: str = "县委办公室") -> uuid.UUID:
        found = Organization.objects.filter(authority_id=self.county.authority_id, name=name).first()
        return found.id if found else self.county.organization(name, "body")[0]

    def members(self, **changed: Any) -> list[MemberAsked]:
        """Return one member a side; `changed` names another body or account for a side."""
        return [MemberAsked(f"{side.value}某", side.value, changed.get(side.value, self.body())) for side in Side]

    def team(
        self, planned: list[PlannedCheck], members: list[MemberAsked] | None = None, name: str = "第一联合督查组"
    ) -> uuid.UUID:
        told = self.do(
            form_joint_team,
            plan_id=planned[0].plan_id,
            name=name,
            members=members or self.members(),
            planned_ids=[one.id for one in planned],
        ).told
        return uuid.UUID(told["team"])

    def record(
        self, planned: PlannedCheck, *looked: Looked, actor: Actor | None = None, on: date | None = None
    ) -> Receipt:
        """Record a planned check; one of a rolling plan gets its joint team first."""
        row = PlannedCheck.objects.select_related("plan", "dossier").get(pk=planned.pk)
        made = Check.objects.filter(planned=row, withdrawn_on=None).exists()
        waits = row.dropped_on is None and row.plan.called_off_on is None and not made
        if waits and row.team_id is None and row.plan.kind == PlanKind.ROLLING:
            self.team([row], name=f"第{row.number}联合督查组")
        told = {"planned_id": planned.id, "on": on or self.today, "account": "查阅台账，实地查看"}
        return self.do(record_planned_check, actor, **told, looked=list(looked))
