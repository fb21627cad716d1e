"""Plan, measures, extensions, answers to sign-off requests, reports."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from bihuan.domain.jurisdiction import marks_of
from bihuan.domain.pressing import MeasureDays
from bihuan.dossiers.models import Finding, Inspection, StoredFile
from bihuan.ledger.links import Link
from bihuan.ledger.models import Kept


class Plan(Kept):
    """One submission of the plan: accepted, returned with a reason (an accepted one, too), or awaiting an answer."""

    inspection = Link(Inspection, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    submitted_on = models.DateField()
    accepted_on = models.DateField(null=True, blank=True)
    returned_on = models.DateField(null=True, blank=True)
    returned_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "inspection", "number"], name="rectification_plan_number"),
            models.CheckConstraint(
                condition=Q(accepted_on=None) | Q(returned_on=None) | Q(returned_on__gte=F("accepted_on")),
                name="rectification_plan_returned_after_acceptance",
            ),
        ]


class Measure(Kept):
    """What will be done, by whom, by when, seen how. Removed ones stay, struck out."""

    authority_id = models.UUIDField()  # leads an index below: one of its own would only slow imports down
    finding = Link(Finding, on_delete=models.PROTECT, related_name="+", db_index=False)
    inspection = Link(Inspection, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=24)
    text = models.TextField()
    owner = models.CharField(max_length=60, blank=True)
    department = models.CharField(max_length=100, blank=True)
    due_on = models.DateField(null=True, blank=True)
    expected_result = models.TextField(blank=True)
    added_on = models.DateField(null=True, blank=True)  # of one that came in with a document: none
    progress = models.TextField(blank=True)
    progress_on = models.DateField(null=True, blank=True)  # when progress was last told
    done_on = models.DateField(null=True, blank=True)
    removed_on = models.DateField(null=True, blank=True)

    personal: ClassVar[frozenset[str]] = frozenset({"owner"})
    found_by: ClassVar[tuple[str, ...]] = ("number", "text", "expected_result", "progress")  # never who owns it
    searched: ClassVar[frozenset[str]] = frozenset(found_by)
    found_through: ClassVar[tuple[str, ...]] = ("inspection",)

    class Meta:
        constraints = [
            # also the way from a finding to its measures; what is asked of thousands stands in the finding itself
            models.UniqueConstraint(fields=["authority_id", "finding", "number"], name="rectification_measure_number"),
        ]

    @property
    def days(self) -> MeasureDays:
        """Return the measure's days as the domain knows them."""
        return MeasureDays(self.due_on, self.done_on, self.removed_on)

    def marks(self) -> tuple[str, ...]:
        """Return the marks of where the measure belongs."""
        return marks_of(self.inspection.thing)


class MeasureChange(Kept):
    """What its unit changed of a measure's words after the plan was accepted, and why; the office notes it."""

    measure = Link(Measure, on_delete=models.PROTECT, related_name="+")
    finding = Link(Finding, on_delete=models.PROTECT, related_name="+")
    inspection = Link(Inspection, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    on = models.DateField()
    reason = models.TextField()
    before = models.JSONField()  # column → words, of those that changed
    after = models.JSONField()
    noted_on = models.DateField(null=True, blank=True)
    noted_remark = models.TextField(blank=True)
    taken_back_on = models.DateField(null=True, blank=True)

    personal: ClassVar[frozenset[str]] = frozenset({"before", "after"})  # who was and is responsible

    class Meta:
        indexes = [
            models.Index(
                fields=["authority_id", "on", "id"],
                condition=Q(noted_on=None, taken_back_on=None),
                name="rectification_change_open",
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "measure", "number"], name="rectification_change_number"),
        ]


class Meeting(Kept):
    """The democratic-life meeting on the rectification. A withdrawn one was entered wrongly; it stays, struck out."""

    inspection = Link(Inspection, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    on = models.DateField()
    minutes = Link(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    by_role = models.CharField(max_length=40)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority_id", "inspection", "number"], name="rectification_meeting_number"
            ),
            models.UniqueConstraint(
                fields=["authority_id", "inspection"],
                condition=Q(withdrawn_on=None),
                name="rectification_meeting_one_stands",
            ),
        ]


