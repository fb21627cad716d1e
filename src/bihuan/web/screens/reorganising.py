"""Reorganisations of units: what would pass on is shown first, then done; the four steps are registered."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.access.models import Assignment
from bihuan.domain.reorganisation import StepName
from bihuan.domain.roles import UNIT
from bihuan.ledger.door import Receipt
from bihuan.organizations.queries import head_row_on
from bihuan.supervision import reorganisation_steps as steps
from bihuan.supervision.models import Reorganisation, ReorganisationStep, ReorganisedDossier, ReorganisedUnit
from bihuan.supervision.reorganisation_steps import next_step
from bihuan.supervision.reorganising import looked_ahead, reorganise
from bihuan.supervision.taking_effect import bring_into_effect, call_off_reorganisation
from bihuan.web import clock, keys
from bihuan.web.forms import UNUSABLE_STATUS, Crumb, attempt, deed_page, posted
from bihuan.web.forms import reorganising as f
from bihuan.web.forms.plan import ReasonForm
from bihuan.web.pages.reorganisation import promised, reorganisations_listed
from bihuan.web.permissions import may_open
from bihuan.web.reorganising_preview import ahead_of, carried_in, foreseen, going_of, seen_of
from bihuan.web.requests import SignedRequest
from bihuan.web.words import day_words, word


def reorganisations(request: SignedRequest) -> HttpResponse:
    """List the reorganisations, the newest first."""
    context = {
        "listed": reorganisations_listed(request.actor),
        "may": may_open("reorganise", request.actor),
        "crumbs": [Crumb(_("Organizations"), reverse("organizations")), Crumb(_("Reorganisations"))],
    }
    return render(request, "web/reorganisations.html", context)


def reorganise_units(request: SignedRequest) -> HttpResponse:
    """Show what would pass on, and reorganise once that was seen."""
    actor, decision, news, going = request.actor, None, list[str](), dict[uuid.UUID, str]()
    start = {"on": actor.today, "old_1": request.GET.get("unit", "")}
    form = f.ReorganiseForm(posted(request), actor=actor, initial=start)
    if request.method == "POST" and form.is_valid():
        wanted, news = form.wanted(request.POST), form.news
        confirms = "confirm" in request.POST
        decision = foreseen(actor, wanted) if confirms else attempt(form, looked_ahead, actor=actor, wanted=wanted)
        if decision is not None:
            going = going_of(decision, request.POST)
            wanted = replace(wanted, carried=carried_in(going))
        if confirms and "" in going.values():
            form.add_error(None, _("Choose for each account where it goes on, or that its roles end."))
        elif confirms:
            receipt = attempt(form, reorganise, actor=actor, wanted=wanted, now=clock.now(), key=keys.key_of(request))
            if receipt is not None:
                messages.success(request, done_words(wanted.on, waits=bool(receipt.told["waits"])))
                return redirect("reorganisation", reorganisation_id=receipt.told["reorganisation"])
            decision = None
    context = {
        "form": form,
        "seen": seen_of(decision, wanted, going, actor.today) if decision else None,
        "news": list(enumerate(news)),
        "crumbs": [
            Crumb(_("Organizations"), reverse("organizations")),
            Crumb(_("Reorganisations"), reverse("reorganisations")),
            Crumb(_("Reorganise units")),
        ],
    }
    return render(request, "web/reorganise.html", context, status=UNUSABLE_STATUS if form.errors else 200)


def done_words(on: date, *, waits: bool) -> str:
    """Say what a reorganisation did, or when it will."""
    if waits:
        return _("It is recorded and takes effect on %(day)s; until then nothing changes.") % {"day": day_words(on)}
    return _("The units are reorganised. Register the four steps now.")


def row_of(request: SignedRequest, reorganisation_id: uuid.UUID) -> Reorganisation:
    """Return a reorganisation of the actor's own authority."""
    return get_object_or_404(Reorganisation, authority_id=request.actor.authority_id, pk=reorganisation_id)


def way_to(row: Reorganisation, *more: Crumb) -> list[Crumb]:
    here = Crumb(row.paper, reverse("reorganisation", args=[row.id]) if more else "")
    return [
        Crumb(_("Organizations"), reverse("organizations")),
        Crumb(_("Reorganisations"), reverse("reorganisations")),
        here,
        *more,
    ]


