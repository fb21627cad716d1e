"""Two-way assessment and the annual appraisal."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bihuan.domain.glossary import ASPECTS_ASSESSED
from bihuan.dossiers.models import Round
from bihuan.teams.assessing import (
    HOST_OF_MEMBER,
    TEAM_OF_HOST,
    UNIT_OF_TEAM,
    assess,
    directions,
    hosts_assessed,
)
from bihuan.teams.declarations import answers_for, placed_in
from bihuan.teams.models import Assessment, Tour
from bihuan.web.forms import Crumb, deed_page, offer_choices, posted
from bihuan.web.pages.appraisal import appraised, year_asked
from bihuan.web.permissions import may_open
from bihuan.web.requests import SignedRequest
from bihuan.web.screens.composer import way
from bihuan.web.screens.placing import round_of
from bihuan.web.words import team_said, word

MOST = 100


class ScoresForm(forms.Form):
    """The scores of one side for the other."""

    remark = forms.CharField(
        label=gettext_lazy("Remark"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for aspect in ASPECTS_ASSESSED:
            said = word("assessed", aspect)
            self.fields[aspect] = forms.IntegerField(label=said, min_value=0, max_value=MOST)
        self.order_fields([*ASPECTS_ASSESSED, "remark"])

    def told(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {"scores": {aspect: given[aspect] for aspect in ASPECTS_ASSESSED}, "remark": given["remark"]}


class TeamScoresForm(ScoresForm):
    """The scores of a unit for the team that inspected it."""

    of = forms.ChoiceField(label=gettext_lazy("Unit and team"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["of", *ASPECTS_ASSESSED, "remark"])


def assessments(request: SignedRequest, round_id: uuid.UUID) -> HttpResponse:
    """Show what was scored in a round, and whom the host has not scored yet."""
    at = round_of(request, round_id)
    rows = Assessment.objects.filter(authority_id=at.authority_id, round=at).order_by("kind", "team", "id")
    rows = rows.select_related("tour__inspector", "organization")
    tours = Tour.objects.filter(authority_id=at.authority_id, round=at).select_related("inspector")
    scored = {row.tour_id for row in rows if row.kind == HOST_OF_MEMBER}
    context = {
        "at": at,
        "directions": directions(list(rows)),
        "aspects": [word("assessed", aspect) for aspect in ASPECTS_ASSESSED],
        "unscored": [one for one in tours.order_by("team", "id") if one.id not in scored],
        "may_score": may_open("assess_member", request.actor),
        "crumbs": way(at, _("Assessment")),
    }
    return render(request, "web/assessments.html", context)


def scoring(
    request: SignedRequest, at: Round, form: ScoresForm, told: dict[str, Any], *, title: str, back: str
) -> HttpResponse:
    def scored() -> dict[str, Any]:
        whom: dict[str, Any] = {"round_id": at.id, "team": "", "tour_id": None, "organization_id": None}
        if isinstance(form, TeamScoresForm):
            unit, _colon, team = form.cleaned_data["of"].partition(":")
            whom |= {"team": team, "organization_id": uuid.UUID(unit)}
        return whom | told | form.told()

    said = _("The scores are entered; the record has them.")
    return deed_page(request, form, assess, scored, title=title, submit=_("Enter the scores"), back=back, said=said)


def assess_member(request: SignedRequest, tour_id: uuid.UUID) -> HttpResponse:
    """Let the host score a member."""
    rows = Tour.objects.select_related("round", "inspector")
    row = get_object_or_404(rows, authority_id=request.actor.authority_id, pk=tour_id)
    title = _("Score %(name)s") % {"name": row.inspector.name}
    told = {"kind": HOST_OF_MEMBER, "tour_id": row.id, "team": row.team}
    back = reverse("assessments", args=[row.round_id])
    return scoring(request, row.round, ScoresForm(posted(request)), told, title=title, back=back)


def assess_team(request: SignedRequest, round_id: uuid.UUID) -> HttpResponse:
    """Let the inspected unit score its team, or the office enter what it was told."""
    at = round_of(request, round_id)
    is_office = may_open("assess_member", request.actor)
    tours = Tour.objects.filter(authority_id=at.authority_id, round=at).order_by("team")
    offered = dict.fromkeys(
        (f"{one.id}:{tour.team}", f"{one.name} – {team_said(tour.team)}")
        for one in placed_in(at)
        for tour in tours
        if str(one.id) in tour.organizations and (is_office or answers_for(request.actor, one))
    )
    form = TeamScoresForm(posted(request))
    offer_choices(form, "of", list(offered))
    back = reverse("assessments", args=[at.pk]) if is_office else reverse("announced")
    return scoring(request, at, form, {"kind": UNIT_OF_TEAM}, title=_("Score the team"), back=back)


def assess_host(request: SignedRequest, round_id: uuid.UUID) -> HttpResponse:
    """Let a member score the host."""
    at = round_of(request, round_id)
    told = {"kind": TEAM_OF_HOST}
    form = ScoresForm(posted(request))
    return scoring(request, at, form, told, title=_("Score the host"), back=reverse("own_rounds"))


def appraisal(request: SignedRequest) -> HttpResponse:
    """Show what a year comes to for everybody who was in a team."""
    year = year_asked(request.actor, request.GET)
    context = {
        "year": year,
        "rows": appraised(request.actor, year),
        "hosts": hosts_assessed(request.actor.authority_id, year),
        "aspects": [word("assessed", aspect) for aspect in ASPECTS_ASSESSED],
        "before": year - 1,
        "after": year + 1,
        "crumbs": [Crumb(_("Pool"), reverse("pool")), Crumb(_("Annual appraisal"))],
    }
    return render(request, "web/appraisal.html", context)
