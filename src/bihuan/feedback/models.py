"""What goes before the feedback: the facts put to the unit, the hearing, the looks at the opinion; and the notices."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from bihuan.domain.glossary import FACT_OUTCOMES, FACT_STAGES, FEEDBACK_LOOKS, HEARERS
from bihuan.domain.lifecycle.reply import FactStage
from bihuan.dossiers.models import Finding, Inspection, StoredFile
from bihuan.feedback.sent import Errand, Instruction, Letter, LetterFinding, Publication, RuleMade, SpecialReport
from bihuan.fieldwork.models import WorkingPaper
from bihuan.ledger.links import Link
from bihuan.ledger.models import Kept
from bihuan.papers.models import IssuedPaper

__all__ = [
    "CopyNotice",
    "Errand",
    "FeedbackLook",
    "Hearing",
    "Instruction",
    "Letter",
    "LetterFinding",
    "NoticeReceiver",
    "Publication",
    "PutFact",
    "RuleMade",
    "SpecialReport",
    "TeamReport",
]


class CopyNotice(Kept):
    """A notice to the leader in charge or a responsible department, who owes an answer."""

    inspection = Link(Inspection, on_delete=models.PROTECT, related_name="+")
    to = models.CharField(max_length=40)
    addressee = models.CharField(max_length=100)
    on = models.DateField()
    advice = models.TextField(blank=True)
    due_on = models.DateField(null=True, blank=True)  # the day that the paper names; None where no rule asked for one
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by_role = models.CharField(max_length=40, blank=True)
    file = Link(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    paper = Link(IssuedPaper, null=True, on_delete=models.PROTECT, related_name="+")

    personal: ClassVar[frozenset[str]] = frozenset({"addressee", "answer"})

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority_id", "inspection", "to", "addressee", "on"], name="feedback_copy_notice_once"
            ),
        ]


class NoticeReceiver(Kept):
    """Who receives the notices to a role on a dossier instead of whoever holds it; the latest stands, none lifts it.

    Why is written nowhere: whoever reads this learns of nobody's matter.
    """

    inspection = Link(Inspection, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    to = models.CharField(max_length=40)
    instead = models.CharField(max_length=100, blank=True)
    decided_on = models.DateField()

    personal: ClassVar[frozenset[str]] = frozenset({"instead"})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "inspection", "number"], name="feedback_receiver_number"),
        ]


class PutFact(Kept):
    """A fact that is put to the unit before the feedback, its reply, and what followed from an objection."""

    inspection = Link(Inspection, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    paper = Link(WorkingPaper, null=True, on_delete=models.PROTECT, related_name="+")
    finding = Link(Finding, null=True, on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=20, choices=[(c, w.zh) for c, w in FACT_STAGES.items()], default=FactStage.PUT)
    title = models.CharField(max_length=300)
    words = models.TextField()
    put_on = models.DateField()
    due_on = models.DateField()
    reply = models.TextField(blank=True)
    replied_on = models.DateField(null=True, blank=True)
    replied_by_role = models.CharField(max_length=40, blank=True)
    file = Link(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=20, blank=True, choices=[(c, w.zh) for c, w in FACT_OUTCOMES.items()])
    reasons = models.TextField(blank=True)
    settled_on = models.DateField(null=True, blank=True)
    settled_by_role = models.CharField(max_length=40, blank=True)

    personal: ClassVar[frozenset[str]] = frozenset({"title", "words", "reply", "reasons"})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "inspection", "number"], name="feedback_fact_number"),
        ]


class TeamReport(Kept):
    """What a team thinks of the unit as a whole, and advises; the latest stands. The rest comes from the findings."""

    inspection = Link(Inspection, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    overall = models.TextField()
    advice = models.TextField()
    written_on = models.DateField()
    by_role = models.CharField(max_length=40)

    personal: ClassVar[frozenset[str]] = frozenset({"overall", "advice"})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "inspection", "number"], name="feedback_report_number"),
        ]


class Hearing(Kept):
    """A body heard the report on an inspection: what it said about matters and persons, and what came of it."""

    inspection = Link(Inspection, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    body = models.CharField(max_length=30, choices=[(c, w.zh) for c, w in HEARERS.items()])
    on = models.DateField()
    on_matters = models.TextField()
    on_persons = models.TextField(blank=True)
    follow_up = models.TextField(blank=True)
    followed_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True, default="")

    personal: ClassVar[frozenset[str]] = frozenset({"on_matters", "on_persons", "follow_up"})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "inspection", "number"], name="feedback_hearing_number"),
        ]


class FeedbackLook(Kept):
    """A look at the findings before they are fed back: a comparison, a review, something looked up.

    `shown` is the fingerprint of the findings as they stood; of a finding that was changed afterwards it says nothing.
    """

    inspection = Link(Inspection, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    sort = models.CharField(max_length=20, choices=[(c, w.zh) for c, w in FEEDBACK_LOOKS.items()])
    looked_up = models.CharField(max_length=20, blank=True)
    differences = models.PositiveIntegerField(default=0)
    remark = models.TextField(blank=True)
    shown = models.CharField(max_length=64)
    on = models.DateField()
    by_account = models.UUIDField(null=True, blank=True)
    by_role = models.CharField(max_length=40)
    by_name = models.CharField(max_length=80)

    personal: ClassVar[frozenset[str]] = frozenset({"remark", "by_name"})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "inspection", "number"], name="feedback_look_number"),
        ]
