"""Plans of supervision: the list, what the rule proposes, a plan with its teams, and the deeds on it."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.domain.lifecycle.inspection import RUNNING
from bihuan.domain.rolling import PlanKind
from bihuan.dossiers.models import Inspection
from bihuan.ledger.door import Receipt
from bihuan.supervision import planning
from bihuan.supervision.joint_teams import move_planned_check
from bihuan.supervision.models import JointTeam, PlannedCheck
from bihuan.supervision.proposing import Proposal, propose
from bihuan.web import clock, keys
from bihuan.web.check_drawing import PHONE, drawing_of
from bihuan.web.forms import UNUSABLE_STATUS, Crumb, attempt, deed_page, posted
from bihuan.web.forms import supervision as f
from bihuan.web.forms.plan import ReasonForm
from bihuan.web.pages.supervision import card_of, plans_seen
from bihuan.web.permissions import may_open
from bihuan.web.requests import SignedRequest


def supervision_plans(request: SignedRequest) -> HttpResponse:
    """List the plans of supervision."""
    rows = plans_seen(request.actor)
    context = {
        "cards": [card_of(request.actor, row.id) for row in rows],
        "may_plan": may_open("supervision_propose", request.actor),
        "may_visit": may_open("return_visits", request.actor),
    }
    return render(request, "web/supervision_plans.html", context)


def supervision_propose(request: SignedRequest) -> HttpResponse:
    """Show what the rule proposes for the gap between rounds, and make the plan of what is ticked."""
    actor = request.actor
    proposal = propose(actor.authority_id, actor.today)
    after = proposal.after_round.name if proposal.after_round else ""
    start: dict[str, Any] = {"from_on": proposal.from_on, "until_on": proposal.until_on}
    start["name"] = _("Rolling checks after %(round)s") % {"round": after} if after else ""
    form = f.SpanForm(posted(request), today=actor.today, initial=start)
    if request.method == "POST" and form.is_valid():
        receipt = made(request, form, proposal)
        if receipt is not None:
            messages.success(request, _("The plan is made. Form the joint teams now."))
            return redirect("supervision_plan", plan_id=receipt.told["plan"])
    context = {
        "form": form,
        "proposal": proposal,
        "rows": f.rows_of(proposal, posted(request)),
        "crumbs": [Crumb(_("Supervision plans"), reverse("supervision_plans")), Crumb(_("Propose rolling checks"))],
    }
    return render(request, "web/supervision_propose.html", context, status=UNUSABLE_STATUS if form.errors else 200)


def made(request: SignedRequest, form: f.SpanForm, proposal: Proposal) -> Receipt | None:
    """Make a plan of what a page sent; a refusal becomes the form's."""
    told: dict[str, Any] = {"kind": PlanKind.ROLLING.value, "now": clock.now(), "key": keys.key_of(request)}

    def make() -> Receipt:
        checks = f.checks_asked(form, request.POST, proposal)
        return planning.make_supervision_plan(actor=request.actor, checks=checks, **told, **form.told())

    return attempt(form, make)


def supervision_plan(request: SignedRequest, plan_id: uuid.UUID) -> HttpResponse:
    """Show a plan: its figures, its checks along time, its teams."""
    card = card_of(request.actor, plan_id)
    context = {
        "card": card,
        "drawing": drawing_of(card.row, card.checks, request.actor.today),
        "drawing_on_phone": drawing_of(card.row, card.checks, request.actor.today, PHONE),
        "crumbs": [Crumb(_("Supervision plans"), reverse("supervision_plans")), Crumb(card.row.name)],
    }
    return render(request, "web/supervision_plan.html", context)


