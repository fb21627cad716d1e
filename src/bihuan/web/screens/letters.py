"""Recommendation letters: their list with the figures, one card, writing, sending, withdrawing."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.domain.answers import Answerable
from bihuan.domain.jurisdiction import Actor
from bihuan.feedback.answering import due_for
from bihuan.feedback.letters import counts_of, findings_of, send_letter, withdraw_letter, write_letter
from bihuan.feedback.sent import Letter
from bihuan.ledger.door import Receipt
from bihuan.papers.models import IssuedPaper
from bihuan.papers.numbers import last_series
from bihuan.web import clock, keys
from bihuan.web.forms import Crumb, attempt, deed_page, posted
from bihuan.web.forms.letter import LetterForm, LetterSendForm, is_id
from bihuan.web.forms.plan import ReasonForm
from bihuan.web.lists.kept_views import beside_a_list, opened
from bihuan.web.lists.letters import Asked, letters_asked
from bihuan.web.lists.paging import Pages
from bihuan.web.pages.letters import errands_by_letter
from bihuan.web.permissions import may_open
from bihuan.web.requests import SignedRequest
from bihuan.web.screens.files import handed_out

A_PAGE = 50


def letters(request: SignedRequest) -> HttpResponse:
    """List the letters, with letters, suggestions, answers and rules counted apart."""
    shown = opened(request.actor, "letters", request.GET)
    rows = letters_asked(request.actor, shown.query)
    page = Pages(rows, A_PAGE).asked(request.GET)
    errands = errands_by_letter(request.actor, list(page.object_list))
    context = {
        "page": page,
        "lines": [(row, errands.get(row.id)) for row in page.object_list],
        "counts": counts_of(request.actor.authority_id, rows),
        **beside_a_list(request.actor, shown, Asked(shown.query), request.path),
        "may_write": may_open("letter_add", request.actor),
        "crumbs": [Crumb(_("Recommendation letters"))],
    }
    return render(request, "web/letters.html", context)


def letter_of(request: SignedRequest, letter_id: uuid.UUID) -> Letter:
    rows = Letter.objects.select_related("receiver", "paper_number", "word_file", "pdf_file")
    return get_object_or_404(rows, authority_id=request.actor.authority_id, pk=letter_id)


def letter(request: SignedRequest, letter_id: uuid.UUID) -> HttpResponse:
    """Show a letter: its findings, its words, its paper, its answer."""
    row = letter_of(request, letter_id)
    context = {
        "row": row,
        "findings": findings_of(row),
        "line": errands_by_letter(request.actor, [row]).get(row.id),
        "may_write": may_open("letter_add", request.actor),
        "crumbs": [Crumb(_("Recommendation letters"), reverse("letters")), Crumb(row.matter)],
    }
    return render(request, "web/letter.html", context)


def way(title: str, row: Letter | None = None) -> list[Crumb]:
    crumbs = [Crumb(_("Recommendation letters"), reverse("letters"))]
    return [*crumbs, *([Crumb(row.matter, reverse("letter", args=[row.id]))] if row else []), Crumb(title)]


def letter_add(request: SignedRequest) -> HttpResponse:
    """Write a letter: look for findings by words, choose several; one that exists already may be taken over."""
    words, title = request.GET.get("words", "").strip(), _("Write a letter")
    data = posted(request)
    form = LetterForm(data, actor=request.actor, words=words, initial=begun(request))
    if request.method == "POST" and form.is_valid():
        told, key = form.told(), keys.key_of(request)
        done = attempt(form, write_letter, actor=request.actor, **told, now=clock.now(), key=key)
        if done is not None:
            messages.success(request, _("The letter is written. Look at it, then send it."))
            return redirect("letter", letter_id=done.told["letter"])
    context = {
        "form": form,
        "title": title,
        "submit": title,
        "back": reverse("letters"),
        "words": words,
        "crumbs": way(title),
        "note": "",
    }
    return render(request, "web/letter_add.html", context, status=422 if form.errors else 200)


def begun(request: SignedRequest) -> dict[str, Any]:
    """Return what a letter begins with: another one's words, so that nothing is typed twice."""
    told = request.GET.get("from", "")
    rows = Letter.objects.filter(authority_id=request.actor.authority_id)
    row = rows.filter(pk=told).first() if is_id(told) else None
    if row is None:
        return {"finding_ids": [one for one in request.GET.getlist("finding") if is_id(one)]}
    names = ("matter", "why", "symptoms", "causes", "advice")
    found = [str(one.id) for one in findings_of(row)]
    return {**{name: getattr(row, name) for name in names}, "receiver_id": row.receiver_id, "finding_ids": found}


def letter_send(request: SignedRequest, letter_id: uuid.UUID) -> HttpResponse:
    """Send a letter: number, paper, day of the answer."""
    row, title = letter_of(request, letter_id), _("Send the letter")
    form = LetterSendForm(posted(request), initial=sent_with(request.actor))

    def told() -> dict[str, Any]:
        return {"letter_id": row.id, **form.cleaned_data}

    def said(done: Receipt) -> str:
        return _("Sent as %(number)s.") % {"number": done.told["number"]}

    back, note = reverse("letter", args=[row.id]), f"{row.matter} → {row.receiver.name}"
    return deed_page(
        request, form, send_letter, told, title=title, back=back, said=said, crumbs=way(title, row), note=note
    )


def sent_with(actor: Actor) -> dict[str, Any]:
    """Return the issuer and the letters of the last papers, today, and the day by which the rules want an answer."""
    papers = IssuedPaper.objects.filter(authority_id=actor.authority_id).exclude(issuer="").order_by("-id")
    due = due_for(Answerable.RECOMMENDATION, actor.authority_id, actor.today)
    return {
        "issuer": papers.values_list("issuer", flat=True).first() or "",
        "series": last_series(actor.authority_id, "recommendation"),
        "on": actor.today,
        "due_on": due.on if due else None,
    }


def letter_withdraw(request: SignedRequest, letter_id: uuid.UUID) -> HttpResponse:
    """Withdraw a letter that was not sent."""
    row, title = letter_of(request, letter_id), _("Withdraw the letter")
    form, back = ReasonForm(posted(request)), reverse("letter", args=[row.id])

    def told() -> dict[str, Any]:
        return {"letter_id": row.id, **form.cleaned_data}

    said = _("The letter is withdrawn; it stays with the reason.")
    return deed_page(request, form, withdraw_letter, told, title=title, back=back, said=said, crumbs=way(title, row))


def letter_file(request: SignedRequest, letter_id: uuid.UUID, sort: str) -> HttpResponseBase:
    """Hand out a letter as it was sent."""
    row = letter_of(request, letter_id)
    return handed_out({"docx": row.word_file, "pdf": row.pdf_file}.get(sort))
