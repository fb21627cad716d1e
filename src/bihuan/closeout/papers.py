"""Official papers of a dossier: drawn from its own rows, numbered, kept as both files, in one deed with one entry."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bihuan.closeout.actions import taking
from bihuan.closeout.paper_values import (
    card_values,
    checkpoint_of,
    fix_values,
    lines_of,
    notice_values,
    opinion_values,
    sheet_values,
    told,
)
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.sequence import refuse_future
from bihuan.dossiers.actions import NoFindings
from bihuan.dossiers.files import content_of, receive
from bihuan.dossiers.models import Finding, Inspection, StoredFile
from bihuan.dossiers.steps import NoSuchThing, inspection_for, note_of, numbered
from bihuan.feedback.models import CopyNotice
from bihuan.fieldwork.models import FixOrder
from bihuan.ledger.door import Receipt, commit, deed
from bihuan.ledger.models import Kept
from bihuan.papers.compose import title_of
from bihuan.papers.fields import DataUnusable, checked
from bihuan.papers.kinds import Kind, kind_of
from bihuan.papers.making import paper_of, printed
from bihuan.papers.models import IssuedPaper, PaperNumber
from bihuan.papers.numbers import drawn
from bihuan.papers.own_templates import made_with
from bihuan.papers.template_shelf import standing_template
from bihuan.rules.documents import Document

STEP = "issue_paper"
LONGEST_TITLE, LONGEST_ISSUER, MISSING_KEPT = 200, 100, 80


class PaperIncomplete(ValueError):
    """The dossier's rows, with what was typed, do not make a paper: at which place, and why."""

    def __init__(self, place: str, problem: str) -> None:
        self.place, self.problem = place, problem
        super().__init__(f"{place}: {problem}; complete the row or the form")


@dataclass(frozen=True)
class Wanted:
    """A paper about to be made: its kind, its values but for the number, the series that numbers it (or none)."""

    kind: Kind
    values: Mapping[Any, Any]
    on: date
    series: str = ""
    with_code: bool = False


@deed
def issue_opinion(
    *,
    actor: Actor,
    inspection_id: uuid.UUID,
    issuer: str,
    series: str,
    addressee: str,
    plan: str,
    from_on: date,
    until_on: date,
    overall: str,
    advice: str,
    on: date,
    with_code: bool,
    now: datetime,
    key: str,
) -> Receipt:
    """Make the feedback opinion of a dossier's findings, which are not typed again."""
    inspection = inspection_for(actor, inspection_id)
    own = opinion_values(inspection, on, actor.today)
    if "areas" not in own:
        raise NoFindings
    typed = {"issuer": issuer, "addressee": addressee or inspection.organization_name, "plan": plan}
    said = {"overall": lines_of(overall), "advice": lines_of(advice), "from": from_on, "until": until_on}
    wanted = Wanted(kind_of("feedback"), {**own, **typed, **said}, on, series, with_code)
    return _issued(actor, inspection, wanted, now, step="issue_opinion")


@deed
def issue_copy_notice(
    *,
    actor: Actor,
    inspection_id: uuid.UUID,
    notice_id: uuid.UUID,
    issuer: str,
    series: str,
    answer_due: date | None,
    on: date,
    with_code: bool,
    now: datetime,
    key: str,
) -> Receipt:
    """Make the paper of a copy notice that was entered."""
    inspection = inspection_for(actor, inspection_id)
    rows = CopyNotice.objects.filter(authority_id=actor.authority_id, inspection=inspection, pk=notice_id)
    notice = rows.first()
    if notice is None:
        raise NoSuchThing("copy_notice", notice_id)
    own = notice_values(inspection, notice)
    if "summary" not in own:
        raise NoFindings
    values = {**own, "issuer": issuer, **told(answer_due=answer_due)}
    wanted = Wanted(kind_of("copy_notice"), values, on, series, with_code)
    return _issued(actor, inspection, wanted, now, of=notice)


@deed
def issue_card(
    *, actor: Actor, inspection_id: uuid.UUID, finding_id: uuid.UUID, on: date, now: datetime, key: str
) -> Receipt:
    """Make the rectification card of one finding as it stands."""
    inspection = inspection_for(actor, inspection_id)
    rows = Finding.objects.filter(authority_id=actor.authority_id, inspection=inspection, pk=finding_id)
    finding = rows.first()
    if finding is None:
        raise NoSuchThing("finding", finding_id)
    wanted = Wanted(kind_of("rectification_card"), card_values(inspection, finding), on, with_code=True)
    return _issued(actor, inspection, wanted, now)


