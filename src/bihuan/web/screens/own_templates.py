"""The office's own Word templates: which stands for which kind, what it may name, and what is wrong with a new one."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bihuan.domain.jurisdiction import Actor
from bihuan.dossiers.steps import NoSuchThing
from bihuan.papers.fields import Field
from bihuan.papers.kinds import kind_of
from bihuan.papers.models import OwnTemplate
from bihuan.papers.own_templates import check
from bihuan.papers.template_faults import TemplateUnusable
from bihuan.papers.template_shelf import ISSUED, end_own_template, put_own_template
from bihuan.web.forms import Crumb, choices, deed_page, offer_choices, posted
from bihuan.web.requests import SignedRequest
from bihuan.web.screens.files import handed_out
from bihuan.web.template_words import fault_words
from bihuan.web.words import word


class TemplateForm(forms.Form):
    """A kind and the Word file for it; every fault of the file is told beside it."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind of paper"))
    file = forms.FileField(label=gettext_lazy("Word file (.docx)"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "kind", [choices.nothing(), *((kind, word("paper", kind)) for kind in ISSUED)])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("kind") and given.get("file"):
            given["content"] = given["file"].read()
            try:
                check(kind_of(given["kind"]), given["content"])
            except TemplateUnusable as error:
                for fault in error.faults:
                    self.add_error("file", fault_words(fault))
        return given


def own_templates(request: SignedRequest) -> HttpResponse:
    """Show which template stands for each kind, and the placeholders that each kind fills."""
    rows = OwnTemplate.objects.filter(authority_id=request.actor.authority_id, ended_on=None).select_related("file")
    standing = {row.kind: row for row in rows}
    kinds = [(kind, standing.get(kind), placeholders(kind_of(kind).fields.values())) for kind in ISSUED]
    context = {"kinds": kinds, "crumbs": [numbers_crumb(), Crumb(_("Own templates"))]}
    return render(request, "web/own_templates.html", context)


def placeholders(fields: Any, prefix: str = "") -> list[tuple[str, str]]:
    """Return what a template may name, parts of a list's items below the list."""
    found: list[tuple[str, str]] = []
    for one in fields:
        assert isinstance(one, Field)
        found.append((f"{prefix}{one.name}", _("%(zh)s (list)") % {"zh": one.zh} if one.sort == "list" else one.zh))
        found += placeholders(one.of.values(), f"{prefix}{one.name} → ")
    return found


def own_template_put(request: SignedRequest) -> HttpResponse:
    """Check a template and put it in."""
    is_sent = request.method == "POST"
    form = TemplateForm(request.POST if is_sent else None, request.FILES if is_sent else None)

    def told() -> dict[str, Any]:
        given = form.cleaned_data
        return {"kind": given["kind"], "file_name": given["file"].name, "content": given["content"]}

    title = _("Put the template in")
    said = _("The template stands; Word files of this kind are made with it from now on.")
    back = reverse("own_templates")
    return deed_page(request, form, put_own_template, told, title=title, back=back, said=said, crumbs=way(title))


def own_template_end(request: SignedRequest, template_id: uuid.UUID) -> HttpResponse:
    """End a template."""
    row = template_of(request.actor, template_id)
    form, title = forms.Form(posted(request)), _("End the template")
    said = _("The template has ended; papers are set as the standard has them.")
    note = f"{word('paper', row.kind)} · {row.file.name}"
    shown = {"title": title, "back": reverse("own_templates"), "said": said, "note": note}
    return deed_page(request, form, end_own_template, lambda: {"template_id": row.id}, crumbs=way(title), **shown)


def own_template_file(request: SignedRequest, template_id: uuid.UUID) -> HttpResponseBase:
    """Hand out a template."""
    return handed_out(template_of(request.actor, template_id).file)


def template_of(actor: Actor, template_id: uuid.UUID) -> OwnTemplate:
    rows = OwnTemplate.objects.filter(authority_id=actor.authority_id, pk=template_id)
    found = rows.select_related("file").first()
    if found is None:
        raise NoSuchThing("own_template", template_id)
    return found


def numbers_crumb() -> Crumb:
    return Crumb(_("Numbers of papers"), reverse("paper_numbers"))


def way(title: str) -> list[Crumb]:
    return [numbers_crumb(), Crumb(_("Own templates"), reverse("own_templates")), Crumb(title)]
