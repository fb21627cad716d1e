"""The pages of evaluation: one dossier's panel and what follows, the ranking, and all consequences."""

from __future__ import annotations

import io
import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import Case, F, Q, QuerySet, When
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from bihuan.access.actors import within
from bihuan.domain.consequences import Consequence as Kind
from bihuan.domain.jurisdiction import Actor, scope_of
from bihuan.domain.roles import Role
from bihuan.dossiers.models import Inspection, Round
from bihuan.evaluation.consequence_models import ADOPTED, DECLINED
from bihuan.evaluation.models import Consequence
from bihuan.evaluation.ranking import ranking_of
from bihuan.web.forms import Crumb
from bihuan.web.pages.panel import panel_of
from bihuan.web.pages.site import page_words
from bihuan.web.requests import SignedRequest
from bihuan.web.screens.deeds import way_to_dossier
from bihuan.web.serving.downloads import workbook
from bihuan.web.templatetags.bihuan_panel import over
from bihuan.web.things import dossier_of
from bihuan.web.words import day_words, word

OVERDUE = "overdue"
READERS = frozenset({Role.OFFICE, Role.LEADING_GROUP})
A_SHEET = 5000  # lines of a workbook
STATES = ("waiting", ADOPTED, OVERDUE, DECLINED, "done")


def panel(request: SignedRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """Show how a dossier was evaluated, line by line and part by part, and what followed from it."""
    aim = dossier_of(request.actor, inspection_id)
    context = {
        "one": aim.inspection,
        "aim": aim,
        "page": panel_of(request.actor, aim),
        "today": request.actor.today,
        "crumbs": [*way_to_dossier(aim), Crumb(page_words("panel"))],
    }
    return render(request, "web/panel.html", context)


# --- the ranking -------------------------------------------------------------------------------------------


class RankingForm(forms.Form):
    """Which dossiers are ranked."""

    round = forms.ChoiceField(label=gettext_lazy("Round"), required=False)
    year = forms.ChoiceField(label=gettext_lazy("Year of feedback"), required=False)
    category = forms.ChoiceField(label=gettext_lazy("Category"), required=False)

    def __init__(self, *args: Any, rows: Sequence[Inspection], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rounds = {str(row.round_id): row.round.name for row in rows}
        years = sorted({row.feedback_on.year for row in rows if row.feedback_on}, reverse=True)
        categories = sorted({row.organization.category for row in rows})
        self.offer("round", list(rounds.items()))
        self.offer("year", [(str(year), str(year)) for year in years])
        self.offer("category", [(one, word("category", one)) for one in categories])

    def offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("all")), *choices]


def evaluations(request: SignedRequest) -> HttpResponse:
    """Rank the dossiers of a round, a year, a category by their latest evaluations."""
    reached = Inspection.objects.filter(feedback_on__isnull=False).select_related("organization", "round")
    rows = list(within(reached, scope_of(request.actor, READERS)).order_by("-round__from_on", "number"))
    form = RankingForm(request.GET, rows=rows)
    asked = form.cleaned_data if form.is_valid() else {}
    fitting = [row for row in rows if fits(row, asked)]
    context = {"asked": form, "ranking": ranking_of(request.actor.authority_id, fitting, request.actor.today)}
    return render(request, "web/evaluations.html", context)


def fits(row: Inspection, asked: dict[str, Any]) -> bool:
    """True for a dossier that fits what was asked."""
    year = str(row.feedback_on.year) if row.feedback_on else ""
    wanted = ((str(row.round_id), "round"), (year, "year"), (row.organization.category, "category"))
    return all(not asked.get(name) or asked[name] == value for value, name in wanted)


# --- all consequences --------------------------------------------------------------------------------------


class ConsequencesForm(forms.Form):
    """Which consequences are listed."""

    q = forms.CharField(label=gettext_lazy("Unit"), required=False, max_length=60)
    kind = forms.ChoiceField(label=gettext_lazy("Consequence"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    round = forms.ChoiceField(label=gettext_lazy("Round"), required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(one.value, word("consequence", one)) for one in Kind]
        states = [(one, word("consequence_state", one)) for one in STATES]
        rounds = Round.objects.filter(authority_id=actor.authority_id).exclude(term="").order_by("-from_on", "id")
        offered = {"kind": kinds, "state": states, "round": [(str(row.id), row.name) for row in rounds]}
        for name, choices in offered.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", _("all")), *choices]


def consequences_asked(request: SignedRequest, form: ConsequencesForm) -> QuerySet[Consequence]:
    """Return the consequences within reach that fit what was asked: what is open first, by its day."""
    rows = Consequence.objects.select_related("inspection", "inspection__round")
    rows = within(rows, scope_of(request.actor, READERS), prefix="inspection__", dossier="id")
    asked = form.cleaned_data if form.is_valid() else {}
    if asked.get("q"):
        rows = rows.filter(inspection__organization_name__icontains=asked["q"])
    if asked.get("kind"):
        rows = rows.filter(kind=asked["kind"])
    if asked.get("round"):
        rows = rows.filter(inspection__round_id=asked["round"])
    state = asked.get("state")
    if state == "done":
        rows = rows.filter(recorded_on__isnull=False)
    elif state == OVERDUE:
        rows = rows.filter(decision=ADOPTED, recorded_on=None, due_on__lt=request.actor.today)
    elif state:
        rows = rows.filter(decision="" if state == "waiting" else state, recorded_on=None)
    is_settled = Case(When(Q(decision=DECLINED) | Q(recorded_on__isnull=False), then=1), default=0)
    return rows.order_by(is_settled, F("due_on").asc(nulls_last=True), "-proposed_on", "id")


def consequences(request: SignedRequest) -> HttpResponse:
    """List the consequences of all dossiers."""
    form = ConsequencesForm(request.GET, actor=request.actor)
    rows = list(consequences_asked(request, form)[: A_SHEET + 1])
    context = {"asked": form, "rows": rows, "is_filtered": any(request.GET.values())}
    context["today"] = request.actor.today
    return render(request, "web/consequences.html", context)


@require_GET
def consequences_workbook(request: SignedRequest) -> HttpResponse:
    """Hand out the list as a workbook, filtered as it was shown."""
    form = ConsequencesForm(request.GET, actor=request.actor)
    rows = list(consequences_asked(request, form)[:A_SHEET])
    title = _("Consequences")
    return workbook(written(rows, title, request.actor.today), f"{title}.xlsx")


def written(rows: Sequence[Consequence], title: str, today: date) -> bytes:
    """Write the list, a line a consequence; whom a notice named stays out of it."""
    import xlsxwriter

    heads = [_("Unit"), _("Round"), _("Consequence"), _("Why it is proposed"), _("Proposed on"), _("Decision")]
    heads += [_("Decided on"), _("Reason"), _("To be done by"), _("Overdue"), _("Notified on"), _("Done on")]
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet(title[:31])
    for at, head in enumerate(heads):
        sheet.write_string(0, at, head)
    for line, row in enumerate(rows, start=1):
        days = [row.decided_on, row.due_on, row.notified_on, row.recorded_on]
        decided, due, notified, recorded = (day_words(day) if day else "" for day in days)
        grounds = _(", ").join(word("ground", one) for one in row.grounds)
        told = [row.inspection.organization_name, row.inspection.round.name, word("consequence", row.kind), grounds]
        told += [day_words(row.proposed_on), word("decision", row.decision), decided, row.decided_reason]
        for at, text in enumerate([*told, due, over(row, today), notified, recorded]):
            sheet.write_string(line, at, text)
    book.close()
    return out.getvalue()
