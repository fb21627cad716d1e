"""The plan of a term: its timeline, its rounds, its annual plans, and the deeds that write and adopt them."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.domain.coverage import sums_of
from bihuan.dossiers.models import Round
from bihuan.evaluation.proposing import decided_look_backs
from bihuan.ledger.door import Receipt
from bihuan.planning.facts import mandates_of, plans_by_round
from bihuan.planning.loads import loads_of
from bihuan.planning.look_backs import look_backs_proposed
from bihuan.planning.models import Proposal, Term, YearPlan
from bihuan.planning.queries import coverage_lines, present_term
from bihuan.planning.rounds import free_from, lay_out_rounds, plan_round
from bihuan.planning.terms import adopt_plan, adoption_faults, plan_term, plan_year, set_mandate
from bihuan.web.first_teams import of_the_first_teams
from bihuan.web.forms import Crumb, deed_page, posted
from bihuan.web.forms.plan import (
    LayOutForm,
    MandateForm,
    ReasonForm,
    TermForm,
    YearForm,
    mandate_start,
    year_start,
)
from bihuan.web.forms.round_plan import RoundPlanForm, round_start
from bihuan.web.permissions import may_open
from bihuan.web.plan_drawing import ON_PHONE, timeline_of
from bihuan.web.requests import SignedRequest
from bihuan.web.screens.organizations import organization_of


def term_of(request: SignedRequest, term_id: uuid.UUID) -> Term:
    """Return a term of the actor's own authority."""
    return get_object_or_404(Term, authority_id=request.actor.authority_id, pk=term_id)


def home_of(term: Term) -> str:
    return reverse("plan", args=[term.pk])


def way(term: Term | None, title: str) -> list[Crumb]:
    """Return the crumbs that lead to a page of a term."""
    first = Crumb(_("Plans"), reverse("planning"))
    return [first, *([Crumb(term.name, home_of(term))] if term else []), Crumb(title)]


def planning(request: SignedRequest) -> HttpResponse:
    """Show the plan of the present term."""
    term = present_term(request.actor.authority_id, request.actor.today)
    return shown(request, term)


def plan(request: SignedRequest, term_id: uuid.UUID) -> HttpResponse:
    """Show the plan of a term."""
    return shown(request, term_of(request, term_id))


def shown(request: SignedRequest, term: Term | None) -> HttpResponse:
    actor = request.actor
    context: dict[str, Any] = {
        "term": term,
        "terms": Term.objects.filter(authority_id=actor.authority_id).order_by("-from_on"),
        "may_plan": may_open("term_plan", actor),
        "may_adopt": may_open("plan_adopt", actor),
        "first": of_the_first_teams(actor, term),
    }
    if term is not None:
        loads = loads_of(term, actor.today)
        lines = coverage_lines(term, actor.authority_id, actor.today)
        context |= {
            "look_backs": look_backs_proposed(
                term, lines, actor.today, decided_look_backs(actor.authority_id, actor.today)
            ),
            "loads": loads,
            "timeline": timeline_of(term, loads, actor.today),
            "timeline_on_phone": timeline_of(term, loads, actor.today, ON_PHONE),
            "years": YearPlan.objects.filter(authority_id=actor.authority_id, term=term).order_by("year"),
            "sums": sums_of(lines),
            "mandates": said_of(term),
            "lacks": adoption_faults(term, None) if loads else [],
            "proposals": Proposal.objects.filter(authority_id=actor.authority_id, term=term).order_by("-made_at")[:5],
        }
    return render(request, "web/planning.html", context)


def said_of(term: Term) -> dict[str, int]:
    """Count what is said of organizations for a term."""
    rows = mandates_of(term).values()
    return {
        "left_out": sum(not row.must for row in rows),
        "priority": sum(row.is_priority for row in rows),
        "look_back": sum(row.has_look_back for row in rows),
    }


def do(
    request: SignedRequest,
    term: Term | None,
    form: forms.Form,
    deed: Callable[..., Receipt],
    told: Callable[[], Mapping[str, Any]],
    *,
    title: str,
    said: str,
    back: str = "",
    then: str | Callable[[Receipt], str] = "",
    note: str = "",
) -> HttpResponse:
    """Show a deed's form of a plan, or do the deed and go back to the plan."""
    home, crumbs = back or (home_of(term) if term else reverse("planning")), way(term, title)
    shown = {"title": title, "back": home, "said": said, "note": note}
    return deed_page(request, form, deed, told, then=then, crumbs=crumbs, **shown)