def do(
    request: SignedRequest,
    plan_id: uuid.UUID,
    form: forms.Form,
    deed: Callable[..., Receipt],
    told: Callable[[], Mapping[str, Any]],
    *,
    title: str,
    done: str,
    note: str = "",
    template: str = "web/form.html",
) -> HttpResponse:
    """Show a deed's form on a plan, or do the deed and go back to the plan."""
    card = card_of(request.actor, plan_id)
    back = reverse("supervision_plan", args=[plan_id])
    way = [Crumb(_("Supervision plans"), reverse("supervision_plans")), Crumb(card.row.name, back), Crumb(title)]
    shown = {"title": title, "back": back, "said": done, "note": note, "template": template}
    return deed_page(request, form, deed, told, crumbs=way, **shown)


def planned_add(request: SignedRequest, plan_id: uuid.UUID) -> HttpResponse:
    """Put one more dossier into a plan."""
    actor = request.actor
    there = PlannedCheck.objects.filter(authority_id=actor.authority_id, plan_id=plan_id, dropped_on=None)
    rows = Inspection.objects.filter(authority_id=actor.authority_id, stage__in=RUNNING).select_related("round")
    offered = list(rows.exclude(pk__in=there.values("dossier_id")).order_by("organization_path"))
    plan = card_of(actor, plan_id).row
    start = {"on": min(max(actor.today, plan.from_on), plan.until_on), "methods": methods_of(there)}
    form = f.AddPlannedForm(posted(request), offered=offered, initial=start)
    title, done = _("Plan one more check"), _("The check stands in the plan.")

    def told() -> dict[str, Any]:
        return {"plan_id": plan_id, "check": form.told(actor.authority_id)}

    return do(request, plan_id, form, planning.add_planned_check, told, title=title, done=done)


def methods_of(planned: QuerySet[PlannedCheck]) -> list[str]:
    """Return how the checks of a plan look: what the next one begins with."""
    last = planned.order_by("-number").first()
    return list(last.methods) if last is not None else []


def planned_of(request: SignedRequest, planned_id: uuid.UUID) -> PlannedCheck:
    """Return a planned check of the actor's own authority."""
    rows = PlannedCheck.objects.select_related("plan", "dossier", "team")
    return get_object_or_404(rows, authority_id=request.actor.authority_id, pk=planned_id)


def planned_move(request: SignedRequest, planned_id: uuid.UUID) -> HttpResponse:
    """Give a planned check another day or team."""
    row = planned_of(request, planned_id)
    teams = JointTeam.objects.filter(authority_id=row.authority_id, plan=row.plan).order_by("number")
    start = {"on": row.on, "team_id": str(row.team_id or "")}
    form = f.MovePlannedForm(posted(request), teams=[(str(one.id), one.name) for one in teams], initial=start)
    title = _("Change day or team of %(unit)s") % {"unit": row.dossier.organization_name}

    def told() -> dict[str, Any]:
        return {"planned_id": planned_id, **form.told()}

    return do(request, row.plan_id, form, move_planned_check, told, title=title, done=_("It is changed."))


def planned_drop(request: SignedRequest, planned_id: uuid.UUID) -> HttpResponse:
    """Drop a planned check, with the reason."""
    row, form = planned_of(request, planned_id), ReasonForm(posted(request))
    form.fields["reason"].required = True
    title = _("Drop the check of %(unit)s") % {"unit": row.dossier.organization_name}
    done = _("The check is dropped; its matters come up in the next plan.")

    def told() -> dict[str, Any]:
        return {"planned_id": planned_id, **form.cleaned_data}

    return do(request, row.plan_id, form, planning.drop_planned_check, told, title=title, done=done)


def supervision_call_off(request: SignedRequest, plan_id: uuid.UUID) -> HttpResponse:
    """Call a plan off, with the reason."""
    form = ReasonForm(posted(request))
    form.fields["reason"].required = True
    title, done = _("Call the plan off"), _("The plan is called off. What was made of it stands.")

    def told() -> dict[str, Any]:
        return {"plan_id": plan_id, **form.cleaned_data}

    return do(request, plan_id, form, planning.call_off_supervision_plan, told, title=title, done=done)
