"""The ledger of the authority's own stream: to read, to verify, to take along. For the audit administrator."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from bihuan.access.actions import authority_stream
from bihuan.domain.jurisdiction import Actor
from bihuan.ledger.checking import Checked, check_chains
from bihuan.ledger.export import entries_of, lines_of
from bihuan.web import clock
from bihuan.web.forms import DayField, offer_choices
from bihuan.web.pages.ledger import deeds_in, entries_asked, lines_of_page, own_entries, people_in
from bihuan.web.requests import SignedRequest
from bihuan.web.words import deed_words

A_PAGE = 50


class Asked(forms.Form):
    """What the filter row asks for; it all stands in the address."""

    who = forms.ChoiceField(label=gettext_lazy("By whom"), required=False)
    deed = forms.ChoiceField(label=gettext_lazy("Deed"), required=False)
    from_on = DayField(label=gettext_lazy("From"), required=False)
    until_on = DayField(label=gettext_lazy("To"), required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        anything = ("", _("all"))
        offer_choices(self, "who", [anything, *people_in(actor)])
        offer_choices(self, "deed", [anything, *((name, deed_words(name)) for name in deeds_in(actor))])


def ledger(request: SignedRequest, checked: Checked | None = None) -> HttpResponse:
    """Show the entries of the authority's own stream."""
    asked = Asked(request.GET, actor=request.actor)
    asked.is_valid()
    page = Paginator(entries_asked(request.actor, asked.cleaned_data), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "asked": asked,
        "page": page,
        "lines": lines_of_page(request.actor, page),
        "is_filtered": any(asked.cleaned_data.values()),
        "last": own_entries(request.actor).first(),
        "checked": checked,
        "checked_at": clock.now() if checked else None,
    }
    return render(request, "web/ledger.html", context)


@require_POST
def ledger_verify(request: SignedRequest) -> HttpResponse:
    """Check every chain of the authority and show whether it holds; nothing is written."""
    return ledger(request, check_chains(request.actor.authority_id))


def ledger_export(request: SignedRequest) -> HttpResponseBase:
    """Hand out the authority's own stream, as the stand-alone verifier reads it."""
    entries = entries_of(authority_stream(request.actor.authority_id), request.actor.authority_id)
    response = StreamingHttpResponse(lines_of(entries), content_type="application/jsonl")
    response["Content-Disposition"] = f'attachment; filename="ledger-{request.actor.today.isoformat()}.jsonl"'
    response["Cache-Control"] = "private, no-store"
    return response
