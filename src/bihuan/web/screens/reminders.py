"""What is due soon or overdue for whoever looks, putting one of them aside, and one's own account with its mail."""

from __future__ import annotations

import uuid

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from bihuan.access.reminders import choose_mail, mailbox_of, put_aside
from bihuan.dossiers.steps import NoSuchThing
from bihuan.teams.declarations import inspector_of_account
from bihuan.web import clock, keys
from bihuan.web.forms import UNUSABLE_STATUS, attempt, posted
from bihuan.web.reminding.digests import is_configured
from bihuan.web.reminding.lines import lines_of
from bihuan.web.reminding.reminders import dues
from bihuan.web.requests import SignedRequest
from bihuan.web.words import day_words

A_PAGE = 50


def reminders(request: SignedRequest) -> HttpResponse:
    """Show what is due, the most overdue first; with `all` also what was put aside."""
    with_aside = request.GET.get("all") == "1"
    found = sorted(dues(request.actor, with_aside=with_aside), key=lambda due: (due.on, str(due.row_id)))
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    lines = lines_of(request.actor.authority_id, list(page))
    return render(request, "web/reminders.html", {"page": page, "lines": lines, "with_aside": with_aside})


@require_POST
def reminder_put_aside(request: SignedRequest) -> HttpResponse:
    """Let one reminder rest until its lamp changes; what is to be done stays on the to-do."""
    kind, row = request.POST.get("kind", ""), request.POST.get("row", "")
    mine = next(
        (due for due in dues(request.actor, with_aside=True) if (due.kind, str(due.row_id)) == (kind, row)), None
    )
    if mine is None:
        raise NoSuchThing("reminder", row)
    put_aside(request.account, kind, uuid.UUID(row), mine.changes_on)
    said = _("You are reminded of it again on %(day)s. It stays on your to-do.") % {"day": day_words(mine.changes_on)}
    messages.success(request, said)
    return redirect("reminders")


class MailForm(forms.Form):
    """Where somebody is reminded by mail, and whether."""

    address = forms.CharField(label=gettext_lazy("Mail address"), max_length=120, required=False)
    wanted = forms.BooleanField(
        label=gettext_lazy("Remind me by mail"),
        required=False,
        help_text=gettext_lazy("One mail a day at most, with numbers only: no findings, no names."),
    )


def me(request: SignedRequest) -> HttpResponse:
    """Show one's own account, and where it is reminded by mail."""
    box = mailbox_of(request.account)
    start = {"address": box.address, "wanted": box.wanted} if box else {}
    form = MailForm(posted(request), initial=start)
    if request.method == "POST" and form.is_valid():
        done = attempt(
            form, choose_mail, actor=request.actor, now=clock.now(), key=keys.key_of(request), **form.cleaned_data
        )
        if done is not None:
            messages.success(request, _("This is kept. It holds from the next reminder on."))
            return redirect("me")
    context = {"form": form, "account": request.account, "sends_mail": is_configured()}
    context["is_inspector"] = inspector_of_account(request.actor) is not None
    return render(request, "web/me.html", context, status=UNUSABLE_STATUS if form.errors else 200)
