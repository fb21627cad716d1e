"""Surprise draws: the list, a draw, its deeds, its files; and the commitments that everybody may read."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from bihuan.closeout.drawing import arrange_draw
from bihuan.domain.draws import share_commitment
from bihuan.domain.roles import Role
from bihuan.ledger.door import Receipt
from bihuan.ledger.models import new_id
from bihuan.organizations.models import Authority
from bihuan.supervision import drawing
from bihuan.supervision.draw_files import draw_file, verifier_file
from bihuan.supervision.draw_parties import party_of
from bihuan.supervision.models import Draw
from bihuan.web import clock, keys
from bihuan.web.forms import Crumb, attempt, deed_page, form_page, posted
from bihuan.web.forms.draw import ArrangeForm, NewShareForm, ReaderForm, ShareForm
from bihuan.web.forms.plan import ReasonForm
from bihuan.web.pages.draw import Line, card_of, draw_seen, lines_of
from bihuan.web.requests import SignedRequest
from bihuan.web.screens.clues import kept_nowhere


@kept_nowhere
def draws(request: SignedRequest) -> HttpResponse:
    """List the draws with their states; those that were called off are counted."""
    actor = request.actor
    lines = lines_of(actor.authority_id)
    opened = [(line, party_of(actor, line.row) or drawing.reads(actor, line.row)) for line in lines]
    context = {
        "lines": opened,
        "counts": {state: sum(line.state == state for line in lines) for state in ("drawn", "called_off")},
        "waiting": sum(line.state in ("arranged", "committed") for line in lines),
        "may_arrange": Role.OFFICE in request.actor.roles,
    }
    return render(request, "web/draws.html", context)


@kept_nowhere
def draw_arrange(request: SignedRequest) -> HttpResponse:
    """Arrange a draw: its population is gathered, weighed, fixed and committed to."""
    form = ArrangeForm(posted(request), actor=request.actor)
    if request.method == "POST" and form.is_valid():
        key = keys.key_of(request)
        receipt = attempt(form, arrange_draw, actor=request.actor, **form.told(), now=clock.now(), key=key)
        if receipt is not None:
            messages.success(request, _("The population is fixed and committed to. Both bodies give their shares now."))
            return redirect("draw", draw_id=receipt.told["draw"])
    title = _("Arrange a surprise draw")
    note = _("Once it is arranged nobody changes who may be drawn, with which weight, or how many.")
    way = [Crumb(_("Surprise draws"), reverse("draws")), Crumb(title)]
    return form_page(request, form, title=title, submit=title, back=reverse("draws"), crumbs=way, note=note)


@kept_nowhere
def draw(request: SignedRequest, draw_id: uuid.UUID) -> HttpResponse:
    """Show a draw to a party or a reader of it."""
    card = card_of(request.actor, draw_id)
    context = {"card": card, "line": card.line, "crumbs": way_to(card.line)}
    return render(request, "web/draw.html", context)


def called(number: int) -> str:
    return _("Surprise draw no. %(number)s") % {"number": number}


def way_to(line: Line, words: str = "") -> list[Crumb]:
    name = called(line.row.number)
    first = Crumb(_("Surprise draws"), reverse("draws"))
    return [first, Crumb(name, reverse("draw", args=[line.row.id])), Crumb(words)] if words else [first, Crumb(name)]


def do(
    request: SignedRequest,
    draw_id: uuid.UUID,
    form: forms.Form,
    deed: Callable[..., Receipt],
    told: Callable[[], Mapping[str, Any]],
    *,
    title: str,
    done: str,
    note: str = "",
    template: str = "web/form.html",
) -> HttpResponse:
    """Show a deed's form on a draw, or do the deed and go back to the draw."""
    card = card_of(request.actor, draw_id)

    def told_of_draw() -> dict[str, Any]:
        return {"draw_id": draw_id, **told()}

    shown = {"back": reverse("draw", args=[draw_id]), "note": note, "template": template}
    way = way_to(card.line, title)
    return deed_page(request, form, deed, told_of_draw, title=title, said=done, crumbs=way, **shown)


