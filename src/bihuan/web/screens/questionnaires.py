"""Questionnaires of a dossier: opened and kept by the office, their results shown to who sees all of the dossier."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.domain.lifecycle.inspection import InspectionStage
from bihuan.domain.questionnaires import ASKED_AT
from bihuan.domain.roles import Role
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.steps import NoSuchThing
from bihuan.ledger.door import Receipt
from bihuan.papers.posters import Slips, slips_pdf
from bihuan.questionnaires import actions
from bihuan.questionnaires.models import Questionnaire
from bihuan.questionnaires.queries import file_of_run
from bihuan.tips.bags import mark_of, told_of
from bihuan.tips.boxes import new_code
from bihuan.tips.carrying import PackageUnusable, packed
from bihuan.tips.doors import ENDING, written
from bihuan.tips.host import DOORS
from bihuan.web import clock, keys
from bihuan.web.forms import Crumb, attempt, deed_page, posted
from bihuan.web.forms.plan import ReasonForm
from bihuan.web.forms.questionnaire import OpenForm, SlipsForm
from bihuan.web.forms.tip import CarryForm
from bihuan.web.pages.questionnaire import card_of, lines_of, run_seen
from bihuan.web.requests import SignedRequest
from bihuan.web.screens.deeds import way_to_dossier
from bihuan.web.screens.tips import last_address, package_fault
from bihuan.web.serving.downloads import download
from bihuan.web.things import Aim, dossier_of
from bihuan.web.words import word


def questionnaires(request: SignedRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """List the questionnaires of a dossier with their results."""
    aim = dossier_of(request.actor, inspection_id)
    if not aim.sees_all:
        raise NoSuchThing("questionnaires", inspection_id)
    context = {
        "one": aim.inspection,
        "lines": lines_of(aim.inspection),
        "may_open": may_open_one(aim),
        "crumbs": [*way_to_dossier(aim), Crumb(_("Questionnaires"))],
    }
    return render(request, "web/questionnaires.html", context)


def may_open_one(aim: Aim) -> bool:
    return Role.OFFICE in aim.held and any(aim.inspection.stage in stages for stages in ASKED_AT.values())


def questionnaire_open(request: SignedRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """Open a questionnaire."""
    aim = dossier_of(request.actor, inspection_id)
    if Role.OFFICE not in aim.held:
        raise NoSuchThing("questionnaires", inspection_id)
    row, back = aim.inspection, reverse("questionnaires", args=[inspection_id])
    start = {"title": f"{row.organization_name}{_('questionnaire')}", "address": address_for(row)}
    form = OpenForm(posted(request), stage=row.stage, today=request.actor.today, initial=start)

    def told() -> dict[str, Any]:
        return {**form.told(), "inspection_id": inspection_id}

    def then(_done: Receipt) -> str:
        run = Questionnaire.objects.filter(authority_id=row.authority_id, inspection=row).latest("number")
        return reverse("questionnaire", args=[run.id])

    title, said = (
        _("Open a questionnaire"),
        _("It is open. Print the slips, then carry the package to the public host."),
    )
    note = _("Nobody signs in and nothing is written: people tick answers, and each slip gives one ballot.")
    way = [*way_to_dossier(aim), Crumb(_("Questionnaires"), back), Crumb(title)]
    shown = {"title": title, "back": back, "said": said, "note": note}
    return deed_page(request, form, actions.open_questionnaire, told, then=then, crumbs=way, **shown)


def address_for(row: Inspection) -> str:
    """Return the address that the last questionnaire or door of the house has."""
    rows = Questionnaire.objects.filter(authority_id=row.authority_id).order_by("-id")
    return rows.values_list("address", flat=True).first() or last_address(row)


def questionnaire(request: SignedRequest, run_id: uuid.UUID) -> HttpResponse:
    """Show one questionnaire."""
    aim, run = run_seen(request.actor, run_id)
    return run_page(request, aim, run)


def run_page(
    request: SignedRequest,
    aim: Aim,
    run: Questionnaire,
    *,
    slips: forms.Form | None = None,
    carry: forms.Form | None = None,
) -> HttpResponse:
    """Show the page of a questionnaire, with a form that came back."""
    number = word("questionnaire", run.kind)
    context = {
        "one": aim.inspection,
        "card": card_of(aim, run),
        "slips": slips or SlipsForm(initial={"count": run.printed or 50}),
        "carry": carry or CarryForm(),
        "is_closed": aim.inspection.stage == InspectionStage.CLOSED,
        "crumbs": [
            *way_to_dossier(aim),
            Crumb(_("Questionnaires"), reverse("questionnaires", args=[aim.inspection.id])),
            Crumb(number),
        ],
    }
    faulty = any(form is not None and form.errors for form in (slips, carry))
    return render(request, "web/questionnaire.html", context, status=422 if faulty else 200)


def questionnaire_slips(request: SignedRequest, run_id: uuid.UUID) -> HttpResponse:
    """Print slips: their codes are made for this answer and stand on the paper only."""
    aim, run = run_seen(request.actor, run_id)
    form = SlipsForm(request.POST)
    if request.method != "POST" or not form.is_valid():
        return run_page(request, aim, run, slips=form if request.method == "POST" else None)
    codes = [new_code() for _number in range(form.cleaned_data["count"])]
    marks = tuple(mark_of(told_of(code, run.name)) for code in codes)
    told = {"run_id": run_id, "marks": marks, "now": clock.now(), "key": keys.key_of(request)}
    if attempt(form, actions.print_slips, actor=request.actor, **told) is None:
        return run_page(request, aim, run, slips=form)
    pdf = slips_pdf(Slips(run.title, run.url, run.until_on, codes))
    response = download(pdf, "application/pdf", f"{_('Slips')}-{run.title}.pdf")
    response["Cache-Control"] = "no-store"
    return response


def questionnaire_door(request: SignedRequest, run_id: uuid.UUID) -> HttpResponse:
    """Hand out what goes to the public host."""
    _aim, run = run_seen(request.actor, run_id)
    content = packed({f"{DOORS}/{run.name}{ENDING}": written(file_of_run(run))})
    return download(content, "application/zip", f"{run.name}-out.zip")


def questionnaire_carry_in(request: SignedRequest, run_id: uuid.UUID) -> HttpResponse:
    """Take ballots in; a package that was changed, or is an old one, is refused as a whole with the place."""
    aim, run = run_seen(request.actor, run_id)
    form = CarryForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return run_page(request, aim, run, carry=form if request.method == "POST" else None)
    told = {"run_id": run_id, "content": form.cleaned_data["package"].read(), "now": clock.now()}
    try:
        done = attempt(form, actions.carry_ballots, actor=request.actor, **told, key=keys.key_of(request))
    except PackageUnusable as error:
        form.add_error("package", package_fault(error, form.cleaned_data["package"].name))
        done = None
    if done is None:
        return run_page(request, aim, run, carry=form)
    run = Questionnaire.objects.get(authority_id=run.authority_id, pk=run_id)
    messages.success(request, told_of_run(run, done.told["left_out"]))
    return redirect("questionnaire", run_id=run_id)


def told_of_run(run: Questionnaire, left_out: int) -> str:
    """Say how many ballots are here, and how many are left out, where some are."""
    here = _("%(ballots)s ballots of %(slips)s slips are here.") % {"ballots": run.ballots, "slips": run.printed}
    if not left_out:
        return here
    return f"{here} {_('%(number)s of slips that were replaced are left out.') % {'number': left_out}}"


def questionnaire_count(request: SignedRequest, run_id: uuid.UUID) -> HttpResponse:
    """Count, once and for all."""
    run_seen(request.actor, run_id)
    if request.method != "POST":
        return redirect("questionnaire", run_id=run_id)
    form = forms.Form(request.POST)
    form.is_valid()
    told = {"run_id": run_id, "now": clock.now(), "key": keys.key_of(request)}
    if attempt(form, actions.count_questionnaire, actor=request.actor, **told) is None:
        for problem in form.non_field_errors():
            messages.error(request, str(problem))
        return redirect("questionnaire", run_id=run_id)
    messages.success(request, _("The ballots are counted. Carry the package out once more, so that the page closes."))
    return redirect("questionnaire", run_id=run_id)


def questionnaire_call_off(request: SignedRequest, run_id: uuid.UUID) -> HttpResponse:
    """Call a questionnaire off."""
    aim, _run = run_seen(request.actor, run_id)
    form, back = ReasonForm(posted(request)), reverse("questionnaire", args=[run_id])

    def told() -> dict[str, Any]:
        return {"run_id": run_id, "reason": form.cleaned_data["reason"]}

    title, said = _("Call it off"), _("The questionnaire is called off; it is never counted.")
    way = [*way_to_dossier(aim), Crumb(_("Questionnaires"), back), Crumb(title)]
    deed = actions.call_off_questionnaire
    return deed_page(request, form, deed, told, title=title, back=back, said=said, crumbs=way)
