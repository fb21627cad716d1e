"""The form in which the office writes a guide: one row a point, as in the workbook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bihuan.domain.field_guides import LONGEST_NAME, MOST_POINTS, Fault, Row
from bihuan.domain.glossary import GUIDE_FIELDS
from bihuan.fieldwork.drafting import areas
from bihuan.fieldwork.guide_sheet import fault_words
from bihuan.web.words import in_this_language, word

BLANK = 3  # rows offered beyond those that stand
PREFIX = "row"


class TitleForm(forms.Form):
    """What the version is called, and why it is released."""

    title = forms.CharField(label=gettext_lazy("Name of the guide"), max_length=LONGEST_NAME)
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))


class SheetForm(forms.Form):
    """A filled-in workbook."""

    workbook = forms.FileField(
        label=gettext_lazy("Filled-in workbook"), widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"})
    )


class RowForm(forms.Form):
    """One row as it is typed; what is wrong with it the guide's own rules say."""

    focus = forms.CharField(required=False)
    area = forms.ChoiceField(required=False)
    code = forms.CharField(required=False)
    point = forms.CharField(required=False)
    symptoms = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 4}))
    methods = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, term in GUIDE_FIELDS.items():
            self.fields[name].label = word("guide_field", name) or in_this_language(term)
        offered = self.fields["area"]
        assert isinstance(offered, forms.ChoiceField)
        offered.choices = [("", _("choose")), *((code, f"{code} {words}") for code, words in areas().items())]


Rows = forms.formset_factory(RowForm, extra=BLANK, max_num=MOST_POINTS + BLANK, absolute_max=MOST_POINTS + BLANK)


def rows_form(rows: Sequence[Row], *, bound: bool = False) -> BaseFormSet[RowForm]:
    """Return the form with these rows in it; bound, it can show what is wrong with them."""
    told = [{name: getattr(row, name) for name in GUIDE_FIELDS} for row in rows]
    if not bound:
        return Rows(initial=told, prefix=PREFIX)
    data = {f"{PREFIX}-TOTAL_FORMS": str(len(told)), f"{PREFIX}-INITIAL_FORMS": "0"}
    for at, one in enumerate(told):
        data |= {f"{PREFIX}-{at}-{name}": value for name, value in one.items()}
    return Rows(data, prefix=PREFIX)


def rows_told(formset: BaseFormSet[RowForm]) -> tuple[Row, ...]:
    """Return the rows that a sent form tells, numbered as they stand on the page."""
    return tuple(
        Row(at, **{name: str(form[name].value() or "").replace("\r\n", "\n").strip() for name in GUIDE_FIELDS})
        for at, form in enumerate(formset.forms, start=1)
    )


def put_faults(formset: BaseFormSet[RowForm], faults: Iterable[Fault], lines: Sequence[int]) -> None:
    """Put faults beside their cells; `lines` says in which row of the form each line stands."""
    at = {line: place for place, line in enumerate(lines)}
    formset.is_valid()
    for fault in faults:
        form = formset.forms[at.get(fault.line, 0)] if formset.forms else None
        if form is not None:
            form.add_error(fault.column, fault_words(fault, in_this_language).partition(": ")[2])
