"""The guides for the weeks on site: the library, writing a version, figures; and the guide on the spot."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.domain.field_guides import FieldGuide, GuideSort, Row, guide_of_rows, rows_of
from bihuan.domain.glossary import CATEGORIES
from bihuan.domain.offices import SUPERVISING
from bihuan.fieldwork.drafting import areas
from bihuan.fieldwork.guide_sheet import read_guide_sheet, write_guide
from bihuan.fieldwork.guide_tables import GuideVersion
from bihuan.fieldwork.guides import Present, choosable_guides, in_use, key_of, present_guides, standing_ticks, ticks_of
from bihuan.fieldwork.guiding import release_guide
from bihuan.intake.refusals import Unreadable
from bihuan.web import clock, keys
from bihuan.web.forms import UNUSABLE_STATUS, Crumb, attempt
from bihuan.web.forms import field_guide as f
from bihuan.web.pages.field_guide import (
    counted_looks,
    figures_for,
    guide_paper,
    method_lines,
    on_the_spot,
    shelves,
    shown,
)
from bihuan.web.pages.site import page_words
from bihuan.web.permissions import may_open
from bihuan.web.refusals import refusal_of
from bihuan.web.requests import SignedRequest
from bihuan.web.screens.deeds import way_to_dossier
from bihuan.web.screens.site import read_by_the_team
from bihuan.web.serving.downloads import WORD, download, workbook
from bihuan.web.words import in_this_language, word

PDF = "application/pdf"
KINDS = {"pdf": PDF, "docx": WORD}


def way(*more: Crumb) -> list[Crumb]:
    return [Crumb(_("Guides and methods"), reverse("field_guides")), *more]


def field_guides(request: SignedRequest) -> HttpResponse:
    """Show the library: the guide of each category, the methods."""
    at = request.actor.authority_id
    context = {
        "shelves": shelves(at),
        "methods": method_lines(at),
        "may_write": may_open("field_guide_write", request.actor),
        "may_count": may_open("field_guide_figures", request.actor),
    }
    return render(request, "web/field_guides.html", context)


def guide_named(request: SignedRequest, sort: str, name: str) -> Present:
    """Return a guide as it stands now; 404 where there is none."""
    found = choosable_guides(request.actor.authority_id).get(key_of(sort, name))
    if found is None:
        raise Http404
    return found


def version_of(request: SignedRequest, sort: str, name: str) -> Present | GuideVersion:
    """Return the version asked for, the present one where none is."""
    asked = request.GET.get("version", "")
    if not asked:
        return guide_named(request, sort, name)
    rows = GuideVersion.objects.filter(authority_id=request.actor.authority_id, sort=sort, name=name)
    found = rows.filter(number=int(asked)).first() if asked.isdecimal() and len(asked) < len("10000") else None
    if found is None:
        raise Http404
    return found


def field_guide(request: SignedRequest, sort: str, name: str) -> HttpResponse:
    """Show a guide, layer by layer, to be read and printed."""
    one = version_of(request, sort, name)
    rows = GuideVersion.objects.filter(authority_id=request.actor.authority_id, sort=sort, name=name)
    context = {
        "one": shown(one),
        "areas": areas(),
        "versions": [(row.number, shown(row).version) for row in rows.order_by("-number")],
        "asked": request.GET.get("version", ""),
        "may_write": sort == GuideSort.LAYERED and may_open("field_guide_write", request.actor),
        "may_count": may_open("field_guide_figures", request.actor),
        "crumbs": way(Crumb(one.title)),
    }
    return render(request, "web/field_guide.html", context)


def field_guide_workbook(request: SignedRequest, sort: str, name: str) -> HttpResponse:
    """Hand a guide out as a workbook that comes in again unchanged."""
    one = version_of(request, sort, name)
    return workbook(write_guide(one.guide, in_this_language, one.title), f"{one.title}.xlsx")


def field_guide_paper(request: SignedRequest, sort: str, name: str, suffix: str) -> HttpResponse:
    """Hand a guide out as Word or PDF, with room to tick by hand."""
    one = version_of(request, sort, name)
    made = guide_paper(one, request.actor.today, f".{suffix}")
    return download(made.content, KINDS[suffix], f"{one.title}.{suffix}")


def field_guide_figures(request: SignedRequest, sort: str, name: str) -> HttpResponse:
    """Show what was ticked where: point by point, and of one point every look."""
    one = guide_named(request, sort, name)
    ticks = ticks_of(request.actor.authority_id, one.key)
    point = request.GET.get("point", "")
    found = one.guide.find(point)
    context = {
        "one": shown(one),
        "figures": figures_for(request.actor.authority_id, one, ticks),
        "point": point,
        "point_words": found[1].name if found else "",
        "looks": counted_looks(request.actor, one.key, point) if point else [],
        "crumbs": way(Crumb(one.title, reverse("field_guide", args=[sort, name])), Crumb(_("What was ticked where"))),
    }
    return render(request, "web/field_guide_figures.html", context)


# --- writing ----------------------------------------------------------------------------------------------


def field_guide_write(request: SignedRequest, category: str) -> HttpResponse:
    """Write the next version of a category's guide: row by row, or out of a workbook."""
    if category not in CATEGORIES or category in SUPERVISING:
        raise Http404
    stands = present_guides(request.actor.authority_id)
    begin = stands.get(request.GET.get("from", "")) or stands.get(category)
    if request.method != "POST":
        title = begin.title if begin and begin.name == category else word("category", category)
        rows = f.rows_form(rows_of(begin.guide) if begin else [])
        return write_page(request, category, f.TitleForm(initial={"title": title}), rows)
    if "upload" in request.POST:
        return uploaded(request, category, begin)
    form, told = f.TitleForm(request.POST), f.Rows(request.POST, prefix=f.PREFIX)
    rows_told = f.rows_told(told)
    _guide, faults = guide_of_rows(rows_told, areas())
    if faults or not form.is_valid():
        f.put_faults(told, faults, [row.line for row in rows_told])
        return write_page(request, category, form, told, status=UNUSABLE_STATUS)
    given = {"category": category, "rows": rows_told, **form.cleaned_data}
    key = keys.key_of(request)
    if attempt(form, release_guide, actor=request.actor, **given, now=clock.now(), key=key) is None:
        return write_page(request, category, form, told, status=UNUSABLE_STATUS)
    messages.success(request, _("Released. Teams that work by an earlier version go on with that."))
    return redirect("field_guide", sort=GuideSort.LAYERED.value, name=category)


