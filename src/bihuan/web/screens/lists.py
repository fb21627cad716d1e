"""The five lists: grid, print, workbook out, workbook back in with its differences shown before anything is done."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
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

from bihuan.desk.fitting import is_offered
from bihuan.desk.offers import OFFERS
from bihuan.desk.returning import fingerprint_of, take_back
from bihuan.dossiers.files import FileRefused, path_of, receive
from bihuan.dossiers.models import Finding
from bihuan.dossiers.steps import NoSuchThing
from bihuan.intake.annotate import mark_errors
from bihuan.intake.refusals import Unreadable
from bihuan.rectification.cells import shown
from bihuan.rectification.edited import open_columns
from bihuan.rectification.lists import REVISE, Column, FiveList, Kind, Row, list_named
from bihuan.rectification.measures import is_accepted
from bihuan.rectification.returned import compare
from bihuan.rectification.workbooks import title_of, write_list
from bihuan.web import clock, keys
from bihuan.web.advice import measure_advice
from bihuan.web.first_steps import of_a_list
from bihuan.web.forms import UNUSABLE_STATUS, Crumb
from bihuan.web.lists.paging import Pages
from bihuan.web.refusals import Refusal, refusal_of
from bihuan.web.requests import SignedRequest, answers_a_form_of
from bihuan.web.returned_cells import faults_of, judged_all
from bihuan.web.screens.deeds import way_to_dossier
from bihuan.web.serving.downloads import workbook
from bihuan.web.things import Aim, dossier_of
from bihuan.web.words import is_chinese, word

ROWS_A_PAGE = 200
WIDE = 40  # from this width on a column gets more room
SALT = "returned list"
EXTEND, DUE = "request_extension", "due_on"
TOKEN_SECONDS = 3600


class ReturnForm(forms.Form):
    """A list as a filled-in workbook."""

    workbook = forms.FileField(
        label=gettext_lazy("Filled-in workbook"), widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"})
    )


@dataclass(frozen=True)
class Line:
    """A row of the grid: its cells as text, each with the look of its column; what is vague about its measure.

    `open` are the cells that the reader may edit now, `url` is where; `pages` those that are changed on a page of their
    own, with its address; `add_url` is where a first measure is added.
    """

    row: Row
    cells: tuple[tuple[Column, str, str], ...]
    advice: tuple[str, ...]
    open: frozenset[str] = frozenset()
    url: str = ""
    add_url: str = ""
    pages: Mapping[str, str] = field(default_factory=dict)


def list_of(request: SignedRequest, inspection_id: uuid.UUID, name: str) -> tuple[Aim, FiveList]:
    """Return a list of a dossier within reach; before the feedback it does not exist for the unit."""
    aim, one = dossier_of(request.actor, inspection_id), list_named(name)
    if aim.inspection.feedback_on is None and not aim.sees_all:
        raise NoSuchThing("list", name)
    return aim, one


def page_of_list(_request: SignedRequest, inspection_id: uuid.UUID, name: str) -> str:
    return reverse("list", args=[inspection_id, name])


@require_GET
def five_list(request: SignedRequest, inspection_id: uuid.UUID, name: str) -> HttpResponse:
    """Show one of the five lists."""
    aim, one = list_of(request, inspection_id, name)
    return grid(request, aim, one, ReturnForm())


def grid(
    request: SignedRequest, aim: Aim, one: FiveList, form: ReturnForm, refusal: Refusal | None = None
) -> HttpResponse:
    rows = one.rows(aim.inspection)
    page = Pages(rows, len(rows) or 1 if "all" in request.GET else ROWS_A_PAGE).asked(request.GET)
    accepted = is_accepted(aim.inspection)
    context = {
        "aim": aim,
        "one": one,
        "title": word("list", one.name),
        "columns": columns_of(one),
        "page": page,
        "lines": [line_of(aim, one, row, accepted=accepted) for row in page],
        "may_return": may_send_back(aim, one, rows),
        "edit_word": _("Edit"),
        "form": form,
        "refusal": refusal,
        "first": None if rows else of_a_list(aim),
        "crumbs": [*way_to_dossier(aim), Crumb(word("list", one.name))],
    }
    status = refusal.status if refusal else UNUSABLE_STATUS if form.errors else 200
    return render(request, "web/list.html", context, status=status)


def open_on(aim: Aim, one: FiveList, finding: Finding) -> frozenset[str]:
    """Return the columns of a list that the reader may change on a finding now."""
    deeds = {column.deed for column in open_columns(one)}
    offered = {deed for deed in deeds if is_offered(OFFERS[deed], aim.held, aim.inspection, finding)}
    return frozenset(column.key for column in one.columns if column.deed in offered)


def pages_on(aim: Aim, one: FiveList, row: Row, can_be_changed: Iterable[str]) -> dict[str, str]:
    """Return the cells of an accepted plan's measure with their pages: words need a reason there, days an extension."""
    deeds = {column.key: EXTEND if column.key == DUE else REVISE for column in one.columns if column.deed == REVISE}
    offered = {deed for deed in set(deeds.values()) if is_offered(OFFERS[deed], aim.held, aim.inspection, row.finding)}
    return {
        key: reverse("measure_do", args=[row.thing_id, deeds[key]]) if deeds[key] in offered else ""
        for key in deeds.keys() & set(can_be_changed)
    }


