"""Forms of supervision plans: what is planned, who goes, what was seen."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bihuan.domain.rolling import Method, Verdict
from bihuan.dossiers.models import Finding, Inspection
from bihuan.fieldwork.models import FixOrder
from bihuan.rules.rolling import latest_plan_day
from bihuan.supervision.planning import CheckAsked
from bihuan.supervision.proposing import Proposal, ProposedCheck, ProposedMatter
from bihuan.supervision.recording import Looked
from bihuan.web.forms import DayField, choices, last_of_all, offer_choices
from bihuan.web.words import word

LONG = 20_000


def ticks(label: Any, offered: list[tuple[str, str]], **options: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, choices=offered, widget=forms.CheckboxSelectMultiple(), **options)


class SpanForm(forms.Form):
    """A name, the days between which a plan runs, and how its checks look."""

    name = forms.CharField(label=gettext_lazy("Name of the plan"), max_length=100)
    from_on = DayField(label=gettext_lazy("First day"))
    until_on = DayField(label=gettext_lazy("Last day"))
    methods = forms.MultipleChoiceField(
        label=gettext_lazy("How the checks look"), required=False, widget=forms.CheckboxSelectMultiple()
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.latest = latest_plan_day(today)
        self.fields["until_on"].help_text = last_of_all(self.latest)
        offered = choices.terms("check_method", [one.value for one in Method])
        field = self.fields["methods"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = offered
        self.initial.setdefault("methods", [code for code, _words in offered])

    def told(self) -> dict[str, Any]:
        """Return name and days."""
        return {name: self.cleaned_data[name] for name in ("name", "from_on", "until_on")}


def checks_asked(form: SpanForm, posted: Any, proposal: Proposal) -> list[CheckAsked]:
    """Return the ticked dossiers with their days and their ticked matters, as a page of a proposal sends them.

    A deed takes a check without matters for one of the whole dossier; of whom nothing is ticked, nothing is meant.
    """
    methods = tuple(form.cleaned_data["methods"])
    named = {one.dossier.id: one.dossier.organization_name for one in proposal.checks}
    found, bare = [], []
    for one in ids_in(posted.getlist("dossier")):
        day = DayField(required=False).clean(posted.get(f"on_{one}", "")) or proposal.from_on
        findings = tuple(ids_in(posted.getlist(f"finding_{one}")))
        fixes = tuple(ids_in(posted.getlist(f"fix_{one}")))
        found.append(CheckAsked(one, day, methods, findings, fixes))
        if one in named and not findings + fixes:
            bare.append(named[one])
    if bare:
        said = _("No matter of %(units)s is ticked. Tick at least one of each, or take the tick off the unit.")
        raise forms.ValidationError(said % {"units": _(", ").join(bare)})
    return found


@dataclass(frozen=True)
class Row:
    """A proposed check as its page shows it: as it is proposed, or as it was just sent back."""

    check: ProposedCheck
    day: str
    is_ticked: bool
    matters: Sequence[tuple[ProposedMatter, bool]]


def rows_of(proposal: Proposal, posted: Any) -> list[Row]:
    """Return the rows of a proposal; where its form was refused, ticks and days are those that were sent."""
    if posted is None:
        return [Row(o, o.on.isoformat(), True, [(m, True) for m in o.matters]) for o in proposal.checks]
    sent = set(posted.getlist("dossier"))
    rows = []
    for one in proposal.checks:
        key = str(one.dossier.id)
        ticked = {*posted.getlist(f"finding_{key}"), *posted.getlist(f"fix_{key}")}
        matters = [(matter, str(matter.row.id) in ticked) for matter in one.matters]
        rows.append(Row(one, posted.get(f"on_{key}", one.on.isoformat()), key in sent, matters))
    return rows


def ids_in(sent: Sequence[str]) -> list[uuid.UUID]:
    """Return what a form sent as ids; anything else in it is nobody's id."""
    found = []
    for one in sent:
        try:
            found.append(uuid.UUID(one))
        except ValueError as error:
            raise forms.ValidationError(_("“%(sent)s” is no entry of this page.") % {"sent": one[:40]}) from error
    return found


