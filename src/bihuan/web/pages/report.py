"""The report as its signer reads it before signing: words, file, author, figures, and what changed since the last."""

from __future__ import annotations

from dataclasses import dataclass

from bihuan.access.models import Account
from bihuan.domain.report import Figures, Line, changed_lines
from bihuan.dossiers.models import Inspection
from bihuan.intake.claims import rules_claimed
from bihuan.rectification.models import Report
from bihuan.rectification.sheets import report_before, shown_of
from bihuan.web.words import word

AROUND = 1  # lines kept around a change, so that its place is seen


@dataclass(frozen=True)
class Changes:
    """What changed since the report before."""

    before: Report
    title: bool
    file: bool
    lines: tuple[tuple[Line, str], ...]

    @property
    def has_none(self) -> bool:
        return not (self.title or self.file or any(sort is not Line.KEPT for sort, _words in self.lines))


@dataclass(frozen=True)
class ReportPage:
    """What the signing page shows of a report."""

    report: Report
    author: str
    figures: Figures
    changes: Changes | None
    fingerprint: str
    rules_told: tuple[int, ...] = ()  # what the text says of rules made, where that is not what the account has


def report_page(inspection: Inspection) -> ReportPage | None:
    """Return the standing report as it is shown before it is signed; None where there is none."""
    shown = shown_of(inspection)
    if shown is None:
        return None
    before = report_before(shown.report)
    changes = changes_since(before, shown.report) if before else None
    figures = shown.sheet.figures
    rules = rules_otherwise(shown.report.text, figures.rules_made)
    return ReportPage(shown.report, author_of(shown.report), figures, changes, shown.fingerprint, rules)


def rules_otherwise(text: str, made: int) -> tuple[int, ...]:
    """Return the numbers of rules that a text tells where neither one of them nor their sum is what was made."""
    told = rules_claimed(text)
    return () if made in (*told, sum(told)) else told


def author_of(report: Report) -> str:
    """Say who wrote a report: the person and the role, as far as they are known."""
    name = ""
    if report.by_account is not None:
        rows = Account.objects.filter(authority_id=report.authority_id, pk=report.by_account)
        name = rows.values_list("name", flat=True).first() or ""
    return " · ".join(part for part in (name, word("role", report.by_role) if report.by_role else "") if part)


def changes_since(before: Report, report: Report) -> Changes:
    return Changes(
        before=before,
        title=before.title != report.title,
        file=before.file_id != report.file_id,
        lines=near_changes(changed_lines(before.text, report.text)),
    )


def near_changes(lines: tuple[tuple[Line, str], ...]) -> tuple[tuple[Line, str], ...]:
    """Return the changed lines with what stands around them; a long text that stayed is not read twice."""
    wanted = {
        near
        for place, (sort, _words) in enumerate(lines)
        if sort is not Line.KEPT
        for near in range(place - AROUND, place + AROUND + 1)
    }
    return tuple(line for place, line in enumerate(lines) if place in wanted)
