"""Forms about dossiers on a laptop: what goes along and with whom, what comes home, why one is given up."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bihuan.domain.custody import IN_THE_FIELD
from bihuan.dossiers.models import Inspection
from bihuan.exchange.own_keys import LONGEST_CARD, CardUnusable, card_from
from bihuan.web.forms import DayField, choices, offer_choices
from bihuan.web.refusals import refusal_of

BETWEEN = "|"


class LendForm(forms.Form):
    """A team with dossiers in the field, and the card of the laptop they go to."""

    team = forms.ChoiceField(label=_("Team"))
    card = forms.FileField(label=_("The laptop's card"))
    back_by = DayField(label=_("To be back by"))

    def __init__(self, *args: Any, authority_id: uuid.UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "team", [choices.nothing(), *teams_in_the_field(authority_id)])

    def clean_card(self) -> dict[str, str]:
        try:
            return card_from(self.cleaned_data["card"].read(LONGEST_CARD))
        except CardUnusable as error:
            refusal = refusal_of(error)
            assert refusal is not None
            raise forms.ValidationError(f"{refusal.what} {refusal.remedy}") from error

    def told(self) -> dict[str, Any]:
        """Return what the deed is told."""
        round_id, _between, team = self.cleaned_data["team"].partition(BETWEEN)
        card, back_by = self.cleaned_data["card"], self.cleaned_data["back_by"]
        return {"round_id": uuid.UUID(round_id), "team_name": team, "card": card, "back_by": back_by}


def teams_in_the_field(authority_id: uuid.UUID) -> list[tuple[str, str]]:
    """Return each team of a round that has dossiers in the field, with their organizations."""
    rows = Inspection.objects.filter(authority_id=authority_id, stage__in=IN_THE_FIELD)
    found: dict[str, list[Inspection]] = {}
    for one in rows.select_related("round").order_by("round__from_on", "team_name", "number"):
        found.setdefault(f"{one.round_id}{BETWEEN}{one.team_name}", []).append(one)
    return [
        (value, f"{some[0].round.name} · {some[0].team_name}{_(': ')}{joined_names(some)}")
        for value, some in found.items()
    ]


def joined_names(rows: list[Inspection]) -> str:
    return _(", ").join(one.organization_name for one in rows)


class ParcelForm(forms.Form):
    """The file that the laptop packed."""

    package = forms.FileField(label=_("The laptop's package"))

    def told(self) -> dict[str, Any]:
        return {"content": self.cleaned_data["package"].read()}
