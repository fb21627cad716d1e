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
from bihuan.web.lists import dossier_columns, dossier_filter, finding_columns, finding_filter
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
}
