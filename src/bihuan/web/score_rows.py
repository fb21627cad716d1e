"""Forms of evaluation line by line: marks, grounds and evidence, and what two scorers have to settle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms import BoundField
from django.utils.translation import gettext as _

from bihuan.domain.evaluation import MOST_TIMES, Compared, OnOtherForms
from bihuan.domain.score_forms import Item, Way
from bihuan.dossiers.models import Evidence, Finding, Inspection
from bihuan.evaluation.forms import Governed, form_of
from bihuan.evaluation.scorers import OthersStillScore, comparison_of
from bihuan.evaluation.sheets import form_of_panel, open_scoring
from bihuan.web.gates import basis_words
from bihuan.web.rule_pages import indicator_words
from bihuan.web.things import Aim
from bihuan.web.words import points, word

MARK, GROUND, REF, SETTLED, REASON = "mark-", "ground-", "ref-", "settled-", "reason-"


@dataclass(frozen=True)
class Row:
    """One row of a form: what it is about, a note beside it, and its controls."""

    words: str
    note: str
    first: BoundField
    second: BoundField
    third: BoundField | None = None


def item_words(item: Item) -> str:
    """Return what a line is called: its aspect, and the indicator where the aspect has several."""
    aspect = word("aspect", item.aspect)
    own = indicator_words(item.indicator)
    return f"{aspect}{_(': ')}{own}" if own else aspect


def evidence_choices(inspection: Inspection) -> list[tuple[str, str]]:
    """Return the findings of a dossier and their files, each file below its finding."""
    own: dict[str, Any] = {"authority_id": inspection.authority_id, "inspection": inspection}
    files: dict[Any, list[Evidence]] = {}
    for row in Evidence.objects.filter(**own, removed_on=None).select_related("file").order_by("id"):
        files.setdefault(row.finding_id, []).append(row)
    found = []
    for finding in Finding.objects.filter(**own).order_by("place"):
        found.append((str(finding.id), f"{finding.number} {finding.title}"))
        for one in files.get(finding.id, ()):
            found.append((str(one.id), f"{finding.number} · {one.label or one.file.name}"))
    return found


def panel_fields(aim: Aim, today: date) -> dict[str, forms.Field]:
    """Return the fields of the form on which two score, and the unit itself: of the open sheet where there is one."""
    return score_fields(aim, form_of_panel(aim.inspection, today))


def alone_fields(aim: Aim, today: date) -> dict[str, forms.Field]:
    """Return the fields of the form on which a body evaluates by itself."""
    return score_fields(aim, form_of(aim.inspection, today))


def score_fields(aim: Aim, governed: Governed) -> dict[str, forms.Field]:
    """Return mark, grounds and evidence for each line of a form."""
    form = governed.form
    choices = evidence_choices(aim.inspection)
    fields: dict[str, forms.Field] = {}
    for item in form.items():
        label = item_words(item)
        fields[MARK + item.key] = mark_field(form.way, item, label)
        grounds = _("Grounds: %(aspect)s") % {"aspect": label}
        fields[GROUND + item.key] = forms.CharField(
            label=grounds, required=form.way is Way.ADDITIVE, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
        )
        fields[REF + item.key] = forms.MultipleChoiceField(
            label=_("Evidence: %(aspect)s") % {"aspect": label},
            required=False,
            choices=choices,
            widget=forms.CheckboxSelectMultiple(),
        )
    return fields


def mark_field(way: Way, item: Item, label: str) -> forms.Field:
    """Return the control of one line: a mark up to its full one, or how often something was found."""
    if way is Way.DEDUCTING:
        entry = forms.NumberInput(attrs={"step": "1", "inputmode": "numeric"})
        return forms.IntegerField(label=label, min_value=0, max_value=int(MOST_TIMES), initial=0, widget=entry)
    entry = forms.NumberInput(attrs={"step": "0.01", "inputmode": "decimal", "data-adds": "marks"})
    return forms.DecimalField(label=label, min_value=0, max_value=Decimal(item.full), decimal_places=2, widget=entry)


def score_rows(form: forms.Form) -> list[Row]:
    """Return the lines of a form in its order."""
    rows = []
    for name in [name.removeprefix(MARK) for name in form.fields if name.startswith(MARK)]:
        mark = form[MARK + name]
        most = getattr(mark.field, "max_value", "")
        note = points(most) if isinstance(mark.field, forms.DecimalField) else _("times")
        rows.append(Row(str(mark.label), note, mark, form[GROUND + name], form[REF + name]))
    return rows


def told_scores(given: dict[str, Any]) -> dict[str, Any]:
    """Return a filled form as the desk takes it."""
    rest = {name: value for name, value in given.items() if not name.startswith((MARK, GROUND, REF))}
    return {
        **rest,
        "marks": beginning(given, MARK),
        "grounds": beginning(given, GROUND),
        "refs": {key: several for key, several in beginning(given, REF).items() if several},
    }


def beginning(given: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    return {name.removeprefix(prefix): value for name, value in given.items() if name.startswith(prefix)}


def form_words(deed: str, aim: Aim, today: date) -> dict[str, Any]:
    """Return the full mark, the way and the clause of the form, for the page of a deed that fills it."""
    governed = (form_of if deed == "record_evaluation" else form_of_panel)(aim.inspection, today)
    return {
        "full": governed.form.total,
        "basis": basis_words(governed.basis),
        "deducts": governed.form.way is Way.DEDUCTING,
    }


# --- what two scorers settle -------------------------------------------------------------------------------


@dataclass(frozen=True)
class CloseLine:
    """A line on which two scorers are close: what each gave, and the mark that is kept."""

    words: str
    full: str
    first: str
    second: str
    kept: str


def both_marks(inspection: Inspection, today: date) -> Sequence[Compared]:
    """Return the lines of the open sheet with both marks; none before both have handed in."""
    scoring = open_scoring(inspection)
    if scoring is None:
        return []
    try:
        return comparison_of(scoring, inspection, today)
    except (OthersStillScore, OnOtherForms):
        return []


def close_lines(inspection: Inspection, today: date) -> list[CloseLine]:
    """Return the lines on which nothing has to be talked over, as whoever settles the sheet reads them."""
    return [
        CloseLine(
            item_words(line.item), points(line.item.full), points(line.first), points(line.second), points(line.between)
        )
        for line in both_marks(inspection, today)
        if not line.is_wide
    ]


def settle_fields(aim: Aim, today: date) -> dict[str, forms.Field]:
    """Return settled mark and reason for each line on which the two are far apart."""
    form = form_of_panel(aim.inspection, today).form
    fields: dict[str, forms.Field] = {}
    for line in both_marks(aim.inspection, today):
        if not line.is_wide:
            continue
        label = item_words(line.item)
        told = _("%(first)s and %(second)s; %(points)s points apart; settled from %(least)s to %(most)s")
        least, most = line.span
        given = {"first": points(line.first), "second": points(line.second), "points": points(line.points)}
        said = told % {**given, "least": points(least), "most": points(most)}
        control = mark_field(form.way, line.item, label)
        control.initial, control.help_text = None, said
        hold_between(control, *line.span)
        fields[SETTLED + line.item.key] = control
        reason = _("Reason: %(aspect)s") % {"aspect": label}
        fields[REASON + line.item.key] = forms.CharField(
            label=reason, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
        )
    return fields


def hold_between(control: forms.Field, least: Decimal, most: Decimal) -> None:
    """Let a settled mark lie between what both gave, in the browser and on the server."""
    others = [one for one in control.validators if not isinstance(one, MinValueValidator | MaxValueValidator)]
    low, high = (Decimal(f"{one.normalize():f}") for one in (least, most))  # said to whoever goes beyond them
    control.validators = [*others, MinValueValidator(low), MaxValueValidator(high)]
    control.widget.attrs |= {"min": str(low), "max": str(high)}


def settle_rows(form: forms.Form) -> list[Row]:
    """Return the lines to settle, each with what both gave."""
    rows = []
    for name in [name.removeprefix(SETTLED) for name in form.fields if name.startswith(SETTLED)]:
        mark = form[SETTLED + name]
        rows.append(Row(str(mark.label), str(mark.help_text), mark, form[REASON + name]))
    return rows


def told_settled(given: dict[str, Any]) -> dict[str, Any]:
    """Return what was settled as the desk takes it."""
    rest = {name: value for name, value in given.items() if not name.startswith((SETTLED, REASON))}
    return {**rest, "settled": beginning(given, SETTLED), "reasons": beginning(given, REASON)}
