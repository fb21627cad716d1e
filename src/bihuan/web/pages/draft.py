"""A draft as its page shows it: the source beside what was found in it, piece by piece."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bihuan.dossiers.models import Finding, Inspection
from bihuan.intake import source_lines
from bihuan.intake.found import found_of
from bihuan.intake.models import Draft
from bihuan.intake.proposals import Proposal, proposals_of
from bihuan.intake.source_lines import SourceLines
from bihuan.web.reading_notes import fault_words, note_words

MOST_LINES = 60  # of the source beside one finding


@dataclass(frozen=True)
class Line:
    """One line of the source, with what the reader notes about it."""

    number: int
    text: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Piece:
    """A piece of the source and the finding in it (None: what stands before the first)."""

    lines: tuple[Line, ...]
    row: Proposal | None
    faults: tuple[str, ...] = ()
    left_out: int = 0


@dataclass
class Tally:
    """What confirming would do."""

    new: int = 0
    known: int = 0
    dropped: int = 0
    faulty: int = 0
    person_matters: int = 0
    by_stage: dict[str, int] = field(default_factory=dict)


def rows_of(draft: Draft) -> list[Proposal]:
    """Return the rows of a draft beside the findings of its dossier, those that were dropped included."""
    standing = Finding.everything.filter(authority_id=draft.authority_id, inspection_id=draft.inspection_id)
    return proposals_of(draft, list(standing.select_related("source").order_by("place")))


def tally(rows: Sequence[Proposal]) -> Tally:
    """Count what confirming would do."""
    counted = Tally()
    for row in rows:
        if row.known is not None:
            counted.known += 1
        elif row.dropped:
            counted.dropped += 1
        else:
            counted.new += 1
            counted.faulty += bool(row.faults)
            counted.person_matters += row.person_matter
            counted.by_stage[row.stage] = counted.by_stage.get(row.stage, 0) + 1
    return counted


def pieces_of(draft: Draft, rows: Sequence[Proposal], first: int, last: int) -> list[Piece]:
    """Return the pieces of the source with the rows from `first` to before `last`."""
    source = source_lines.from_draft(draft.result.get("source", ()))
    notes = notes_by_line(draft.result.get("document", {}).get("notes", []))
    read = [row for row in rows if row.line is not None]
    begins = [begin_of(source, read[at - 1] if at else None, row) for at, row in enumerate(read)]
    pieces: list[Piece] = []
    if first == 0:
        pieces.append(piece(source.between(0, begins[0] if begins else None), None, notes))
    for at, row in enumerate(rows[first:last], start=first):
        end = begins[at + 1] if at + 1 < len(begins) else None
        pieces.append(piece(source.between(begins[at], end) if row.line is not None else [], row, notes))
    return [one for one in pieces if one.lines or one.row]


def piece(lines: Sequence[tuple[int, str]], row: Proposal | None, notes: Mapping[int, tuple[str, ...]]) -> Piece:
    shown = tuple(
        Line(number, " | ".join(filter(None, text.split("\t"))), notes.get(number, ()))
        for number, text in lines[:MOST_LINES]
    )
    faults = tuple(map(fault_words, row.faults)) if row else ()
    return Piece(shown, row, faults, max(0, len(lines) - MOST_LINES))


def begin_of(source: SourceLines, before: Proposal | None, row: Proposal) -> int:
    """Return the line where a finding's piece begins: at the first of its own headings that stands above it."""
    assert row.line is not None
    headings = {heading.strip() for heading in row.headings} - set(before.headings if before else ())
    after = before.line if before and before.line is not None else 0
    above = (number for number, text in source.between(after + 1, row.line) if text.strip() in headings)
    return min(above, default=row.line)


def notes_by_line(notes: Sequence[Mapping[str, Any]]) -> dict[int, tuple[str, ...]]:
    told: dict[int, tuple[str, ...]] = {}
    for note in notes:
        line = int(note["line"])
        told[line] = (*told.get(line, ()), note_words(note["code"], note["text"]))
    return told


@dataclass(frozen=True)
class ClaimLine:
    """What the document says of its own numbers, and whether they agree with themselves and with what was found."""

    told: Mapping[str, Any]
    adds_up: bool
    found: int | None
    agrees: bool


def claims_of(draft: Draft) -> list[ClaimLine]:
    """Return the document's claims beside what was read."""
    document = draft.result.get("document", {})
    findings = found_of(draft).line
    odd = {note["line"] for note in document.get("notes", []) if note["code"] == "count.mismatch"}
    lines = []
    for claim in document.get("claims", []):
        counts = claim["total"] == len(findings)
        compared = counts or claim["line"] in odd
        lines.append(ClaimLine(claim, claim["agrees"], len(findings) if compared else None, counts))
    return lines


def names_another(draft: Draft, inspection: Inspection) -> str:
    """Return the organization a document names where it is not the dossier's; the empty text where it is, or none."""
    named = str(draft.result.get("document", {}).get("organization") or "")
    own = inspection.organization_name
    return "" if not named or own in named or named in own else named
