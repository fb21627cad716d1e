"""The forms of recusal: what somebody declares, a challenge, its decision, a waiver."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bihuan.domain.ties import Relation
from bihuan.organizations.models import Organization
from bihuan.teams.models import Inspector
from bihuan.teams.ties import Matter
from bihuan.web.forms import choices, offer_choices

DECLARED = (
    *(Relation.INTEREST, Relation.SPOUSE, Relation.LINEAL, Relation.COLLATERAL, Relation.IN_LAW, Relation.WORKED),
)


@dataclass(frozen=True)
class Line:
    """One organization of the round, with the two fields that declare what ties somebody to it."""

    organization: Organization
    relation: BoundField
    remark: BoundField


class DeclarationForm(forms.Form):
    """What ties somebody to the organizations of a round: one line each."""

    truthful = forms.BooleanField(label=gettext_lazy("I declare this completely and truthfully; this is my signature."))
    paper = forms.CharField(
        label=gettext_lazy("Signed paper"),
        max_length=100,
        help_text=gettext_lazy("Its number or day; the paper itself goes to the file."),
    )

    def __init__(
        self,
        *args: Any,
        organizations: Sequence[Organization],
        is_own: bool,
        matters: Sequence[Matter] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.organizations = organizations
        del self.fields["paper" if is_own else "truthful"]
        told = {one.organization_id: one for one in matters}
        for one in organizations:
            there = told.get(one.id)
            relation = forms.ChoiceField(label=one.name, required=False, initial=there.relation.value if there else "")
            self.fields[f"relation-{one.id}"] = relation
            self.fields[f"remark-{one.id}"] = forms.CharField(
                label=_("Remark"), required=False, max_length=200, initial=there.remark if there else ""
            )
            offered = [("", _("nothing ties me to it")), *choices.terms("relation", DECLARED)]
            offer_choices(self, f"relation-{one.id}", offered)

    def lines(self) -> list[Line]:
        """Return the organizations with their fields."""
        return [Line(one, self[f"relation-{one.id}"], self[f"remark-{one.id}"]) for one in self.organizations]

    def rest(self) -> list[BoundField]:
        """Return the fields that are of no organization."""
        return [self[name] for name in ("truthful", "paper") if name in self.fields]

    def told(self) -> tuple[Matter, ...]:
        """Return what is declared."""
        given = self.cleaned_data
        return tuple(
            Matter(one.id, Relation(given[f"relation-{one.id}"]), given[f"remark-{one.id}"].strip())
            for one in self.organizations
            if given[f"relation-{one.id}"]
        )


class ChallengeForm(forms.Form):
    """A unit asks that somebody be recused."""

    inspector_id = forms.ChoiceField(label=gettext_lazy("Who"))
    organization_id = forms.ChoiceField(label=gettext_lazy("From the inspection of"))
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(
        self, *args: Any, people: Sequence[Inspector], organizations: Sequence[Organization], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(one.id), f"{one.name} ({one.unit})") for one in people]
        offer_choices(self, "inspector_id", [choices.nothing(), *named])
        offer_choices(self, "organization_id", [(str(one.id), one.name) for one in organizations])

    def told(self) -> dict[str, Any]:
        given = self.cleaned_data
        ids = {name: uuid.UUID(given[name]) for name in ("inspector_id", "organization_id")}
        return {**ids, "reason": given["reason"]}


class DecisionForm(forms.Form):
    """The decision on a challenge."""

    upheld = forms.ChoiceField(label=gettext_lazy("Decision"), widget=forms.RadioSelect)
    decision = forms.CharField(label=gettext_lazy("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "upheld", [("yes", _("recused")), ("no", _("not recused"))])


class WaiverForm(forms.Form):
    """Which rule is waived, from which organization, and why."""

    place = forms.ChoiceField(label=gettext_lazy("Rule and organization"))
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
