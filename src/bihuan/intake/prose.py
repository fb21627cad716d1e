"""A paper in paragraphs: clean it, build its tree, gather findings, claims and the opening."""

from __future__ import annotations

from dataclasses import dataclass

from bihuan.intake.claims import compare_counts, find_claims
from bihuan.intake.document import Finding, Kind, ReadDocument
from bihuan.intake.findings import gather
from bihuan.intake.full_reading import FullReading
from bihuan.intake.introduction import NO_INTRODUCTION, find_title, read_introduction
from bihuan.intake.kinds import tell_kind
from bihuan.intake.passages import Note, Passage, Reading, clean_passages, lines_of
from bihuan.intake.structure import build_tree
from bihuan.intake.tail import cut_after_findings, cut_end, note_tail


def read_prose(reading: Reading) -> FullReading:
    """Read a paper whose findings stand under headings."""
    passages, repaired = clean_passages(reading.passages)
    document = read_passages(passages, (*reading.notes, *repaired))
    return FullReading(document, source=lines_of(passages))


@dataclass(frozen=True, slots=True)
class _Body:
    """What stands under the headings of some passages."""

    passages: tuple[Passage, ...]
    kind: Kind
    odd: tuple[Note, ...]
    findings: tuple[Finding, ...]
    own_lines: frozenset[int]


def read_passages(passages: tuple[Passage, ...], notes: tuple[Note, ...]) -> ReadDocument:
    """Give the document these passages make."""
    title = find_title(passages)
    body, tail = _read_body(passages, title)
    findings = body.findings
    introduction = NO_INTRODUCTION if body.kind == "other" and not findings else read_introduction(passages, title)
    claims, mismatches = find_claims(each for each in passages if each.line not in body.own_lines)
    counts = compare_counts(claims, len(findings)) if findings else ()
    skipped = body.odd if findings else ()
    every = (*notes, *introduction.notes, *skipped, *mismatches, *counts, *tail)
    return ReadDocument(
        kind=body.kind,
        title=title,
        organization=introduction.organization,
        inspected_by=introduction.inspected_by,
        dates=introduction.dates,
        claims=claims,
        findings=findings,
        notes=tuple(sorted(every, key=lambda note: note.line)),
    )


def _read_body(passages: tuple[Passage, ...], title: str | None) -> tuple[_Body, tuple[Note, ...]]:
    """Gather the findings, once more where the last one had swallowed the paper's close; note where that begins."""
    body = _gathered(cut_end(passages), passages, title)
    if not body.findings:
        return body, ()
    first = max(finding.line for finding in body.findings)
    shorter = cut_after_findings(body.passages, first, body.own_lines)
    if shorter is not body.passages:
        body = _gathered(shorter, passages, title)
    return body, note_tail(passages, body.passages, first, body.own_lines)


def _gathered(body: tuple[Passage, ...], whole: tuple[Passage, ...], title: str | None) -> _Body:
    root, odd = build_tree(body)
    kind = tell_kind(title, whole, root)
    findings, own_lines = gather(root, kind)
    if kind == "other" and not keeps_findings(title):
        findings, own_lines = (), frozenset()
    return _Body(body, kind, odd, findings, own_lines)


def keeps_findings(title: str | None) -> bool:
    """A plan is no report, yet its problems are findings all the same."""
    from bihuan.intake.lexicon import pattern

    return bool(title and pattern("introduction", "kind_plan").search(title))
