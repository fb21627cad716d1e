"""After adoption: authorise, announce, pledge, supervise, end; what the inspected organization is told."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header, urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from bihuan.dossiers.models import Round
from bihuan.organizations.models import Organization
from bihuan.papers.numbers import last_series
from bihuan.teams.authorising import (
    authorise_teams,
    leave_tour,
    name_supervisors,
    open_access,
    pledge_secrecy,
    running_tours,
    tours_shut_out,
)
from bihuan.teams.closed import LASTING, standing_of
from bihuan.teams.letters import KIND, letter_of
from bihuan.teams.models import ADOPTED, Authorisation, Composition, Tour
from bihuan.teams.readying import Lacking, before_announcing, before_authorising
from bihuan.teams.supervising import bodies_over, host_of
from bihuan.teams.unchanged import deciders_of, unchanged_in
from bihuan.web import clock, keys
from bihuan.web.forms import DayField, deed_page, offer_choices, posted
from bihuan.web.forms.plan import NamesField
from bihuan.web.paper_present import tell_series_in_use
from bihuan.web.permissions import may_open
from bihuan.web.requests import SignedRequest
from bihuan.web.screens.composer import way
from bihuan.web.screens.own_tours import has_access
from bihuan.web.screens.placing import round_of
from bihuan.web.seated import left_out
from bihuan.web.serving.downloads import WORD
from bihuan.web.words import lack_said


class AuthoriseForm(forms.Form):
    """The letter of authorisation."""

    series = forms.CharField(label=gettext_lazy("Word before the number"), max_length=20)
    decided_by = forms.ChoiceField(
        label=gettext_lazy("Decided by"),
        help_text=gettext_lazy("The host committee, or whoever above it ordered the round; never who lends people."),
    )
    decided_on = DayField(label=gettext_lazy("Decided on"))
    from_on = DayField(label=gettext_lazy("First day"))
    until_on = DayField(label=gettext_lazy("Last day"))


class PaperForm(forms.Form):
    """Which signed paper the office attests."""

    paper = forms.CharField(label=gettext_lazy("Signed paper"), max_length=100)


class SupervisorsForm(forms.Form):
    """The bodies that supervise a member."""

    supervisors = NamesField(
        label=gettext_lazy("Supervising bodies"),
        help_text=gettext_lazy("One a line: who sends, who receives, the city, the office, the team."),
    )


class EndTourForm(forms.Form):
    """From when on a tour is over, and why."""

    on = DayField(label=gettext_lazy("Last day"))
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}))


def authorisation(request: SignedRequest, round_id: uuid.UUID) -> HttpResponse:
    """Show the adopted teams: authorised or not, pledged or not, with access or not."""
    at = round_of(request, round_id)
    tours = running_tours(at)
    rows = Authorisation.objects.filter(authority_id=at.authority_id, round=at).order_by("decided_on", "id")
    host = host_of(at.authority_id)
    listed = [(one, has_access(one), bodies_over(one, host)) for one in tours]
    unready = before_authorising(at, tours)
    lacking = [*unready, *before_announcing(at, tours)]
    adopted = Composition.objects.filter(authority_id=at.authority_id, round=at, state=ADOPTED).first()
    context = {
        "at": at,
        "listed": listed,
        "lacking": [(one, lack_said(one.lack), *remedy_of(one)) for one in lacking],
        "adopted": adopted,
        "letters": rows,
        "waiting": sum(one.authorisation_id is None for one in tours),
        "shut_out": len(shut_out_of(request, at)),
        "unpledged": sum(one.pledged_on is None for one in tours),
        "without": sum(one.inspector.account_id is None for one in tours),
        "may_authorise": may_open("authorise", request.actor),
        "is_unready": bool(unready),
        "is_announced": bool(tours) and all(one.authorisation and one.authorisation.announced_on for one in tours),
        "unchanged": unchanged_in(at, tours),
        "standing": standing_of(at, request.actor.today).value,
        "may_announce": may_open("announce", request.actor) and is_to_be_announced(request, at, tours),
        "may_keep": may_open("pledge_attest", request.actor) and standing_of(at, request.actor.today) not in LASTING,
        "crumbs": way(at, _("Authorisation")),
    }
    return render(request, "web/authorisation.html", context)


def shut_out_of(request: SignedRequest, at: Round) -> list[Tour]:
    return [one for one in tours_shut_out(at.authority_id, request.actor.today) if one.round_id == at.id]


def is_to_be_announced(request: SignedRequest, at: Round, tours: list[Tour]) -> bool:
    """True where a letter is not announced yet, or somebody has no access although it was."""
    letters = {one.authorisation for one in tours if one.authorisation is not None}
    return any(one.announced_on is None for one in letters) or bool(shut_out_of(request, at))


def remedy_of(one: Lacking) -> tuple[str, str]:
    """Return where what is lacking is mended, and in which words."""
    code, at, person = one.lack.code, one.tour.round_id, one.tour.inspector_id
    if code == "recused":
        return reverse("recusal_of", args=[at, person]), _("Why")
    if code == "not_declared":
        return reverse("declaration_attest", args=[at, person]), _("Attest on paper")
    if code == "not_vouched":
        return reverse("inspector_vouch", args=[person]), _("Enter it")
    if code == "not_trained":
        return reverse("preparation_add", args=[at, "training"]), _("Record the training before entry")
    unit = urlencode({"unit": one.tour.inspector.unit})
    return reverse("releases_add", args=[at]) + f"?{unit}", _("Record the home unit's commitment")


def authorise(request: SignedRequest, round_id: uuid.UUID) -> HttpResponse:
    """Authorise the adopted teams for this one round."""
    at = round_of(request, round_id)
    start = {
        "series": last_series(at.authority_id, KIND),
        "decided_on": request.actor.today,
        "from_on": at.from_on,
        "until_on": at.until_on or at.from_on,
    }
    form = AuthoriseForm(posted(request), initial=start)
    tell_series_in_use(form, at.authority_id)
    offer_choices(form, "decided_by", [(one, one) for one in deciders_of(at)])
    back = reverse("authorisation", args=[at.pk])
    title = _("Authorise the teams")
    named = _("Authorisation of the teams of %(round)s") % {"round": at.name}
    said = _("The teams are authorised for this round; the letter is ready.")
    note = _("Once for one round: the host committee authorises, sends and manages, whoever lends the people.")

    def told() -> dict[str, Any]:
        return {"round_id": at.id, "title": named, **form.cleaned_data}

    shown = {"title": title, "back": back, "said": said, "note": note}
    return deed_page(request, form, authorise_teams, told, crumbs=way(at, title), **shown)


@require_POST
def announce(request: SignedRequest, round_id: uuid.UUID) -> HttpResponse:
    """Announce the teams and open access for whoever has pledged."""
    given = open_access(request.actor, round_id, now=clock.now(), key=keys.key_of(request))
    messages.success(request, _("The teams are announced; %(count)s roles were given.") % {"count": given})
    if without := left_out(running_tours(round_of(request, round_id))):
        told = {"count": len(without), "people": _("; ").join(without)}
        messages.warning(request, _("%(count)s people got no role: %(people)s.") % told)
    return redirect("authorisation", round_id=round_id)


@require_GET
def authorisation_letter(request: SignedRequest, authorisation_id: uuid.UUID, suffix: str) -> HttpResponse:
    """Hand out the letter of authorisation."""
    rows = Authorisation.objects.select_related("round")
    row = get_object_or_404(rows, authority_id=request.actor.authority_id, pk=authorisation_id)
    made = letter_of(row, f".{suffix}")
    response = HttpResponse(made.content, content_type=WORD if suffix == "docx" else "application/pdf")
    name = f"{_('Authorisation')}-{row.number}.{suffix}"
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response


def tour_of(request: SignedRequest, tour_id: uuid.UUID) -> Tour:
    """Return a running tour of the actor's own authority."""
    rows = Tour.objects.select_related("round", "inspector").filter(ended_on=None)
    return get_object_or_404(rows, authority_id=request.actor.authority_id, pk=tour_id)


