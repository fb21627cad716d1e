"""The register of numbers, and the papers that were made of a dossier's own rows."""

from __future__ import annotations

from datetime import date

from django.db import models

from bihuan.dossiers.models import Inspection, StoredFile
from bihuan.ledger.links import Link
from bihuan.ledger.models import Kept
from bihuan.papers.words import words


class PaperNumber(Kept):
    """A number that was drawn; a void one stays with its reason and is never drawn again."""

    inspection = Link(Inspection, null=True, on_delete=models.PROTECT, related_name="+")
    series = models.CharField(max_length=20)
    year = models.PositiveIntegerField()
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=30, blank=True)
    title = models.CharField(max_length=200)
    drawn_on = models.DateField()
    voided_on = models.DateField(null=True, blank=True)
    voided_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority_id", "series", "year", "number"], name="papers_paper_number_once"
            ),
        ]

    def __str__(self) -> str:
        return str(words()["number"].format(series=self.series, year=self.year, number=self.number))


class IssuedPaper(Kept):
    """A paper of a dossier as it went out: both files by their sha256, its number, the checkpoint it was made at."""

    inspection = Link(Inspection, on_delete=models.PROTECT, related_name="+")
    number = Link(PaperNumber, null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30)
    title = models.CharField(max_length=200)
    issuer = models.CharField(max_length=100, blank=True)
    on = models.DateField()
    word_file = Link(StoredFile, on_delete=models.PROTECT, related_name="+")
    pdf_file = Link(StoredFile, on_delete=models.PROTECT, related_name="+")
    checkpoint = models.CharField(max_length=40)  # number of the ledger's last entry before, and how its digest begins
    missing = models.CharField(max_length=80, blank=True)  # characters that the font of the PDF lacks
    voided_on = models.DateField(null=True, blank=True)  # of a paper without a number: others are void with theirs
    voided_reason = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["authority_id", "inspection"], name="papers_issued_of")]

    @property
    def void_since(self) -> date | None:
        """Return since when the paper does not hold any more, with its number or by itself."""
        return self.number.voided_on if self.number else self.voided_on

    @property
    def void_because(self) -> str:
        return self.number.voided_reason if self.number else self.voided_reason

    def __str__(self) -> str:
        return self.title


class OwnTemplate(Kept):
    """An office's own Word template of a kind; one stands at a time, earlier ones stay."""

    kind = models.CharField(max_length=30)
    file = Link(StoredFile, on_delete=models.PROTECT, related_name="+")
    put_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority_id", "kind"], condition=models.Q(ended_on=None), name="papers_own_template_one"
            ),
        ]

    def __str__(self) -> str:
        return str(self.file)
