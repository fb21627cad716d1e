"""The findings that the reader found, as columns in a draft."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from bihuan.intake.document import Finding
from bihuan.intake.models import Draft


class Found(NamedTuple):
    """What a draft tells of its document's findings: a column for each thing, of sums of money their words."""

    number: Sequence[str | None]
    path: Sequence[Sequence[str]]
    title: Sequence[str]
    text: Sequence[str]
    status: Sequence[str | None]
    long_term: Sequence[bool]
    fix_at_once: Sequence[bool]
    measures: Sequence[Sequence[str]]
    amounts: Sequence[Sequence[str]]
    line: Sequence[int]


def to_draft(findings: Sequence[Finding], planned: Sequence[int]) -> dict[str, Sequence[Any]]:
    """Return findings as a draft keeps them; what is planned for one, by count, stands among the planned measures."""
    columns: dict[str, Sequence[Any]] = {name: list(map(attrgetter(name), findings)) for name in Found._fields}
    counts = [*planned, *[0] * (len(findings) - len(planned))]
    columns["measures"] = [() if count else finding.measures for finding, count in zip(findings, counts, strict=True)]
    columns["amounts"] = [[amount.text for amount in finding.amounts] for finding in findings]
    return columns


def found_of(draft: Draft) -> Found:
    """Return the findings of a draft; one of an earlier version lists them, one by one, in its document."""
    kept = draft.result.get("findings")
    if kept is not None:
        return Found(**kept)
    listed = draft.result.get("document", {}).get("findings", [])
    columns: dict[str, list[Any]] = {name: [finding[name] for finding in listed] for name in Found._fields}
    columns["amounts"] = [[amount["text"] for amount in amounts] for amounts in columns["amounts"]]
    return Found(**columns)
