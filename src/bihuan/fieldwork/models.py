"""The weeks on site: what is put right at once, matters of public concern, the log, guidance; papers beside."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from bihuan.domain.glossary import FIX_STAGES, LOG_SORTS
from bihuan.domain.lifecycle.reply import FixStage
from bihuan.dossiers.models import Inspection, StoredFile
from bihuan.fieldwork.guide_tables import GuideInUse, GuideTick, GuideVersion
from bihuan.fieldwork.paper_tables import Inquiry, PaperEvidence, PaperHand, PeerReview, WorkingPaper
from bihuan.ledger.links import Link
from bihuan.ledger.models import Kept

__all__ = [  # Django looks for the tables of a room here
    "FixOrder",
    "Guidance",
    "GuideInUse",
    "GuideTick",
    "GuideVersion",
    "Inquiry",
    "LogEntry",
    "PaperEvidence",
    "PaperHand",
    "PeerReview",
    "PublicConcern",
    "WorkingPaper",
]


class FixOrder(Kept):
    """A matter that is put right at once: ordered by the team, or begun by the unit itself (`own`)."""

    inspection = Link(Inspection, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    own = models.BooleanField(default=False)
    paper = Link(WorkingPaper, null=True, on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(
        max_length=20, choices=[(c, w.zh) for c, w in FIX_STAGES.items()], default=FixStage.ORDERED
    )
    matter = models.CharField(max_length=300)
    found = models.TextField()
    basis = models.TextField(blank=True)
    demand = models.TextField(blank=True)
    ordered_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    file = Link(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    checked_on = models.DateField(null=True, blank=True)
    remark = models.TextField(blank=True)

    personal: ClassVar[frozenset[str]] = frozenset({"matter", "found", "basis", "demand", "answer", "remark"})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "inspection", "number"], name="fieldwork_fix_number"),
        ]


class PublicConcern(Kept):
    """A matter that troubles people, found on site, and how it was solved: what it brought, whom it served."""

    inspection = Link(Inspection, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    matter = models.TextField()
    found_on = models.DateField()
    solution = models.TextField(blank=True)
    solved_on = models.DateField(null=True, blank=True)
    people_served = models.PositiveIntegerField(default=0)
    recovered_fen = models.BigIntegerField(default=0)
    written_off_fen = models.BigIntegerField(default=0)

    personal: ClassVar[frozenset[str]] = frozenset({"matter", "solution"})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "inspection", "number"], name="fieldwork_concern_number"),
            models.CheckConstraint(
                condition=Q(recovered_fen__gte=0) & Q(written_off_fen__gte=0), name="fieldwork_concern_money"
            ),
        ]


class LogEntry(Kept):
    """A page of the team's log: a meeting, an activity of its temporary party branch, a day of work."""

    inspection = Link(Inspection, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    sort = models.CharField(max_length=20, choices=[(c, w.zh) for c, w in LOG_SORTS.items()])
    on = models.DateField()
    present = models.TextField(blank=True)
    text = models.TextField()
    by_name = models.CharField(max_length=80)

    personal: ClassVar[frozenset[str]] = frozenset({"present", "text", "by_name"})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "inspection", "number"], name="fieldwork_log_number"),
        ]


class Guidance(Kept):
    """What the head of the leading group found of a team's work half-way, and prescribed; what came of it."""

    inspection = Link(Inspection, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    on = models.DateField()
    led_by = models.CharField(max_length=80)
    diagnosis = models.TextField()
    prescription = models.TextField()
    follow_up = models.TextField(blank=True)
    followed_on = models.DateField(null=True, blank=True)

    personal: ClassVar[frozenset[str]] = frozenset({"led_by", "diagnosis", "prescription", "follow_up"})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "inspection", "number"], name="fieldwork_guidance_number"),
        ]
