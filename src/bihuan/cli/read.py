"""`read FILE`: a document becomes findings, claims and notes."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bihuan.intake.document import Finding, ReadDocument

HELP = "Read a document (.docx, .xlsx, .txt, .pdf) into findings, claims and notes."
EXAMPLE = "python3 dev read feedback.docx --json"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="a .docx, .xlsx, .txt or .pdf file")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")


def run(arguments: argparse.Namespace) -> int:
    from bihuan.intake.reading import read
    from bihuan.intake.refusals import Unreadable

    try:
        document = read(arguments.file)
    except Unreadable as refusal:
        print(refusal, file=sys.stderr)
        return 2
    if arguments.json:
        print(json.dumps(document.to_json(), ensure_ascii=False, indent=2))
    else:
        print_summary(document)
    return 0


def print_summary(document: ReadDocument) -> None:
    """Print what a person wants to see first."""
    print(f"{document.kind}: {document.title or '-'}")
    print(f"organization: {document.organization or '-'}; inspected by: {document.inspected_by or '-'}")
    dates = document.dates
    print(f"from {dates.started or '-'} to {dates.ended or '-'}; feedback {dates.feedback or '-'}")
    for claim in document.claims:
        numbers = {key: value for key, value in claim.to_json().items() if value is not None and key != "agrees"}
        print(f"claim {numbers}{'' if claim.agrees else '  (does not add up)'}")
    print(f"{len(document.findings)} findings")
    for finding in document.findings:
        print(describe(finding))
    for note in document.notes:
        print(f"note line {note.line} {note.code}: {note.text}")


def describe(finding: Finding) -> str:
    """Give one line about a finding."""
    flags = [name for name in ("long_term", "fix_at_once") if getattr(finding, name)]
    state = ", ".join([finding.status or "no status", *flags])
    counts = f"{len(finding.measures)} measures, {len(finding.amounts)} amounts"
    return f"  {finding.number or '-'}  {finding.title}  [{state}; {counts}; line {finding.line}]"
