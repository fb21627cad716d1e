"""Every list as a workbook, out with its filter and back: what it would change first, then the deeds, all or none."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from bihuan.desk.returning import fingerprint_of, take_changes_back
from bihuan.dossiers.files import FileRefused, path_of, receive
from bihuan.dossiers.steps import NoSuchThing
from bihuan.intake.annotate import mark_errors
from bihuan.intake.refusals import Unreadable
from bihuan.rectification.returned import Comparison
from bihuan.rectification.tables import Kept, compare_table, write_table
from bihuan.web import clock, keys
from bihuan.web.forms import Crumb
from bihuan.web.permissions import may_open
from bihuan.web.refusals import answer, refusal_of
from bihuan.web.requests import SignedRequest, answers_a_form_of
from bihuan.web.returned_cells import faults_of, judged_all
from bihuan.web.serving.downloads import all_for_a_workbook, too_many_for_a_workbook, workbook
from bihuan.web.sheets import Sheet
from bihuan.web.sheets.of_the_house import SHEETS, SHEETS_OF_ONE

SALT = "returned sheet"
TOKEN_SECONDS = 3600


class SheetForm(forms.Form):
    """A workbook sent back, and the reason of corrections where one is owed."""

    workbook = forms.FileField(label=gettext_lazy("Filled-in workbook"))
    reason = forms.CharField(label=gettext_lazy("Reason"), required=False, max_length=400)


def sheet_of(request: SignedRequest, name: str, of: uuid.UUID | None) -> Sheet:
    """Return a list, or that of one thing, whose page the reader may open; it does not exist for anybody else."""
    make = SHEETS_OF_ONE.get(name)
    sheet = SHEETS.get(name) if of is None else make and make(request.actor, of)
    if sheet is None or not may_open(sheet.page, request.actor):
        raise NoSuchThing("list", name)
    return sheet


def page_of_list(request: SignedRequest, name: str, of: uuid.UUID | None = None) -> str:
    return sheet_of(request, name, of).back


@require_GET
def sheet_workbook(request: SignedRequest, name: str, of: uuid.UUID | None = None) -> HttpResponse:
    """Hand a list out as a workbook, with the filter of the page it was asked for on."""
    sheet = sheet_of(request, name, of)
    rows = all_for_a_workbook(sheet.rows(request.actor, request.GET))
    if rows is None:
        messages.warning(request, too_many_for_a_workbook())
        return redirect(f"{sheet.back}?{request.GET.urlencode()}" if request.GET else sheet.back)
    title = str(sheet.words)
    data = write_table(sheet.table(request.actor), rows, title=title, subject=_("Bihuan"), count=len(rows))
    return workbook(data, f"{title}-{request.actor.today.isoformat()}.xlsx")


# --- back ---------------------------------------------------------------------------------------------


@answers_a_form_of(page_of_list)
def sheet_return(request: SignedRequest, name: str, of: uuid.UUID | None = None) -> HttpResponse:
    """Show what a returned workbook would change; nothing is written."""
    sheet = sheet_of(request, name, of)
    form = SheetForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.warning(request, _("Choose the workbook to be compared."))
        return redirect(sheet.back)
    sent: UploadedFile[bytes] = form.cleaned_data["workbook"]
    reason = str(form.cleaned_data["reason"])
    data, file_name = sent.read(), sent.name or ""
    table = sheet.table(request.actor, reason)
    try:
        found = compare_table(data, file_name, table)
        file = receive(authority_id=request.actor.authority_id, name=file_name, content=data)
    except (Unreadable, FileRefused) as refused:
        refusal = refusal_of(refused)
        assert refusal is not None
        return answer(request, refusal)
    token = signing.dumps([str(request.account.pk), sheet.address, file.sha256, file_name, reason], salt=SALT)
    return render(request, "web/list_return.html", page_of(request, sheet, found, token))


def page_of(request: SignedRequest, sheet: Sheet, found: Comparison, token: str) -> dict[str, Any]:
    judged = judged_all(found, request.actor, clock.now())
    return {
        "title": str(sheet.words),
        "token": token,
        "fingerprint": fingerprint_of(judged),
        "open": [each.change for each in judged if each.refusal is None],
        "refused": [(each.change, refusal_of(each.refusal, request.actor)) for each in judged if each.refusal],
        "found": found,
        "is_faulty": bool(faults_of(found, judged, request.actor)),
        "back": sheet.back,
        "confirm_url": reverse("sheet_confirm", args=sheet.address),
        "marked_url": reverse("sheet_marked", args=sheet.address),
        "crumbs": [Crumb(str(sheet.words), sheet.back), Crumb(_("Differences"))],
    }


@answers_a_form_of(page_of_list)
def sheet_marked(request: SignedRequest, name: str, of: uuid.UUID | None = None) -> HttpResponse:
    """Give the user's own workbook back: what was not taken is red, with the reason as a comment."""
    data, file_name, table = returned(request, sheet_of(request, name, of))
    found = compare_table(data, file_name, table)
    judged = judged_all(found, request.actor, clock.now())
    return workbook(mark_errors(data, file_name, faults_of(found, judged, request.actor)), file_name)


@answers_a_form_of(page_of_list)
def sheet_confirm(request: SignedRequest, name: str, of: uuid.UUID | None = None) -> HttpResponse:
    """Do what was shown: all of it, or nothing."""
    sheet = sheet_of(request, name, of)
    data, file_name, table = returned(request, sheet)
    receipts = take_changes_back(
        lambda: compare_table(data, file_name, table).changes,
        what=(sheet.name, request.actor.authority_id),
        actor=request.actor,
        fingerprint=request.POST.get("fingerprint", ""),
        now=clock.now(),
        key=keys.key_of(request),
    )
    messages.success(request, _("%(count)s changes were made.") % {"count": len(receipts)})
    return redirect(sheet.back)


def returned(request: SignedRequest, sheet: Sheet) -> tuple[bytes, str, Kept]:
    """Return the workbook that a token of this account and list stands for; raise NoSuchThing otherwise."""
    try:
        told = signing.loads(request.POST.get("token", ""), salt=SALT, max_age=TOKEN_SECONDS)
    except signing.BadSignature as error:
        raise NoSuchThing("workbook", sheet.name) from error
    account, address, sha256, file_name, reason = told
    if [account, *address] != [str(request.account.pk), *sheet.address]:
        raise NoSuchThing("workbook", sheet.name)
    return path_of(sha256).read_bytes(), file_name, sheet.table(request.actor, reason)
