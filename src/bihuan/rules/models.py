"""The library of regulations: each with its versions, word for word."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from bihuan.ledger.links import Link
from bihuan.ledger.models import Kept


class Regulation(Kept):
    """A regulation by its title; what it says stands in its versions."""

    objects: ClassVar[models.Manager[Regulation]] = models.Manager()

    title = models.CharField(max_length=200)
    issuer = models.CharField(max_length=100)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority_id", "title"], name="rules_regulation_title")]

    def __str__(self) -> str:
        return self.title


class RegulationVersion(Kept):
    """A version of a regulation as the office entered it; withdrawn, it stays with the reason."""

    objects: ClassVar[models.Manager[RegulationVersion]] = models.Manager()

    regulation = Link(Regulation, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    document_number = models.CharField(max_length=60, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)  # ended without a later version; a later one ends it by itself
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    entered_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "regulation", "number"], name="rules_version_number"),
            models.UniqueConstraint(
                fields=["authority_id", "regulation", "from_on"],
                condition=Q(withdrawn_on=None),
                name="rules_version_from",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="rules_version_ends_after_it_begins"
            ),
        ]
