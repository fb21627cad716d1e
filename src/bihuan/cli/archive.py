"""`archive DOSSIER -o FILE.zip`: write the verifiable archive of a dossier."""

from __future__ import annotations

import argparse
import sys
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bihuan.dossiers.models import Inspection

HELP = "Write one verifiable file of a dossier: rows, lists, evidence, rules, ledger and the verifier itself."
EXAMPLE = "python3 dev archive 0198f2c4-1f7a-7c3e-9a51-3f1f0f6b2d11 -o dossier.zip"
BY = "command line"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("dossier", help="the id of an inspection")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.zip")


def run(arguments: argparse.Namespace) -> int:
    from bihuan.cli.database import require_current
    from bihuan.cli.output import put

    require_current()
    from django.utils import timezone

    from bihuan.closeout.archive import archive_of
    from bihuan.domain.jurisdiction import Actor, Duty
    from bihuan.domain.lifecycle.machine import NoSuchStep
    from bihuan.domain.roles import Role

    inspection = dossier_named(arguments.dossier)
    today = timezone.localdate()
    duty = Duty(Role.OFFICE, "", inspection.id, today, None)
    actor = Actor(None, BY, inspection.authority_id, (duty,), today)
    try:
        content = archive_of(inspection, actor, timezone.now())
    except NoSuchStep as refused:
        print(f"{refused}; an archive is made of a dossier that is under review or closed")
        return 1
    put(arguments.output, [content])
    print(f"{arguments.output}: {len(content)} bytes", file=sys.stderr)
    return 0


def dossier_named(text: str) -> Inspection:
    """Return the inspection that an id on the command line names."""
    from bihuan.cli.main import UnusableInput
    from bihuan.dossiers.models import Inspection

    try:
        found = Inspection.objects.filter(pk=uuid.UUID(text)).first()
    except ValueError:
        found = None
    if found is None:
        raise UnusableInput(f"{text}: no such dossier; name the id of an inspection")
    return found
