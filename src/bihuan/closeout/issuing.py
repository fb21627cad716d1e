"""Issuing a paper of a dossier: numbered, printed and kept as both files, in one deed with one entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bihuan.access.actions import require
from bihuan.closeout.actions import taking
from bihuan.closeout.paper_values import checkpoint_of
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.sequence import refuse_future
from bihuan.dossiers.files import receive
from bihuan.dossiers.models import Inspection, StoredFile
from bihuan.dossiers.steps import note_of
from bihuan.feedback.models import CopyNotice, Errand, Publication, SpecialReport
from bihuan.ledger.door import Receipt, commit
from bihuan.ledger.models import Kept
from bihuan.papers.compose import title_of
from bihuan.papers.filling import both_files, filled
from bihuan.papers.kinds import Kind
from bihuan.papers.making import paper_of
from bihuan.papers.models import IssuedPaper, PaperNumber
from bihuan.papers.numbers import KEEPERS, drawn
from bihuan.papers.paper import Paper
from bihuan.papers.voiding import replaced_by, standing_papers
from bihuan.papers.words import words

STEP = "issue_paper"
VOID = "void"
LONGEST_TITLE, LONGEST_ISSUER, MISSING_KEPT = 200, 100, 80
Told = CopyNotice | SpecialReport | Errand | Publication  # a row that knows its paper


@dataclass(frozen=True)
class Wanted:
    """A paper about to be made: its kind, its values but for the number, the series that numbers it (or none)."""

    kind: Kind
    values: Mapping[Any, Any]
    on: date
    series: str = ""
    with_code: bool = False
    former: str | None = None  # what becomes of papers of this kind that the dossier has: they stay, or are VOID


def issued(
    actor: Actor, inspection: Inspection, wanted: Wanted, now: datetime, *, step: str = STEP, of: Sequence[Told] = ()
) -> Receipt:
    """Number, print and keep a paper, and say so in the rows it is `of`; all in the one entry of the deed."""
    taken = taking(actor, step, inspection)
    refuse_future("on", wanted.on, actor.today)
    checkpoint = checkpoint_of(inspection)
    title = title_of(wanted.kind, wanted.values)[:LONGEST_TITLE]
    number = number_for(wanted, inspection, title)
    values = filled(wanted.kind, with_frame(wanted, inspection, checkpoint, number), inspection.organization_name)
    made = both_files(wanted.kind, values, actor.authority_id)
    files = [kept_file(inspection, title, suffix, one) for suffix, one in ((".docx", made.word), (".pdf", made.pdf))]
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
        missing="".join(made.missing)[:MISSING_KEPT],
    )
    former = former_of(actor, inspection, wanted)
    said = {
        "paper": row.id,
        "kind": wanted.kind.name,
        "number": str(number or ""),
        "word": files[0].sha256,
        "pdf": files[1].sha256,
        **({"replaces": [str(one.number or one.title) for one in former]} if former else {}),
    }
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, subject=title[:120], told=said)
    rows: list[Kept] = [*files, *([number] if number else []), row]
    rows += replaced_by(str(number or title), former, actor.today)
    for one in of:
        one.paper = row
        rows.append(one)
    return commit(note=note, rows=rows)


def former_of(actor: Actor, inspection: Inspection, wanted: Wanted) -> list[IssuedPaper]:
    """Return the papers whose place the new one takes; only who keeps the register makes one void."""
    if wanted.former != VOID:
        return []
    require(actor, KEEPERS, "void_issued_paper")
    return standing_papers(inspection, wanted.kind.name)


def drafted(inspection: Inspection, wanted: Wanted) -> Paper:
    """Return a paper as it would be printed, to be read before a number is drawn for it."""
    told = with_frame(wanted, inspection, checkpoint_of(inspection), None)
    values = filled(wanted.kind, told, inspection.organization_name)
    if wanted.series.strip():
        to_come = {"series": wanted.series.strip(), "year": wanted.on.year, "number": words()["number_to_come"]}
        values["number"] = words()["number"].format(**to_come)
    return paper_of(wanted.kind, values)


def number_for(wanted: Wanted, inspection: Inspection, title: str) -> PaperNumber | None:
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


def with_frame(
    wanted: Wanted, inspection: Inspection, checkpoint: str, number: PaperNumber | None
) -> dict[str | int, Any]:
    """Return a paper's values with its day, its number, and what it is checked by."""
    values: dict[str | int, Any] = dict(wanted.values)
    values["date"] = wanted.on
    if number is not None:
        values["number"] = str(number)
    if wanted.with_code:
        values |= {"dossier": str(inspection.id), "checkpoint": checkpoint}
    return values


def kept_file(inspection: Inspection, title: str, suffix: str, content: bytes) -> StoredFile:
    return receive(authority_id=inspection.authority_id, name=f"{title}{suffix}", content=content)
