"""Guides for the weeks on site: each version word for word, which is in use where, and what was ticked."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from bihuan.domain.field_guides import FieldGuide, GuideSort, TickResult, guide_from
from bihuan.domain.glossary import TICK_RESULTS
from bihuan.dossiers.models import Inspection
from bihuan.fieldwork.paper_tables import WorkingPaper
from bihuan.ledger.links import Link
from bihuan.ledger.models import Kept


class GuideVersion(Kept):
    """A version of a guide, kept for ever: whatever is released later, who uses this one goes on with it.

    `name` is the category of a layered guide, or the id of the method whose steps were taken.
    """

    sort = models.CharField(max_length=10, choices=[(one.value, one.value) for one in GuideSort])
    name = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    body = models.JSONField(default=list)
    sha256 = models.CharField(max_length=64)
    is_ours = models.BooleanField(default=False)  # as it came with Bihuan
    since = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "sort", "name", "number"], name="fieldwork_guide_number"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def guide(self) -> FieldGuide:
        return guide_from(self.body)


class GuideInUse(Kept):
    """A guide that the team of an inspection works by; put aside, it stays with what was ticked in it."""

    inspection = Link(Inspection, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    version_of = Link(GuideVersion, on_delete=models.PROTECT, related_name="+")
    taken_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    ended_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "inspection", "number"], name="fieldwork_in_use_number"),
        ]


class GuideTick(Kept):
    """Somebody looked at a point: who, when, what was seen, and which working paper came of it."""

    inspection = Link(Inspection, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    in_use = Link(GuideInUse, on_delete=models.PROTECT, related_name="+")
    guide = models.CharField(max_length=60)  # sort and name of the guide, over which versions are counted
    point = models.CharField(max_length=20)
    result = models.CharField(max_length=10, choices=[(c, w.zh) for c, w in TICK_RESULTS.items()])
    paper = Link(WorkingPaper, null=True, on_delete=models.PROTECT, related_name="+")
    remark = models.TextField(blank=True)
    by_role = models.CharField(max_length=40)
    by_name = models.CharField(max_length=80)
    on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    personal: ClassVar[frozenset[str]] = frozenset({"remark", "by_name"})

    class Meta:
        indexes = [models.Index(fields=["authority_id", "guide", "point"], name="fieldwork_tick_of")]
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "inspection", "number"], name="fieldwork_tick_number"),
            models.CheckConstraint(
                condition=Q(result=TickResult.PAPER, paper__isnull=False)
                | (~Q(result=TickResult.PAPER) & Q(paper=None)),
                name="fieldwork_tick_paper",
            ),
        ]
