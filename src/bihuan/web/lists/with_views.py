"""The lists of which views are kept: where each stands, what its filter knows, which columns it lets choose."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.forms import Form
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bihuan.domain.jurisdiction import Actor
from bihuan.views.models import View
from bihuan.web.lists import (
    accounts,
    dossier_columns,
    dossier_filter,
    errands,
    evaluations,
    finding_columns,
    finding_filter,
    letters,
    organizations,
)
from bihuan.web.lists.columns import Grid
from bihuan.web.lists.kept_views import VIEW
from bihuan.web.lists.pool import pool_filter


@dataclass(frozen=True)
class ListWithViews:
    """A list: its page, its title, its filter, the columns that can be chosen."""

    page: str
    title: Promise
    filled: Callable[[Actor, QueryDict], Form]
    grid: Grid | None = None

    def address_of(self, view: View) -> str:
        return f"{reverse(self.page)}?{VIEW}={view.id}"


LISTS: Mapping[str, ListWithViews] = {
    "findings": ListWithViews(
        "findings",
        _("Account of findings"),
        lambda actor, query: finding_filter.Asked(query, actor=actor),
        finding_columns.GRID,
    ),
    "dossiers": ListWithViews(
        "dossiers",
        _("Dossiers"),
        lambda actor, query: dossier_filter.Asked(query, actor=actor),
        dossier_columns.GRID,
    ),
    "pool": ListWithViews("pool", _("Pool of inspectors"), pool_filter),
    "organizations": ListWithViews(
        "organizations", _("Organizations"), lambda _actor, query: organizations.Asked(query)
    ),
    "accounts": ListWithViews("accounts", _("Accounts"), lambda _actor, query: accounts.Asked(query)),
    "letters": ListWithViews("letters", _("Recommendation letters"), lambda _actor, query: letters.Asked(query)),
    "errands": ListWithViews("errands", _("Papers and answers"), lambda _actor, query: errands.Asked(query)),
    "evaluations": ListWithViews(
        "evaluations",
        _("Ranking of evaluations"),
        lambda actor, query: evaluations.RankingForm(query, rows=evaluations.fed_back(actor)),
    ),
    "consequences": ListWithViews(
        "consequences", _("Consequences"), lambda actor, query: evaluations.ConsequencesForm(query, actor=actor)
    ),
}