class MovePlannedForm(forms.Form):
    """Another day or another team."""

    on = DayField(label=gettext_lazy("Day"))
    team_id = forms.ChoiceField(label=gettext_lazy("Joint team"), required=False)

    def __init__(self, *args: Any, teams: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "team_id", [("", _("none yet")), *teams])

    def told(self) -> dict[str, Any]:
        """Return the change as its deed takes it."""
        chosen = self.cleaned_data["team_id"]
        return {"on": self.cleaned_data["on"], "team_id": uuid.UUID(chosen) if chosen else None}


class AddPlannedForm(forms.Form):
    """One more dossier, its day, the numbers of its findings."""

    dossier_id = forms.ChoiceField(label=gettext_lazy("Dossier"))
    on = DayField(label=gettext_lazy("Day"))
    numbers = forms.CharField(
        label=gettext_lazy("Findings to look at"),
        required=False,
        max_length=400,
        help_text=gettext_lazy("Their numbers, parted by commas; empty: all of them are offered at the check."),
    )
    methods = forms.MultipleChoiceField(
        label=gettext_lazy("How the checks look"), required=False, widget=forms.CheckboxSelectMultiple()
    )

    def __init__(self, *args: Any, offered: Sequence[Inspection], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [(str(one.id), f"{one.organization_name}（{one.round.name}）") for one in offered]
        offer_choices(self, "dossier_id", [choices.nothing(), *rows])
        field = self.fields["methods"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = choices.terms("check_method", [one.value for one in Method])

    def told(self, authority_id: uuid.UUID) -> CheckAsked:
        """Return the check as its deed takes it; a number that no finding has is refused by name."""
        given = self.cleaned_data
        dossier = uuid.UUID(given["dossier_id"])
        wanted = [one.strip() for one in given["numbers"].replace("，", ",").split(",") if one.strip()]
        rows = Finding.objects.filter(authority_id=authority_id, inspection_id=dossier, number__in=wanted)
        found = {row.number: row.id for row in rows}
        missing = [one for one in wanted if one not in found]
        if missing:
            raise forms.ValidationError(
                _("No finding has the number %(number)s; look it up in the dossier, or leave the field empty.")
                % {"number": missing[0]}
            )
        return CheckAsked(dossier, given["on"], tuple(given["methods"]), tuple(found[one] for one in wanted))


class RecordForm(forms.Form):
    """What a planned check saw: the day, the account, a verdict for each matter."""

    on = DayField(label=gettext_lazy("Day"))
    account = forms.CharField(
        label=gettext_lazy("Account of what was seen"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, matters: Sequence[tuple[Finding | FixOrder, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.matters = matters
        offered = [(one.value, word("check_verdict", one.value)) for one in (Verdict.NOT_LOOKED, *list(Verdict)[:3])]
        for row, _words in matters:
            self.fields[f"verdict_{row.id}"] = forms.ChoiceField(label=_("Verdict"), choices=offered)
            self.fields[f"remark_{row.id}"] = forms.CharField(
                label=_("What was seen, what is missing"),
                required=False,
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 1}),
            )

    @property
    def lines(self) -> list[tuple[Finding | FixOrder, str, forms.BoundField, forms.BoundField]]:
        """Return each matter with its two fields."""
        return [(row, why, self[f"verdict_{row.id}"], self[f"remark_{row.id}"]) for row, why in self.matters]

    def told(self) -> dict[str, Any]:
        """Return what was seen as its deed takes it."""
        given = self.cleaned_data
        looked = [Looked(r.id, given[f"verdict_{r.id}"], given[f"remark_{r.id}"]) for r, _why in self.matters]
        return {"on": given["on"], "account": given["account"], "looked": looked}
