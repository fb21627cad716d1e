"""Rolling checks of the demo county with a joint team and a matter sent back; and a unit renamed by decree."""

from __future__ import annotations

import uuid
from typing import Any

from bihuan.access.models import Assignment
from bihuan.domain.glossary import term
from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.domain.lifecycle.inspection import RUNNING
from bihuan.domain.reorganisation import Class, Sort
from bihuan.domain.roles import UNIT, Role
from bihuan.domain.rolling import PlanKind, Verdict
from bihuan.dossiers.models import Finding, Inspection
from bihuan.simulate.draws import done_by
from bihuan.simulate.founding import County
from bihuan.simulate.plans import OFFICES, office_login
from bihuan.simulate.setting import days
from bihuan.simulate.tree import body_named
from bihuan.simulate.vocabulary import places
from bihuan.supervision.billing import accept_bill, hand_bill_over, look_bill_up
from bihuan.supervision.extracting import ask_for_extract, give_extract, receive_extract
from bihuan.supervision.joint_teams import MemberAsked, form_joint_team
from bihuan.supervision.models import Bill, PlannedCheck
from bihuan.supervision.planning import CheckAsked, make_supervision_plan
from bihuan.supervision.proposing import ProposedCheck, propose
from bihuan.supervision.recording import Looked, record_planned_check
from bihuan.supervision.reorganisation_steps import feed_back_to_heir, register_reorganisation_step
from bihuan.supervision.reorganising import reorganise
from bihuan.supervision.wanted import NewUnit, Wanted

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
    place, first = next(((at, one) for at, one in enumerate(chosen) if is_under_way(one)), (0, chosen[0]))
    left = planned[-1] if place < len(planned) - 1 else planned[0]  # one that has no team yet
    county.keep(
        form_joint_team,
        plan_id=uuid.UUID(told["plan"]),
        name=said["team"],
        members=[member(county, one) for one in said["members"]],
        planned_ids=[one.id for one in planned if one is not left],
    )
    county.clock.at(county.today - days(1))
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


# --- a unit is renamed by decree ----------------------------------------------------------------------

RENAMED_BEFORE = 6


def rename_a_unit(county: County) -> None:
    """Rename a unit, register the survey, and feed its dossier back to the new one; the rest is still to be done."""
    said = places()["reorganisation"]
    at, unit = county.cast.authority_id, county.made[said["unit"]]
    dossier = Inspection.objects.filter(authority_id=at, organization_id=unit.id, stage__in=RUNNING).first()
    if dossier is None:
        return
    county.clock.at(county.today - days(RENAMED_BEFORE))
    people = Assignment.objects.filter(authority_id=at, role__in=UNIT, path=unit.path, dossier_id=None)
    wanted = Wanted(
        sort=Sort.RENAME.value,
        on=county.clock.day,
        paper=said["paper"],
        old_ids=(unit.id,),
        founded=(NewUnit(said["name"], unit.category, credit_code=said["credit_code"]),),
        carried={row.account_id: 0 for row in people},
    )
    me = {"reorganisation_id": uuid.UUID(county.keep(reorganise, wanted=wanted)["reorganisation"])}
    county.clock.at(county.today - days(1))
    on = county.clock.day
    county.keep(register_reorganisation_step, **me, step="survey", on=on, account=said["survey"])
    told = {"told_class": Class.WHOLE.value, "on": on, "words": said["told"]}
    county.keep(feed_back_to_heir, **me, dossier_id=dossier.id, **told)


TO_COME = 40  # days until the second one takes effect


def rename_another_to_come(county: County) -> None:
    """Record that a unit is renamed on a day to come; until then nothing of it changes."""
    said, unit = places()["reorganisation_to_come"], county.made[places()["reorganisation_to_come"]["unit"]]
    county.clock.at(county.today - days(1))
    renamed = (NewUnit(said["name"], unit.category),)
    on = county.today + days(TO_COME)
    wanted = Wanted(Sort.RENAME.value, on, said["paper"], (unit.id,), founded=renamed)
    county.keep(reorganise, wanted=wanted)


# --- what others get ----------------------------------------------------------------------------------

ASKER, ASKED_BEFORE = "organisation-department", 4


def give_extracts(county: County) -> None:
    """Let the organisation department ask for two extracts; one is given and signed for, the other waits."""
    if ASKER not in county.cast.people:
        return
    county.clock.at(county.today - days(ASKED_BEFORE))
    for told in places()["extracts"]:
        asked_by = term("role", county.cast.people[ASKER].role.value).zh
        given = {"purpose": told["purpose"], "asked_by": asked_by, "unit_id": None, "words": told["words"]}
        one = uuid.UUID(done_by(county, ASKER, ask_for_extract, **given).told["extract"])
        if told["given"]:
            county.keep(give_extract, extract_id=one)
            done_by(county, ASKER, receive_extract, extract_id=one, receipt="")


# --- the bill of a dossier ----------------------------------------------------------------------------

HANDED_BEFORE, LOOKED_BEFORE = 5, 2


def keep_the_bill(county: County) -> None:
    """Let the office hand the bill of a dossier to its supervision office, which signs for it and looks into it."""
    said, at = places()["bill"], county.cast.authority_id
    rows = Inspection.objects.filter(authority_id=at, organization_id=county.made[said["unit"]].id, stage__in=RUNNING)
    dossier = rows.select_related("supervision_office").first()
    if dossier is None or dossier.supervision_office is None:
        return
    offices = {county.made[body_named(f"office{n}")].path: n for n in range(1, OFFICES + 1)}
    login = office_login(offices[dossier.supervision_path])
    county.clock.at(county.today - days(HANDED_BEFORE))
    to = Role.SUPERVISION_OFFICE.value
    county.keep(hand_bill_over, inspection_id=dossier.id, to_role=to, words=said["handed"])
    handed = Bill.objects.get(authority_id=at, inspection=dossier)
    done_by(county, login, accept_bill, bill_id=handed.id)
    county.clock.at(county.today - days(LOOKED_BEFORE))
    looked = {"inspection_id": dossier.id, "agrees": True, "found": said["looked"]}
    done_by(county, login, look_bill_up, **looked)
