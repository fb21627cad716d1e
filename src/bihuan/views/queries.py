"""Which views somebody finds: his own, those shared with a body he works in, and his roles' default."""

from __future__ import annotations

import uuid

from django.db.models import Q, QuerySet

from bihuan.domain.audience import bodies_of
from bihuan.domain.jurisdiction import Actor
from bihuan.views.models import View

NOBODY = uuid.UUID(int=0)


def views_seen(actor: Actor) -> QuerySet[View]:
    """Return the views of all lists that somebody finds, by name."""
    own = Q(owner_id=actor.account_id or NOBODY)
    shared = Q(shared_with__in=sorted(bodies_of(actor)))
    usual = Q(default_for__in=sorted(role.value for role in actor.roles))
    rows = View.objects.filter(authority_id=actor.authority_id, removed_on=None)
    return rows.filter(own | shared | usual).order_by("name", "id")


def own_views(actor: Actor, name: str) -> QuerySet[View]:
    """Return somebody's own views of a list, shared ones among them."""
    rows = View.objects.filter(authority_id=actor.authority_id, list_name=name, removed_on=None)
    return rows.filter(owner_id=actor.account_id or NOBODY).order_by("name", "id")
