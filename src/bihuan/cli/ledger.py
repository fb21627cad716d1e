"""`ledger export|checkpoint|verify`: the ledger leaves the machine and is verified without it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from bihuan.ledger.models import Entry

HELP = "Export the entries of a dossier (or of the authority), write a checkpoint, verify an export or an archive."
EXAMPLE = """python3 dev ledger export 0198f2c4-1f7a-7c3e-9a51-3f1f0f6b2d11 -o dossier.jsonl
python3 dev ledger checkpoint authority -o checkpoint.json
python3 dev ledger verify dossier.jsonl --checkpoint checkpoint.json"""
AUTHORITY = "authority"


def configure(parser: argparse.ArgumentParser) -> None:
    parts = parser.add_subparsers(dest="part", required=True)
    for name, purpose in (("export", "write the entries as JSON lines"), ("checkpoint", "write where a stream stands")):
        part = parts.add_parser(name, help=purpose)
        part.add_argument("dossier", help="the id of an inspection, or authority")
        part.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")
    verify = parts.add_parser("verify", help="verify an export or an archive")
    verify.add_argument("file", type=Path, help="an export (.jsonl) or an archive (.zip)")
    verify.add_argument("--checkpoint", type=Path, metavar="FILE", help="one kept elsewhere: shows a cut tail, too")


def run(arguments: argparse.Namespace) -> int:
    if arguments.part == "verify":
        return verify(arguments.file, arguments.checkpoint)
    entries = entries_named(arguments.dossier)
    if arguments.part == "export":
        return export(entries, arguments.output)
    return checkpoint(entries, arguments.output)


def verify(file: Path, checkpoint: Path | None) -> int:
    """Verify a file with the same stand-alone verifier that every archive carries."""
    from bihuan.cli.main import UnusableInput
    from bihuan.domain.glossary import VERIFIED
    from bihuan.ledger import verifier

    words = {said.en: said.zh for said in VERIFIED}
    try:
        print(verifier.in_both(verifier.verify(file, checkpoint), words))
    except verifier.DoesNotHold as reason:
        print(verifier.in_both(str(reason), words))
        return 1
    except verifier.Unusable as problem:
        raise UnusableInput(str(problem)) from problem
    return 0


def entries_named(dossier: str) -> QuerySet[Entry]:
    """Return the entries of the stream that a name on the command line means."""
    from bihuan.cli.database import require_current
    from bihuan.cli.main import UnusableInput

    require_current()
    from bihuan.ledger.export import NothingRecorded, entries_of

    try:
        return entries_of(stream_named(dossier))
    except NothingRecorded as error:
        raise UnusableInput(f"{dossier}: {error}") from error


def stream_named(dossier: str) -> str:
    from bihuan.access.actions import authority_stream
    from bihuan.cli.main import UnusableInput
    from bihuan.organizations.models import Authority

    if dossier != AUTHORITY:
        return f"dossier:{dossier}"
    authorities = [row.id for row in Authority.objects.order_by("id")]
    if not authorities:
        raise UnusableInput("authority: none has been founded here yet; found one first")
    return authority_stream(authorities[0])


def export(entries: QuerySet[Entry], output: Path) -> int:
    import sys

    from bihuan.cli.output import put
    from bihuan.ledger.export import lines_of

    print(f"{output}: {put(output, lines_of(entries))} entries", file=sys.stderr)
    return 0


def checkpoint(entries: QuerySet[Entry], output: Path) -> int:
    import sys

    from bihuan.cli.output import put
    from bihuan.ledger.export import checkpoint_of

    put(output, [checkpoint_of(entries)])
    print(f"{output}: keep it outside this machine", file=sys.stderr)
    return 0
