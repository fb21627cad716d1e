"""Extracts of rectifications for neighbours: asked for by a body, given by the office, received."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from bihuan.domain.extracts import Purpose
from bihuan.ledger.links import Link
from bihuan.ledger.models import Kept
from bihuan.organizations.models import Organization


class Extract(Kept):
    """What a body asked for, of which unit and those below it; once given it stands as it was given.

    The content itself is no matter of the ledger; its digest is.
    """

    number = models.PositiveIntegerField()
    purpose = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Purpose])
    asked_by = models.CharField(max_length=100)
    asked_account = models.UUIDField(null=True, blank=True)
    unit = Link(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    words = models.TextField(blank=True)
    asked_on = models.DateField()
    basis = models.CharField(max_length=100, blank=True)
    content = models.JSONField(default=list)
    digest = models.CharField(max_length=64, blank=True)
    given_on = models.DateField(null=True, blank=True)
    refused_on = models.DateField(null=True, blank=True)
    refused_reason = models.TextField(blank=True)
    received_on = models.DateField(null=True, blank=True)
    receipt = models.CharField(max_length=100, blank=True)

    unrecorded: ClassVar[frozenset[str]] = frozenset({"content"})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "number"], name="supervision_extract_number"),
        ]
