"""Extracts of rectifications: asked for, given by the rule of their purpose, signed for; as a workbook and a paper."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from bihuan.domain.extracts import Part, Purpose
from bihuan.domain.glossary import term
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.roles import Role
from bihuan.ledger.door import Receipt
from bihuan.organizations.models import Authority, Organization
from bihuan.papers.filling import filled
from bihuan.papers.kinds import kind_of
from bihuan.papers.making import paper_of, printed
from bihuan.rules.extracts import extract_rules
from bihuan.supervision import extracting
from bihuan.supervision.models import Extract
from bihuan.web import clock, keys
from bihuan.web.forms import Crumb, attempt, choices, deed_page, form_page, offer_choices, posted
from bihuan.web.forms.plan import ReasonForm
from bihuan.web.pages.extract import called, extract_seen, extracts_seen, shown_of, state_of, terms_of
from bihuan.web.requests import SignedRequest
from bihuan.web.screens.clues import kept_nowhere
from bihuan.web.serving.downloads import WORD, download
from bihuan.web.words import word


class AskForm(forms.Form):
    """What is asked for, by whom, of whom, what for."""

    purpose = forms.ChoiceField(label=gettext_lazy("Purpose"))
    asked_by = forms.CharField(label=gettext_lazy("Body that asks"), max_length=100)
    unit_id = forms.ChoiceField(
        label=gettext_lazy("Of which unit"), required=False, help_text=gettext_lazy("Those below it are included.")
    )
    words = forms.CharField(
        label=gettext_lazy("Explanation"), required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        living = choices.living_organizations(actor.authority_id, actor.today)
        offer_choices(self, "purpose", choices.terms("extract_purpose", [one.value for one in Purpose]))
        offer_choices(self, "unit_id", [("", _("all units")), *choices.by_id(living)])

    def told(self) -> dict[str, Any]:
        """Return what is asked for as its deed takes it."""
        given = dict(self.cleaned_data)
        return given | {"unit_id": uuid.UUID(given["unit_id"]) if given["unit_id"] else None}


class ReceiptForm(forms.Form):
    """The receipt."""

    receipt = forms.CharField(label=gettext_lazy("Receipt"), required=False, max_length=100)


def extracts(request: SignedRequest) -> HttpResponse:
    """List the extracts: the office and the leading group all, everybody else his own; and what each purpose gets."""
    actor = request.actor
    rules = extract_rules(actor.today)
    context = {
        "listed": [(row, state_of(row)) for row in extracts_seen(actor)],
        "rules": [(one.value, rules.terms[one].cut.value, rules.terms[one].parts) for one in Purpose],
        "release": rules.release,
    }
    return render(request, "web/extracts.html", context)


def way(title: str) -> list[Crumb]:
    return [Crumb(_("What others get"), reverse("extracts")), Crumb(title)]


def extract_ask(request: SignedRequest) -> HttpResponse:
    """Ask for an extract."""
    actor = request.actor
    rows = Organization.objects.filter(authority_id=actor.authority_id)
    body = rows.filter(pk=actor.organization_id).first() if actor.organization_id else None
    own = body.name if body else word("role", min(actor.roles - {Role.OFFICE}, default=""))
    start = {"asked_by": "" if Role.OFFICE in actor.roles else own}
    form = AskForm(posted(request), actor=actor, initial=start)
    title = _("Ask for an extract")
    if request.method == "POST" and form.is_valid():
        told = {**form.told(), "now": clock.now(), "key": keys.key_of(request)}
        receipt = attempt(form, extracting.ask_for_extract, actor=actor, **told)
        if receipt is not None:
            messages.success(request, _("It stands on the to-do of the inspection office."))
            return redirect("extract", extract_id=receipt.told["extract"])
    note = _("Each purpose gets what concerns it, as the rule has it; never clues, untold scores or sources.")
    return form_page(request, form, title=title, submit=title, back=reverse("extracts"), crumbs=way(title), note=note)


@kept_nowhere
def extract(request: SignedRequest, extract_id: uuid.UUID) -> HttpResponse:
    """Show an extract; to the office, before it is given, what it would tell."""
    row = extract_seen(request.actor, extract_id)
    is_office = Role.OFFICE in request.actor.roles
    state = state_of(row)
    parts, lines = shown_of(row, request.actor) if row.given_on or (is_office and state == "asked") else ((), [])
    terms = terms_of(row, request.actor.today)
    context = {
        "row": row,
        "state": state,
        "cut": terms.cut.value,
        "left_out": [part.value for part in Part if part not in terms.parts],
        "of_all": extracting.findings_of(row).count() if parts and state == "asked" else None,
        "parts": parts,
        "lines": [(unit, list(zip(parts, values, strict=True))) for unit, values in lines],
        "may_give": is_office and state == "asked",
        "is_asker": row.asked_account == request.actor.account_id,
        "may_receive": state == "given" and (is_office or row.asked_account == request.actor.account_id),
        "crumbs": way(called(row)),
    }
    return render(request, "web/extract.html", context)


def do(
    request: SignedRequest,
    row: Extract,
    form: forms.Form,
    deed: Callable[..., Receipt],
    *,
    title: str,
    note: str = "",
) -> HttpResponse:
    """Show a deed's form on an extract, or do it and go back."""

    def told() -> dict[str, Any]:
        return {"extract_id": row.id, **form.cleaned_data}

    back = reverse("extract", args=[row.id])
    crumbs = [*way(called(row))[:1], Crumb(called(row), back), Crumb(title)]
    return deed_page(request, form, deed, told, title=title, back=back, crumbs=crumbs, note=note)


