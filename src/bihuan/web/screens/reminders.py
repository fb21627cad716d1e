"""What is due soon or overdue for whoever looks, and putting one of them aside."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bihuan.access.reminders import put_aside
from bihuan.dossiers.steps import NoSuchThing
from bihuan.web.reminder_lines import lines_of
from bihuan.web.reminders import dues
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
