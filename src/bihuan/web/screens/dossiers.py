"""The list of dossiers, and the forms that open a round and a dossier."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bihuan.domain.jurisdiction import Actor
from bihuan.domain.offices import SUPERVISING
from bihuan.dossiers.actions import open_inspection, open_round
from bihuan.dossiers.models import Inspection, Round
from bihuan.dossiers.supervisors import supervision_offices
from bihuan.evaluation.look_backs import open_look_back, refuse_second_opening
from bihuan.ledger.door import Receipt
from bihuan.planning.queries import present_term
from bihuan.planning.terms import term_as_planned
from bihuan.teams.seating import authorised_for
from bihuan.teams.visiting import teams_visiting
from bihuan.web import clock, keys
from bihuan.web.first_steps import of_an_office
from bihuan.web.forms import Crumb, DayField, attempt, choices, deed_page, form_page, offer_choices, posted
from bihuan.web.lists.columns import read_for
from bihuan.web.lists.dossier_columns import GRID
from bihuan.web.lists.dossier_filter import Asked
from bihuan.web.lists.dossiers import dossiers_asked, listed, rounds_listed
from bihuan.web.lists.kept_views import beside_a_list, opened
from bihuan.web.lists.paging import MOST, Pages
from bihuan.web.look import look_of
from bihuan.web.pages.look_back import decided, hold_to, said_of, start_of
from bihuan.web.permissions import may_open
from bihuan.web.requests import SignedRequest

A_PAGE = 30


class RoundForm(forms.Form):
    """A new round."""

    name = forms.CharField(
        label=gettext_lazy("Name of the round"),
        max_length=80,
        help_text=gettext_lazy("As papers name it, such as: third round of the 14th county committee"),
    )
    term = forms.CharField(
        label=gettext_lazy("Term"), max_length=40, help_text=gettext_lazy("The term of the committee, such as: 14th")
    )
    number = forms.IntegerField(label=gettext_lazy("Number in the term"), min_value=1, max_value=999)
    from_on = DayField(label=gettext_lazy("First day"))
    until_on = DayField(label=gettext_lazy("Last day"), required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.authority_id = actor.authority_id

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        first, last = given.get("from_on"), given.get("until_on")
        if first and last and last < first:
            self.add_error("until_on", _("The last day is before the first."))
        if given.get("term"):
            given["term"] = term_as_planned(self.authority_id, given["term"])
        there = Round.objects.filter(authority_id=self.authority_id, term=given.get("term"))
        if given.get("name") and there.filter(name=given["name"]).exists():
            self.add_error("name", _("The term has a round of this name already: open its page instead of a second."))
        if given.get("number") and there.filter(number=given["number"]).exists():
            self.add_error("number", _("The term has a round of this number already."))
        return given


class DossierForm(forms.Form):
    """A new dossier: one organization in one round."""

    round_id = forms.ChoiceField(label=gettext_lazy("Round"))
    organization_id = forms.ChoiceField(label=gettext_lazy("Inspected organization"))
    kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    number = forms.IntegerField(label=gettext_lazy("Number in the round"), min_value=1, max_value=999)
    team_name = forms.CharField(
        label=gettext_lazy("Inspection team"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("Name it where the round has no team for this unit yet; else it may stay empty."),
    )
    supervision_office_id = forms.ChoiceField(
        label=gettext_lazy("Linked supervision office"),
        required=False,
        help_text=gettext_lazy("The last check and evaluation are its own; without it the dossier cannot be closed."),
    )
    responsible_department_needed = forms.BooleanField(
        label=gettext_lazy("A copy notice to the responsible department is needed"), required=False
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        living = choices.living_organizations(actor.authority_id, actor.today)
        units = [row for row in living if row.category not in SUPERVISING]
        offer_choices(self, "round_id", choices.rounds(actor, running=True))
        offer_choices(self, "organization_id", [choices.nothing(), *choices.by_id(units)])
        offer_choices(self, "kind", choices.terms("inspection_kind"))
        offer_choices(self, "supervision_office_id", [("", _("none yet")), *choices.by_id(supervision_offices(actor))])
        self.tell_of_team(str(self.initial.get("round_id") or ""), str(self.initial.get("organization_id") or ""))

    def tell_of_team(self, round_id: str, organization_id: str) -> None:
        """Fill in the team where round and unit are known from the start; ask for it where the round has none."""
        if not (round_id and organization_id) or self.is_bound:
            return
        team = self.fields["team_name"]
        known = team_of(self.actor, round_id, organization_id)
        if known:
            self.initial["team_name"] = known
            team.help_text = _("The team that visits the unit in this round.")
        else:
            team.required = True
            team.help_text = _("The round has no team for this unit yet: name the one that visits it.")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        at, organization = given.get("round_id"), given.get("organization_id")
        told = given.get("team_name", "").strip()
        known = team_of(self.actor, at, organization) if at and organization else ""
        if known and told not in ("", known):
            self.add_error("team_name", _("In this round %(team)s visits it.") % {"team": known})
        elif not known and not told:
            self.add_error("team_name", _("No team is known for it yet: name the one that visits it."))
        given["team_name"] = known or told
        return given


def team_of(actor: Actor, round_id: str, organization_id: str) -> str:
    """Return the team that the round has for an organization; empty where it has none yet."""
    at = Round.objects.filter(authority_id=actor.authority_id, pk=round_id).first()
    return teams_visiting(at).get(uuid.UUID(organization_id), "") if at else ""


def dossiers(request: SignedRequest) -> HttpResponse:
    """List the dossiers within reach."""
    shown = opened(request.actor, "dossiers", request.GET)
    asked = Asked(shown.query, actor=request.actor)
    asked.is_valid()
    rows = dossiers_asked(request.actor, asked.cleaned_data)
    page = Pages(rows, A_PAGE).asked(request.GET)
    columns = GRID.chosen(shown.columns or look_of(request).columns.get("dossiers", ()))
    context = {
        "page": page,
        "listed": listed(request.actor, list(page), read_for(columns)),
        "grid": GRID,
        "columns": columns,
        "shown": {column.key for column in columns},
        "headings": GRID.headings(columns, asked.cleaned_data.get("sort", ""), shown.address),
        "may_plan": may_open("dossier_open", request.actor),
        **beside_a_list(request.actor, shown, asked, request.path),
        "first": None if page.paginator.count else of_an_office(request.actor),
    }
    return render(request, "web/dossiers.html", context)


def rounds(request: SignedRequest) -> HttpResponse:
    """List the rounds; here, and nowhere among the steps of a dossier, a round is ended."""
    context = {
        "page": Pages(rounds_listed(request.actor), MOST).asked(request.GET),
        "crumbs": [Crumb(_("Dossiers"), reverse("dossiers")), Crumb(_("Rounds"))],
    }
    return render(request, "web/rounds.html", context)


def way_here(title: str) -> list[Crumb]:
    return [Crumb(_("Dossiers"), reverse("dossiers")), Crumb(title)]


def round_open(request: SignedRequest) -> HttpResponse:
    """Open a round."""
    form = RoundForm(posted(request), actor=request.actor, initial={"from_on": request.actor.today})

    def then(_done: Receipt) -> str:
        after = decided(request.actor, request.GET.get("after", ""))
        return f"{reverse('dossier_open')}{f'?after={after.id}' if after else ''}"

    title, said = _("Open a round"), _("The round is open. Now open a dossier for each organization in it.")
    shown = {"title": title, "back": reverse("dossiers"), "said": said}
    if present_term(request.actor.authority_id, request.actor.today) is not None:
        shown["note"] = _(
            "This term is planned: its rounds are planned under “Plans”, with kind, people and organizations. "
            "A round opened here stands among them as not planned; while it is empty, its page withdraws it."
        )
    return deed_page(request, form, open_round, lambda: form.cleaned_data, then=then, crumbs=way_here(title), **shown)


def dossier_open(request: SignedRequest) -> HttpResponse:
    """Open a dossier; of a look-back that was decided everything known is filled in."""
    after = decided(request.actor, request.GET.get("after", ""))
    asked = {name: request.GET[name] for name in ("round_id", "organization_id", "kind") if name in request.GET}
    asked |= start_of(after, request.actor.today) if after else {}
    running = choices.rounds(request.actor, running=True)
    start = {"number": next_number(request.actor, str(asked.get("round_id") or (running[0][0] if running else "")))}
    form = DossierForm(posted(request), actor=request.actor, initial=start | asked)
    if after is not None:
        if request.method != "POST":
            refuse_second_opening(after, request.actor.today)
        hold_to(form, after, request.actor.today)
    title = _("Open a dossier")
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        ids = {name: uuid.UUID(given[name]) if given[name] else None for name in given if name.endswith("_id")}
        there = Inspection.objects.filter(authority_id=request.actor.authority_id, round_id=given["round_id"])
        if (one := there.filter(organization_id=given["organization_id"]).first()) is not None:
            messages.info(request, _("The dossier of this unit in this round is open already: here it is."))
            return redirect("dossier", inspection_id=one.id)
        told = {**given, **ids, "now": clock.now(), "key": keys.key_of(request)}
        if after is None:
            receipt = attempt(form, open_inspection, actor=request.actor, **told)
        else:
            receipt = attempt(form, open_look_back, actor=request.actor, decision_id=after.id, **told)
        if receipt is not None:
            messages.success(request, said_once_open(request.actor, uuid.UUID(receipt.told["inspection"])))
            return redirect("dossier", inspection_id=receipt.told["inspection"])
    note = "" if running else _("There is no round yet: open one first.")
    note = said_of(after, request.actor.today) if after else note
    return form_page(
        request, form, title=title, submit=title, back=reverse("dossiers"), crumbs=way_here(title), note=note
    )


def said_once_open(actor: Actor, dossier_id: uuid.UUID) -> str:
    """Return what comes next for a new dossier, with the way there: its authorised team is announced, then it goes in.

    Roles given by hand would be the second way in; the first is the authorisation, once for a round.
    """
    one = Inspection.objects.select_related("round").get(authority_id=actor.authority_id, pk=dossier_id)
    way = reverse("authorisation", args=[one.round_id])
    if authorised_for(one).here:
        said = _("The dossier is open, its team is authorised. Announce the team: that gives its members their roles.")
    else:
        said = _(
            "The dossier is open. Announce its authorised team (one put together elsewhere gets its roles by hand), "
            "then let it go in."
        )
    return format_html('{} <a href="{}">{}</a>', said, way, _("To the authorisation"))


def next_number(actor: Actor, round_id: str) -> int:
    """Return the number of the next dossier of a round; 1 where there is no such round."""
    rows = Inspection.everything.filter(authority_id=actor.authority_id).values_list("round_id", "number")
    taken = (number for one, number in rows if str(one) == round_id)
    return max(taken, default=0) + 1
