"""What went to bodies and is to be answered: the list, one card, and the deeds on it."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.domain.jurisdiction import Actor
from bihuan.dossiers.models import StoredFile
from bihuan.feedback import errands as verbs
from bihuan.feedback.errands import READ_ALL, errand_seen
from bihuan.feedback.sent import Errand
from bihuan.web.forms import Crumb, deed_page
from bihuan.web.forms.letter import AnswerForm, OutcomeForm, ReceiptForm, RuleForm
from bihuan.web.lists.errands import Asked, errands_asked
from bihuan.web.lists.kept_views import beside_a_list, opened
from bihuan.web.lists.paging import Pages
from bihuan.web.pages.errand import deeds_on, lines_of, rules_of
from bihuan.web.permissions import may_open
from bihuan.web.requests import SignedRequest
from bihuan.web.screens.files import handed_out
from bihuan.web.words import deed_words

A_PAGE = 50
SORTS = ("docx", "pdf")


def errands(request: SignedRequest) -> HttpResponse:
    """List what went out: to the office everything, to a body what went to it."""
    shown = opened(request.actor, "errands", request.GET)
    rows = errands_asked(request.actor, shown.query)
    page = Pages(rows, A_PAGE).asked(request.GET)
    context = {
        "page": page,
        "lines": lines_of(request.actor, page.object_list),
        **beside_a_list(request.actor, shown, Asked(shown.query), request.path),
        "reads_all": bool(request.actor.roles & READ_ALL),
        "crumbs": [Crumb(_("Papers and answers"))],
    }
    return render(request, "web/errands.html", context)


def errand(request: SignedRequest, errand_id: uuid.UUID) -> HttpResponse:
    """Show what went to a body, its paper, its answer and the rules made upon it."""
    row = errand_seen(request.actor, errand_id)
    context = {
        "line": lines_of(request.actor, [row])[0],
        "row": row,
        "deeds": list(deeds_on(request.actor, row)),
        "rules": rules_of(row),
        "reads_dossier": row.inspection_id is not None and verbs.reads_its_dossier(request.actor, row),
        "reads_all": bool(request.actor.roles & READ_ALL),
        "has_paper": paper_of(row, "pdf") is not None,
        "crumbs": [*way_to(request.actor, row), Crumb(row.matter)],
    }
    return render(request, "web/errand.html", context)


def way_to(actor: Actor, row: Errand) -> list[Crumb]:
    """Return the page that leads to what went out: the list of all, or for a team, which has none, its dossier's."""
    if may_open("errands", actor):
        return [Crumb(_("Papers and answers"), reverse("errands"))]
    if row.inspection_id is None:
        return []
    return [Crumb(_("Special reports and transfers"), reverse("sent_papers", args=[row.inspection_id]))]


def paper_of(row: Errand, sort: str) -> StoredFile | None:
    """Return a file of the paper by which something went out: a letter's own, or one issued for the dossier."""
    source = row.letter or row.paper
    if source is None or sort not in SORTS:
        return None
    return source.word_file if sort == "docx" else source.pdf_file


def errand_paper(request: SignedRequest, errand_id: uuid.UUID, sort: str) -> HttpResponseBase:
    """Hand out the paper by which something went out."""
    return handed_out(paper_of(errand_seen(request.actor, errand_id), sort))


def errand_file(request: SignedRequest, errand_id: uuid.UUID) -> HttpResponseBase:
    """Hand out the paper of the answer."""
    return handed_out(errand_seen(request.actor, errand_id).file)


def errand_rule_file(request: SignedRequest, errand_id: uuid.UUID, number: int) -> HttpResponseBase:
    """Hand out a rule that was made."""
    found = next((one for one in rules_of(errand_seen(request.actor, errand_id)) if one.number == number), None)
    return handed_out(found.file if found is not None else None)


def do(request: SignedRequest, form: forms.Form, row: Errand, name: str, told: dict[str, Any]) -> HttpResponse:
    """Show the form of a deed on what went out; do it, and go back to its card."""

    def told_of_errand() -> dict[str, Any]:
        return {"errand_id": row.id, **told}

    home, title = reverse("errand", args=[row.id]), deed_words(name)
    crumbs = [*way_to(request.actor, row), Crumb(row.matter, home), Crumb(title)]
    verb = getattr(verbs, name)
    return deed_page(request, form, verb, told_of_errand, title=title, back=home, crumbs=crumbs, note=row.matter)


def posted(request: SignedRequest) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def told_by(form: forms.Form) -> dict[str, Any]:
    """Return what a form tells, its file as name and bytes; nothing where it is not sent or not valid."""
    if not (form.is_bound and form.is_valid()):
        return {}
    return form.told() if isinstance(form, AnswerForm | RuleForm) else dict(form.cleaned_data)


def errand_receive(request: SignedRequest, errand_id: uuid.UUID) -> HttpResponse:
    """Enter who received something."""
    form = ReceiptForm(posted(request)[0], initial={"on": request.actor.today, "received_by": request.actor.name})
    return do(request, form, errand_seen(request.actor, errand_id), "receive_errand", told_by(form))


def errand_answer(request: SignedRequest, errand_id: uuid.UUID) -> HttpResponse:
    """Answer what went to one's body, or enter its answer."""
    form = AnswerForm(*posted(request), initial={"on": request.actor.today})
    return do(request, form, errand_seen(request.actor, errand_id), "answer_errand", told_by(form))


def errand_rule(request: SignedRequest, errand_id: uuid.UUID) -> HttpResponse:
    """Note a rule that was made."""
    form = RuleForm(*posted(request), initial={"on": request.actor.today})
    return do(request, form, errand_seen(request.actor, errand_id), "note_rule", told_by(form))


def errand_settle(request: SignedRequest, errand_id: uuid.UUID) -> HttpResponse:
    """Say what came of it."""
    form = OutcomeForm(posted(request)[0], initial={"on": request.actor.today})
    return do(request, form, errand_seen(request.actor, errand_id), "settle_errand", told_by(form))