@kept_nowhere
def share_commit(request: SignedRequest, draw_id: uuid.UUID) -> HttpResponse:
    """Show a share once, and commit to the one that comes back; the share itself is not kept."""
    party = party_of(request.actor, draw_seen(request.actor, draw_id))
    if party is None:
        raise Http404
    form = NewShareForm(posted(request))

    def told() -> dict[str, Any]:
        return {"commitment": share_commitment(str(draw_id), party, form.cleaned_data["share"])}

    title, done = _("Commit to a share"), _("The commitment is kept. Keep the share itself until the opening.")
    note = _("Print this page or copy the share now: only its commitment is kept, and the share is asked for again.")
    more = {"title": title, "done": done, "note": note, "template": "web/share.html"}
    return do(request, draw_id, form, drawing.commit_share, told, **more)


@kept_nowhere
def share_open(request: SignedRequest, draw_id: uuid.UUID) -> HttpResponse:
    """Open the share that was committed to."""
    form = ShareForm(posted(request))
    title, done = _("Open the share"), _("The share is open.")
    note = _("Type the share that your body committed to. Once both are open the result follows by itself.")
    return do(request, draw_id, form, drawing.open_share, lambda: form.cleaned_data, title=title, done=done, note=note)


@kept_nowhere
def draw_call_off(request: SignedRequest, draw_id: uuid.UUID) -> HttpResponse:
    """Call a draw off, with the reason."""
    form = ReasonForm(posted(request))
    form.fields["reason"].required = True
    title, done = _("Call the draw off"), _("The draw is called off. It stays in the list with its reason.")
    note = _("The draw stays in sight and is counted; it can only be arranged anew. Name no unit in the reason.")
    return do(
        request, draw_id, form, drawing.call_off_draw, lambda: form.cleaned_data, title=title, done=done, note=note
    )


@kept_nowhere
def draw_reader(request: SignedRequest, draw_id: uuid.UUID) -> HttpResponse:
    """Appoint somebody to verify a draw."""
    form = ReaderForm(posted(request), draw=draw_seen(request.actor, draw_id), today=request.actor.today)
    title, done = _("Appoint somebody to verify it"), _("The draw stands on the to-do of the account now.")
    note = _(
        "He reads weights and result, takes the file, and verifies it with the stand-alone verifier. Whoever gives a "
        "share of the draw or decides on it is not offered."
    )
    return do(request, draw_id, form, drawing.appoint_draw_reader, form.told, title=title, done=done, note=note)


@kept_nowhere
def draw_json(request: SignedRequest, draw_id: uuid.UUID) -> HttpResponse:
    """Hand out the file of a draw; that it was taken stands in the ledger first."""
    drawing.take_draw(actor=request.actor, draw_id=draw_id, now=clock.now(), key=str(new_id()))
    row = draw_seen(request.actor, draw_id)
    return handed(draw_file(row), f"draw-{row.number}.json", "application/json")


def draw_verifier(request: SignedRequest) -> HttpResponse:
    """Hand out the stand-alone verifier, which is nobody's secret."""
    return handed(verifier_file(), "draw_verifier.py", "text/x-python; charset=utf-8")


def handed(content: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response


def draw_notices(request: SignedRequest) -> HttpResponse:
    """List what everybody may read of the draws: their commitments."""
    lines = lines_of(request.actor.authority_id)
    context = {"lines": lines, "off": sum(line.state == "called_off" for line in lines)}
    return render(request, "web/draw_notices.html", context)


def draw_notice(request: SignedRequest, number: int) -> HttpResponse:
    """Show the commitment of a draw as a notice of one page."""
    at = request.actor.authority_id
    if not Draw.objects.filter(authority_id=at, number=number).exists():
        raise Http404
    line = next(line for line in lines_of(at) if line.row.number == number)
    crumbs = [Crumb(_("Commitments of the draws"), reverse("draw_notices")), Crumb(called(number))]
    issuer = Authority.objects.get(authority_id=at).name
    return render(request, "web/draw_notice.html", {"line": line, "crumbs": crumbs, "issuer": issuer})
