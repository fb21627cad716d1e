"""A round that is about to end under shanxi-2018: authorised teams, their scores, the report to the level above."""

from __future__ import annotations

import uuid
from typing import Any

from bihuan.domain.lifecycle.inspection import InspectionStage
from bihuan.domain.roles import Role
from bihuan.dossiers.models import Inspection, Round
from bihuan.planning.filing import register_filing, send_filing
from bihuan.rules.packs import load
from bihuan.teams.assessing import assess
from bihuan.teams.models import Tour
from tests.county import County
from tests.pool.test_authorising import Authorised, give_account

SCORES = {"quality": 90, "ability": 90, "discipline": 90}


def ending(county: County) -> Authorised:
    """Return a round with authorised teams and one dossier that is bound to shanxi-2018."""
    teams = Authorised(county=county).adopted()
    teams.authorise()
    county.inspection_id = teams.dossier
    Inspection.objects.filter(pk=teams.dossier).update(packs=[["shanxi-2018", load("shanxi-2018").sha256]])
    return teams


def scored(teams: Authorised, tour: Tour, kind: str) -> None:
    """Let the host score the team by one of its members, or the team its host."""
    actor, told = teams.county.office, {"kind": kind, "team": tour.team}
    if kind == "team_of_host":
        account = uuid.uuid4()
        give_account(teams.county, tour.inspector, account)
        actor, told = teams.county.actor(Role.MEMBER, account=account), {"kind": kind, "team": ""}
    given: dict[str, Any] = {"tour_id": tour.id, "organization_id": None, "scores": SCORES, "remark": ""}
    teams.pool.do(assess, actor, round_id=teams.round_id, **told, **given)


def filed(teams: Authorised, *, sent: bool) -> None:
    """Register the report on the round, and send it up."""
    told = {"kind": "round_report", "about": str(teams.round_id), "title": "第一轮综合情况报告"}
    given = {"to": "临江市委", "in_name_of": "青石县委", "event_on": teams.county.today}
    made = teams.plans.do(register_filing, **told, **given)
    if sent:
        one = uuid.UUID(made.told["filing"])
        teams.plans.do(send_filing, filing_id=one, on=teams.county.today, number="青委巡〔2018〕3号")


def begun(teams: Authorised) -> None:
    """Let the round begin and its teams go to their units."""
    teams.county.today = Round.objects.get(pk=teams.round_id).from_on
    Inspection.objects.filter(round_id=teams.round_id).update(stage=InspectionStage.ON_SITE)


def ended_but_for_the_deed(county: County) -> None:
    """Bring a round to the day on which nothing is missing but its end."""
    teams = ending(county)
    tour = teams.of_the_unit()
    scored(teams, tour, "host_of_member")
    scored(teams, tour, "team_of_host")
    filed(teams, sent=True)
    begun(teams)
