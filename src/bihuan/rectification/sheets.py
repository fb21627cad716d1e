"""The standing report with the figures it speaks for, as whoever signs it has to be shown it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.domain.report import Figures, ReportSheet, fingerprint_of
from bihuan.dossiers.models import Finding, Inspection
from bihuan.ledger.door import ChangedMeanwhile
from bihuan.rectification.facts import standing_report
from bihuan.rectification.models import Measure, Report


class ReportNotShown(ValueError):
    """A signature that does not say what was read."""

    def __init__(self) -> None:
        super().__init__("shown is empty; read the report and tell its fingerprint with the signature")


class ReportChanged(ChangedMeanwhile):
    """The report, or a figure it speaks for, is not what its signer was shown (409)."""

    def __init__(self, report: Report) -> None:
        super().__init__(report._meta.db_table, report.pk)
        self.number = report.number

    def __str__(self) -> str:
        return (
            f"report {self.number}, or a figure it speaks for, was changed after it was shown; "
            "read it again and sign what you read"
        )


@dataclass(frozen=True)
class Shown:
    """A report with its sheet and the fingerprint of that."""

    report: Report
    sheet: ReportSheet
    fingerprint: str


def shown_of(inspection: Inspection) -> Shown | None:
    """Return the standing report as it has to be shown to its signer; None where there is none."""
    report = standing_report(inspection)
    if report is None:
        return None
    sheet = ReportSheet(
        number=report.number,
        title=report.title,
        text=report.text,
        file_name=report.file.name if report.file else "",
        file_sha256=report.file.sha256 if report.file else "",
        written_on=report.written_on,
        written_by=str(report.by_account or ""),
        figures=figures_of(inspection),
    )
    return Shown(report, sheet, fingerprint_of(sheet))


def figures_of(inspection: Inspection) -> Figures:
    """Count what a report of this dossier speaks for: two queries."""
    answered = Q(person_matter=True) & ~Q(outcome="") & ~Q(accountability="")
    accepted = Q(stage=FindingStage.LONG_TERM, hand_over_accepted_on__isnull=False)
    findings = Finding.objects.filter(authority_id=inspection.authority_id, inspection=inspection).aggregate(
        findings=Count("id"),
        signed_off=Count("id", filter=Q(stage=FindingStage.SIGNED_OFF)),
        long_term=Count("id", filter=accepted),
        person_matters=Count("id", filter=Q(person_matter=True)),
        person_matters_answered=Count("id", filter=answered),
        recovered_fen=Sum("recovered_fen", default=0),
        written_off_fen=Sum("written_off_fen", default=0),
        rules_made=Sum("rules_made", default=0),
        persons_dealt_with=Sum("persons_dealt_with", default=0),
    )
    measures = Measure.objects.filter(authority_id=inspection.authority_id, inspection=inspection, removed_on=None)
    counted = measures.aggregate(measures=Count("id"), measures_done=Count("id", filter=Q(done_on__isnull=False)))
    still_open = findings["findings"] - findings["signed_off"] - findings["long_term"]
    return Figures(**findings, **counted, still_open=still_open)


def refuse_unread(inspection: Inspection, shown: str) -> str:
    """Return the fingerprint of the standing report where its signer was shown exactly that; else refuse."""
    now = shown_of(inspection)
    assert now is not None  # the gate report.missing has been asked
    if not shown:
        raise ReportNotShown
    if shown != now.fingerprint:
        raise ReportChanged(now.report)
    return now.fingerprint


def report_before(report: Report) -> Report | None:
    """Return the report that this one took the place of."""
    rows = Report.objects.filter(authority_id=report.authority_id, inspection_id=report.inspection_id)
    return rows.filter(number__lt=report.number).select_related("file").order_by("-number").first()