def may_add(aim: Aim, one: FiveList, finding: Finding) -> bool:
    """True where a list takes a new measure of a finding from the reader now."""
    return one.takes_new and is_offered(OFFERS["add_measure"], aim.held, aim.inspection, finding)


def may_send_back(aim: Aim, one: FiveList, rows: Iterable[Row]) -> bool:
    """True where a filled-in workbook of a list could change anything."""
    return one.can_return and any(open_on(aim, one, row.finding) or may_add(aim, one, row.finding) for row in rows)


def columns_of(one: FiveList) -> list[Column]:
    """Return what the page shows; a tick that only a workbook needs is left to it."""
    return [column for column in one.columns if not (column.kind is Kind.TICK and column.is_open)]


def line_of(aim: Aim, one: FiveList, row: Row, *, accepted: bool) -> Line:
    """Return a row as the grid shows it; `accepted`: its measure stands in an accepted plan."""
    cells = tuple((c, shown(row.values.get(c.key), c.kind), look_of(c)) for c in columns_of(one))
    can_be_changed = open_on(aim, one, row.finding) if row.thing_id is not None else frozenset()
    pages = pages_on(aim, one, row, can_be_changed) if accepted else {}
    can_be_edited = can_be_changed - pages.keys()
    url = reverse("list_row", args=[aim.inspection.id, one.name, row.thing_id]) if can_be_edited else ""
    adds = row.thing_id is None and may_add(aim, one, row.finding)
    add_url = reverse("finding_do", args=[row.finding.id, "add_measure"]) if adds else ""
    return Line(row, cells, measure_advice(row.measure) if one.takes_new else (), can_be_edited, url, add_url, pages)


def look_of(column: Column) -> str:
    looks = {Kind.MONEY: "number", Kind.COUNT: "number", Kind.DAY: "day"}
    return looks.get(column.kind, "text long" if column.width >= WIDE else "text")


@require_GET
def list_workbook(request: SignedRequest, inspection_id: uuid.UUID, name: str) -> HttpResponse:
    """Hand a list out as a workbook that can be filled in and taken back."""
    aim, one = list_of(request, inspection_id, name)
    title = title_of(one, chinese=is_chinese())
    data = write_list(one, aim.inspection, one.rows(aim.inspection), title=title)
    return workbook(data, f"{aim.inspection.organization_name}-{title}.xlsx")


# --- back in ------------------------------------------------------------------------------------------


