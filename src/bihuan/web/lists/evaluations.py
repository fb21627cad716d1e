"""The ranking of evaluations and the consequences as lists: what their filter rows ask for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bihuan.access.actors import within
from bihuan.desk.consequences import READERS, STATES, Asked, Proposed, consequences_asked, open_first, proposals_asked
from bihuan.domain.consequences import Consequence as Kind
from bihuan.domain.consequences import days_over
from bihuan.domain.jurisdiction import Actor, scope_of
from bihuan.dossiers.models import Inspection, Round
from bihuan.evaluation.consequence_models import ADOPTED
from bihuan.evaluation.models import Consequence
from bihuan.evaluation.ranking import Ranking, ranking_of
from bihuan.web.lamps import days_words
from bihuan.web.lists.paging import MOST
from bihuan.web.words import word


def fed_back(actor: Actor) -> list[Inspection]:
    """Return the dossiers that can be ranked: those within reach that had their feedback, the newest rounds first."""
    reached = Inspection.objects.filter(feedback_on__isnull=False).select_related("organization", "round")
    return list(within(reached, scope_of(actor, READERS)).order_by("-round__from_on", "number"))


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


def fits(row: Inspection, asked: Mapping[str, Any]) -> bool:
    """True for a dossier that fits what was asked."""
    year = str(row.feedback_on.year) if row.feedback_on else ""
    wanted = ((str(row.round_id), "round"), (year, "year"), (row.organization.category, "category"))
    return all(not asked.get(name) or asked[name] == value for value, name in wanted)


def ranking_asked(actor: Actor, query: QueryDict) -> tuple[RankingForm, Ranking]:
    """Return the dossiers of a round, a year, a category by their latest evaluations, and what was asked."""
    rows = fed_back(actor)
    form = RankingForm(query, rows=rows)
    asked = form.cleaned_data if form.is_valid() else {}
    return form, ranking_of(actor.authority_id, [row for row in rows if fits(row, asked)], actor.today)


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


def asked_by(form: ConsequencesForm) -> Asked:
    """Return what a filter row asks for; everything where it cannot be used."""
    told = form.cleaned_data if form.is_valid() else {}
    round_id = UUID(told["round"]) if told.get("round") else None
    return Asked(told.get("q", ""), told.get("kind", ""), told.get("state", ""), round_id)


class AllConsequences(Sequence[Any]):
    """What the rules propose, then what was proposed or decided already: one list, read page by page."""

    def __init__(self, proposals: Sequence[Proposed], rows: QuerySet[Consequence]) -> None:
        self.proposals, self.rows = proposals, rows

    def __len__(self) -> int:
        """Return the number of rows, counted no further than a list is paged through."""
        return len(self.proposals) + self.rows.order_by().values("authority_id")[: MOST + 1].count()

    def __getitem__(self, part: Any) -> Any:
        if not isinstance(part, slice):
            return self[part : part + 1][0]
        start, stop, before = part.start or 0, part.stop, len(self.proposals)
        return [*self.proposals[start:stop], *self.rows[max(start - before, 0) : max(stop - before, 0)]]


def all_consequences(actor: Actor, form: ConsequencesForm) -> AllConsequences:
    """Return the whole list that fits what was asked."""
    asked = asked_by(form)
    return AllConsequences(proposals_asked(actor, asked), open_first(consequences_asked(actor, asked)))


def over(row: Consequence, today: date) -> str:
    """Say how late an adopted consequence is, or was done; nothing where it is in time or was not adopted."""
    days = days_over(row.due_on, row.recorded_on, today) if row.decision == ADOPTED else 0
    if not days:
        return ""
    return _("done %(days)s days late") % {"days": days} if row.recorded_on else overdue(row.due_on, today)


def overdue(day: date | None, today: date) -> str:
    """Say how many days a day is over; nothing for one that is not."""
    return days_words(day, today) if day is not None and days_over(day, None, today) else ""
