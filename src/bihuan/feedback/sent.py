"""What goes out and is to be answered: recommendation letters, instructions on special reports, matters handed over.

Each goes to one body as an errand, which is received, answered and settled; rules that were made upon it stand with it.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from bihuan.domain.glossary import ERRANDS, LETTER_REASONS, PUBLISHED_TO
from bihuan.dossiers.models import Finding, Inspection, StoredFile
from bihuan.fieldwork.models import WorkingPaper
from bihuan.ledger.links import Link
from bihuan.ledger.models import Kept
from bihuan.organizations.models import Organization
from bihuan.papers.models import IssuedPaper, PaperNumber


class Letter(Kept):
    """A recommendation letter about what several findings have in common; withdrawn, it stays with the reason."""

    number = models.PositiveIntegerField()
    why = models.CharField(max_length=20, choices=[(c, w.zh) for c, w in LETTER_REASONS.items()])
    matter = models.CharField(max_length=300)
    symptoms = models.TextField()
    causes = models.TextField()
    advice = models.TextField()
    receiver = Link(Organization, on_delete=models.PROTECT, related_name="+")
    written_on = models.DateField()
    paper_number = Link(PaperNumber, null=True, on_delete=models.PROTECT, related_name="+")
    word_file = Link(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    pdf_file = Link(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    sent_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    personal: ClassVar[frozenset[str]] = frozenset({"symptoms", "causes", "advice"})

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority_id", "number"], name="feedback_letter_number")]

    def __str__(self) -> str:
        return self.matter


class LetterFinding(Kept):
    """A finding that a letter rests on."""

    told_elsewhere = True  # in the letter's stream: it may rest on findings of several dossiers

    letter = Link(Letter, on_delete=models.PROTECT, related_name="+")
    finding = Link(Finding, on_delete=models.PROTECT, related_name="+")
    inspection = Link(Inspection, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "letter", "finding"], name="feedback_letter_finding"),
        ]


class SpecialReport(Kept):
    """A report to leaders on one subject, which goes with the report on an inspection."""

    inspection = Link(Inspection, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    matter = models.CharField(max_length=300)
    summary = models.TextField()
    situation = models.TextField()
    causes = models.TextField(blank=True)
    advice = models.TextField()
    findings = models.JSONField(default=list)  # ids of the findings it tells, in their order
    written_on = models.DateField()
    by_role = models.CharField(max_length=40)
    paper = Link(IssuedPaper, null=True, on_delete=models.PROTECT, related_name="+")

    personal: ClassVar[frozenset[str]] = frozenset({"summary", "situation", "causes", "advice"})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "inspection", "number"], name="feedback_special_number"),
        ]


class Publication(Kept):
    """What was published of a dossier inside the party or to the public, and what was withheld, with the reason."""

    inspection = Link(Inspection, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    audience = models.CharField(max_length=10, choices=[(c, w.zh) for c, w in PUBLISHED_TO.items()])
    on = models.DateField()
    headline = models.CharField(max_length=200)
    withheld = models.JSONField(default=list)  # numbers of findings
    why_withheld = models.TextField(blank=True)
    paper = Link(IssuedPaper, null=True, on_delete=models.PROTECT, related_name="+")

    personal: ClassVar[frozenset[str]] = frozenset({"why_withheld"})

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority_id", "inspection", "number"], name="feedback_publication_number"
            ),
        ]


class Instruction(Kept):
    """What a leader wrote on a special report."""

    inspection = Link(Inspection, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    report = Link(SpecialReport, on_delete=models.PROTECT, related_name="+")
    leader = models.CharField(max_length=100)
    words = models.TextField()
    on = models.DateField()
    file = Link(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")

    personal: ClassVar[frozenset[str]] = frozenset({"leader", "words"})

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority_id", "inspection", "number"], name="feedback_instruction_number"
            ),
        ]


class Errand(Kept):
    """Something that went to a body: when, by when it is to be answered, its receipt, its answer, what came of it."""

    inspection = Link(Inspection, null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=[(c, w.zh) for c, w in ERRANDS.items()])
    number = models.PositiveIntegerField()
    receiver = Link(Organization, on_delete=models.PROTECT, related_name="+")
    matter = models.CharField(max_length=300)
    words = models.TextField(blank=True)
    demand = models.TextField(blank=True)
    letter = Link(Letter, null=True, on_delete=models.PROTECT, related_name="+")
    instruction = Link(Instruction, null=True, on_delete=models.PROTECT, related_name="+")
    finding = Link(Finding, null=True, on_delete=models.PROTECT, related_name="+")
    working_paper = Link(WorkingPaper, null=True, on_delete=models.PROTECT, related_name="+")
    paper = Link(IssuedPaper, null=True, on_delete=models.PROTECT, related_name="+")
    sent_on = models.DateField()
    due_on = models.DateField()  # the day that its paper names
    received_on = models.DateField(null=True, blank=True)
    received_by = models.CharField(max_length=80, blank=True)
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by_role = models.CharField(max_length=40, blank=True)
    file = Link(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.TextField(blank=True)
    settled_on = models.DateField(null=True, blank=True)

    personal: ClassVar[frozenset[str]] = frozenset({"words", "demand", "received_by", "answer", "outcome"})

    class Meta:
        indexes = [models.Index(fields=["authority_id", "receiver", "answered_on"], name="feedback_errand_of")]
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "kind", "number"], name="feedback_errand_number"),
        ]

    def __str__(self) -> str:
        return self.matter


class RuleMade(Kept):
    """A rule that a body made upon a letter: its title, its day, the rule itself."""

    errand = Link(Errand, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    on = models.DateField()
    file = Link(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "errand", "number"], name="feedback_rule_number"),
        ]
