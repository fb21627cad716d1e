"""What an empty to-do says: what will arrive here for each role, and what the role can do now, as a list to tick off.

Whether a line is ticked is read from the rows each time; nothing remembers that somebody clicked it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bihuan.access.models import Assignment
from bihuan.desk.sight import inspections_seen
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.domain.lifecycle.inspection import RUNNING, InspectionStage
from bihuan.domain.roles import TEAM, UNIT, Role
from bihuan.dossiers.models import Finding, Inspection, Round
from bihuan.organizations.models import HeadTenure, Organization
from bihuan.planning.models import RoundPlan
from bihuan.rectification.facts import latest_plan, standing_report
from bihuan.rectification.models import Measure
from bihuan.web.permissions import may_open
from bihuan.web.todo import KINDS

OWN_DOSSIERS = 3  # of a unit, shown as lists of steps


@dataclass(frozen=True)
class Step:
    """One line to tick off: what, where it is done, and whether it is; None where it is no matter of done or not."""

    words: str | Promise
    url: str
    is_done: bool | None = None


@dataclass(frozen=True)
class Steps:
    """Lines that belong together."""

    title: str | Promise
    lines: tuple[Step, ...]


@dataclass(frozen=True)
class LeadOn:
    """What an empty to-do shows."""

    arrives: tuple[str | Promise, ...]
    lists: tuple[Steps, ...]


def lead_on(actor: Actor) -> LeadOn:
    """Return what will come to somebody, and what he can do meanwhile."""
    return LeadOn(arrivals(actor), tuple(one for one in lists_for(actor) if one.lines))


def arrivals(actor: Actor) -> tuple[str | Promise, ...]:
    """Return what the to-do tells each of the roles held."""
    return tuple(kind.arrives for kind in KINDS if kind.roles & actor.roles)


def lists_for(actor: Actor) -> Iterator[Steps]:
    if Role.OFFICE in actor.roles and not Finding.objects.filter(authority_id=actor.authority_id).exists():
        yield Steps(_("To begin with"), tuple(setting_up(actor)))
    if actor.roles & UNIT:
        yield from of_the_unit(actor)
    yield Steps(_("What you can do now"), tuple(open_to(actor)))


# --- the office begins ------------------------------------------------------------------------------


def setting_up(actor: Actor) -> Iterator[Step]:
    """What an office enters before the first finding can come in."""
    at = actor.authority_id
    organizations, heads = Organization.objects.filter(authority_id=at), HeadTenure.objects.filter(authority_id=at)
    yield Step(_("Enter the organizations"), reverse("organizations"), organizations.exists())
    units = Assignment.objects.filter(authority_id=at, role__in=UNIT)
    yield Step(_("Have accounts opened for units and teams"), reverse("accounts"), units.exists())
    yield Step(_("Enter who heads each of them"), reverse("organizations") + "?vacant=1", heads.exists())
    words = _("Plan the term, and put teams together under “Plans”")
    yield Step(words, reverse("planning"), RoundPlan.objects.filter(authority_id=at).exists())
    yield Step(_("Open a round"), reverse("round_open"), Round.objects.filter(authority_id=at).exists())
    dossiers = Inspection.objects.filter(authority_id=at)
    yield Step(_("Open a dossier"), reverse("dossier_open"), dossiers.exists())
    yield Step(_("Import the feedback document on the dossier's page"), reverse("dossiers"), False)


# --- a unit from feedback to report --------------------------------------------------------------------


def of_the_unit(actor: Actor) -> Iterator[Steps]:
    """What a unit does from the feedback to the report, dossier by dossier."""
    running = inspections_seen(actor).filter(stage__in=RUNNING).order_by("-feedback_on", "id")
    for row in running[:OWN_DOSSIERS]:
        title = _("From feedback to close-out: %(unit)s, %(round)s")
        yield Steps(title % {"unit": row.organization_name, "round": row.round.name}, tuple(way_of(row)))


def way_of(row: Inspection) -> Iterator[Step]:
    page, account = reverse("dossier", args=[row.id]), f"{reverse('findings')}?dossier={row.id}"
    findings = Finding.objects.filter(authority_id=row.authority_id, inspection=row)
    measures = Measure.objects.filter(authority_id=OuterRef("authority_id"), finding=OuterRef("pk"), removed_on=None)
    unplanned = findings.exclude(stage=FindingStage.SIGNED_OFF).filter(~Exists(measures))
    still_open = findings.filter(stage__in=[FindingStage.RECTIFYING, FindingStage.SIGN_OFF_REQUESTED])
    plan, report = latest_plan(row), standing_report(row)
    yield Step(_("Give every finding its measures"), account, not unplanned.exists())
    yield Step(_("Hand in the plan"), page, plan is not None and plan.returned_on is None)
    yield Step(_("Carry the measures out and have every finding signed off"), account, not still_open.exists())
    yield Step(_("Write the close-out report"), f"{page}#reports", report is not None)
    yield Step(_("Have the head sign it"), f"{page}#reports", report is not None and report.signed_on is not None)
    yield Step(_("Put the dossier up for review"), page, row.stage == InspectionStage.UNDER_REVIEW)


# --- what the roles can do besides -------------------------------------------------------------------

Open = tuple[Promise, str, Mapping[str, str]]
EVERYBODY: tuple[Open, ...] = (
    (gettext_lazy("Look through the account of findings"), "findings", {"stage": "open"}),
    (gettext_lazy("Open the dossiers within your reach"), "dossiers", {}),
)
CHECKS: tuple[Open, ...] = (
    (gettext_lazy("Record a check or an evaluation on a dossier's page"), "dossiers", {"stage": "rectifying"}),
)
FIGURES: tuple[Open, ...] = ((gettext_lazy("See the figures in the cockpit"), "cockpit", {}),)
OF_ROLES: tuple[tuple[frozenset[Role], tuple[Open, ...]], ...] = (
    (
        frozenset({Role.OFFICE}),
        (
            (gettext_lazy("See what is overdue"), "findings", {"lamp": "red"}),
            (gettext_lazy("Look after heads that are vacant"), "organizations", {"vacant": "1"}),
        ),
    ),
    (
        (TEAM - {Role.MEMBER}) | {Role.OFFICE, Role.SUPERVISION_OFFICE, Role.RESIDENT_DISCIPLINE},
        CHECKS,
    ),
    (
        frozenset({Role.SUPERVISION_OFFICE, Role.RESIDENT_DISCIPLINE}),
        ((gettext_lazy("Follow the long-term findings"), "findings", {"stage": "long_term"}),),
    ),
    (
        frozenset({Role.LEADING_GROUP}),
        (
            (
                gettext_lazy("Grant or withdraw an exception on a dossier under review"),
                "dossiers",
                {"stage": "under_review"},
            ),
        ),
    ),
)


def open_to(actor: Actor) -> Iterator[Step]:
    """Return the pages that somebody can go on from: his roles' own first, then everybody's."""
    own = [one for roles, offers in OF_ROLES if roles & actor.roles for one in offers]
    for words, name, asked in (*own, *FIGURES, *EVERYBODY):
        if may_open(name, actor):
            yield Step(words, reverse(name) + (f"?{urlencode(asked)}" if asked else ""))
