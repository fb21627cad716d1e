"""Views on pages: what a list shows when a view is chosen, the row of views above it, the query that is kept.

A view only fills the filter: the rows it shows are those that its reader would find by the same filter anyway.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.forms import Field, Form
from django.http import QueryDict
from django.utils.translation import gettext as _

from bihuan.domain.jurisdiction import Actor
from bihuan.dossiers.steps import NoSuchThing
from bihuan.views.models import View
from bihuan.views.queries import views_seen
from bihuan.web.look import BETWEEN
from bihuan.web.permissions import may_open
from bihuan.web.printing import PRINT
from bihuan.web.remembered import remembered
from bihuan.web.words import labelled

VIEW, COLUMNS, PAGE, SORT = "view", "columns", "page", "sort"
NO_VIEW = "none"  # asks for the list as it is, whatever is usual
BESIDE_THE_FILTER = frozenset({VIEW, COLUMNS, PAGE, PRINT})


@dataclass(frozen=True)
class Tab:
    """One view in the row above a list."""

    words: str
    url: str
    is_here: bool
    is_shared: bool = False
    is_usual: bool = False


@dataclass(frozen=True)
class Opened:
    """A list as it is asked for: the filter in force, the view it comes from, what links build on."""

    query: QueryDict
    address: QueryDict
    view: View | None
    found: tuple[View, ...]
    columns: tuple[str, ...]

    def here(self, path: str) -> str:
        """Return the address of the list as it is shown, its view named even where it is merely the usual one."""
        return f"{path}?{self.address.urlencode()}" if self.address else path

    def tabs(self, actor: Actor, *, is_plain: bool) -> list[Tab]:
        """Return the row of views: the whole list first, then one's own, then what others share."""
        own = [view for view in self.found if view.owner_id == actor.account_id]
        others = [view for view in self.found if view.owner_id != actor.account_id]
        whole = Tab(_("All"), f"?{VIEW}={NO_VIEW}", self.view is None and is_plain)
        return [whole, *(self.tab(view) for view in (*own, *others))]

    def tab(self, view: View) -> Tab:
        is_here = self.view is not None and self.view.id == view.id
        return Tab(view.name, f"?{VIEW}={view.id}", is_here, bool(view.shared_with), bool(view.default_for))


def opened(actor: Actor, list_name: str, asked: QueryDict) -> Opened:
    """Return a list as an address asks for it; raise NoSuchThing for a view that the reader does not find."""
    found = tuple(view for view in views_found(actor) if view.list_name == list_name)
    view = view_asked(actor, found, asked)
    query = QueryDict(view.query if view else "", mutable=True)
    address = QueryDict(mutable=True)
    if view is not None:
        address[VIEW] = str(view.id)
    for name, values in asked.lists():
        if name not in BESIDE_THE_FILTER:
            query.setlist(name, values)
        if name not in (PAGE, PRINT, VIEW) or (name == VIEW and view is None):
            address.setlist(name, values)
    told = asked.get(COLUMNS, "")
    columns = told.split(BETWEEN) if told else view.columns if view else ()
    return Opened(query, address, view, found, tuple(columns))


@remembered()
def views_found(actor: Actor) -> tuple[View, ...]:
    """Return the views that somebody finds above the lists."""
    return tuple(views_seen(actor))


def view_asked(actor: Actor, found: Iterable[View], asked: QueryDict) -> View | None:
    """Return the view that an address names; where it asks for nothing, the usual one of the reader's roles."""
    wanted = asked.get(VIEW)
    if wanted == NO_VIEW:
        return None
    if wanted:
        named = next((view for view in found if str(view.id) == wanted), None)
        if named is None:
            raise NoSuchThing(VIEW, wanted)
        return named
    if asked.keys() - {PAGE, PRINT}:
        return None
    return next((view for view in found if view.default_for and view.default_for in actor.roles), None)


def kept_query(query: QueryDict, fields: Collection[str]) -> str:
    """Return of a query what a filter knows and what was filled in, in one order."""
    told = [(name, value) for name in sorted(fields) for value in query.getlist(name) if value]
    return urlencode(told)


def beside_a_list(actor: Actor, shown: Opened, asked: Form, path: str) -> dict[str, Any]:
    """Return what a list shows of views: its filter, the row of them above it, the form that keeps what it shows now.

    Who keeps no views, as the administrators, has no row of them.
    """
    narrowing = kept_query(shown.query, asked.fields.keys() - {SORT})
    return {
        "asked": asked,
        "tabs": shown.tabs(actor, is_plain=not narrowing) if may_open("view_keep", actor) else [],
        "own_views": [view for view in shown.found if view.owner_id == actor.account_id],
        "kept_query": kept_query(shown.query, asked.fields),
        "is_filtered": bool(narrowing),
        "here": shown.here(path),
    }


def query_words(asked: Form) -> str:
    """Say what a valid filter asks for: labels and values as the page shows them."""
    told = []
    for name, value in asked.cleaned_data.items():
        field = asked.fields[name]
        if value and (not field.widget.is_hidden or hasattr(field, "said_of")):
            said, label = said_of(field, value), str(field.label)
            told.append(labelled(label, said) if said else label)
    return _("; ").join(told) or _("everything")


def said_of(field: Field, value: Any) -> str:
    """Say what a field asks for; nothing of a box that is ticked, whose label says it all."""
    if value is True:
        return ""
    if hasattr(field, "said_of"):
        return str(field.said_of(value))
    offered = dict(getattr(field, "choices", ()))
    return str(offered.get(value) or field.prepare_value(value))
