"""Working papers: one matter each, the files and inquiries that show it, and every hand that was put to it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from bihuan.domain.glossary import INQUIRIES, PAPER_STAGES, SECRECY
from bihuan.domain.lifecycle.working_paper import PaperStage
from bihuan.dossiers.models import Finding, Inspection, Round, StoredFile
from bihuan.ledger.links import Link
from bihuan.ledger.models import Kept


class WorkingPaper(Kept):
    """One matter that a team has found. What it says may name people, so the ledger proves it without holding it."""

    inspection = Link(Inspection, on_delete=models.PROTECT, related_name="+")
    round = Link(Round, on_delete=models.PROTECT, related_name="+")  # with the team's name: what numbers run over
    team_name = models.CharField(max_length=60)
    number = models.CharField(max_length=20)
    stage = models.CharField(
        max_length=20, choices=[(c, w.zh) for c, w in PAPER_STAGES.items()], default=PaperStage.DRAFT
    )
    title = models.CharField(max_length=300)
    area = models.CharField(max_length=10, blank=True)
    secrecy = models.CharField(max_length=20, choices=[(c, w.zh) for c, w in SECRECY.items()], default="internal")
    phenomenon = models.TextField(blank=True)
    nature = models.TextField(blank=True)
    responsibility = models.TextField(blank=True)
    basis = models.TextField(blank=True)
    found_on = models.DateField(null=True, blank=True)
    found_how = models.CharField(max_length=300, blank=True)
    amount_fen = models.BigIntegerField(default=0)
    person_matter = models.BooleanField(default=False)
    cites = models.JSONField(default=list)  # [[version of the regulation, article]], as the library had it that day
    hands = models.JSONField(default=list)  # accounts that wrote in it: none of them signs it afterwards
    reviewed_by = models.UUIDField(null=True, blank=True)
    finding = Link(Finding, null=True, on_delete=models.PROTECT, related_name="+")

    personal: ClassVar[frozenset[str]] = frozenset(
        {"title", "phenomenon", "nature", "responsibility", "basis", "found_how"}
    )

    class Meta:
        indexes = [models.Index(fields=["authority_id", "inspection", "stage"], name="fieldwork_paper_of")]
        constraints = [
            models.UniqueConstraint(
                fields=["authority_id", "round", "team_name", "number"], name="fieldwork_paper_number"
            ),
            models.UniqueConstraint(
                fields=["authority_id", "finding"], condition=Q(finding__isnull=False), name="fieldwork_paper_finding"
            ),
            models.CheckConstraint(
                condition=Q(stage="confirmed", finding__isnull=False) | (~Q(stage="confirmed") & Q(finding=None)),
                name="fieldwork_paper_confirmed_is_a_finding",
            ),
            models.CheckConstraint(condition=Q(amount_fen__gte=0), name="fieldwork_paper_money"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class PaperEvidence(Kept):
    """A numbered file that shows something of a working paper. It stays with the team: it is a source."""

    paper = Link(WorkingPaper, on_delete=models.PROTECT, related_name="+")
    inspection = Link(Inspection, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    file = Link(StoredFile, on_delete=models.PROTECT, related_name="+")
    label = models.CharField(max_length=200)
    pages = models.CharField(max_length=40, blank=True)
    added_on = models.DateField()
    removed_on = models.DateField(null=True, blank=True)
    removed_reason = models.TextField(blank=True)

    personal: ClassVar[frozenset[str]] = frozenset({"label"})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "paper", "number"], name="fieldwork_evidence_number"),
            models.UniqueConstraint(
                fields=["authority_id", "paper", "file"],
                condition=Q(removed_on=None),
                name="fieldwork_evidence_once",
            ),
        ]


class Inquiry(Kept):
    """An interview, a visit, records consulted, questionnaires: when, where, with whom, by whom, what was heard."""

    paper = Link(WorkingPaper, on_delete=models.PROTECT, related_name="+")
    inspection = Link(Inspection, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    sort = models.CharField(max_length=20, choices=[(c, w.zh) for c, w in INQUIRIES.items()])
    on = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    met_with = models.CharField(max_length=200, blank=True)
    first_asker = models.CharField(max_length=60)
    second_asker = models.CharField(max_length=60, blank=True)
    heard = models.TextField()
    checked_by_partner = models.BooleanField(default=False)

    personal: ClassVar[frozenset[str]] = frozenset({"place", "met_with", "first_asker", "second_asker", "heard"})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "paper", "number"], name="fieldwork_inquiry_number"),
        ]


class PaperHand(Kept):
    """A hand that was put to a working paper: who wrote, submitted, reviewed, signed, returned or withdrew it."""

    paper = Link(WorkingPaper, on_delete=models.PROTECT, related_name="+")
    inspection = Link(Inspection, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    deed = models.CharField(max_length=40)
    by_role = models.CharField(max_length=40)
    by_name = models.CharField(max_length=80)
    on = models.DateField()
    reason = models.TextField(blank=True)

    personal: ClassVar[frozenset[str]] = frozenset({"by_name"})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "paper", "number"], name="fieldwork_hand_number"),
        ]


class PeerReview(Kept):
    """What a colleague thinks of a working paper, aspect by aspect; it is for learning and bars nothing."""

    paper = Link(WorkingPaper, on_delete=models.PROTECT, related_name="+")
    inspection = Link(Inspection, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    marks = models.JSONField()  # aspect → mark
    full = models.JSONField()  # aspect → full mark, as the lexicon had it that day
    comment = models.TextField(blank=True)
    by_account = models.UUIDField(null=True, blank=True)
    by_role = models.CharField(max_length=40)
    by_name = models.CharField(max_length=80)
    on = models.DateField()

    personal: ClassVar[frozenset[str]] = frozenset({"comment", "by_name"})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "paper", "number"], name="fieldwork_peer_number"),
            models.UniqueConstraint(
                fields=["authority_id", "paper", "by_account"],
                condition=Q(by_account__isnull=False),
                name="fieldwork_peer_once",
            ),
        ]
