"""The dossier: an inspection of one organization in one round, its findings, its evidence."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property

from bihuan.domain.glossary import FINDING_STAGES, INSPECTION_KINDS, INSPECTION_STAGES
from bihuan.domain.jurisdiction import Thing, marks_of
from bihuan.domain.lifecycle.finding import DROPPED, FindingStage
from bihuan.domain.lifecycle.inspection import WITHDRAWN, InspectionStage
from bihuan.ledger.custody import holder_away
from bihuan.ledger.links import Link
from bihuan.ledger.models import Kept
from bihuan.organizations.models import Organization


class Round(Kept):
    """One deployment of teams."""

    name = models.CharField(max_length=80)
    term = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)  # from then on no dossier is opened in it

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "term", "number"], name="dossiers_round_number"),
        ]

    def __str__(self) -> str:
        return self.name


class StoredFile(Kept):
    """A file known by its content; the bytes lie in the uploads folder under their sha256."""

    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    name = models.CharField(max_length=200)

    by_content: ClassVar[bool] = True

    class Meta:
        # not unique: a laptop without network may have kept the same bytes under an id of its own (exchange/)
        indexes = [models.Index(fields=["authority_id", "sha256"], name="dossiers_stored_file_content")]

    def __str__(self) -> str:
        return self.name


class StandingDossiers(models.Manager["Inspection"]):
    """The dossiers that stand, without those that were opened by mistake and withdrawn."""

    def get_queryset(self) -> models.QuerySet[Inspection]:
        return super().get_queryset().exclude(stage=WITHDRAWN)


class Inspection(Kept):
    """One organization in one round; owns a dossier. `packs` is pinned, id and sha256, on the day of feedback.

    One that was withdrawn stays with its number and the reason; its organization may have another one in the round.
    """

    round = Link(Round, on_delete=models.PROTECT, related_name="+")
    organization = Link(Organization, on_delete=models.PROTECT, related_name="+")
    organization_path = models.CharField(max_length=60)
    organization_name = models.CharField(max_length=100)
    supervision_office = Link(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    supervision_path = models.CharField(max_length=60, blank=True)
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=[(c, w.zh) for c, w in INSPECTION_KINDS.items()])
    team_name = models.CharField(max_length=60)
    stage = models.CharField(
        max_length=20, choices=[(c, w.zh) for c, w in INSPECTION_STAGES.items()], default=InspectionStage.PLANNED
    )
    responsible_department_needed = models.BooleanField(default=False)
    feedback_on = models.DateField(null=True, blank=True)
    packs = models.JSONField(default=list)  # [[id, sha256], …]
    taken_over_on = models.DateField(null=True, blank=True)
    taken_over_reason = models.TextField(blank=True)
    taken_over_paper = Link(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    consents_stand = models.BooleanField(default=False)  # while one does, what it rests on does not change
    closed_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True, default="")

    objects = StandingDossiers()
    everything: ClassVar[models.Manager[Inspection]] = models.Manager()

    found_by: ClassVar[tuple[str, ...]] = ("organization_name", "round.name", "team_name")
    searched: ClassVar[frozenset[str]] = frozenset(
        {"organization_name", "team_name", "organization_path", "supervision_path"}
    )
    found_through: ClassVar[tuple[str, ...]] = ("round",)
    sounded: ClassVar[str] = "organization_name"
    marked_by: ClassVar[frozenset[str]] = frozenset({"organization_path", "supervision_path"})

    class Meta:
        indexes = [
            models.Index(fields=["authority_id", "stage", "organization_path"], name="dossiers_inspection_stage"),
            models.Index(fields=["authority_id", "organization_path"], name="dossiers_inspection_place"),
            models.Index(fields=["authority_id", "supervision_path"], name="dossiers_inspection_supervised"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["authority_id", "round", "organization"],
                condition=~Q(stage="withdrawn"),
                name="dossiers_inspection_once_a_round",
            ),
            models.UniqueConstraint(fields=["authority_id", "round", "number"], name="dossiers_inspection_number"),
            models.CheckConstraint(
                condition=~Q(stage__in=["rectifying", "under_review", "closed"]) | Q(feedback_on__isnull=False),
                name="dossiers_inspection_fed_back_has_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=["rectifying", "under_review", "closed"]) | ~Q(packs=[]),
                name="dossiers_inspection_fed_back_has_packs",
            ),
            models.CheckConstraint(
                condition=Q(stage="closed", closed_on__isnull=False) | (~Q(stage="closed") & Q(closed_on=None)),
                name="dossiers_inspection_closed_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(stage="withdrawn", withdrawn_on__isnull=False)
                | (~Q(stage="withdrawn") & Q(withdrawn_on=None)),
                name="dossiers_inspection_withdrawn_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.organization_name

    @property
    def thing(self) -> Thing:
        """Return the dossier as jurisdiction sees it."""
        return Thing(self.authority_id, self.id, self.organization_path, self.supervision_path)

    def marks(self) -> tuple[str, ...]:
        """Return the marks of where the dossier belongs."""
        return marks_of(self.thing)

    @cached_property
    def holder(self) -> str:
        """Return who holds the dossier elsewhere, as it was when this was first asked; nothing where it is here."""
        return holder_away(self.authority_id, self.stream)

    @property
    def stream(self) -> str:
        """Return the name of the dossier's stream in the ledger."""
        return f"dossier:{self.id}"


class StandingFindings(models.Manager["Finding"]):
    """The findings that stand, without those that an objection dropped before the feedback; they keep their number."""

    def get_queryset(self) -> models.QuerySet[Finding]:
        return super().get_queryset().exclude(stage=DROPPED)