def term_plan(request: SignedRequest) -> HttpResponse:
    """Begin the plan of a term."""
    form = TermForm(posted(request))

    def then(done: Receipt) -> str:
        return reverse("rounds_lay_out", args=[done.told["term"]])

    title, said = _("Plan a term"), _("The five-year plan is begun. Lay out its rounds.")
    return do(request, None, form, plan_term, lambda: form.cleaned_data, title=title, said=said, then=then)


def year_plan(request: SignedRequest, term_id: uuid.UUID) -> HttpResponse:
    """Write the plan of one year."""
    term, wanted = term_of(request, term_id), request.GET.get("year", "")
    year = int(wanted) if wanted.isdigit() else 0
    there = YearPlan.objects.filter(authority_id=term.authority_id, term=term, year=year).first()
    form = YearForm(posted(request), initial=year_start(term, year, there.tasks if there else ""))

    def told() -> dict[str, Any]:
        return {"term_id": term.pk, **form.cleaned_data}

    said = _("The annual plan is written. The leading group adopts it.")
    return do(request, term, form, plan_year, told, title=_("Write an annual plan"), said=said)


def rounds_lay_out(request: SignedRequest, term_id: uuid.UUID) -> HttpResponse:
    """Lay out all rounds of a term."""
    term = term_of(request, term_id)
    start = {"from_on": free_from(term, request.actor.today), "name": _("Round …"), "count": 10}
    form = LayOutForm(posted(request), initial=start)

    def told() -> dict[str, Any]:
        return {"term_id": term.pk, **form.cleaned_data}

    said = _("The rounds stand. Put organizations into them, or let the planner propose it.")
    return do(request, term, form, lay_out_rounds, told, title=_("Lay out the rounds"), said=said)


def round_plan_add(request: SignedRequest, term_id: uuid.UUID) -> HttpResponse:
    """Plan a further round of a term."""
    return round_form(request, term_of(request, term_id), None)


def round_plan_edit(request: SignedRequest, round_id: uuid.UUID) -> HttpResponse:
    """Change how a round is planned."""
    row = get_object_or_404(Round, authority_id=request.actor.authority_id, pk=round_id)
    term = get_object_or_404(Term, authority_id=row.authority_id, name=row.term)
    return round_form(request, term, row)


def round_form(request: SignedRequest, term: Term, row: Round | None) -> HttpResponse:
    start: dict[str, Any] = round_start(plans_by_round([row]).get(row.id) if row else None)
    if row is not None:
        start |= {"number": row.number, "name": row.name, "from_on": row.from_on, "until_on": row.until_on}
    else:
        taken = Round.objects.filter(authority_id=term.authority_id, term=term.name).values_list("number", flat=True)
        start["number"] = max(taken, default=0) + 1
    form = RoundPlanForm(posted(request), term=term, row=row, initial=start)

    def told() -> dict[str, Any]:
        return {"term_id": term.pk, "round_id": row.id if row else None, **form.told()}

    def then(done: Receipt) -> str:
        return reverse("round_plan", args=[done.told["round"]])

    title, said = _("Change the round's plan") if row else _("Plan a round"), _("The round is planned.")
    note = _("Each kind of inspection demands facts of its own; what is missing is told when you save.")
    return do(request, term, form, plan_round, told, title=title, said=said, then=then, note=note)


def plan_adopt(request: SignedRequest, term_id: uuid.UUID) -> HttpResponse:
    """Adopt the five-year plan, or that of a year."""
    term, wanted = term_of(request, term_id), request.GET.get("year", "")
    year = int(wanted) if wanted.isdigit() else None
    form = ReasonForm(posted(request))

    def told() -> dict[str, Any]:
        return {"term_id": term.pk, "year": year, **form.cleaned_data}

    title = _("Adopt the plan of %(year)s") % {"year": year} if year else _("Adopt the five-year plan")
    note = _("By the leading group. Organizations that stand in no round yet need a reason.")
    return do(request, term, form, adopt_plan, told, title=title, said=_("The plan is adopted."), note=note)


def mandate_set(request: SignedRequest, term_id: uuid.UUID, organization_id: uuid.UUID) -> HttpResponse:
    """Say what an organization means for a term."""
    term, one = term_of(request, term_id), organization_of(request, organization_id)
    form = MandateForm(posted(request), initial=mandate_start(mandates_of(term).get(one.id)))

    def told() -> dict[str, Any]:
        return {"term_id": term.pk, "organization_id": one.pk, **form.cleaned_data}

    title, back = _("%(name)s in the term") % {"name": one.name}, f"{reverse('coverage')}?term={term.name}"
    return do(request, term, form, set_mandate, told, title=title, said=_("It is entered."), back=back)
