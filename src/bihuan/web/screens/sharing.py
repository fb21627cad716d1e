"""Which team visits whom, said by the office for a whole round at once."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.dossiers.models import Inspection, Round
from bihuan.planning.models import Placement
from bihuan.planning.sharing import share_out
from bihuan.web.forms import deed_page, posted
from bihuan.web.requests import SignedRequest
from bihuan.web.screens.placing import round_of, way_to


def form_of(request: SignedRequest, at: Round) -> tuple[forms.Form, dict[str, uuid.UUID]]:
    """Return a field for each organization of the round whose dossier is not open, and the placements they name."""
    opened = Inspection.objects.filter(authority_id=at.authority_id, round=at).values_list("organization_id", flat=True)
    rows = Placement.objects.filter(authority_id=at.authority_id, round=at, removed_on=None)
    rows = rows.exclude(organization_id__in=list(opened)).select_related("organization")
    form, fields = forms.Form(posted(request)), dict[str, uuid.UUID]()
    for number, row in enumerate(sorted(rows, key=lambda one: one.organization.path)):
        fields[f"team_{number}"] = row.id
        form.fields[f"team_{number}"] = forms.CharField(
            label=row.organization.name, required=False, max_length=60, initial=row.team
        )
    return form, fields


def round_teams(request: SignedRequest, round_id: uuid.UUID) -> HttpResponse:
    """Say which team visits whom."""
    at = round_of(request, round_id)
    form, fields = form_of(request, at)
    back = reverse("round_plan", args=[at.pk])

    def told() -> dict[str, Any]:
        return {"round_id": at.id, "teams": {row: form.cleaned_data[name] for name, row in fields.items()}}

    title, said = _("Which team visits whom"), _("It is entered. Compose the teams again to have it count.")
    note = _(
        "Organizations with the same name go to one team, such as: third team of the county committee. What is left "
        "empty is bundled by the product. The team of an open dossier does not change here."
    )
    shown = {"title": title, "submit": _("Save"), "back": back, "said": said, "note": note}
    return deed_page(request, form, share_out, told, crumbs=way_to(at, title), **shown)
