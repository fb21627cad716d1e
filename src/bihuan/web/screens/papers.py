"""Papers that were issued, handed out as files, and the register of their numbers."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bihuan.desk.notices import notices_seen, papers_seen
from bihuan.domain.jurisdiction import Actor
from bihuan.dossiers.steps import NoSuchThing
from bihuan.ledger.door import Receipt
from bihuan.papers.models import PaperNumber
from bihuan.papers.numbers import draw_paper_number, void_paper_number
from bihuan.papers.voiding import void_issued_paper
from bihuan.web.forms import Crumb, DayField, deed_page, posted
from bihuan.web.lists.paging import Pages
from bihuan.web.pages.registers import numbers_asked
from bihuan.web.requests import SignedRequest
from bihuan.web.screens.files import handed_out
from bihuan.web.things import dossier_of

A_PAGE = 50
LONGEST = 200
SORTS = ("docx", "pdf")


class DrawForm(forms.Form):
    """A paper that is written elsewhere and wants a number."""

    series = forms.CharField(
        label=gettext_lazy("Letters before the number"),
        max_length=20,
        help_text=gettext_lazy("The next number of these letters in the year of the day is drawn; none is left out."),
    )
    title = forms.CharField(label=gettext_lazy("Title"), max_length=LONGEST)
    on = DayField(label=gettext_lazy("Day of the paper"))


class VoidForm(forms.Form):
    """Why a number is void."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=LONGEST)


def issued_paper(request: SignedRequest, inspection_id: uuid.UUID, paper_id: uuid.UUID, sort: str) -> HttpResponseBase:
    """Hand out a paper of a dossier; for the inspected unit there are those that went to it, and no others."""
    aim = dossier_of(request.actor, inspection_id)
    found = next((row for row in papers_seen(request.actor, aim.inspection) if row.id == paper_id), None)
    if found is None or sort not in SORTS:
        raise NoSuchThing("paper", paper_id)
    file = found.word_file if sort == "docx" else found.pdf_file
    return handed_out(file, _("VOID %(name)s") % {"name": file.name} if found.void_since else "")


def issued_paper_void(request: SignedRequest, inspection_id: uuid.UUID, paper_id: uuid.UUID) -> HttpResponse:
    """Make a paper of a dossier void, the one without a number, too."""
    aim = dossier_of(request.actor, inspection_id)
    found = next((row for row in papers_seen(request.actor, aim.inspection) if row.id == paper_id), None)
    if found is None:
        raise NoSuchThing("paper", paper_id)
    form, called = VoidForm(posted(request)), str(found.number or found.title)
    title, back = _("Make %(number)s void") % {"number": called}, reverse("dossier", args=[inspection_id])

    def told() -> dict[str, Any]:
        return {"paper_id": paper_id, "reason": form.cleaned_data["reason"]}

    said = _("%(number)s is void. Its paper stays as it went out.") % {"number": called}
    crumbs = [Crumb(aim.inspection.organization_name, back), Crumb(title)]
    shown = {"title": title, "submit": _("Make it void"), "back": f"{back}#papers", "said": said}
    return deed_page(request, form, void_issued_paper, told, crumbs=crumbs, **shown)


def notice_file(request: SignedRequest, inspection_id: uuid.UUID, notice_id: uuid.UUID) -> HttpResponseBase:
    """Hand out the paper on which a copy notice was answered."""
    aim = dossier_of(request.actor, inspection_id)
    found = next((row for row in notices_seen(request.actor, aim.inspection) if row.id == notice_id), None)
    return handed_out(found.file if found is not None else None)


def paper_numbers(request: SignedRequest) -> HttpResponse:
    """Show the register: every number that was drawn, the latest first."""
    rows = PaperNumber.objects.filter(authority_id=request.actor.authority_id)
    known = rows.order_by("series").values_list("series", flat=True).distinct()
    page = Pages(numbers_asked(request.actor, request.GET), A_PAGE).asked(request.GET)
    context = {
        "page": page,
        "known": list(known),
        "series": request.GET.get("series", ""),
        "told_filter": request.GET.get("series", ""),
        "crumbs": [Crumb(_("Numbers of papers"))],
    }
    return render(request, "web/paper_numbers.html", context)


def paper_number_draw(request: SignedRequest) -> HttpResponse:
    """Draw a number."""
    form = DrawForm(posted(request), initial={"on": request.actor.today})
    title = _("Draw a number")

    def said(done: Receipt) -> str:
        return _("Drawn: %(number)s.") % {"number": done.told["number"]}

    back, crumbs, deed = reverse("paper_numbers"), way(title), draw_paper_number
    return deed_page(request, form, deed, lambda: form.cleaned_data, title=title, back=back, said=said, crumbs=crumbs)


def paper_number_void(request: SignedRequest, number_id: uuid.UUID) -> HttpResponse:
    """Make a number void; it is never drawn again."""
    row = number_of(request.actor, number_id)
    form = VoidForm(posted(request))
    title = _("Make %(number)s void") % {"number": row}

    def told() -> dict[str, Any]:
        return {"number_id": row.id, "reason": form.cleaned_data["reason"]}

    said = _("%(number)s is void. Its paper stays as it went out.") % {"number": row}
    shown = {"title": title, "submit": _("Make it void"), "back": reverse("paper_numbers"), "said": said}
    return deed_page(request, form, void_paper_number, told, crumbs=way(title), **shown)


def number_of(actor: Actor, number_id: uuid.UUID) -> PaperNumber:
    found = PaperNumber.objects.filter(authority_id=actor.authority_id, pk=number_id).first()
    if found is None:
        raise NoSuchThing("paper_number", number_id)
    return found


def way(title: str) -> list[Crumb]:
    return [Crumb(_("Numbers of papers"), reverse("paper_numbers")), Crumb(title)]
