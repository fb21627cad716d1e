"""The forms of planning: terms, years, rounds with their kind, and who is put into which round."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bihuan.domain.glossary.planning import PEOPLE_COUNTED
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.offices import SUPERVISING
from bihuan.organizations.models import Organization
from bihuan.planning.models import Mandate, Term
from bihuan.web.forms import DayField, choices, offer_choices

MOST_ROUNDS, MOST_PEOPLE, MOST_DAYS = 60, 100_000, 1_000_000
SEPARATORS = re.compile(r"[,，、;；\n]+")
HEAD_LINE = re.compile(rf"\s*(?P<pool>.*?)\s*[:：]?\s*(?P<number>\d{{1,6}})\s*[{PEOPLE_COUNTED}]?\s*$")


class NamesField(forms.CharField):
    """Several names, one a line or parted by commas."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.Textarea(attrs={"rows": 2}))
        super().__init__(required=False, max_length=2000, **options)

    def clean(self, value: Any) -> list[str]:
        text = super().clean(value) or ""
        return list(dict.fromkeys(one.strip() for one in SEPARATORS.split(text) if one.strip()))

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value


class HeadsField(forms.CharField):
    """Head-counts by staffing pool, one a line: a name and a number; a number alone is everybody."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.Textarea(attrs={"rows": 3}))
        super().__init__(required=False, max_length=2000, **options)

    def clean(self, value: Any) -> dict[str, int]:
        text = super().clean(value) or ""
        found: dict[str, int] = {}
        for line in filter(str.strip, text.splitlines()):
            told = HEAD_LINE.match(line)
            if told is None or int(told["number"]) > MOST_PEOPLE:
                raise forms.ValidationError(_("“%(line)s” is no name with a number.") % {"line": line.strip()})
            if told["pool"] in found:
                raise forms.ValidationError(_("“%(line)s” stands twice.") % {"line": told["pool"]})
            found[told["pool"]] = int(told["number"])
        return found

    def prepare_value(self, value: Any) -> Any:
        return (
            "\n".join(f"{k}: {v}" if k else str(v) for k, v in value.items()) if isinstance(value, Mapping) else value
        )


class ReasonField(forms.CharField):
    """Why a plan changes; owed once it has been adopted."""

    def __init__(self) -> None:
        super().__init__(
            label=gettext_lazy("Reason"),
            required=False,
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text=gettext_lazy("Needed once the plan has been adopted; it then waits to be adopted again."),
        )


class TermForm(forms.Form):
    """A new term with its five-year plan."""

    name = forms.CharField(label=gettext_lazy("Term"), max_length=40)
    from_on = DayField(label=gettext_lazy("First day"))
    until_on = DayField(label=gettext_lazy("Last day"))
    goals = forms.CharField(
        label=gettext_lazy("Aims of the five-year plan"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class YearForm(forms.Form):
    """The plan of one year."""

    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=2000, max_value=2098)
    tasks = forms.CharField(
        label=gettext_lazy("Tasks of the year"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class PeopleForm(forms.Form):
    """How many people a round has, and for how many working days."""

    working_days = forms.IntegerField(
        label=gettext_lazy("Working days of the teams"), min_value=0, max_value=999, required=False
    )
    heads = HeadsField(
        label=gettext_lazy("People available"),
        help_text=gettext_lazy("One pool a line, name and number; a number alone is everybody together."),
    )

    def clean_working_days(self) -> int:
        return int(self.cleaned_data["working_days"] or 0)


class LayOutForm(PeopleForm):
    """All rounds of a term at once."""

    count = forms.IntegerField(label=gettext_lazy("How many rounds"), min_value=1, max_value=MOST_ROUNDS)
    from_on = DayField(label=gettext_lazy("First day"))
    name = forms.CharField(
        label=gettext_lazy("Name of the rounds"),
        max_length=60,
        help_text=gettext_lazy("The dots … stand for the number."),
    )
    reason = ReasonField()
    field_order = ["count", "from_on", "name", "working_days", "heads", "reason"]


class PlaceForm(forms.Form):
    """An organization for a round."""

    organization_id = forms.ChoiceField(label=gettext_lazy("Organization"))
    form = forms.ChoiceField(label=gettext_lazy("Form"))
    with_villages = forms.BooleanField(
        label=gettext_lazy("Its villages ride along"),
        required=False,
        help_text=gettext_lazy("Of a town: every village and community below it is inspected with it."),
    )
    person_days = forms.IntegerField(
        label=gettext_lazy("Person-days"),
        required=False,
        min_value=0,
        max_value=MOST_DAYS,
        help_text=gettext_lazy("Empty: as usual for its category."),
    )
    team = forms.CharField(
        label=gettext_lazy("Inspection team"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("Empty: teams are bundled when they are composed."),
    )
    reason = ReasonField()

    def __init__(self, *args: Any, actor: Actor, states: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        living = choices.living_organizations(actor.authority_id, actor.today)
        named = choices.by_id(row for row in living if row.category not in SUPERVISING)
        offered = [(pk, f"{name} · {states[pk]}" if pk in states else name) for pk, name in named]
        offer_choices(self, "organization_id", [choices.nothing(), *offered])
        offer_choices(self, "form", choices.terms("inspection_kind"))

    def clean_person_days(self) -> int:
        return int(self.cleaned_data["person_days"] or 0)


class PlaceManyForm(forms.Form):
    """Several organizations for a round, told once what is alike."""

    organizations = forms.MultipleChoiceField(label=gettext_lazy("Organizations"), widget=forms.CheckboxSelectMultiple)
    with_villages = forms.BooleanField(
        label=gettext_lazy("Their villages ride along"),
        required=False,
        help_text=gettext_lazy("Of the towns ticked: every village and community below them is inspected with them."),
    )
    reason = ReasonField()

    def __init__(
        self,
        *args: Any,
        offered: Iterable[Organization],
        states: Mapping[str, str],
        ticks: Sequence[tuple[str, str, int]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.ticks = ticks  # what links tick beforehand: a code, its words, how many
        named = [(str(row.id), row.name) for row in offered]
        said = [(pk, f"{name} · {states[pk]}" if pk in states else name) for pk, name in named]
        offer_choices(self, "organizations", said)


class ReasonForm(forms.Form):
    """A deed that owes its reason, or may give one."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class MandateForm(forms.Form):
    """What an organization means for a term."""

    must = forms.BooleanField(label=gettext_lazy("Must be covered in the term"), required=False)
    sector = forms.CharField(label=gettext_lazy("Sector"), required=False, max_length=40)
    pool = forms.CharField(
        label=gettext_lazy("Staffing pool"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("The body whose people inspect it; empty: everybody together."),
    )
    person_days = forms.IntegerField(
        label=gettext_lazy("Person-days"),
        required=False,
        min_value=0,
        max_value=MOST_DAYS,
        help_text=gettext_lazy("Empty: as usual for its category."),
    )
    is_priority = forms.BooleanField(label=gettext_lazy("Priority: in the first years of the term"), required=False)
    has_look_back = forms.BooleanField(label=gettext_lazy("A look-back follows in the term"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Needed where it need not be covered."),
    )

    def clean_person_days(self) -> int:
        return int(self.cleaned_data["person_days"] or 0)


def mandate_start(row: Mandate | None) -> dict[str, Any]:
    names = ("must", "sector", "pool", "person_days", "is_priority", "has_look_back", "reason")
    return {name: getattr(row, name) for name in names} if row else {"must": True}


def year_start(term: Term, year: int, tasks: str) -> dict[str, Any]:
    return {"year": year or term.from_on.year, "tasks": tasks}
