"""Authorities, the tree of organizations, their successors and their heads."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from bihuan.domain.glossary import CATEGORIES
from bihuan.domain.jurisdiction import marks_of_place
from bihuan.ledger.links import Link
from bihuan.ledger.models import Kept

LEVELS = ("province", "city", "county")


class Authority(Kept):
    """The committee that orders inspections. Its own id is the authority_id of everything it keeps."""

    name = models.CharField(max_length=80)
    level = models.CharField(max_length=10, choices=[(level, level) for level in LEVELS])
    packs = models.JSONField(default=list)  # ids of the packs that bind new dossiers, in layering order

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=F("authority_id")), name="organizations_authority_keeps_itself"),
        ]

    def __str__(self) -> str:
        return self.name


class OwnPack(Kept):
    """A release of a pack that the office wrote itself, word for word; dossiers are bound to its sha256."""

    pack_id = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    text = models.TextField()
    released_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "pack_id", "number"], name="organizations_own_pack_number"),
            models.UniqueConstraint(fields=["authority_id", "pack_id", "sha256"], name="organizations_own_pack_text"),
        ]

    def __str__(self) -> str:
        return self.pack_id


class Organization(Kept):
    """One organization. `path` is the materialised path: three base-36 characters a level."""

    parent = Link("self", null=True, on_delete=models.PROTECT, related_name="+")
    path = models.CharField(max_length=60)
    name = models.CharField(max_length=100)
    category = models.CharField(max_length=20, choices=[(code, words.zh) for code, words in CATEGORIES.items()])
    credit_code = models.CharField(max_length=18, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    found_by: ClassVar[tuple[str, ...]] = ("name", "credit_code")
    searched: ClassVar[frozenset[str]] = frozenset({"name", "credit_code", "path"})
    sounded: ClassVar[str] = "name"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "path"], name="organizations_organization_path"),
            models.UniqueConstraint(
                fields=["authority_id", "credit_code"],
                condition=~Q(credit_code=""),
                name="organizations_organization_credit_code",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="organizations_organization_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def marks(self) -> tuple[str, ...]:
        """Return the marks of where the organization stands in the tree."""
        return marks_of_place(self.path)


class Succession(Kept):
    """The duties of one organization pass to another on a day."""

    predecessor = Link(Organization, on_delete=models.PROTECT, related_name="+")
    successor = Link(Organization, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority_id", "predecessor", "successor"], name="organizations_succession_once"
            ),
        ]


class HeadTenure(Kept):
    """Somebody heads an organization from one day to another, both included; a gap is a vacancy."""

    organization = Link(Organization, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=40)
    account_id = models.UUIDField(null=True, blank=True)
    acting = models.BooleanField(default=False)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    personal: ClassVar[frozenset[str]] = frozenset({"name"})

    class Meta:
        indexes = [models.Index(fields=["authority_id", "organization"], name="organizations_heads_of")]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="organizations_tenure_ends_after_it_begins",
            ),
        ]
