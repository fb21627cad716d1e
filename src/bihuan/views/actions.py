"""Deeds on views, each on the authority's stream: keep, revise, rename, share, make usual, remove."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from bihuan.access.actions import note, require
from bihuan.access.models import Account
from bihuan.domain.audience import bodies_of
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.roles import ADMINISTRATORS, Role
from bihuan.ledger.door import Receipt, commit, deed
from bihuan.views.models import LONGEST_QUERY, View
from bihuan.views.queries import own_views, views_seen

MOST_VIEWS = 50  # of one account and list; more of them nobody finds again


class ViewUnnamed(ValueError):
    """A view is found by its name."""

    def __init__(self) -> None:
        super().__init__("name is empty; say what the view shows")


class ViewNameTaken(ValueError):
    """Two views of one account bear one name."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"a view named {name} is kept already; choose another name")


class TooManyViews(ValueError):
    """An account keeps more views than anybody looks through."""

    def __init__(self, most: int) -> None:
        self.most = most
        super().__init__(f"{most} views of this list are kept already; remove one that is no longer needed")


class QueryTooLong(ValueError):
    """A query that is longer than an address should be."""

    def __init__(self, most: int) -> None:
        self.most = most
        super().__init__(f"the query is longer than {most} characters; ask for less")


class NotYourView(PermissionError):
    """A view is changed by its owner only (403)."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"the view {name} is somebody else's; keep one of your own")


class NobodyToShareWith(PermissionError):
    """Whoever works in no body, or on single dossiers only, has nobody to share with (403)."""

    def __init__(self) -> None:
        super().__init__("your roles belong to single dossiers; a view can be shared within a body only")


class NotShared(ValueError):
    """Only what the office shares can be what a role begins with."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"the view {name} is not shared; share it first")


@deed
def keep_view(
    *,
    actor: Actor,
    view_id: uuid.UUID,
    list_name: str,
    name: str,
    query: str,
    columns: Sequence[str],
    now: datetime,
    key: str,
) -> Receipt:
    """Keep what a list shows now under a name."""
    owner = Account.objects.get(authority_id=actor.authority_id, pk=actor.account_id or uuid.UUID(int=0))
    kept = own_views(actor, list_name)
    if kept.count() >= MOST_VIEWS:
        raise TooManyViews(MOST_VIEWS)
    view = View(
        id=view_id,
        authority_id=actor.authority_id,
        owner=owner,
        list_name=list_name,
        name=free_name(actor, list_name, name, view_id),
        query=fitting(query),
        columns=list(columns),
    )
    return commit(note=note(actor, "keep_view", None, now, list_name, told={"view": view.id}), rows=[view])


@deed
def revise_view(
    *, actor: Actor, view_id: uuid.UUID, query: str, columns: Sequence[str], now: datetime, key: str
) -> Receipt:
    """Let a view show what its list shows now."""
    view = own_view(actor, view_id)
    view.query, view.columns = fitting(query), list(columns)
    return commit(note=note(actor, "revise_view", None, now, str(view.id)), rows=[view])


@deed
def rename_view(*, actor: Actor, view_id: uuid.UUID, name: str, now: datetime, key: str) -> Receipt:
    """Give a view another name."""
    view = own_view(actor, view_id)
    view.name = free_name(actor, view.list_name, name, view.id)
    return commit(note=note(actor, "rename_view", None, now, str(view.id)), rows=[view])


@deed
def share_view(*, actor: Actor, view_id: uuid.UUID, is_shared: bool, now: datetime, key: str) -> Receipt:
    """Share a view with the body one works in, or keep it to oneself again."""
    view = own_view(actor, view_id)
    bodies = sorted(bodies_of(actor))
    if is_shared and not bodies:
        raise NobodyToShareWith
    view.shared_with = bodies[0] if is_shared else ""
    if not is_shared:
        view.default_for = ""
    return commit(note=note(actor, "share_view", None, now, str(view.id), told={"with": view.shared_with}), rows=[view])


@deed
def make_usual(*, actor: Actor, view_id: uuid.UUID, role: Role | None, now: datetime, key: str) -> Receipt:
    """Let the list open with this view for everybody of a role (None: for nobody); the office decides."""
    acting_as = require(actor, {Role.OFFICE}, "make_usual")
    view = views_seen_by_any(actor, view_id)
    if role is not None and not view.shared_with:
        raise NotShared(view.name)
    wanted = role.value if role is not None and role not in ADMINISTRATORS else ""
    before = View.objects.filter(
        authority_id=actor.authority_id, list_name=view.list_name, default_for=wanted, removed_on=None
    ).exclude(pk=view.pk)
    displaced = list(before) if wanted else []
    for one in displaced:
        one.default_for = ""
    view.default_for = wanted
    told = {"for": wanted}
    return commit(note=note(actor, "make_usual", acting_as, now, str(view.id), told=told), rows=[*displaced, view])


@deed
def remove_view(*, actor: Actor, view_id: uuid.UUID, now: datetime, key: str) -> Receipt:
    """Remove a view; the office also removes what is shared with it, whoever kept it."""
    view = views_seen_by_any(actor, view_id)
    of_the_office = Role.OFFICE in actor.roles and view.shared_with in bodies_of(actor)
    if view.owner_id != actor.account_id and not of_the_office:
        raise NotYourView(view.name)
    view.removed_on, view.default_for = actor.today, ""
    return commit(note=note(actor, "remove_view", None, now, str(view.id)), rows=[view])


def own_view(actor: Actor, view_id: uuid.UUID) -> View:
    """Return a view of one's own; raise NotYourView for one that is merely shared."""
    view = views_seen_by_any(actor, view_id)
    if view.owner_id != actor.account_id:
        raise NotYourView(view.name)
    return view


def views_seen_by_any(actor: Actor, view_id: uuid.UUID) -> View:
    """Return a view that somebody finds, whatever list it is of."""
    return views_seen(actor).get(pk=view_id)


def free_name(actor: Actor, list_name: str, name: str, view_id: uuid.UUID) -> str:
    told = name.strip()
    if not told:
        raise ViewUnnamed
    if own_views(actor, list_name).filter(name=told).exclude(pk=view_id).exists():
        raise ViewNameTaken(told)
    return told


def fitting(query: str) -> str:
    if len(query) > LONGEST_QUERY:
        raise QueryTooLong(LONGEST_QUERY)
    return query