def on_tour(request: SignedRequest, row: Tour, form: forms.Form, deed: Any, *, title: str, said: str) -> HttpResponse:

    def told() -> dict[str, Any]:
        return {"tour_id": row.id, **form.cleaned_data}

    back, crumbs = reverse("authorisation", args=[row.round_id]), way(row.round, f"{title}: {row.inspector.name}")
    return deed_page(request, form, deed, told, title=title, back=back, said=said, crumbs=crumbs)


def pledge_attest(request: SignedRequest, tour_id: uuid.UUID) -> HttpResponse:
    """Attest the pledge that a member has signed on paper."""
    row, form = tour_of(request, tour_id), PaperForm(posted(request))
    title = _("Attest the pledge of secrecy")
    return on_tour(request, row, form, pledge_secrecy, title=title, said=_("The pledge is entered."))


@require_POST
def pledge_own(request: SignedRequest, tour_id: uuid.UUID) -> HttpResponse:
    """Let a member pledge secrecy by his own account."""
    row = tour_of(request, tour_id)
    pledge_secrecy(actor=request.actor, tour_id=row.id, paper="", now=clock.now(), key=keys.key_of(request))
    messages.success(request, _("You have pledged secrecy for this round."))
    return redirect("own_rounds")


def supervisors_name(request: SignedRequest, tour_id: uuid.UUID) -> HttpResponse:
    """Name the bodies that supervise a member."""
    row = tour_of(request, tour_id)
    form = SupervisorsForm(posted(request), initial={"supervisors": row.supervisors})
    return on_tour(request, row, form, name_supervisors, title=_("Name supervisors"), said=_("It is entered."))


def tour_end(request: SignedRequest, tour_id: uuid.UUID) -> HttpResponse:
    """End somebody's tour before its time."""
    row, form = tour_of(request, tour_id), EndTourForm(posted(request), initial={"on": request.actor.today})
    said = _("The tour is over, and its access with it.")
    return on_tour(request, row, form, leave_tour, title=_("End the tour"), said=said)


def announced(request: SignedRequest) -> HttpResponse:
    """Tell the inspected organization who comes: names only."""
    places = [duty.path for duty in request.actor.running() if duty.path]
    rows = Organization.objects.filter(authority_id=request.actor.authority_id)
    mine = {str(row.id): row.name for row in rows if any(row.path.startswith(path) for path in places)}
    tours = Tour.objects.filter(
        authority_id=request.actor.authority_id, ended_on=None, authorisation__announced_on__isnull=False
    ).select_related("round", "inspector", "authorisation")
    seen = [one for one in tours.order_by("-from_on", "team", "id") if any(key in mine for key in one.organizations)]
    listed = [{"tour": one, "units": [mine[key] for key in one.organizations if key in mine]} for one in seen]
    rounds = {one.round_id: one.round for one in seen}
    running = {one.round_id for one in seen if one.until_on >= request.actor.today and one.round.ended_on is None}
    told = [(at, at.pk in running) for at in rounds.values()]
    return render(request, "web/announced.html", {"listed": listed, "rounds": told})
