"""The kinds of task about supervision: plans and checks, extracts, bills, who is in charge, reorganisations."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from bihuan.domain.bills import RECEIVERS
from bihuan.domain.joint_seats import SEATED
from bihuan.domain.lifecycle.finding import STEPS as FINDING_STEPS
from bihuan.domain.roles import Role
from bihuan.supervision.extracting import ASKERS as EXTRACT_ASKERS
from bihuan.web.todo import reorganising, supervision
from bihuan.web.todo.kind import Kind

OFFICE = frozenset({Role.OFFICE})
SUPERVISION_KINDS = (
    Kind(
        "contradicted",
        _("Sign-offs that a check contradicts"),
        _("Findings signed off that a later check did not find put right"),
        FINDING_STEPS["reopen"].roles,
        supervision.contradicted_sign_offs,
    ),
    Kind(
        "planned_checks",
        _("Planned checks to make"),
        _("Checks of supervision plans, from two months before their day"),
        SEATED,
        supervision.checks_to_make,
    ),
    Kind(
        "supervision_plans",
        _("Supervision to plan"),
        _("Gaps between rounds without a plan, checks without a joint team, return visits that are due"),
        OFFICE,
        supervision.supervision_plans,
    ),
    Kind(
        "extracts",
        _("Extracts for others"),
        _("Extracts that others ask for, and those you asked for and sign for"),
        EXTRACT_ASKERS,
        supervision.extracts,
    ),
    Kind(
        "bills",
        _("Bills to sign for or to hand over anew"),
        _("Bills of dossiers that were handed over to your body, and those that have changed since"),
        frozenset(RECEIVERS),
        supervision.bills,
    ),
    Kind(
        "uncared_for",
        _("Dossiers that nobody takes care of"),
        _("Dossiers whose body in charge has nobody with access, or that nobody took over"),
        OFFICE,
        supervision.uncared_for,
    ),
    Kind(
        "reorganisations",
        _("Reorganisations to follow"),
        _("Steps of reorganisations to register, and ended units whose dossiers nobody took over"),
        OFFICE,
        reorganising.reorganisations,
    ),
)
