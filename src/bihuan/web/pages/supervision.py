"""Plans of supervision as their pages show them: to the office whole, to a joint team its own checks."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from bihuan.domain.jurisdiction import Actor, roles_on
from bihuan.domain.lifecycle.inspection import STEPS
from bihuan.domain.roles import Role
from bihuan.domain.rolling import Outcome
from bihuan.dossiers.steps import NoSuchThing
from bihuan.supervision.joint_changes import former_members
from bihuan.supervision.joint_teams import members_of
from bihuan.supervision.models import (
    Check,
    JointMember,
    JointTeam,
    PlannedCheck,
    PlannedMatter,
    SupervisionPlan,
)
from bihuan.supervision.outcomes import Seen, checks_made, seen_of, state_of, that_looked
from bihuan.supervision.planning import lacks_team
from bihuan.supervision.seats import may_record, own_teams

PLAN_READERS = frozenset({Role.OFFICE, Role.LEADING_GROUP})
OFFICE = frozenset({Role.OFFICE})


@dataclass(frozen=True)
class MatterLine:
    """One matter of a planned check, and what became of it."""

    row: PlannedMatter
    seen: Seen

    @property
    def words(self) -> str:
        """Return what it is about."""
        return self.row.fix.matter if self.row.fix is not None else str(self.row.finding)


@dataclass(frozen=True)
class CheckLine:
    """One planned check: its state, its matters, the check that was made of it."""

    row: PlannedCheck
    state: str
    check: Check | None
    matters: Sequence[MatterLine]
    may_record: bool
    may_change: bool
    lacks_team: bool
    is_in_reach: bool  # of whoever looks; a seat in the team opens the check, not the dossier

    @property
    def on(self) -> date:
        """Return the day of the check where it was made, of the plan before."""
        return self.check.on if self.check is not None else self.row.on

    @property
    def stands(self) -> bool:
        """False for a check that left the plan: dropped, or its dossier closed before it was made."""
        return self.state not in ("dropped", "closed")

    def counted(self, *outcomes: Outcome) -> int:
        return sum(one.seen.outcome in outcomes for one in self.matters)

    @property
    def sent_back(self) -> int:
        return self.counted(Outcome.RETURNED, Outcome.REOPENED)

    @property
    def carried(self) -> int:
        return self.counted(Outcome.NOT_LOOKED) if self.state != "closed" else 0


@dataclass(frozen=True)
class TeamLine:
    """A joint team with its people, and who was taken out of it."""

    row: JointTeam
    members: Sequence[JointMember]
    former: Sequence[JointMember]


@dataclass(frozen=True)
class PlanCard:
    """A plan for whoever looks."""

    row: SupervisionPlan
    checks: Sequence[CheckLine]
    teams: Sequence[TeamLine]
    may_change: bool

    @property
    def made(self) -> int:
        return sum(one.state == "made" for one in self.checks)

    @property
    def standing(self) -> int:
        return sum(one.stands for one in self.checks)

    @property
    def left(self) -> int:
        return len(self.checks) - self.standing

    @property
    def overdue(self) -> int:
        return sum(one.state == "overdue" for one in self.checks)

    @property
    def sent_back(self) -> int:
        return sum(one.sent_back for one in self.checks)

    @property
    def carried(self) -> int:
        return sum(one.carried for one in self.checks)

    @property
    def without_team(self) -> int:
        return sum(one.row.team_id is None and one.state in ("planned", "overdue") for one in self.checks)

    @property
    def lacking(self) -> int:
        return sum(one.lacks_team for one in self.checks)


def plans_seen(actor: Actor) -> list[SupervisionPlan]:
    """Return the plans that somebody may read, the newest first: all of them, or those of his joint teams."""
    rows = SupervisionPlan.objects.filter(authority_id=actor.authority_id).select_related("after_round")
    if not actor.roles & PLAN_READERS:
        rows = rows.filter(pk__in=own_teams(actor).values("plan_id"))
    return list(rows.order_by("-number"))


def card_of(actor: Actor, plan_id: uuid.UUID) -> PlanCard:
    """Return a plan as somebody may see it; raise NoSuchThing for whoever may not."""
    plan = next((row for row in plans_seen(actor) if row.id == plan_id), None)
    if plan is None:
        raise NoSuchThing("plan", plan_id)
    at, whole = actor.authority_id, bool(actor.roles & PLAN_READERS)
    rows = PlannedCheck.objects.filter(authority_id=at, plan=plan)
    if not whole:
        rows = rows.filter(team__in=own_teams(actor))
    planned = list(rows.select_related("dossier__round", "team", "plan").order_by("on", "number"))
    teams = JointTeam.objects.filter(authority_id=at, plan=plan)
    shown = [one for one in teams.order_by("number") if whole or one.id in {row.team_id for row in planned}]
    may = bool(actor.roles & OFFICE) and plan.called_off_on is None
    return PlanCard(plan, lines_of(actor, planned), [team_line(one) for one in shown], may)


def team_line(team: JointTeam) -> TeamLine:
    return TeamLine(team, members_of(team), former_members(team))


def lines_of(actor: Actor, planned: Sequence[PlannedCheck]) -> list[CheckLine]:
    """Return planned checks with what became of them."""
    at, today = actor.authority_id, actor.today
    checks = checks_made(at, [row.id for row in planned])
    matters = PlannedMatter.objects.filter(authority_id=at, planned__in=planned)
    found = list(matters.select_related("finding", "fix", "planned__plan").order_by("place"))
    seen = seen_of(at, found, checks, today)
    of: dict[uuid.UUID, list[MatterLine]] = {}
    for one in found:
        of.setdefault(one.planned_id, []).append(MatterLine(one, seen[one.id]))
    own = frozenset(own_teams(actor).values_list("pk", flat=True))
    made = Check.objects.filter(authority_id=at, pk__in=[one.id for one in checks.values()])
    looked = frozenset(that_looked(made).values_list("pk", flat=True))
    return [line_of(actor, own, row, checks.get(row.id), of.get(row.id, ()), looked) for row in planned]


def line_of(
    actor: Actor,
    own: Collection[uuid.UUID],
    row: PlannedCheck,
    check: Check | None,
    matters: Sequence[MatterLine],
    looked: Collection[uuid.UUID],
) -> CheckLine:
    """Return a planned check as somebody sees it; `own` are his joint teams, `looked` the checks that looked, by id."""
    has_looked = check is not None and check.id in looked
    state = state_of(row, row.plan, check, actor.today, has_looked=has_looked)
    waits = state in ("planned", "overdue")
    lacks = waits and lacks_team(row)
    may = waits and not lacks and row.dossier.stage in STEPS["record_check"].sources and may_record(actor, row, own)
    may_change, is_in_reach = waits and bool(actor.roles & OFFICE), bool(roles_on(actor, row.dossier.thing))
    return CheckLine(row, state, check, matters, may, may_change, lacks, is_in_reach)
