"""The forms of the composer: what a round asks, a seat that changes, adoption."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

MOST, MOST_KM, MOST_DAYS, MOST_TEAMS = 20, 20_000, 366, 500


class TermsForm(forms.Form):
    """What a round asks of its teams."""

    teams = forms.IntegerField(
        label=gettext_lazy("Number of teams (0: as the tree of organizations runs)"),
        min_value=0,
        max_value=MOST_TEAMS,
        help_text=gettext_lazy(
            "With a number, near and related organizations go together, at most three a team, days even."
        ),
    )
    size = forms.IntegerField(
        label=gettext_lazy("People of a team, leader and deputy included"), min_value=2, max_value=MOST
    )
    locals_most = forms.IntegerField(label=gettext_lazy("Locals of a team, at most"), min_value=0, max_value=MOST)
    women_least = forms.IntegerField(label=gettext_lazy("Women of a team, at least"), min_value=0, max_value=MOST)
    men_least = forms.IntegerField(label=gettext_lazy("Men of a team, at least"), min_value=0, max_value=MOST)
    discipline_least = forms.IntegerField(
        label=gettext_lazy("People of discipline work, at least"), min_value=0, max_value=MOST
    )
    finance_least = forms.IntegerField(
        label=gettext_lazy("People of finance or audit, at least"), min_value=0, max_value=MOST
    )
    unit_most = forms.IntegerField(label=gettext_lazy("From one home unit, at most"), min_value=1, max_value=MOST)
    reach_km = forms.IntegerField(label=gettext_lazy("Kilometres, at most"), min_value=0, max_value=MOST_KM)
    days_away_cap = forms.IntegerField(label=gettext_lazy("Days away, at most"), min_value=1, max_value=MOST_DAYS)
    together_most = forms.IntegerField(
        label=gettext_lazy("Of a previous team, one in how many"), min_value=1, max_value=MOST
    )
    only_declared = forms.BooleanField(
        label=gettext_lazy("Only people who have declared for the round"), required=False
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        least = (given.get("women_least") or 0) + (given.get("men_least") or 0)
        if given.get("size") and least > given["size"]:
            self.add_error("size", gettext_lazy("Fewer people than women and men asked for."))
        return given


class SeatForm(forms.Form):
    """Why a seat changes."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}))


class SeedForm(forms.Form):
    """A seed, and who runs the draw again."""

    seed = forms.CharField(label=gettext_lazy("Seed"), max_length=200)
    appointed = forms.CharField(label=gettext_lazy("Appointed to run it again"), max_length=100)


class RecheckForm(forms.Form):
    """What the leading group found when it checked everybody again."""

    rechecked = forms.CharField(
        label=gettext_lazy("Checked again: opinion of the leading group"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
