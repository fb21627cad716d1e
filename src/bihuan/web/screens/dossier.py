"""The page of one dossier, and giving and ending roles on it."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bihuan.access.actions import end
from bihuan.access.models import Assignment
from bihuan.desk.notices import sees_every_paper
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.roles import TEAM, Role
from bihuan.dossiers.models import Inspection
from bihuan.ledger.door import Receipt
from bihuan.ledger.prepared import asked_once
from bihuan.teams.seating import authorised_for, grant_on_dossier
from bihuan.web.first_steps import of_a_dossier
from bihuan.web.forms import Crumb, DayField, choices, deed_page, offer_choices, posted
from bihuan.web.forms.seating import accounts_for, beside_dossier, said_of_grant
from bihuan.web.help import help_on_dossier
from bihuan.web.pages.dossier import (
    course_of,
    finding_cells,
    people_of,
    returned_lines,
    rows_of,
    standing_of,
    standing_report,
)
from bihuan.web.pages.look_back import looked_back_at
from bihuan.web.pages.paper import reads_papers
from bihuan.web.permissions import may_open
from bihuan.web.requests import SignedRequest
from bihuan.web.screens.accounts import EndForm
from bihuan.web.screens.deeds import way_to_dossier
from bihuan.web.serving.early import early
from bihuan.web.things import Aim, dossier_of, kept_dossier_of
from bihuan.web.words import word

ON_A_DOSSIER = sorted(
    TEAM
    | {
        Role.LEADER_IN_CHARGE,
        Role.RESPONSIBLE_DEPARTMENT,
        Role.COMPETENT_DEPARTMENT,
        Role.RESIDENT_DISCIPLINE,
        Role.ORGANISATION_DEPARTMENT,
    },
    key=list(Role).index,
)


class PersonForm(forms.Form):
    """An account and its role on one dossier, from when to when."""

    account_id = forms.ChoiceField(label=gettext_lazy("Account"))
    role = forms.ChoiceField(label=gettext_lazy("Role"))
    from_on = DayField(label=gettext_lazy("First day"))
    until_on = DayField(
        label=gettext_lazy("Last day"), required=False, help_text=gettext_lazy("Empty: until it is ended.")
    )

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        team = authorised_for(inspection)
        self.beside = beside_dossier(inspection, team)
        offer_choices(self, "account_id", [choices.nothing(), *accounts_for(inspection, team)])
        offer_choices(self, "role", [choices.nothing(), *choices.terms("role", ON_A_DOSSIER)])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        first, last = given.get("from_on"), given.get("until_on")
        if first and last and last < first:
            self.add_error("until_on", _("The last day is before the first."))
        return given


def dossier(request: SignedRequest, inspection_id: uuid.UUID) -> HttpResponseBase:
    """Show a dossier: where it stands, what is missing, what can be done now."""
    aim = kept_dossier_of(request.actor, inspection_id)
    if aim.is_gone:
        return withdrawn_dossier(request, aim)
    known = {
        "aim": aim,
        "one": aim.inspection,
        "crumbs": [Crumb(_("Dossiers"), reverse("dossiers")), Crumb(aim.inspection.organization_name)],
        "help_url": help_on_dossier(aim.inspection.stage),
    }
    return early(request, "web/dossier.html", known, lambda: shown_of(request.actor, aim))


def withdrawn_dossier(request: SignedRequest, aim: Aim) -> HttpResponse:
    """Show a dossier that was opened by mistake and withdrawn: that it was there, why it went, and its course."""
    one = aim.inspection
    crumbs = [Crumb(_("Dossiers"), reverse("dossiers")), Crumb(one.organization_name)]
    standing = Inspection.objects.filter(authority_id=one.authority_id, round_id=one.round_id)
    context = {
        "one": one,
        "crumbs": crumbs,
        "again": standing.filter(organization_id=one.organization_id).first(),
        "may_plan": may_open("round_plan", request.actor),
        "course": course_of(request.actor, aim),
        "help_url": help_on_dossier(one.stage),
    }
    return render(request, "web/dossier_withdrawn.html", context)


@asked_once()
def shown_of(actor: Actor, aim: Aim) -> dict[str, Any]:
    """Return what the page of a dossier shows below its title."""
    rows = rows_of(actor, aim)
    return {
        "rows": rows,
        "standing": standing_of(actor, aim, rows),
        "findings": finding_cells(aim.inspection, rows, actor.today),
        "returns": returned_lines(aim, rows),
        "report": standing_report(rows.reports),
        "people": people_of(aim),
        "reads_papers": reads_papers(aim.held),
        "sees_every_paper": sees_every_paper(actor, aim.inspection),
        "may_grant": may_open("dossier_grant", actor),
        "may_void": may_open("issued_paper_void", actor),
        "first": None if rows.findings else of_a_dossier(aim),
        "course": course_of(actor, aim),
        "looks_back": looked_back_at(aim.inspection) if aim.sees_all else None,
    }


def dossier_grant(request: SignedRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """Give somebody a role on this dossier."""
    aim = dossier_of(request.actor, inspection_id)
    one = aim.inspection
    form = PersonForm(posted(request), inspection=one, initial={"from_on": request.actor.today})

    def told() -> dict[str, Any]:
        given = {name: form.cleaned_data[name] for name in ("from_on", "until_on")}
        whom = {"account_id": uuid.UUID(form.cleaned_data["account_id"]), "role": Role(form.cleaned_data["role"])}
        return {**whom, **given, "path": "", "dossier_id": one.id}

    def said(_done: Receipt) -> str:
        whom = told()
        return said_of_grant(request.actor, one.id, whom["account_id"], whom["role"])

    title, template = _("Give a role on this dossier"), "web/role_give.html"
    shown = {"title": title, "submit": _("Give a role"), "back": people_on(one.id), "template": template}
    crumbs = [*way_to_dossier(aim), Crumb(title)]
    return deed_page(request, form, grant_on_dossier, told, said=said, crumbs=crumbs, **shown)


def dossier_end(request: SignedRequest, inspection_id: uuid.UUID, assignment_id: uuid.UUID) -> HttpResponse:
    """End a role on this dossier; access ends with the day."""
    aim = dossier_of(request.actor, inspection_id)
    row = get_object_or_404(
        Assignment, authority_id=request.actor.authority_id, dossier_id=aim.inspection.id, pk=assignment_id
    )
    form = EndForm(posted(request), initial={"on": request.actor.today})

    def told() -> dict[str, Any]:
        return {"assignment_id": row.pk, **form.cleaned_data}

    title, said = _("End the role: %(role)s") % {"role": word("role", row.role)}, _("The role ends with that day.")
    shown = {"title": title, "submit": _("End the role"), "back": people_on(aim.inspection.id), "said": said}
    return deed_page(request, form, end, told, crumbs=[*way_to_dossier(aim), Crumb(title)], **shown)


def people_on(inspection_id: uuid.UUID) -> str:
    return f"{reverse('dossier', args=[inspection_id])}#people"
