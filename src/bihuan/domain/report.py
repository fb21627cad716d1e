"""The close-out report as its signer is shown it: the words, the file, the figures, and the fingerprint of all that.

Whoever signs names the fingerprint of what he read; where it is not that of what stands, nothing is signed.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum

from bihuan.domain.ledger import canonical

SHEET = "bihuan-report-1"


@dataclass(frozen=True)
class Figures:
    """The numbers of the dossier that a report speaks for; money in fen."""

    findings: int
    signed_off: int
    long_term: int
    still_open: int
    person_matters: int
    person_matters_answered: int
    measures: int
    measures_done: int
    recovered_fen: int
    written_off_fen: int
    rules_made: int
    persons_dealt_with: int


@dataclass(frozen=True)
class ReportSheet:
    """Everything a signer is shown of a report; `written_by` is the account, empty where it is not known."""

    number: int
    title: str
    text: str
    file_name: str
    file_sha256: str
    written_on: date
    written_by: str
    figures: Figures


class Line(StrEnum):
    """What became of a line of text from one report to the next."""

    KEPT = "kept"
    GONE = "gone"
    NEW = "new"


def fingerprint_of(sheet: ReportSheet) -> str:
    """Return the SHA-256 of a sheet: another one wherever a word, the file or a figure differs."""
    told = asdict(sheet) | {"sheet": SHEET, "written_on": sheet.written_on.isoformat()}
    return hashlib.sha256(canonical(told)).hexdigest()


def changed_lines(before: str, now: str) -> tuple[tuple[Line, str], ...]:
    """Return the lines of two texts in reading order: kept, gone from the first, new in the second."""
    old, new = before.splitlines(), now.splitlines()
    changes: list[tuple[Line, str]] = []
    for sort, i, j, k, n in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if sort == "equal":
            changes += [(Line.KEPT, line) for line in new[k:n]]
            continue
        changes += [(Line.GONE, line) for line in old[i:j]]
        changes += [(Line.NEW, line) for line in new[k:n]]
    return tuple(changes)
