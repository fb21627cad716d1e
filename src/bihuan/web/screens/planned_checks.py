"""A planned check is recorded; every unit's return visit and special check; a plan as paper."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bihuan.domain.lifecycle.inspection import RUNNING
from bihuan.domain.lifecycle.machine import StepRefused
from bihuan.domain.return_visits import Standing, coverage_of
from bihuan.domain.rolling import PlanKind, spread
from bihuan.dossiers.steps import NoSuchThing
from bihuan.ledger.door import Receipt
from bihuan.rules.rolling import visit_plan_days
from bihuan.supervision.models import PlannedCheck
from bihuan.supervision.planning import CheckAsked, make_supervision_plan
from bihuan.supervision.proposing import working_days
from bihuan.supervision.recording import record_planned_check
from bihuan.supervision.visits import VISITS, Line, visits_owed
from bihuan.web import clock, keys
from bihuan.web.check_matters import matters_told
from bihuan.web.forms import UNUSABLE_STATUS, Crumb, attempt, posted
from bihuan.web.forms import supervision as f
from bihuan.web.gates import foreseen_at
from bihuan.web.pages.supervision import CheckLine, card_of
from bihuan.web.permissions import may_open
from bihuan.web.refusals import not_now
from bihuan.web.requests import SignedRequest
from bihuan.web.serving.downloads import WORD, download
from bihuan.web.sheets.supervision import plan_paper
from bihuan.web.words import day_words, word


def line_for(request: SignedRequest, planned_id: uuid.UUID) -> CheckLine:
    """Return a planned check that the reader may record; 404 for anybody else."""
    plan_id = PlannedCheck.objects.filter(authority_id=request.actor.authority_id, pk=planned_id).values_list(
        "plan_id", flat=True
    )
    for one in plan_id:
        card = card_of(request.actor, one)
        found = next((line for line in card.checks if line.row.id == planned_id), None)
        if found is not None:
            return found
    raise NoSuchThing("check", planned_id)


def planned_record(request: SignedRequest, planned_id: uuid.UUID) -> HttpResponse:
    """Enter what a planned check saw of its matters."""
    line = line_for(request, planned_id)
    row, back = line.row, reverse("supervision_plan", args=[line.row.plan_id])
    if request.method != "POST" and not line.may_record:
        messages.info(request, why_not(line))
        return redirect(back)
    matters = matters_told(line)
    offered = [(one.row, one.why) for one in matters]
    form = f.RecordForm(posted(request), matters=offered, initial={"on": request.actor.today})
    if request.method == "POST" and form.is_valid():
        told = {"planned_id": planned_id, **form.told(), "now": clock.now(), "key": keys.key_of(request)}
        receipt = recorded(request, form, told)
        if receipt is not None:
            messages.success(request, said_of(receipt))
            return redirect(back)
    title = _("Record the check of %(unit)s") % {"unit": row.dossier.organization_name}
    way = [Crumb(_("Supervision plans"), reverse("supervision_plans")), Crumb(row.plan.name, back), Crumb(title)]
    lines = [(told_of, *fields) for told_of, (_row, _why, *fields) in zip(matters, form.lines, strict=True)]
    context = {"form": form, "line": line, "lines": lines, "title": title, "back": back, "crumbs": way}
    if line.is_in_reach:
        context |= foreseen_at(request.actor, row.dossier, "record_check", PlanKind(row.plan.kind).check_kind)
    return render(request, "web/planned_record.html", context, status=UNUSABLE_STATUS if form.errors else 200)


def recorded(request: SignedRequest, form: f.RecordForm, told: dict[str, Any]) -> Receipt | None:
    """Record a check; whatever is in its way stands above the form, so that nothing typed on the site is lost."""
    try:
        return attempt(form, record_planned_check, actor=request.actor, **told)
    except StepRefused as refused:
        no = not_now(refused.verdict, for_unit=False)
        lacks = _("; ").join(one.what for one in no.missing)
        said = _("%(title)s: %(lacks)s. Nothing was recorded; choose another verdict, or ask the inspection office.")
        form.add_error(None, said % {"title": no.title, "lacks": lacks})
        return None


def why_not(line: CheckLine) -> str:
    """Say why a planned check cannot be recorded by its reader: it was made, dropped, is over, or is not his."""
    unit = {"unit": line.row.dossier.organization_name}
    if line.check is not None:
        told = {**unit, "number": line.check.number, "day": day_words(line.check.on)}
        return _("The check of %(unit)s is recorded already: no. %(number)s of %(day)s.") % told
    if line.state == "dropped":
        return _("The check of %(unit)s was dropped or its plan called off; nothing is recorded for it.") % unit
    if line.row.dossier.stage not in RUNNING:
        return _("%(unit)s is not under rectification or review any more; nothing is recorded for it.") % unit
    if line.lacks_team:
        return _("The check of %(unit)s has no joint team: form one first, then the check is recorded.") % unit
    return _("The check of %(unit)s is recorded by its joint team or the inspection office.") % unit


def said_of(receipt: Receipt) -> str:
    said = _("The check is recorded: %(true)s found true, %(back)s sent back, %(open)s opened again.")
    told = receipt.told
    return said % {"true": told["true"], "back": told["returned"], "open": told["reopened"]}


@require_GET
def supervision_paper(request: SignedRequest, plan_id: uuid.UUID, suffix: str) -> HttpResponse:
    """Hand a plan out as an official paper."""
    card = card_of(request.actor, plan_id)
    if suffix not in ("docx", "pdf") or not card.standing:
        raise Http404
    made = plan_paper(card, request.actor, f".{suffix}")
    kind = WORD if suffix == "docx" else "application/pdf"
    return download(made.content, kind, f"{card.row.name}.{suffix}")


# --- return visits and special checks -----------------------------------------------------------------


def kind_asked(request: SignedRequest) -> PlanKind:
    asked = request.GET.get("kind", PlanKind.RETURN_VISIT.value)
    if asked not in [one.value for one in VISITS]:
        raise Http404
    return PlanKind(asked)


def return_visits(request: SignedRequest) -> HttpResponse:
    """Show who is owed a visit, since when, how much is covered; plan those that are ticked together."""
    actor, kind = request.actor, kind_asked(request)
    lines = visits_owed(actor.authority_id, kind, actor.today)
    may_plan = may_open("supervision_propose", actor)
    name = _("%(kind)s from %(day)s") % {"kind": word("supervision_plan", kind.value), "day": actor.today.isoformat()}
    until = actor.today + timedelta(days=visit_plan_days(actor.today))
    start = {"name": name, "from_on": actor.today, "until_on": until}
    form = f.SpanForm(posted(request), today=actor.today, initial=start)
    if request.method == "POST":
        if not may_plan:
            raise Http404
        if form.is_valid():
            receipt = visits_planned(request, form, kind, lines)
            if receipt is not None:
                messages.success(request, _("The visits are planned. On the plan each can get another day or a team."))
                return redirect("supervision_plan", plan_id=receipt.told["plan"])
    context = {
        "kind": kind.value,
        "kinds": [(one.value, word("supervision_plan", one.value)) for one in VISITS],
        "lines": lines,
        "coverage": coverage_of(one.owed for one in lines),
        "ahead": sum(one.owed.standing is Standing.NOT_YET for one in lines),
        "form": form,
        "may_plan": may_plan and any(one.may_be_planned for one in lines),
        "ticked": ticked(request, lines),
    }
    return render(request, "web/return_visits.html", context, status=UNUSABLE_STATUS if form.errors else 200)


def ticked(request: SignedRequest, lines: list[Line]) -> set[uuid.UUID]:
    """Return the dossiers that are ticked: those that are due, or after a refusal those that were sent."""
    if request.method != "POST":
        return {one.dossier.id for one in lines if one.may_be_planned and one.owed.standing is not Standing.NOT_YET}
    sent = set(request.POST.getlist("dossier"))
    return {one.dossier.id for one in lines if str(one.dossier.id) in sent}


def visits_planned(request: SignedRequest, form: f.SpanForm, kind: PlanKind, lines: list[Line]) -> Any:
    """Plan the ticked visits, spread over the working days of the span, none before its first day."""
    told, methods = form.told(), tuple(form.cleaned_data["methods"])
    sent = set(request.POST.getlist("dossier"))
    chosen = [one for one in lines if str(one.dossier.id) in sent]
    last = max(told["from_on"], min(told["until_on"], form.latest))  # a span that is none is refused by the deed
    days = spread(len(chosen), working_days(told["from_on"], last))
    checks = [
        CheckAsked(one.dossier.id, max(day, one.owed.earliest_on or day), methods)
        for one, day in zip(chosen, days, strict=True)
    ]
    given = {"kind": kind.value, **told, "checks": checks, "now": clock.now(), "key": keys.key_of(request)}
    return attempt(form, make_supervision_plan, actor=request.actor, **given)