def reorganisation(request: SignedRequest, reorganisation_id: uuid.UUID) -> HttpResponse:
    """Show a reorganisation: its two sides, its steps, each dossier with its heir and what he was told."""
    row, actor = row_of(request, reorganisation_id), request.actor
    mine: dict[str, Any] = {"authority_id": row.authority_id, "reorganisation": row}
    units = list(ReorganisedUnit.objects.filter(**mine).select_related("organization").order_by("id"))
    done = list(ReorganisationStep.objects.filter(**mine).order_by("number"))
    passed = ReorganisedDossier.objects.filter(**mine).select_related("dossier__round", "heir").order_by("id")
    day = max(actor.today, row.on)
    heads = {one.organization_id: head_row_on(one.organization, day) for one in units if one.is_new}
    held = Assignment.objects.filter(authority_id=row.authority_id, role__in=UNIT, from_on__lte=day)
    with_access = set(held.exclude(until_on__lt=day).values_list("dossier_id", flat=True))
    context = {
        "row": row,
        "ahead": ahead_of(actor, row) if row.waits and row.called_off_on is None else None,
        "olds": [one.organization for one in units if not one.is_new],
        "news": [(one.organization, heads.get(one.organization_id)) for one in units if one.is_new],
        "steps": [(code, word("reorganisation_step", code), [s for s in done if s.step == code]) for code in StepName],
        "passed": [(one, one.dossier_id in with_access) for one in passed],
        "lacks": steps.lacks_of(row, actor.today) if row.reviewed_on is None and row.called_off_on is None else (),
        "next": next_step(row),
        "promised": promised(row),
        "may": may_open("reorganise", actor) and row.reviewed_on is None and row.called_off_on is None,
        "is_due": row.waits and row.on <= actor.today,
        "crumbs": way_to(row),
    }
    return render(request, "web/reorganisation.html", context)


def do(
    request: SignedRequest,
    row: Reorganisation,
    form: forms.Form,
    deed: Callable[..., Receipt],
    told: Callable[[], Mapping[str, Any]],
    *,
    title: str,
    note: str = "",
    done: str = "",
) -> HttpResponse:
    """Show a step's form, or register the step and go back."""

    def told_of_row() -> dict[str, Any]:
        return {"reorganisation_id": row.id, **told()}

    back, way = reverse("reorganisation", args=[row.id]), way_to(row, Crumb(title))
    return deed_page(request, form, deed, told_of_row, title=title, back=back, said=done, crumbs=way, note=note)


def reorganisation_step(request: SignedRequest, reorganisation_id: uuid.UUID, step: str) -> HttpResponse:
    """Register the survey, or supervision."""
    if step not in steps.REGISTERED:
        raise Http404
    row = row_of(request, reorganisation_id)
    form = f.RegisterForm(posted(request), initial={"on": request.actor.today})
    title = word("reorganisation_step", step)

    def told() -> dict[str, Any]:
        return {"step": step, **form.cleaned_data}

    return do(request, row, form, steps.register_reorganisation_step, told, title=title)


def reorganisation_told(request: SignedRequest, reorganisation_id: uuid.UUID, dossier_id: uuid.UUID) -> HttpResponse:
    """Feed a dossier back to its heir, by class."""
    row = row_of(request, reorganisation_id)
    one = get_object_or_404(
        ReorganisedDossier.objects.select_related("dossier", "heir"),
        authority_id=row.authority_id,
        reorganisation=row,
        dossier_id=dossier_id,
    )
    form = f.ToldForm(posted(request), initial={"on": request.actor.today})
    named = {"unit": one.dossier.organization_name, "heir": one.heir.name}
    title = _("Feed %(unit)s back to %(heir)s") % named

    def told() -> dict[str, Any]:
        return {"dossier_id": dossier_id, **form.cleaned_data}

    return do(request, row, form, steps.feed_back_to_heir, told, title=title)


def reorganisation_review(request: SignedRequest, reorganisation_id: uuid.UUID) -> HttpResponse:
    """Review a reorganisation and be done with it."""
    row, form = row_of(request, reorganisation_id), f.ReviewForm(posted(request))
    title = word("reorganisation_step", StepName.REVIEW.value)
    return do(request, row, form, steps.review_reorganisation, lambda: form.cleaned_data, title=title)


def reorganisation_call_off(request: SignedRequest, reorganisation_id: uuid.UUID) -> HttpResponse:
    """Call off a reorganisation that has not taken effect."""
    row, form = row_of(request, reorganisation_id), ReasonForm(posted(request))
    form.fields["reason"].required = True
    title = _("Call the reorganisation off")
    note = _("It stays in the list with its reason. Nothing has changed and nothing will.")
    done = _("The reorganisation is called off.")
    return do(request, row, form, call_off_reorganisation, lambda: form.cleaned_data, title=title, note=note, done=done)


def reorganisation_effect(request: SignedRequest, reorganisation_id: uuid.UUID) -> HttpResponse:
    """Bring a reorganisation into effect whose day has come; by itself it does so within minutes."""
    row, form = row_of(request, reorganisation_id), forms.Form(posted(request))
    title = _("Bring into effect")
    note = _("From %(day)s on the successors answer: duties, heads, access and places in rounds pass on now.")
    done = _("The units are reorganised. Register the four steps now.")
    return do(
        request,
        row,
        form,
        bring_into_effect,
        dict[str, Any],
        title=title,
        note=note % {"day": day_words(row.on)},
        done=done,
    )
