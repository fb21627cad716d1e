"""What happened: the course of one dossier, of one finding, and the latest deeds of all for the office."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bihuan.desk import course
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.finding import STEPS as FINDING_STEPS
from bihuan.domain.lifecycle.inspection import STEPS as INSPECTION_STEPS
from bihuan.ledger.models import Entry
from bihuan.web.course import happenings
from bihuan.web.forms import Crumb, DayField, offer_choices
from bihuan.web.forms.choices import dossiers
from bihuan.web.requests import SignedRequest
from bihuan.web.screens.deeds import way_to_dossier
from bihuan.web.things import Aim, finding_of, kept_dossier_of
from bihuan.web.words import deed_words

A_PAGE = 50
FIRST_DAY, LAST_DAY = date(1970, 1, 1), date(9998, 12, 31)
DEEDS = (*INSPECTION_STEPS, *FINDING_STEPS, "open_inspection", *sorted(course.OF_THE_AUTHORITY))


def dossier_course(request: SignedRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """Show everything that happened on a dossier, as far as its reader may know."""
    aim = kept_dossier_of(request.actor, inspection_id)
    title = _("Course of events: %(what)s") % {"what": aim.inspection.organization_name}
    return course_page(
        request, aim, course.course_with_people(request.actor, aim.inspection), title, way_to_dossier(aim)
    )


def finding_course(request: SignedRequest, finding_id: uuid.UUID) -> HttpResponse:
    """Show everything that happened to a finding, its measures and its evidence."""
    aim = finding_of(request.actor, finding_id)
    finding = aim.finding
    assert finding is not None
    rows = course.course_of_finding(request.actor, finding, aim.inspection)
    number = _("Finding %(number)s") % {"number": finding.number}
    way = [*way_to_dossier(aim), Crumb(number, reverse("finding", args=[finding.id]))]
    title = _("Course of events: %(what)s") % {"what": f"{finding.number} {finding.title}"}
    return course_page(request, aim, rows, title, way)


def course_page(request: SignedRequest, aim: Aim, rows: QuerySet[Entry], title: str, way: list[Crumb]) -> HttpResponse:
    """Show one page of entries."""
    page = Paginator(course.read(rows), A_PAGE).get_page(request.GET.get("page"))
    at, here = aim.inspection.authority_id, aim.inspection.organization_name
    about = aim.finding.id if aim.finding else None
    shown = happenings(at, list(page), to_the_unit=not aim.sees_all, here=here, about=about)
    crumbs = [*way, Crumb(_("Course of events"))]
    return render(request, "web/course.html", {"title": title, "page": page, "happenings": shown, "crumbs": crumbs})


class Asked(forms.Form):
    """What the filter row of the recent deeds asks for."""

    deed = forms.ChoiceField(label=gettext_lazy("Deed"), required=False)
    unit = forms.ChoiceField(label=gettext_lazy("Dossier"), required=False)
    until = DayField(label=gettext_lazy("Up to"), required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        anything = ("", _("all"))
        offer_choices(self, "deed", [anything, *((name, deed_words(name)) for name in DEEDS)])
        offer_choices(self, "unit", [anything, *dossiers(actor)])


def recent(request: SignedRequest) -> HttpResponse:
    """Show the latest deeds of all dossiers, the latest first."""
    asked = Asked(request.GET, actor=request.actor)
    asked.is_valid()
    rows = course.recent(request.actor)
    if asked.cleaned_data.get("deed"):
        rows = rows.filter(action=asked.cleaned_data["deed"])
    if asked.cleaned_data.get("unit"):
        rows = rows.filter(stream=f"{course.DOSSIER}{asked.cleaned_data['unit']}")
    if asked.cleaned_data.get("until"):
        rows = rows.filter(recorded_at__lt=end_of(asked.cleaned_data["until"]))
    last = entry_before(request)
    if last is not None:
        rows = rows.filter(Q(recorded_at__lt=last.recorded_at) | Q(recorded_at=last.recorded_at, id__lt=last.id))
    found = list(course.read(rows)[: A_PAGE + 1])
    context = {
        "asked": asked,
        "happenings": happenings(request.actor.authority_id, found[:A_PAGE]),
        "earlier": str(found[A_PAGE - 1].id) if len(found) > A_PAGE else "",
        "is_further": last is not None,
    }
    return render(request, "web/recent.html", context)


def end_of(day: date) -> datetime:
    """Return the instant at which a day is over where the office is; of days beyond all writing the nearest."""
    day = min(max(day, FIRST_DAY), LAST_DAY)
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), datetime.min.time()))


def entry_before(request: SignedRequest) -> Entry | None:
    """Return the entry after which a page goes on; None for the first page."""
    try:
        one = uuid.UUID(request.GET.get("before", ""))
    except ValueError:
        return None
    rows = Entry.objects.filter(authority_id=request.actor.authority_id, pk=one)
    return rows.only("id", "recorded_at").first()