class Extension(Kept):
    """More time for a measure: asked for with a reason, decided by the office."""

    measure = Link(Measure, on_delete=models.PROTECT, related_name="+")
    finding = Link(Finding, on_delete=models.PROTECT, related_name="+")
    inspection = Link(Inspection, on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField()
    until_on = models.DateField()
    reason = models.TextField()
    approved_on = models.DateField(null=True, blank=True)
    refused_on = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority_id", "measure"],
                condition=Q(approved_on=None, refused_on=None),
                name="rectification_extension_one_open",
            ),
        ]


class SignOffAnswer(Kept):
    """An answer about a finding: granted, returned or reopened; numbered, with the reason."""

    finding = Link(Finding, on_delete=models.PROTECT, related_name="+")
    inspection = Link(Inspection, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=[(k, k) for k in ("granted", "returned", "reopened")])
    on = models.DateField()
    by_role = models.CharField(max_length=40)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "finding", "number"], name="rectification_answer_number"),
        ]


class Look(Kept):
    """A look at a long-term finding: what was seen, when the next one is due."""

    finding = Link(Finding, on_delete=models.PROTECT, related_name="+")
    inspection = Link(Inspection, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    on = models.DateField()
    by_role = models.CharField(max_length=40)
    seen = models.TextField()
    next_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "finding", "number"], name="rectification_look_number"),
            models.CheckConstraint(condition=Q(next_on__gt=F("on")), name="rectification_look_lies_ahead"),
        ]


class Report(Kept):
    """A written report of the unit; the close-out report needs the signature of the head in office that day."""

    inspection = Link(Inspection, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    file = Link(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    written_on = models.DateField()
    by_account = models.UUIDField(null=True, blank=True)
    by_role = models.CharField(max_length=40, blank=True)
    signed_by = models.CharField(max_length=40, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    signed_paper = Link(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    signed_fingerprint = models.CharField(max_length=64, blank=True)  # of what the signer was shown
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    personal: ClassVar[frozenset[str]] = frozenset({"signed_by"})

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(signed_on=None, signed_by="") | (Q(signed_on__isnull=False) & ~Q(signed_by="")),
                name="rectification_report_signed_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["authority_id", "inspection", "number"], name="rectification_report_number"
            ),
        ]


class PartyFiling(Kept):
    """Plan or report filed with one party, who received it; of the very submission that its number names."""

    inspection = Link(Inspection, on_delete=models.PROTECT, related_name="+")
    paper = models.CharField(max_length=10)
    paper_number = models.PositiveIntegerField()
    to = models.CharField(max_length=40)
    on = models.DateField()
    received_by = models.CharField(max_length=100)
    receipt = models.CharField(max_length=200, blank=True)
    scan = Link(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    personal: ClassVar[frozenset[str]] = frozenset({"received_by"})

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority_id", "inspection", "paper", "paper_number", "to"],
                condition=Q(withdrawn_on=None),
                name="rectification_party_filing_once",
            ),
        ]


class AbsentParty(Kept):
    """A party that does not exist for this unit, with the reason; nothing is asked of it or filed with it."""

    inspection = Link(Inspection, on_delete=models.PROTECT, related_name="+")
    party = models.CharField(max_length=40)
    reason = models.TextField()
    on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority_id", "inspection", "party"],
                condition=Q(withdrawn_on=None),
                name="rectification_absent_party_once",
            ),
        ]


class PeriodicReport(Kept):
    """A report on the rectification that the office calls for by a day, written, then signed by the head of that day.

    One that took another's place, or was called for wrongly, leaves it withdrawn, with the reason.
    """

    inspection = Link(Inspection, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    called_on = models.DateField()
    text = models.TextField(blank=True)
    file = Link(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    written_on = models.DateField(null=True, blank=True)
    signed_by = models.CharField(max_length=40, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    signed_paper = Link(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    personal: ClassVar[frozenset[str]] = frozenset({"signed_by"})

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority_id", "inspection", "due_on"],
                condition=Q(withdrawn_on=None),
                name="rectification_periodic_one_stands",
            ),
            models.CheckConstraint(
                condition=Q(signed_on=None, signed_by="") | (Q(signed_on__isnull=False) & ~Q(signed_by="")),
                name="rectification_periodic_signed_by_somebody",
            ),
        ]
