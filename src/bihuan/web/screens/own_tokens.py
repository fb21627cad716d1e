"""Tokens by which programs act as oneself: opened and shown once, listed, ended."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from bihuan.access.models import AccessToken
from bihuan.access.tokens import end_token, new_token, open_token, token_digest
from bihuan.dossiers.steps import NoSuchThing
from bihuan.ledger.models import new_id
from bihuan.web import clock, keys
from bihuan.web.forms import UNUSABLE_STATUS, Crumb, DayField, attempt, posted
from bihuan.web.requests import SignedRequest


class TokenForm(forms.Form):
    """What a token is for, and its last day."""

    name = forms.CharField(label=gettext_lazy("What it is for"), max_length=60)
    until_on = DayField(label=gettext_lazy("Last day"))


@never_cache
def own_tokens(request: SignedRequest) -> HttpResponse:
    """Show one's own tokens; after opening one, that one in full, this once."""
    latest = request.actor.today + timedelta(days=settings.TOKEN_DAYS)
    form = TokenForm(posted(request), initial={"until_on": latest})
    shown = opened(request, form) if request.method == "POST" and form.is_valid() else ""
    context = {
        "form": TokenForm(initial={"until_on": latest}) if shown else form,
        "shown": shown,
        "latest": latest,
        "tokens": own(request).order_by("-id"),
        "crumbs": [Crumb(_("My account"), reverse("me")), Crumb(_("Tokens for programs"))],
    }
    return render(request, "web/own_tokens.html", context, status=UNUSABLE_STATUS if form.errors else 200)


def opened(request: SignedRequest, form: TokenForm) -> str:
    """Open a token and return it; empty where the form holds what cannot be, or was sent before."""
    token, token_id = new_token(), new_id()
    told = {"token_id": token_id, "digest": token_digest(token), **form.cleaned_data}
    receipt = attempt(form, open_token, actor=request.actor, **told, now=clock.now(), key=keys.key_of(request))
    return token if receipt is not None else ""


@require_POST
def own_token_end(request: SignedRequest, token_id: uuid.UUID) -> HttpResponse:
    """End one of one's own tokens at once."""
    if not own(request).filter(pk=token_id).exists():
        raise NoSuchThing("token", token_id)
    end_token(actor=request.actor, token_id=token_id, now=clock.now(), key=keys.key_of(request))
    messages.success(request, _("The token has ended; whoever uses it is refused from now on."))
    return redirect("own_tokens")


def own(request: SignedRequest) -> QuerySet[AccessToken]:
    account = request.actor.account_id or uuid.UUID(int=0)
    return AccessToken.objects.filter(authority_id=request.actor.authority_id, account_id=account)
