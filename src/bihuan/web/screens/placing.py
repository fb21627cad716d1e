"""One round as it is planned, who is in it, and the deeds that put organizations in, move them and take them out."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bihuan.domain.coverage import Coverage
from bihuan.domain.glossary import CATEGORIES
from bihuan.domain.lifecycle.inspection import InspectionStage
from bihuan.domain.offices import SUPERVISING
from bihuan.domain.planning import round_demands
from bihuan.dossiers.models import Inspection, Round
from bihuan.ledger.door import Receipt
from bihuan.organizations.models import Organization
from bihuan.planning.facts import closed_faults, design_of, level_of, plans_by_round, term_of
from bihuan.planning.loads import Placed, RoundLoad, carried, consequences, loads_of
from bihuan.planning.models import Placement
from bihuan.planning.placing import demands_of, form_of, move_placement, place, place_each, remove_placement
from bihuan.planning.queries import coverage_lines
from bihuan.teams.visiting import teams_visiting
from bihuan.teams.withdrawing import in_the_way, withdraw_round
from bihuan.web import clock, keys
from bihuan.web.forms import UNUSABLE_STATUS, Crumb, attempt, deed_page, posted
from bihuan.web.forms.choices import living_organizations
from bihuan.web.forms.plan import PlaceForm, PlaceManyForm, ReasonForm
from bihuan.web.permissions import may_open
from bihuan.web.requests import SignedRequest
from bihuan.web.screens.planning import home_of
from bihuan.web.words import in_brackets, word

EVERYBODY = "all"  # what a link ticks beforehand


def round_of(request: SignedRequest, round_id: uuid.UUID) -> Round:
    """Return a round of the actor's own authority."""
    return get_object_or_404(Round, authority_id=request.actor.authority_id, pk=round_id)


def way_to(row: Round, title: str = "") -> list[Crumb]:
    """Return the crumbs that lead to a round, or to a page of it."""
    term = term_of(row)
    here = [Crumb(_("Plans"), reverse("planning")), *([Crumb(term.name, home_of(term))] if term else [])]
    return [
        *here,
        Crumb(row.name, reverse("round_plan", args=[row.pk]) if title else ""),
        *([Crumb(title)] if title else []),
    ]


def loads_around(request: SignedRequest, row: Round) -> list[RoundLoad]:
    term = term_of(row)
    if term:
        return loads_of(term, request.actor.today)
    opened = Inspection.objects.filter(authority_id=row.authority_id, round=row).count()
    return [carried(row, plans_by_round([row]).get(row.id), (), opened)]


def round_plan(request: SignedRequest, round_id: uuid.UUID) -> HttpResponse:
    """Show a round: its kind, what it lacks, whom it holds, what it has to carry."""
    row = round_of(request, round_id)
    load = next(one for one in loads_around(request, row) if one.row.id == row.id)
    design, called = design_of(load.plan), teams_visiting(row)
    opened = Inspection.objects.filter(authority_id=row.authority_id, round=row)
    dossiers = dict(opened.values_list("organization_id", "id"))
    context = {
        "row": row,
        "term": term_of(row),
        "load": load,
        "listed": [
            (one, called.get(one.row.organization_id, ""), dossiers.get(one.row.organization_id)) for one in load.placed
        ],
        "withdrawn": Inspection.everything.filter(
            authority_id=row.authority_id, round=row, stage=InspectionStage.WITHDRAWN
        ).order_by("number"),
        "design": design,
        "manners": sorted(design.manners),
        "lacks": round_demands(design, level=level_of(row.authority_id)),
        "closed": closed_faults(row, request.actor.today),
        "may_plan": may_open("placement_add", request.actor),
        "may_withdraw": may_open("round_withdraw", request.actor) and not list(in_the_way(row)),
        "may_open_dossier": may_open("dossier_open", request.actor),
        "crumbs": way_to(row),
    }
    return render(request, "web/round_plan.html", context)