def uploaded(request: SignedRequest, category: str, begin: Present | None) -> HttpResponse:
    """Show what a workbook tells in the form, each fault beside its cell; nothing is released by it."""
    sheet = f.SheetForm(request.POST, request.FILES)
    title = f.TitleForm(initial={"title": begin.title if begin else word("category", category)})
    if not sheet.is_valid():
        return write_page(request, category, title, f.rows_form([]), sheet=sheet, status=UNUSABLE_STATUS)
    sent = sheet.cleaned_data["workbook"]
    try:
        found = read_guide_sheet(sent.read(), sent.name or "", areas(), in_this_language)
    except Unreadable as refused:
        refusal = refusal_of(refused)
        assert refusal is not None
        sheet.add_error("workbook", f"{refusal.what} {refusal.remedy}".strip())
        return write_page(request, category, title, f.rows_form([]), sheet=sheet, status=UNUSABLE_STATUS)
    rows: list[Row] = [row for row in found.rows if not row.is_empty]
    told = f.rows_form(rows, bound=True)
    _guide, faults = guide_of_rows(rows, areas())
    f.put_faults(told, faults, [row.line for row in rows])
    status = UNUSABLE_STATUS if faults else 200
    return write_page(request, category, title, told, errors=found.errors, guide=found.guide, status=status)


def write_page(
    request: SignedRequest,
    category: str,
    form: f.TitleForm,
    rows: Any,
    *,
    sheet: f.SheetForm | None = None,
    errors: Any = (),
    guide: FieldGuide | None = None,
    status: int = 200,
) -> HttpResponse:
    stands = present_guides(request.actor.authority_id)
    context = {
        "category": category,
        "words": word("category", category),
        "form": form,
        "rows": rows,
        "sheet": sheet or f.SheetForm(),
        "errors": errors,
        "read": sum(1 for _one in guide.points()) if guide else 0,
        "begin": [(one.name, one.title) for one in stands.values()],
        "has_one": category in stands,
        "crumbs": way(Crumb(_("Write a guide"))),
    }
    return render(request, "web/field_guide_write.html", context, status=status)


# --- on the spot ------------------------------------------------------------------------------------------


def guide_on_site(request: SignedRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """Show the guide that the team works by, to be ticked on the spot."""
    aim = read_by_the_team(request, inspection_id)
    crumbs = [*way_to_dossier(aim), Crumb(page_words("guide_on_site"))]
    context = {"one": aim.inspection, "aim": aim, **on_the_spot(request.actor, aim), "crumbs": crumbs}
    return render(request, "web/guide_on_site.html", context)


def guide_on_site_paper(request: SignedRequest, inspection_id: uuid.UUID, number: int, suffix: str) -> HttpResponse:
    """Hand out the guide of a dossier with what was ticked in it."""
    aim = read_by_the_team(request, inspection_id)
    used = next((one for one in in_use(aim.inspection) if one.number == number), None)
    if used is None:
        raise Http404
    ticks = [tick for tick in standing_ticks(aim.inspection) if tick.in_use_id == used.id]
    unit = aim.inspection.organization_name
    made = guide_paper(used.version_of, request.actor.today, f".{suffix}", unit=unit, ticks=ticks)
    return download(made.content, KINDS[suffix], f"{unit}-{used.version_of.title}.{suffix}")