def extract_give(request: SignedRequest, extract_id: uuid.UUID) -> HttpResponse:
    """Give an extract."""
    row = extract_seen(request.actor, extract_id)
    note = _("From now on it stands as it is given now; the ledger keeps its digest.")
    return do(
        request, row, forms.Form(posted(request)), extracting.give_extract, title=_("Give the extract"), note=note
    )


def extract_refuse(request: SignedRequest, extract_id: uuid.UUID) -> HttpResponse:
    """Refuse an extract, with the reason."""
    form = ReasonForm(posted(request))
    form.fields["reason"].required = True
    row = extract_seen(request.actor, extract_id)
    return do(request, row, form, extracting.refuse_extract, title=_("Refuse the extract"))


def extract_receive(request: SignedRequest, extract_id: uuid.UUID) -> HttpResponse:
    """Sign for an extract."""
    row = extract_seen(request.actor, extract_id)
    return do(request, row, ReceiptForm(posted(request)), extracting.receive_extract, title=_("Sign for it"))


@require_GET
def extract_file(request: SignedRequest, extract_id: uuid.UUID, suffix: str) -> HttpResponse:
    """Hand out a given extract as a paper."""
    row = extract_seen(request.actor, extract_id)
    if row.given_on is None or suffix not in ("docx", "pdf"):
        raise Http404
    parts, lines = shown_of(row, request.actor)
    if not lines:
        raise Http404
    kind = kind_of("extract")
    made = printed(paper_of(kind, filled(kind, paper_values(row, parts, lines), called(row))), f".{suffix}")
    return download(made.content, WORD if suffix == "docx" else "application/pdf", f"{called(row)}.{suffix}")


def paper_values(row: Extract, parts: tuple[Part, ...], lines: list[tuple[str, list[str]]]) -> dict[str | int, Any]:
    """Return what the paper tells."""
    return {
        "issuer": Authority.objects.get(authority_id=row.authority_id).name,
        "date": row.given_on,
        "number_of": row.number,
        "purpose": term("extract_purpose", row.purpose).zh,
        "asked_by": row.asked_by,
        "basis": row.basis,
        "digest": row.digest,
        "cut": term("extract_cut", terms_of(row, row.given_on or row.asked_on).cut.value).zh,
        "lines": [line_told(unit, parts, values) for unit, values in lines],
    }


def line_told(unit: str, parts: tuple[Part, ...], values: list[str]) -> dict[str, str]:
    by = dict(zip(parts, values, strict=True))
    named = f"{by.pop(Part.NUMBER, '')} {by.pop(Part.TITLE, '')}".strip()
    line, between = term("extract_told", "line").zh, term("extract_told", "between").zh
    said_of = (line.format(part=term("extract_part", p.value).zh, value=v) for p, v in by.items() if v != "–")
    told = between.join(said_of)
    return {"unit": unit, "finding": named or "–", "told": told or "–"}