def round_withdraw(request: SignedRequest, round_id: uuid.UUID) -> HttpResponse:
    """Take an empty round out of its term."""
    row = round_of(request, round_id)
    term, form = term_of(row), ReasonForm(posted(request))
    then, back = home_of(term) if term else reverse("planning"), reverse("round_plan", args=[row.pk])
    title, said = _("Withdraw the round"), _("The round is withdrawn; its number is free again.")
    note = _("Only a round without organizations and teams. The ledger keeps who planned it and why it went.")

    def told() -> dict[str, Any]:
        return {"round_id": row.id, **form.cleaned_data}

    shown = {"title": title, "back": back, "then": then, "said": said, "note": note}
    return deed_page(request, form, withdraw_round, told, crumbs=way_to(row, title), **shown)


def placement_add(request: SignedRequest, round_id: uuid.UUID) -> HttpResponse:
    """Put an organization into a round."""
    row = round_of(request, round_id)
    title = _("Put an organization into the round")
    if request.method != "POST" and closed_faults(row, request.actor.today):
        return closed_page(request, row, title)
    plan = plans_by_round([row]).get(row.id)
    usual = plan.form if plan else "routine"
    start = {
        name: request.GET.get(asked, "") for name, asked in (("form", "form"), ("organization_id", "organization"))
    }
    start |= {"form": start["form"] or usual, "reason": request.GET.get("reason", "")}
    form = PlaceForm(posted(request), actor=request.actor, states=how_they_stand(request, row), initial=start)

    def told() -> dict[str, Any]:
        given = form.cleaned_data
        return {**given, "round_id": row.id, "organization_id": uuid.UUID(given["organization_id"])}

    back, said, crumbs = reverse("round_plan", args=[row.pk]), _("It is in the round."), way_to(row, title)
    return deed_page(request, form, place, told, title=title, back=back, said=said, crumbs=crumbs)


def placements_add(request: SignedRequest, round_id: uuid.UUID) -> HttpResponse:
    """Put several organizations into a round by one act, all of them or none."""
    row, actor = round_of(request, round_id), request.actor
    title, back = _("Put several organizations into the round"), reverse("round_plan", args=[row.pk])
    if request.method != "POST" and closed_faults(row, actor.today):
        return closed_page(request, row, title)
    living = [one for one in living_organizations(actor.authority_id, actor.today) if one.category not in SUPERVISING]
    kept_out = demands_of(actor, row, living, form_of(row))
    fitting = [one for one in living if not kept_out[one.id]]
    asked = request.GET.get("tick", "")
    start = {"organizations": [str(one.id) for one in fitting if asked in (EVERYBODY, one.category)]}
    named = set(request.POST.getlist("organizations"))  # a second press names who is in the round by now
    offered = [one for one in living if not kept_out[one.id] or str(one.id) in named]
    states = how_they_stand(request, row)
    form = PlaceManyForm(posted(request), offered=offered, states=states, ticks=ticks_of(fitting), initial=start)

    def told() -> dict[str, Any]:
        chosen = [uuid.UUID(one) for one in form.cleaned_data["organizations"]]
        return {**form.cleaned_data, "round_id": row.id, "organizations": chosen}

    def said(done: list[Receipt]) -> str:
        counted = ngettext(
            "%(count)s organization is in the round.", "%(count)s organizations are in the round.", len(done)
        )
        return counted % {"count": len(done)}

    note = _(
        "Listed is whom this round can take as it is planned (%(form)s), with how each stands in the term. "
        "All that are ticked are put in, each with an entry of its own; where one cannot be, none is."
    ) % {"form": word("inspection_kind", form_of(row))}
    return deed_page(
        request,
        form,
        place_each,
        told,
        title=title,
        back=back,
        said=said,
        crumbs=way_to(row, title),
        note=note,
        template="web/placements_add.html",
    )


