"""What goes before entry: information asked and given, mobilisation, training; the commitments of home units."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bihuan.domain.glossary import PREPARATIONS
from bihuan.teams.authorising import running_tours
from bihuan.teams.inspectors import pool_of
from bihuan.teams.models import Tour
from bihuan.teams.preparation import Preparation
from bihuan.teams.preparing import answer_preparation, commit_releases, record_preparation, withdraw_preparation
from bihuan.teams.readying import trained_for
from bihuan.teams.struck_trainings import struck_by
from bihuan.web.forms import deed_page, posted
from bihuan.web.forms.plan import ReasonForm
from bihuan.web.forms.preparing import MOBILISATION, TRAINING, AnswerForm, PreparationForm, ReleasesForm
from bihuan.web.permissions import may_open
from bihuan.web.requests import SignedRequest
from bihuan.web.screens.composer import way
from bihuan.web.screens.placing import round_of
from bihuan.web.todo.desk import Desk
from bihuan.web.todo.teams import lamp_of
from bihuan.web.words import day_words, word


def preparation(request: SignedRequest, round_id: uuid.UUID) -> HttpResponse:
    """Show what was asked, given, held and taught before a round, and who of its teams was not at the training."""
    at, desk = round_of(request, round_id), Desk(request.actor)
    rows = Preparation.objects.filter(authority_id=at.authority_id, round=at).order_by("on", "id")
    trained = trained_for(at)
    asked = [
        (row, lamp_of(desk, row.answer_by) if row.answer_by and is_owed(row) else None)
        for row in rows
        if row.kind == "information"
    ]
    context = {
        "at": at,
        "asked": asked,
        "standing": sum(row.withdrawn_on is None for row, _lamp in asked),
        "owing": sum(is_owed(row) for row, _lamp in asked),
        "held": [row for row in rows if row.kind != "information"],
        "untrained": [one for one in running_tours(at) if str(one.inspector_id) not in trained],
        "may_keep": may_open("preparation_add", request.actor),
        "crumbs": way(at, _("Preparation")),
    }
    return render(request, "web/preparation.html", context)


def is_owed(row: Preparation) -> bool:
    """True for information that was asked and not given yet."""
    return row.answered_on is None and row.withdrawn_on is None


def preparation_add(request: SignedRequest, round_id: uuid.UUID, kind: str) -> HttpResponse:
    """Record information asked, a mobilisation or a training."""
    if kind not in PREPARATIONS:
        raise Http404
    at = round_of(request, round_id)
    tours = running_tours(at) if kind == TRAINING else []
    people = [one.inspector for one in tours] or (pool_of(at.authority_id) if kind == TRAINING else [])
    form = PreparationForm(posted(request), kind=kind, people=people, initial={"on": request.actor.today, "days": 1})
    title = {
        "information": _("Ask for information"),
        "mobilisation": _("Record the mobilisation"),
        "training": _("Record the training before entry"),
    }[kind]

    def told() -> dict[str, Any]:
        return {"round_id": at.id, **form.told()}

    back = reverse("preparation", args=[at.pk])
    return deed_page(request, form, record_preparation, told, title=title, back=back, crumbs=way(at, title))


def standing(request: SignedRequest, preparation_id: uuid.UUID) -> Preparation:
    """Return what was entered before entry and not struck out."""
    rows = Preparation.objects.filter(authority_id=request.actor.authority_id, withdrawn_on=None)
    return get_object_or_404(rows.select_related("round"), pk=preparation_id)


def preparation_answer(request: SignedRequest, preparation_id: uuid.UUID) -> HttpResponse:
    """Enter the information that a body gave."""
    row = standing(request, preparation_id)
    form = AnswerForm(posted(request), initial={"on": request.actor.today})
    back, title = reverse("preparation", args=[row.round_id]), _("Enter the information given")

    def told() -> dict[str, Any]:
        return {"preparation_id": row.id, **form.cleaned_data}

    crumbs, note = way(row.round, title), f"{row.body}: {row.matter}"
    return deed_page(request, form, answer_preparation, told, title=title, back=back, crumbs=crumbs, note=note)


class StrikingForm(ReasonForm):
    """Why something is struck out; `undone` tells what it comes to for whom."""

    def __init__(self, *args: Any, row: Preparation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = True
        self.undone = list(struck_by(row).items()) if row.kind == TRAINING else []


def preparation_withdraw(request: SignedRequest, preparation_id: uuid.UUID) -> HttpResponse:
    """Strike out what was entered wrongly or twice."""
    row = standing(request, preparation_id)
    form = StrikingForm(posted(request), row=row)
    title, back = _("Withdraw what was entered"), reverse("preparation", args=[row.round_id])
    said = [word("preparation", row.kind), row.body, day_words(row.on), row.matter]
    note = f"{_('It stays, struck out, with the reason.')} {undone_said(row)}"

    def told() -> dict[str, Any]:
        return {"preparation_id": row.id, **form.cleaned_data}

    about = {"title": title, "back": back, "note": f"{' · '.join(filter(None, said))} – {note}"}
    about |= {"said": _("It is struck out."), "template": "web/preparation_withdraw.html"}
    return deed_page(request, form, withdraw_preparation, told, crumbs=way(row.round, title), **about)


def undone_said(row: Preparation) -> str:
    """Say what striking something out undoes, and what not."""
    if row.kind == TRAINING:
        return _("It goes out of the record of everybody who was there, too.")
    if row.kind == MOBILISATION:
        return _("Nothing else rests on it: teams, authorisation and announcement stay as they are.")
    if row.answered_on is not None:
        return _("The answer of %(day)s is struck out with it; ask the body again where it is still needed.") % {
            "day": day_words(row.answered_on)
        }
    return _("The body owes no answer any more; tell it where the request has gone out.")


def releases_add(request: SignedRequest, round_id: uuid.UUID) -> HttpResponse:
    """Record the commitments of home units for all of their people in the teams of a round, several at once."""
    at = round_of(request, round_id)
    by_unit: dict[str, list[uuid.UUID]] = {}
    tours = running_tours(at)
    for one in tours:
        by_unit.setdefault(one.inspector.unit, []).append(one.inspector_id)
    units = [
        (unit, ngettext("%(unit)s (%(count)s person)", "%(unit)s (%(count)s people)", len(people)))
        for unit, people in by_unit.items()
    ]
    offered = [(unit, said % {"unit": unit, "count": len(by_unit[unit])}) for unit, said in units]
    until = max((one.until_on for one in tours), default=at.until_on)
    asked = request.GET.get("unit", "")
    owing = [unit for unit in by_unit if unit in unreleased(tours)]
    start = {"units": [asked] if asked else owing, "on": request.actor.today, "until_on": until}
    form, back = ReleasesForm(posted(request), units=offered, initial=start), reverse("authorisation", args=[at.pk])
    title = _("Record the home units' commitments")

    def told() -> dict[str, Any]:
        given = dict(form.cleaned_data)
        return given | {"units": {unit: by_unit[unit] for unit in given.pop("units")}}

    note = _("Each home unit commits itself in writing to keep its people free of other duties. Owing ones are ticked.")
    return deed_page(request, form, commit_releases, told, title=title, back=back, crumbs=way(at, title), note=note)


def unreleased(tours: list[Tour]) -> set[str]:
    """Return the home units whose commitment does not last as long as the time of their people."""
    return {
        one.inspector.unit
        for one in tours
        if one.inspector.released_until is None or one.inspector.released_until < one.until_on
    }