class Heir(Kept):
    """Who takes over this very dossier from whom, from a day on; of a unit that was split there are several to choose.

    It names its dossier as `dossier`: a deed on organizations writes it, and no deed of the dossier's own stream.
    """

    dossier = Link(Inspection, on_delete=models.PROTECT, related_name="+")
    old = Link(Organization, on_delete=models.PROTECT, related_name="+")
    new = Link(Organization, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["authority_id", "dossier"], name="dossiers_heir_of")]
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "dossier", "old"], name="dossiers_heir_once"),
        ]


class Finding(Kept):
    """A confirmed problem. Paths are copied from the inspection; `due_on` is the day that presses it."""

    authority_id = models.UUIDField()  # leads the indexes below: one of its own would only slow imports down
    inspection = Link(Inspection, on_delete=models.PROTECT, related_name="+", db_index=False)
    organization_path = models.CharField(max_length=60)
    supervision_path = models.CharField(max_length=60, blank=True)
    number = models.CharField(max_length=20)
    place = models.PositiveIntegerField()
    headings = models.JSONField(default=list)
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    basis = models.TextField(blank=True)  # as the working paper has it, articles of the library by name alone
    category = models.CharField(max_length=40, blank=True)
    person_matter = models.BooleanField(default=False)
    stage = models.CharField(
        max_length=20, choices=[(c, w.zh) for c, w in FINDING_STAGES.items()], default=FindingStage.RECTIFYING
    )
    due_on = models.DateField(null=True, blank=True)
    last_due_on = models.DateField(null=True, blank=True)  # the latest measure's; kept, for it is asked of thousands
    result = models.TextField(blank=True)
    recovered_fen = models.BigIntegerField(default=0)
    written_off_fen = models.BigIntegerField(default=0)
    rules_made = models.PositiveIntegerField(default=0)
    persons_dealt_with = models.PositiveIntegerField(default=0)
    outcome = models.TextField(blank=True)
    accountability = models.TextField(blank=True)
    sign_off_requested_by = models.UUIDField(null=True, blank=True)  # the account, who does not answer himself
    sign_off_requested_on = models.DateField(null=True, blank=True)  # kept when granted: was it asked for in time?
    signed_off_on = models.DateField(null=True, blank=True)
    handed_over_to = Link(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    handed_over_on = models.DateField(null=True, blank=True)
    hand_over_stages = models.TextField(blank=True)
    hand_over_accepted_on = models.DateField(null=True, blank=True)
    next_look_on = models.DateField(null=True, blank=True)  # of a long-term finding
    source = Link(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    source_line = models.PositiveIntegerField(null=True, blank=True)
    taken_over = models.BooleanField(default=False)

    objects = StandingFindings()
    everything: ClassVar[models.Manager[Finding]] = models.Manager()

    personal: ClassVar[frozenset[str]] = frozenset({"outcome", "accountability"})  # what became of whom
    found_by: ClassVar[tuple[str, ...]] = ("number", "title", "text", "inspection.organization_name")
    searched: ClassVar[frozenset[str]] = frozenset({"number", "title", "text", "organization_path", "supervision_path"})
    found_through: ClassVar[tuple[str, ...]] = ("inspection",)
    sounded: ClassVar[str] = "title"

    class Meta:
        # a list walks one of the first two until its page is full, or looks dossiers up by the third; none of them
        # needs the row to know whether the reader reaches it
        indexes = [
            models.Index(
                fields=["authority_id", "stage", "due_on", "organization_path", "supervision_path"],
                name="dossiers_finding_stage",
            ),
            models.Index(
                fields=["authority_id", "due_on", "organization_path", "supervision_path", "stage"],
                name="dossiers_finding_due",
            ),
            models.Index(  # the third, with what is summed of a dossier
                fields=[
                    *("authority_id", "inspection", "stage", "due_on", "recovered_fen", "written_off_fen"),
                    *("rules_made", "persons_dealt_with", "organization_path", "supervision_path"),
                ],
                name="dossiers_finding_sums",
            ),
            models.Index(  # how many were signed off when, in time or late
                fields=[
                    "authority_id",
                    "stage",
                    "signed_off_on",
                    "last_due_on",
                    "sign_off_requested_on",
                    "organization_path",
                    "supervision_path",
                ],
                name="dossiers_finding_signed",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "inspection", "number"], name="dossiers_finding_number"),
            models.CheckConstraint(
                condition=~Q(stage="signed_off") | Q(signed_off_on__isnull=False) | Q(taken_over=True),
                name="dossiers_finding_signed_off_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(recovered_fen__gte=0) & Q(written_off_fen__gte=0), name="dossiers_finding_money"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def thing(self) -> Thing:
        """Return the finding as jurisdiction sees it."""
        return Thing(self.authority_id, self.inspection_id, self.organization_path, self.supervision_path)

    def marks(self) -> tuple[str, ...]:
        """Return the marks of where the finding belongs."""
        return marks_of(self.thing)


class Evidence(Kept):
    """A file that shows something about a finding. Taken down, it stays with the reason."""

    finding = Link(Finding, on_delete=models.PROTECT, related_name="+")
    inspection = Link(Inspection, on_delete=models.PROTECT, related_name="+")
    file = Link(StoredFile, on_delete=models.PROTECT, related_name="+")
    label = models.CharField(max_length=200)
    pages = models.CharField(max_length=40, blank=True)
    added_on = models.DateField()
    removed_on = models.DateField(null=True, blank=True)
    removed_reason = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["authority_id", "finding"], name="dossiers_evidence_of")]
        constraints = [
            models.UniqueConstraint(
                fields=["authority_id", "finding", "file"],
                condition=Q(removed_on=None),
                name="dossiers_evidence_once",
            ),
        ]