def closed_page(request: SignedRequest, row: Round, title: str) -> HttpResponse:
    """Say that nobody is put into a round any more; a form could only be refused."""
    context = {
        "row": row,
        "title": title,
        "closed": closed_faults(row, request.actor.today),
        "may_plan": may_open("round_plan_edit", request.actor),
        "term": term_of(row),
        "crumbs": way_to(row, title),
    }
    return render(request, "web/round_closed.html", context)


def ticks_of(fitting: Sequence[Organization]) -> list[tuple[str, str, int]]:
    """Return what a link ticks beforehand, everybody first, then each category: its code, words, how many."""
    counted = Counter(one.category for one in fitting)
    of_each = [(code, word("category", code), counted[code]) for code in CATEGORIES if code in counted]
    return [(EVERYBODY, _("all"), len(fitting)), *of_each] if fitting else []


def how_they_stand(request: SignedRequest, row: Round) -> dict[str, str]:
    """Return in words how organizations stand in a round's term, with the round they are in where they are planned."""
    term = term_of(row)
    rows = Placement.objects.filter(authority_id=row.authority_id, removed_on=None, round__term=row.term)
    rounds: dict[str, list[str]] = {}
    for one, name in rows.order_by("round__from_on").values_list("organization_id", "round__name"):
        rounds.setdefault(str(one), []).append(name)
    lines = coverage_lines(term, row.authority_id, request.actor.today)
    said = {line.body.key: word("coverage", line.state) for line in lines if line.state is not Coverage.OPEN}
    return {key: in_brackets(said[key], _(", ").join(rounds[key])) if key in rounds else said[key] for key in said}


def placement_of(request: SignedRequest, placement_id: uuid.UUID) -> Placement:
    rows = Placement.objects.select_related("organization", "round")
    return get_object_or_404(rows, authority_id=request.actor.authority_id, pk=placement_id, removed_on=None)


def placement_move(request: SignedRequest, placement_id: uuid.UUID) -> HttpResponse:
    """Move an organization; each round says at once what that would mean."""
    row = placement_of(request, placement_id)
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        target = chosen_round(request)
        if target is None:
            form.add_error(None, _("Choose a round."))
        else:
            done = attempt(
                form,
                move_placement,
                actor=request.actor,
                placement_id=row.id,
                round_id=target.id,
                **form.cleaned_data,
                now=clock.now(),
                key=keys.key_of(request),
            )
            if done is not None:
                said = _("%(name)s is moved to “%(round)s”.") % {"name": row.organization.name, "round": target.name}
                messages.success(request, said)
                return redirect("round_plan", round_id=target.id)
    loads = loads_around(request, row.round)
    here = placed_in(loads, row)
    title = _("Move %(name)s") % {"name": row.organization.name}
    context = {
        "row": row,
        "placed": here,
        "rounds": consequences(here, loads, request.actor.today) if here else [],
        "chosen": request.POST.get("round_id", ""),
        "form": form,
        "title": title,
        "crumbs": way_to(row.round, title),
    }
    return render(request, "web/placement_move.html", context, status=UNUSABLE_STATUS if form.errors else 200)


def chosen_round(request: SignedRequest) -> Round | None:
    try:
        chosen = uuid.UUID(request.POST.get("round_id", ""))
    except ValueError:
        return None
    return Round.objects.filter(authority_id=request.actor.authority_id, pk=chosen).first()


def placed_in(loads: list[RoundLoad], row: Placement) -> Placed | None:
    return next((one for load in loads for one in load.placed if one.row.id == row.id), None)


def placement_remove(request: SignedRequest, placement_id: uuid.UUID) -> HttpResponse:
    """Take an organization out of a round."""
    row = placement_of(request, placement_id)
    form = ReasonForm(posted(request))

    def told() -> dict[str, Any]:
        return {"placement_id": row.id, **form.cleaned_data}

    title, said = (
        _("Take %(name)s out of the round") % {"name": row.organization.name},
        _("It is taken out of the round."),
    )
    back, crumbs = reverse("round_plan", args=[row.round_id]), way_to(row.round, title)
    return deed_page(request, form, remove_placement, told, title=title, back=back, said=said, crumbs=crumbs)
