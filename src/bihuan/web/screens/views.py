"""Views kept of lists: keep one, and the page where they are renamed, shared, made usual, removed."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from bihuan.domain.audience import bodies_of
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.roles import ADMINISTRATORS, Role
from bihuan.ledger.door import Receipt
from bihuan.views.actions import keep_view, make_usual, own_view, remove_view, rename_view, revise_view, share_view
from bihuan.views.models import LONGEST_NAME, LONGEST_QUERY, View
from bihuan.views.queries import own_views, views_seen
from bihuan.web import clock, keys
from bihuan.web.forms import Crumb, attempt, choices, deed_page, form_page, offer_choices, posted
from bihuan.web.lists.kept_views import kept_query, query_words
from bihuan.web.lists.with_views import LISTS, ListWithViews
from bihuan.web.look import BETWEEN
from bihuan.web.permissions import may_open
from bihuan.web.requests import SignedRequest


class KeepForm(forms.Form):
    """A name for what the list shows now, or the view that shall show it from now on."""

    list_name = forms.ChoiceField(widget=forms.HiddenInput)
    into = forms.ChoiceField(label=gettext_lazy("Keep as"), required=False)
    name = forms.CharField(label=gettext_lazy("Name of the view"), max_length=LONGEST_NAME, required=False)
    query = forms.CharField(max_length=LONGEST_QUERY, required=False, widget=forms.HiddenInput)
    columns = forms.CharField(max_length=LONGEST_QUERY, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor, name = actor, self.data.get("list_name", "")
        of = LISTS.get(name)
        self.of = of if of is not None and may_open(of.page, actor) else None
        kept = [(str(view.id), view.name) for view in own_views(actor, name)] if self.of else []
        offer_choices(self, "list_name", [(name, name)] if self.of else [])
        offer_choices(self, "into", [("", _("a new view")), *kept])

    def clean(self) -> dict[str, Any]:
        """Keep of the address what the list's own filter knows, and of the columns those it has."""
        given = super().clean() or self.cleaned_data
        if self.of is not None:
            query = QueryDict(given.get("query", ""))
            given["query"] = kept_query(query, self.of.filled(self.actor, query).fields)
            known = self.of.grid.by_key if self.of.grid else ()
            given["columns"] = [key for key in given.get("columns", "").split(BETWEEN) if key in known]
        return given


class NameForm(forms.Form):
    """Another name."""

    name = forms.CharField(label=gettext_lazy("Name of the view"), max_length=LONGEST_NAME)


@dataclass(frozen=True)
class Line:
    """A view on the page of views."""

    view: View
    of: ListWithViews
    address: str
    asks: str
    is_own: bool
    may_remove: bool


@require_GET
def views(request: SignedRequest) -> HttpResponse:
    """List the views somebody finds."""
    told = [
        line_of(request.actor, one, view)
        for name, one in LISTS.items()
        if may_open(one.page, request.actor)
        for view in views_seen(request.actor).filter(list_name=name).select_related("owner")
    ]
    context = {
        "lines": told,
        "may_share": bool(bodies_of(request.actor)),
        "may_choose": may_open("view_usual", request.actor),
        "offered_roles": choices.terms("role", [role for role in Role if role not in ADMINISTRATORS]),
        "crumbs": [Crumb(_("Views"))],
    }
    return render(request, "web/views.html", context)


def line_of(actor: Actor, of: ListWithViews, view: View) -> Line:
    asked = of.filled(actor, QueryDict(view.query))
    asks = query_words(asked) if view.query and asked.is_valid() else _("everything")
    is_own = view.owner_id == actor.account_id
    of_the_office = Role.OFFICE in actor.roles and view.shared_with in bodies_of(actor)
    return Line(view, of, of.address_of(view), asks, is_own, is_own or of_the_office)


@require_POST
def view_keep(request: SignedRequest) -> HttpResponse:
    """Keep what the list shows now, under a new name or in a view there is."""
    form = KeepForm(request.POST, actor=request.actor)
    if form.is_valid():
        receipt = attempt(form, kept, request=request, given=form.cleaned_data)
        if receipt is not None:
            messages.success(request, _("The view is kept."))
            view_id = uuid.UUID(form.cleaned_data["into"] or str(keys.id_of(request)))
            return redirect(LISTS[form.cleaned_data["list_name"]].address_of(own_view(request.actor, view_id)))
    of = form.of or LISTS["findings"]
    title, back = _("Keep a view"), reverse(of.page)
    crumbs = [Crumb(str(of.title), back), Crumb(title)]
    return form_page(request, form, title=title, submit=_("Keep"), back=back, crumbs=crumbs)


def kept(*, request: SignedRequest, given: dict[str, Any]) -> Receipt:
    told = {"query": given["query"], "columns": given["columns"], "now": clock.now(), "key": keys.key_of(request)}
    if given["into"]:
        return revise_view(actor=request.actor, view_id=uuid.UUID(given["into"]), **told)
    new = keys.id_of(request)
    return keep_view(actor=request.actor, view_id=new, list_name=given["list_name"], name=given["name"], **told)


def view_rename(request: SignedRequest, view_id: uuid.UUID) -> HttpResponse:
    """Give a view another name."""
    view = own_view(request.actor, view_id)
    form = NameForm(posted(request), initial={"name": view.name})

    def told() -> dict[str, Any]:
        return {"view_id": view_id, "name": form.cleaned_data["name"]}

    title, back, said = _("Rename the view"), reverse("views"), _("The view has its new name.")
    crumbs = [Crumb(_("Views"), back), Crumb(title)]
    return deed_page(request, form, rename_view, told, title=title, back=back, said=said, crumbs=crumbs)


@require_POST
def view_share(request: SignedRequest, view_id: uuid.UUID) -> HttpResponse:
    """Share a view within one's body, or stop sharing it."""
    is_shared = request.POST.get("shared") == "1"
    key = keys.key_of(request)
    share_view(actor=request.actor, view_id=view_id, is_shared=is_shared, now=clock.now(), key=key)
    said = _("Whoever works in your body finds the view now.") if is_shared else _("The view is yours alone again.")
    messages.success(request, said)
    return redirect("views")


@require_POST
def view_usual(request: SignedRequest, view_id: uuid.UUID) -> HttpResponse:
    """Let the list open with a view for a role, or for none any more."""
    wanted = request.POST.get("role", "")
    if wanted and wanted not in set(Role):
        raise Http404
    role, key = Role(wanted) if wanted else None, keys.key_of(request)
    make_usual(actor=request.actor, view_id=view_id, role=role, now=clock.now(), key=key)
    messages.success(request, _("The list opens so from now on.") if wanted else _("The list opens as a whole again."))
    return redirect("views")


@require_POST
def view_remove(request: SignedRequest, view_id: uuid.UUID) -> HttpResponse:
    """Remove a view."""
    remove_view(actor=request.actor, view_id=view_id, now=clock.now(), key=keys.key_of(request))
    messages.success(request, _("The view is removed."))
    return redirect("views")
