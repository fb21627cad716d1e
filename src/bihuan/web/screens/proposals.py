"""Proposals of the planner: asked for, watched, stopped, accepted."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bihuan.domain.term_plan import check, measure
from bihuan.dossiers.models import Round
from bihuan.ledger.door import Receipt
from bihuan.planning.asking import names_of
from bihuan.planning.models import Proposal
from bihuan.planning.proposals import accept_proposal, ask, proposal_for, stop
from bihuan.planning.solver.formats import instance_from, plan_from
from bihuan.web import clock, jobs, keys
from bihuan.web.forms import deed_page, posted
from bihuan.web.forms.plan import ReasonForm
from bihuan.web.permissions import may_open
from bihuan.web.requests import SignedRequest
from bihuan.web.screens.planning import term_of, way

SHOWN = 12  # organizations of a reason told by name
SEEDS = 1_000_000


@require_POST
def proposal_ask(request: SignedRequest, term_id: uuid.UUID) -> HttpResponse:
    """Ask the planner for a proposal."""
    term, proposal_id = term_of(request, term_id), keys.id_of(request)
    seed = proposal_id.int % SEEDS
    one, is_new = ask(actor=request.actor, term_id=term.id, proposal_id=proposal_id, seed=seed, now=clock.now())
    if is_new:
        jobs.propose_plan.enqueue(str(one.authority_id), str(one.id))
    return redirect("proposal", proposal_id=one.id)


def proposal(request: SignedRequest, proposal_id: uuid.UUID) -> HttpResponse:
    """Show a proposal: how far it is, what it comes to beside what no plan can better, or why there is none."""
    one = proposal_for(request.actor, proposal_id)
    rows = Round.objects.filter(authority_id=one.authority_id, term=one.term.name)
    rounds = {str(row.id): row.name for row in rows}
    names = names_of(one.authority_id, {told["id"] for told in one.instance["organizations"]})
    context: dict[str, Any] = {
        "one": one,
        "may_plan": may_open("proposal_accept", request.actor),
        "crumbs": way(one.term, _("Proposal of the planner")),
        "reasons": [reason_told(told, rounds, names) for told in one.impossible],
    }
    if one.plan:
        bound = one.plan["peak_bound"]
        context["peak_gap"] = f"{100 * (one.plan['peak'] / bound - 1):.1f}" if bound else "0"
        context["rounds"] = held(one, rounds, names)
        context["violations"] = violations_of(one, rounds, names)
    return render(request, "web/proposal.html", context)


def held(one: Proposal, rounds: Mapping[str, str], names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the rounds of a proposal with whom each holds and what it has to carry."""
    instance, (plan, _claims) = instance_from(one.instance), plan_from(one.plan)
    loads = measure(instance, plan).loads
    return [
        {
            "name": rounds.get(slot.id, slot.id),
            "load": sum(row[place] for row in loads.values()),
            "first": [names.get(key, key) for key in plan.first[slot.id]],
            "again": [names.get(key, key) for key in plan.look_back[slot.id]],
        }
        for place, slot in enumerate(instance.slots)
    ]


def violations_of(one: Proposal, rounds: Mapping[str, str], names: Mapping[str, str]) -> list[dict[str, str]]:
    """Return what a proposal could not hold, in words; none for most."""
    plan, _claims = plan_from(one.plan)
    return [
        {"code": told.code, "subject": names.get(told.subject, told.subject), "round": rounds.get(told.round, "")}
        for told in check(instance_from(one.instance), plan)
    ]


def reason_told(told: dict[str, Any], rounds: Mapping[str, str], names: Mapping[str, str]) -> dict[str, Any]:
    ids = told["organizations"]
    first, last = (rounds.get(one, one) for one in told["rounds"])
    shown = [names.get(key, key) for key in ids[:SHOWN]]
    more = max(len(ids) - SHOWN, 0)
    return told | {"first": first, "last": last, "names": shown, "more": more, "short": told["needs"] - told["has"]}


@require_POST
def proposal_stop(request: SignedRequest, proposal_id: uuid.UUID) -> HttpResponse:
    """Let the planner stop; the best so far stays."""
    stop(actor=request.actor, proposal_id=proposal_for(request.actor, proposal_id).id)
    messages.success(request, _("The planner stops at its next answer; the best so far is kept."))
    return redirect("proposal", proposal_id=proposal_id)


def proposal_accept(request: SignedRequest, proposal_id: uuid.UUID) -> HttpResponse:
    """Make a proposal the plan."""
    one = proposal_for(request.actor, proposal_id)
    form = ReasonForm(posted(request))

    def told() -> dict[str, Any]:
        return {"proposal_id": one.id, **form.cleaned_data}

    def said(done: Receipt) -> str:
        return _("%(count)s organizations stand in their rounds.") % {"count": done.told["placements"]}

    title, note = (
        _("Accept the proposal"),
        _("What is in its round already stays there; the rest is put in as proposed."),
    )
    then = reverse("plan", args=[one.term_id])
    shown = {"title": title, "back": request.path.removesuffix("accept/"), "then": then, "note": note}
    return deed_page(request, form, accept_proposal, told, said=said, crumbs=way(one.term, title), **shown)
