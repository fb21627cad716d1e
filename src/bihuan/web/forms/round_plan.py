"""The form of one round with its kind; everything that is wrong with it is told at once, each beside its field."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bihuan.domain.planning import LEVELS
from bihuan.dossiers.models import Round
from bihuan.planning.models import RoundPlan, Term
from bihuan.planning.rounds import faults_of_round
from bihuan.web.forms import DayField, choices, offer_choices
from bihuan.web.forms.plan import NamesField, PeopleForm, ReasonField
from bihuan.web.words import plan_fault_said

DESIGN = (
    *("form", "manners", "linkage", "subject", "sector", "ordered_by", "ordered_by_level", "order_paper", "lenders"),
    *("partner", "lead_team", "relay_teams", "audit_body"),
)

# beside which field of a round's form a fault stands, by its code or the kind that asks for it
PLACES = {
    "round.number_taken": "number",
    "round.name_taken": "name",
    "round.reversed": "until_on",
    "round.outside_term": "from_on",
    "change.reason_missing": "reason",
    "elevated.not_ordered_from_above": "ordered_by_level",
    "elevated": "ordered_by",
    "counterpart.sector_missing": "sector",
    "counterpart.partner_missing": "partner",
    "relay.lead_missing": "lead_team",
    "relay.too_few_teams": "relay_teams",
    "cross": "lenders",
    "sector": "sector",
    "synchronous": "partner",
    "with_audit": "audit_body",
}


class RoundPlanForm(PeopleForm):
    """One round with its kind and all that the kind demands."""

    number = forms.IntegerField(label=gettext_lazy("Number in the term"), min_value=1, max_value=999)
    name = forms.CharField(label=gettext_lazy("Name of the round"), max_length=80)
    from_on = DayField(label=gettext_lazy("First day"))
    until_on = DayField(label=gettext_lazy("Last day"))
    form = forms.ChoiceField(label=gettext_lazy("Form"))
    manners = forms.MultipleChoiceField(
        label=gettext_lazy("Manner"), required=False, widget=forms.CheckboxSelectMultiple
    )
    linkage = forms.ChoiceField(label=gettext_lazy("Linkage"), required=False)
    subject = forms.CharField(
        label=gettext_lazy("Subject"), required=False, max_length=200, help_text=gettext_lazy("Special and mobile.")
    )
    sector = forms.CharField(
        label=gettext_lazy("Sector"), required=False, max_length=40, help_text=gettext_lazy("Sector and counterpart.")
    )
    ordered_by = forms.CharField(
        label=gettext_lazy("Ordered by"), required=False, max_length=100, help_text=gettext_lazy("Elevated.")
    )
    ordered_by_level = forms.ChoiceField(label=gettext_lazy("Level that ordered it"), required=False)
    order_paper = forms.CharField(label=gettext_lazy("Paper of the order"), required=False, max_length=200)
    lenders = NamesField(label=gettext_lazy("Places that lend people"), help_text=gettext_lazy("Cross."))
    partner = forms.CharField(
        label=gettext_lazy("Who goes in together"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Synchronous, counterpart and coordinated."),
    )
    lead_team = forms.CharField(
        label=gettext_lazy("Lead team"), required=False, max_length=60, help_text=gettext_lazy("Relay.")
    )
    relay_teams = NamesField(label=gettext_lazy("Relay teams"), help_text=gettext_lazy("Relay: several."))
    audit_body = forms.CharField(
        label=gettext_lazy("Audit body"), required=False, max_length=100, help_text=gettext_lazy("With audit.")
    )
    reason = ReasonField()
    field_order = ["number", "name", "from_on", "until_on", *DESIGN, "working_days", "heads", "reason"]

    def __init__(self, *args: Any, term: Term, row: Round | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.term, self.row = term, row
        offer_choices(self, "form", choices.terms("inspection_kind"))
        manners = self.fields["manners"]
        assert isinstance(manners, forms.MultipleChoiceField)
        manners.choices = choices.terms("manner")
        offer_choices(self, "linkage", [("", _("none")), *choices.terms("linkage")])
        offer_choices(self, "ordered_by_level", [("", "–"), *choices.terms("level", LEVELS)])

    def clean(self) -> dict[str, Any]:
        """Tell everything that is wrong at once, each beside its field; the deed judges the same again."""
        given = super().clean() or self.cleaned_data
        told: dict[str, Any] = {
            name: given[name] for name in ("number", "name", "from_on", "until_on", "reason") if name in given
        }
        if all(name in given for name in DESIGN):
            told["design"] = {name: given[name] for name in DESIGN}
        for fault in faults_of_round(self.term, self.row, told):
            kind = fault.code.partition(".")[0]
            place = PLACES.get(fault.code) or PLACES.get(kind)
            self.add_error(place if place in self.fields else None, plan_fault_said(fault.code, fault.subject))
        return given

    def told(self) -> dict[str, Any]:
        """Return what the deed is told: the kind and its facts apart from the rest."""
        given = dict(self.cleaned_data)
        return {"design": {name: given.pop(name) for name in DESIGN}, **given}


def round_start(plan: RoundPlan | None) -> dict[str, Any]:
    """Return what a round's form begins with."""
    names = (*DESIGN, "working_days", "heads")
    return {name: getattr(plan, name) for name in names} if plan else {"form": "routine"}