@deed
def issue_control_sheet(
    *,
    actor: Actor,
    inspection_id: uuid.UUID,
    issuer: str,
    series: str,
    asked: str,
    answer_due: date | None,
    on: date,
    now: datetime,
    key: str,
) -> Receipt:
    """Make a control sheet of what is not signed off yet, with the dossier's checkpoint as a QR code."""
    inspection = inspection_for(actor, inspection_id)
    own = sheet_values(inspection)
    if "findings" not in own:
        raise NoFindings
    values = {**own, **told(issuer=issuer, asked=lines_of(asked), answer_due=answer_due)}
    return _issued(actor, inspection, Wanted(kind_of("control_sheet"), values, on, series, with_code=True), now)


@deed
def issue_fix_order(
    *,
    actor: Actor,
    inspection_id: uuid.UUID,
    number: int,
    issuer: str,
    series: str,
    on: date,
    now: datetime,
    key: str,
) -> Receipt:
    """Make the paper of an order to fix at once; what was found and is demanded stands in the order."""
    inspection = inspection_for(actor, inspection_id)
    order = numbered(FixOrder, inspection, number)
    if order.own:
        raise NoSuchThing("fixorder", number)
    values = {**fix_values(inspection, order), "issuer": issuer}
    wanted = Wanted(kind_of("fix_at_once"), values, on, series)
    return _issued(actor, inspection, wanted, now, step="issue_fix_order")


def _issued(
    actor: Actor, inspection: Inspection, wanted: Wanted, now: datetime, step: str = STEP, of: CopyNotice | None = None
) -> Receipt:
    """Number, print and keep a paper, and say so in the notice it is `of`; all in the one entry of the deed."""
    taken = taking(actor, step, inspection)
    refuse_future("on", wanted.on, actor.today)
    checkpoint = checkpoint_of(inspection)
    title = title_of(wanted.kind, wanted.values)[:LONGEST_TITLE]
    number = _number(wanted, inspection, title)
    values = _checked(wanted, inspection, checkpoint, number)
    pdf = printed(paper_of(wanted.kind, values), ".pdf")
    word = _word_file(wanted.kind, values, actor.authority_id)
    files = [_kept(inspection, title, suffix, made) for suffix, made in ((".docx", word), (".pdf", pdf.content))]
    row = IssuedPaper(
        authority_id=actor.authority_id,
        inspection=inspection,
        number=number,
        kind=wanted.kind.name,
        title=title,
        issuer=str(wanted.values.get("issuer", ""))[:LONGEST_ISSUER],
        on=wanted.on,
        word_file=files[0],
        pdf_file=files[1],
        checkpoint=checkpoint,
        missing="".join(pdf.missing)[:MISSING_KEPT],
    )
    said = {
        "paper": row.id,
        "kind": wanted.kind.name,
        "number": str(number or ""),
        "word": files[0].sha256,
        "pdf": files[1].sha256,
    }
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, subject=title[:120], told=said)
    rows: list[Kept] = [*files, *([number] if number else []), row]
    if of is not None:
        of.paper, of.due_on = row, values["answer_due"] or of.due_on
        rows.append(of)
    return commit(note=note, rows=rows)


def _number(wanted: Wanted, inspection: Inspection, title: str) -> PaperNumber | None:
    may_go_without = not wanted.kind.series or wanted.kind.fields["number"].optional
    if may_go_without and not wanted.series.strip():
        return None
    return drawn(
        authority_id=inspection.authority_id,
        series=wanted.series,
        on=wanted.on,
        kind=wanted.kind.name,
        title=title,
        inspection=inspection,
    )


def _word_file(kind: Kind, values: Mapping[str, Any], authority_id: uuid.UUID) -> bytes:
    """Return the Word file: by the office's own template where one stands, else as the standard has it."""
    own = standing_template(authority_id, kind.name)
    if own is not None:
        return made_with(kind, values, content_of(own.file))
    return printed(paper_of(kind, values), ".docx").content


def _checked(wanted: Wanted, inspection: Inspection, checkpoint: str, number: PaperNumber | None) -> dict[str, Any]:
    """Return a paper's values, checked as those of a file are; raise PaperIncomplete."""
    values: dict[str | int, Any] = dict(wanted.values)
    values["date"] = wanted.on
    if number is not None:
        values["number"] = str(number)
    if wanted.with_code:
        values |= {"dossier": str(inspection.id), "checkpoint": checkpoint}
    document = Document(inspection.organization_name, "", values, {(): 1})
    try:
        return checked(document, wanted.kind.fields)
    except DataUnusable as error:
        asked = wanted.kind.fields.get(error.place.split(".")[0])
        raise PaperIncomplete(asked.zh if asked else error.place, error.problem) from error


def _kept(inspection: Inspection, title: str, suffix: str, content: bytes) -> StoredFile:
    return receive(authority_id=inspection.authority_id, name=f"{title}{suffix}", content=content)
