"""A paper in paragraphs: clean it, build its tree, gather findings, claims and the opening."""

from __future__ import annotations

from bihuan.intake.claims import compare_counts, find_claims
from bihuan.intake.document import ReadDocument
from bihuan.intake.findings import gather
from bihuan.intake.full_reading import FullReading
from bihuan.intake.introduction import NO_INTRODUCTION, find_title, read_introduction
from bihuan.intake.kinds import tell_kind
from bihuan.intake.passages import Note, Passage, Reading, clean_passages
from bihuan.intake.structure import build_tree


def read_prose(reading: Reading) -> FullReading:
    """Read a paper whose findings stand under headings."""
    passages, repaired = clean_passages(reading.passages)
    document = read_passages(passages, (*reading.notes, *repaired))
    return FullReading(document, source=tuple((passage.line, passage.text) for passage in passages))


def read_passages(passages: tuple[Passage, ...], notes: tuple[Note, ...]) -> ReadDocument:
    """Give the document these passages make."""
    body = cut_contact(passages)
    root, odd = build_tree(body)
    title = find_title(passages)
    kind = tell_kind(title, passages, root)
    findings, own_lines = gather(root, kind)
    if kind == "other" and not keeps_findings(title):
        findings, own_lines = (), frozenset()
    introduction = NO_INTRODUCTION if kind == "other" and not findings else read_introduction(passages, title)
    claims, mismatches = find_claims(each for each in passages if each.line not in own_lines)
    counts = compare_counts(claims, len(findings)) if findings else ()
    skipped = odd if findings else ()
    every = (*notes, *introduction.notes, *skipped, *mismatches, *counts)
    return ReadDocument(
        kind=kind,
        title=title,
        organization=introduction.organization,
        inspected_by=introduction.inspected_by,
        dates=introduction.dates,
        claims=claims,
        findings=findings,
        notes=tuple(sorted(every, key=lambda note: note.line)),
    )


def keeps_findings(title: str | None) -> bool:
    """A plan is no report, yet its problems are findings all the same."""
    from bihuan.intake.lexicon import pattern

    return bool(title and pattern("introduction", "kind_plan").search(title))


def cut_contact(passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """Leave out the closing lines: how to get in touch, signature, day."""
    from bihuan.intake.lexicon import pattern

    last = len(passages)
    while last and _closes(passages[last - 1]):
        last -= 1
    kept = passages[:last]
    for at in range(max(0, last - 4), last):
        if pattern("headings", "contact").search(kept[at].text) and not kept[at].table:
            return kept[:at]
    return kept


def _closes(passage: Passage) -> bool:
    from bihuan.intake.lexicon import pattern

    if passage.table:
        return False
    return bool(
        pattern("headings", "contact").search(passage.text)
        or pattern("headings", "signature").match(passage.text)
        or pattern("headings", "signed").match(passage.text)
    )
