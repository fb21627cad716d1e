"""Who may open the pages of supervision: plans, extracts, bills, reorganisations. Part of the table of permissions."""

from __future__ import annotations

from collections.abc import Mapping

from bihuan.domain.roles import UNIT, Role
from bihuan.web.permissions.doors import DOSSIER_ROLES, OFFICE, PLAN_READERS, SEATED_TOO

EXTRACT_ASKERS = PLAN_READERS | {
    Role.LEADER_IN_CHARGE,
    Role.SUPERVISION_OFFICE,
    Role.RESIDENT_DISCIPLINE,
    Role.ORGANISATION_DEPARTMENT,
    Role.COMPETENT_DEPARTMENT,
}

SUPERVISION_ROWS: Mapping[str, frozenset[Role]] = {
    # extracts for neighbours: asked for by those who may, given by the office; each is judged again behind the door
    "extracts": EXTRACT_ASKERS,
    "extract_ask": EXTRACT_ASKERS,
    "extract": EXTRACT_ASKERS,
    "extract_receive": EXTRACT_ASKERS,
    "extract_file": EXTRACT_ASKERS,
    "extract_give": OFFICE,
    "extract_refuse": OFFICE,
    # the bill of a dossier: whoever reaches the dossier reads it; each deed is judged again behind the door
    "dossier_bill": DOSSIER_ROLES,
    "bill_render": UNIT,
    "bill_hand_over": DOSSIER_ROLES - UNIT,
    "bill_accept": DOSSIER_ROLES - UNIT,
    "bill_look": DOSSIER_ROLES - UNIT,
    # reorganisations of units: done and registered by the office
    "reorganisations": PLAN_READERS,
    "reorganisation": PLAN_READERS,
    "reorganise": OFFICE,
    "reorganisation_step": OFFICE,
    "reorganisation_told": OFFICE,
    "reorganisation_review": OFFICE,
    "reorganisation_call_off": OFFICE,
    "reorganisation_effect": OFFICE,
    # supervision plans: the office's and the leading group's; a joint team's people see the checks they are given
    "supervision_plans": SEATED_TOO,
    "supervision_plan": SEATED_TOO,
    "supervision_paper": SEATED_TOO,
    "planned_record": SEATED_TOO,
    "supervision_propose": OFFICE,
    "joint_team_form": OFFICE,
    "joint_team_change": OFFICE,
    "planned_add": OFFICE,
    "planned_move": OFFICE,
    "planned_drop": OFFICE,
    "supervision_call_off": OFFICE,
    "return_visits": PLAN_READERS,
}
