"""Which views somebody finds: his own, those shared with a body he works in, and his roles' default."""

from __future__ import annotations

import uuid
from functools import lru_cache

from django.db.models import CharField, Q, QuerySet

from bihuan.domain.audience import bodies_of
from bihuan.domain.jurisdiction import Actor
from bihuan.ledger.prepared import Prepared, Slot
from bihuan.views.models import View

NOBODY = uuid.UUID(int=0)


@lru_cache(maxsize=256)
def views_asked(actor: Actor) -> Prepared[View]:
    """Return the question that every page with a list asks: for the views of `list_name` that somebody finds."""
    return Prepared(lambda: views_seen(actor, Slot("list_name", CharField())))


def views_seen(actor: Actor, name: str | Slot) -> QuerySet[View]:
    """Return the views of a list that somebody finds, by name."""
    own = Q(owner_id=actor.account_id or NOBODY)
    shared = Q(shared_with__in=sorted(bodies_of(actor)))
    usual = Q(default_for__in=sorted(role.value for role in actor.roles))
    rows = View.objects.filter(authority_id=actor.authority_id, list_name=name, removed_on=None)
    return rows.filter(own | shared | usual).order_by("name", "id")


def own_views(actor: Actor, name: str) -> QuerySet[View]:
    """Return somebody's own views of a list, shared ones among them."""
    rows = View.objects.filter(authority_id=actor.authority_id, list_name=name, removed_on=None)
    return rows.filter(owner_id=actor.account_id or NOBODY).order_by("name", "id")
