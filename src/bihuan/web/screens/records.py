"""Filings, responsibility, costs, guidance: four lists of one look, and the deeds on them."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.domain.jurisdiction import Actor
from bihuan.ledger.door import Receipt
from bihuan.organizations.models import Authority
from bihuan.planning import keeping
from bihuan.planning.filed import correct_filing, withdraw_filing
from bihuan.planning.filing import receive_filing, register_filing, send_filing
from bihuan.planning.records import Filing, Method
from bihuan.web.forms import Crumb, deed_page, posted
from bihuan.web.forms import record as f
from bihuan.web.forms.plan import ReasonForm
from bihuan.web.permissions import may_open
from bihuan.web.record_tables import Table, cost_tables, filing_tables, guidance_tables, responsibility_tables
from bihuan.web.requests import SignedRequest
from bihuan.web.screens.files import handed_out

Tables = Callable[..., list[Table]]


def listed(
    request: SignedRequest, name: str, title: str, tables: Tables, add: Sequence[tuple[str, str]], help_words: str
) -> HttpResponse:
    """Show one of the lists."""
    may = may_open(add[0][0], request.actor)
    context = {
        "here": name,
        "title": title,
        "tabs": f.tabs(),
        "crumbs": [Crumb(_("Filings and records"), reverse("filings")), Crumb(title)],
        "tables": tables(request.actor, may=may),
        "adds": add if may else (),
        "help_words": help_words,
        "may_edit_methods": may,
    }
    return render(request, "web/records.html", context)


def filings(request: SignedRequest) -> HttpResponse:
    """Show what is owed to the level above and what was filed."""
    add = [("filing_add", _("Register a filing"))]
    said = _("What is owed follows from plans, rounds, hearings and years; within how many days, the packs say.")
    return listed(request, "filings", _("Filings"), filing_tables, add, said)


def responsibility(request: SignedRequest) -> HttpResponse:
    """Show who arranged, asked after, coordinated and supervised what; and the committee's methods."""
    add = [("responsibility_add", _("Record responsibility")), ("method_add", _("Write a method"))]
    said = _("Bodies and offices, no names. A method is the committee's own checklist; it comes empty.")
    return listed(request, "responsibility", _("Responsibility"), responsibility_tables, add, said)


def costs(request: SignedRequest) -> HttpResponse:
    """Show what inspections cost and which side paid."""
    said = _("By inspection, and which side paid; a wrong entry is withdrawn and stays.")
    return listed(request, "costs", _("Costs"), cost_tables, [("cost_add", _("Record a cost"))], said)


def guidance(request: SignedRequest) -> HttpResponse:
    """Show what the level above told, and the answers."""
    said = _("Talks, appraisals, checks, opinions and seminars of the level above, each with its answer.")
    add = [("guidance_add", _("Record what the level above told"))]
    return listed(request, "guidance", _("Guidance from above"), guidance_tables, add, said)


def do(
    request: SignedRequest,
    form: forms.Form,
    deed: Callable[..., Receipt],
    *,
    title: str,
    back: str,
    **more: Any,
) -> HttpResponse:
    """Show a form; do its deed with what it holds, and go back to its list."""

    def told() -> dict[str, Any]:
        return {**form.cleaned_data, **more}

    named = {**dict(f.tabs()), "field_guides": _("Guides and methods")}
    crumbs = [Crumb(named[back], reverse(back)), Crumb(title)]
    return deed_page(request, form, deed, told, title=title, back=reverse(back), crumbs=crumbs)


def filing_add(request: SignedRequest) -> HttpResponse:
    """Register a paper for the level above."""
    start = {name: request.GET[name] for name in ("kind", "about", "title", "event_on") if name in request.GET}
    start.setdefault("event_on", request.actor.today.isoformat())
    start["in_name_of"] = authority_name(request.actor)
    form = f.FilingForm(posted(request), initial=start)
    return do(request, form, register_filing, title=_("Register a filing"), back="filings")


def authority_name(actor: Actor) -> str:
    return Authority.objects.get(authority_id=actor.authority_id).name


def filing_send(request: SignedRequest, filing_id: uuid.UUID) -> HttpResponse:
    """Enter that a paper was sent."""
    files = request.FILES if request.method == "POST" else None
    form, title = f.SentForm(posted(request), files, initial={"on": request.actor.today}), _("Enter the sending")
    told = form.told() if request.method == "POST" and form.is_valid() else {}

    def send(*, file: object, **given: Any) -> Receipt:
        return send_filing(**given | told)

    return do(request, form, send, title=title, back="filings", filing_id=filing_id)