@answers_a_form_of(page_of_list)
def list_return(request: SignedRequest, inspection_id: uuid.UUID, name: str) -> HttpResponse:
    """Show what a returned workbook would change; nothing is written."""
    aim, one = list_of(request, inspection_id, name)
    form = ReturnForm(request.POST, request.FILES)
    if not form.is_valid():
        return grid(request, aim, one, form)
    sent: UploadedFile[bytes] = form.cleaned_data["workbook"]
    data, file_name = sent.read(), sent.name or ""
    try:
        found = compare(data, file_name, one, aim.inspection)
        file = receive(authority_id=request.actor.authority_id, name=file_name, content=data)
    except (Unreadable, FileRefused) as refused:
        return grid(request, aim, one, form, refusal_of(refused))
    token = signing.dumps(
        [str(request.account.pk), str(aim.inspection.id), one.name, file.sha256, file_name], salt=SALT
    )
    judged = judged_all(found, request.actor, clock.now())
    context = {
        "aim": aim,
        "one": one,
        "title": word("list", one.name),
        "token": token,
        "fingerprint": fingerprint_of(judged),
        "open": [each.change for each in judged if each.refusal is None],
        "refused": [(each.change, refusal_of(each.refusal, request.actor)) for each in judged if each.refusal],
        "found": found,
        "is_faulty": bool(faults_of(found, judged, request.actor)),
        "back": reverse("list", args=[aim.inspection.id, one.name]),
        "confirm_url": reverse("list_confirm", args=[aim.inspection.id, one.name]),
        "marked_url": reverse("list_marked", args=[aim.inspection.id, one.name]),
        "crumbs": crumbs(aim, one, _("Differences")),
    }
    return render(request, "web/list_return.html", context)


@answers_a_form_of(page_of_list)
def list_marked(request: SignedRequest, inspection_id: uuid.UUID, name: str) -> HttpResponse:
    """Give the user's own workbook back: what was refused is red, with the reason as a comment."""
    aim, one = list_of(request, inspection_id, name)
    data, file_name = returned_file(request, aim, one)
    found = compare(data, file_name, one, aim.inspection)
    judged = judged_all(found, request.actor, clock.now())
    return workbook(mark_errors(data, file_name, faults_of(found, judged, request.actor)), file_name)


@answers_a_form_of(page_of_list)
def list_confirm(request: SignedRequest, inspection_id: uuid.UUID, name: str) -> HttpResponse:
    """Do what was shown: all of it, or nothing."""
    aim, one = list_of(request, inspection_id, name)
    data, file_name = returned_file(request, aim, one)
    receipts = take_back(
        data=data,
        name=file_name,
        one=one,
        inspection=aim.inspection,
        actor=request.actor,
        fingerprint=request.POST.get("fingerprint", ""),
        now=clock.now(),
        key=keys.key_of(request),
    )
    messages.success(request, _("%(count)s changes were made.") % {"count": len(receipts)})
    return redirect(reverse("list", args=[aim.inspection.id, one.name]))


def returned_file(request: SignedRequest, aim: Aim, one: FiveList) -> tuple[bytes, str]:
    """Return the workbook that a token of this account, dossier and list stands for; raise NoSuchThing otherwise."""
    try:
        told = signing.loads(request.POST.get("token", ""), salt=SALT, max_age=TOKEN_SECONDS)
    except signing.BadSignature as error:
        raise NoSuchThing("workbook", one.name) from error
    account, dossier, name, sha256, file_name = told
    if [account, dossier, name] != [str(request.account.pk), str(aim.inspection.id), one.name]:
        raise NoSuchThing("workbook", one.name)
    return path_of(sha256).read_bytes(), file_name


def crumbs(aim: Aim, one: FiveList, last: str) -> list[Crumb]:
    back: Any = reverse("list", args=[aim.inspection.id, one.name])
    return [*way_to_dossier(aim), Crumb(word("list", one.name), back), Crumb(last)]
