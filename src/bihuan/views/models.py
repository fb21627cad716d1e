"""A view of a list: its owner's, or shared with a body; for some roles the one that a list opens with."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from bihuan.access.models import Account
from bihuan.ledger.links import Link
from bihuan.ledger.models import Kept

LONGEST_NAME, LONGEST_QUERY = 40, 1000


class View(Kept):
    """A named query of a list with its columns; removed ones stay, and are shown to nobody."""

    owner = Link(Account, on_delete=models.PROTECT, related_name="+")
    list_name = models.CharField(max_length=20)
    name = models.CharField(max_length=LONGEST_NAME)
    query = models.CharField(max_length=LONGEST_QUERY, blank=True)
    columns = models.JSONField(default=list)
    shared_with = models.CharField(max_length=110, blank=True)  # a body (domain/audience.py); empty: its owner's own
    default_for = models.CharField(max_length=40, blank=True)  # a role
    removed_on = models.DateField(null=True, blank=True)

    # words somebody searches by may name a person
    personal: ClassVar[frozenset[str]] = frozenset({"name", "query"})

    class Meta:
        indexes = [models.Index(fields=["authority_id", "list_name", "owner"], name="views_view_of")]
        constraints = [
            models.UniqueConstraint(
                fields=["authority_id", "owner", "list_name", "name"],
                condition=Q(removed_on=None),
                name="views_view_name",
            ),
            models.UniqueConstraint(
                fields=["authority_id", "list_name", "default_for"],
                condition=Q(removed_on=None) & ~Q(default_for=""),
                name="views_view_default",
            ),
        ]

    def __str__(self) -> str:
        return self.name