def filing_of(request: SignedRequest, filing_id: uuid.UUID) -> Filing:
    """Return a filing of the actor's own authority."""
    return get_object_or_404(
        Filing.objects.select_related("file"), authority_id=request.actor.authority_id, pk=filing_id
    )


def filing_correct(request: SignedRequest, filing_id: uuid.UUID) -> HttpResponse:
    """Correct what was entered of a filing."""
    row = filing_of(request, filing_id)
    start = {name: getattr(row, name) for name in ("title", "to", "in_name_of", "event_on", "number")}
    form = f.FilingCorrectionForm(posted(request), initial=start)
    return do(request, form, correct_filing, title=_("Correct the filing"), back="filings", filing_id=filing_id)


def filing_withdraw(request: SignedRequest, filing_id: uuid.UUID) -> HttpResponse:
    """Withdraw a filing."""
    form = ReasonForm(posted(request))
    return do(request, form, withdraw_filing, title=_("Withdraw the filing"), back="filings", filing_id=filing_id)


def filing_file(request: SignedRequest, filing_id: uuid.UUID) -> HttpResponseBase:
    """Hand out the paper as it was sent."""
    return handed_out(filing_of(request, filing_id).file)


def filing_receive(request: SignedRequest, filing_id: uuid.UUID) -> HttpResponse:
    """Enter the receipt of a paper."""
    form = f.ReceivedForm(posted(request), initial={"on": request.actor.today})
    return do(request, form, receive_filing, title=_("Enter the receipt"), back="filings", filing_id=filing_id)


def responsibility_add(request: SignedRequest) -> HttpResponse:
    """Record who did what."""
    form = f.ResponsibilityForm(posted(request), actor=request.actor, initial={"on": request.actor.today})
    title, more = _("Record responsibility"), dict[str, Any]()
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["round_id"]
        more = {"round_id": uuid.UUID(chosen) if chosen else None}
    return do(request, form, keeping.record_responsibility, title=title, back="responsibility", **more)


def responsibility_outcome(request: SignedRequest, responsibility_id: uuid.UUID) -> HttpResponse:
    """State what came of what was asked."""
    return do(
        request,
        f.OutcomeForm(posted(request)),
        keeping.state_responsibility_outcome,
        title=_("State what came of it"),
        back="responsibility",
        responsibility_id=responsibility_id,
    )


def method_add(request: SignedRequest) -> HttpResponse:
    """Write a method of the committee."""
    form = f.MethodForm(posted(request), initial={"name": request.GET.get("name", "")})
    return do(request, form, keeping.write_method, title=_("Write a method"), back="field_guides", method_id=None)


def method_edit(request: SignedRequest, method_id: uuid.UUID) -> HttpResponse:
    """Write a method anew; steps that stay keep their ticks."""
    row = get_object_or_404(Method, authority_id=request.actor.authority_id, pk=method_id)
    start = {"name": row.name, "steps": "\n".join(step["text"] for step in row.steps)}
    form, title = f.MethodForm(posted(request), initial=start), _("Write a method")
    return do(request, form, keeping.write_method, title=title, back="field_guides", method_id=row.id)


def method_tick(request: SignedRequest, method_id: uuid.UUID, place: int) -> HttpResponse:
    """Tick a step of a method."""
    form, title = f.TickForm(posted(request), initial={"on": request.actor.today}), _("Tick a step")
    more: dict[str, Any] = {"method_id": method_id, "place": place}
    return do(request, form, keeping.tick_method, title=title, back="responsibility", **more)


def cost_add(request: SignedRequest) -> HttpResponse:
    """Record a cost of an inspection."""
    form = f.CostForm(posted(request), actor=request.actor, initial={"on": request.actor.today})
    more: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        more = {"inspection_id": uuid.UUID(form.cleaned_data["inspection_id"])}
    return do(request, form, keeping.record_cost, title=_("Record a cost"), back="costs", **more)


def cost_withdraw(request: SignedRequest, cost_id: uuid.UUID) -> HttpResponse:
    """Withdraw a cost that was entered wrongly."""
    form, title = ReasonForm(posted(request)), _("Withdraw a cost")
    return do(request, form, keeping.withdraw_cost, title=title, back="costs", cost_id=cost_id)


def guidance_add(request: SignedRequest) -> HttpResponse:
    """Record what the level above told."""
    form, title = (
        f.GuidanceForm(posted(request), initial={"on": request.actor.today}),
        _("Record what the level above told"),
    )
    return do(request, form, keeping.record_guidance, title=title, back="guidance")


def guidance_answer(request: SignedRequest, guidance_id: uuid.UUID) -> HttpResponse:
    """Answer the level above."""
    form, title = f.AnswerForm(posted(request)), _("Answer the level above")
    return do(request, form, keeping.answer_guidance, title=title, back="guidance", guidance_id=guidance_id)
