"""Consents, exceptions and returns."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from bihuan.dossiers.models import Inspection
from bihuan.ledger.links import Link
from bihuan.ledger.models import Kept

# in the order in which each rests on those before it
CONSENTS = ("acceptance", "approval", "countersignature")


class Consent(Kept):
    """An acceptance, an approval or a countersignature; each its own deed. Void ones stay with the reason."""

    inspection = Link(Inspection, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=[(kind, kind) for kind in CONSENTS])
    by_role = models.CharField(max_length=40)
    by_name = models.CharField(max_length=100)
    by_account = models.UUIDField(null=True, blank=True)
    on = models.DateField()
    remark = models.TextField(blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority_id", "inspection", "kind", "by_role"],
                condition=Q(withdrawn_on=None),
                name="closeout_consent_once",
            ),
        ]


class Exemption(Kept):
    """An exception granted by the leading group: which gate, why; whoever entered it consents to no close-out by it."""

    inspection = Link(Inspection, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=60)
    by_account = models.UUIDField(null=True, blank=True)
    reason = models.TextField()
    on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority_id", "inspection", "code"],
                condition=Q(withdrawn_on=None),
                name="closeout_exemption_once",
            ),
        ]


class Return(Kept):
    """A dossier sent back: numbered, with the reason and the verdict as it was."""

    inspection = Link(Inspection, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    on = models.DateField()
    reason = models.TextField()
    verdict = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "inspection", "number"], name="closeout_return_number"),
        ]
