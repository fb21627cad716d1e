"""`backup -o FILE.zip|FOLDER`: write everything into one place, while the installation is in use."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime
from pathlib import Path

from bihuan.cli.main import UnusableInput

HELP = "Write the store, its files and the heads of the ledger into one file or folder, while it is in use."
EXAMPLE = "python3 dev backup -o /media/usb/bihuan-2026-03-01.zip"


def configure(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.zip|FOLDER")


def run(arguments: Namespace) -> int:
    """Make the backup; 1 where the ledger does not hold, or a file of this installation is not what it was."""
    from bihuan.cli.house import heed_connection
    from bihuan.domain.ledger import ChainBroken
    from bihuan.installation.backup import make_backup
    from bihuan.installation.snapshots import StoreUnusable

    heed_connection()
    try:
        made = make_backup(arguments.output, datetime.now(UTC).astimezone())
    except StoreUnusable as problem:
        raise UnusableInput(str(problem)) from problem
    except OSError as error:
        raise UnusableInput(
            f"{arguments.output}: cannot be written ({error.strerror}); nothing is left there; name a place with room"
        ) from error
    except ChainBroken as broken:
        print(f"the ledger of this installation does not hold: {broken}; no backup was made of it")
        return 1
    for fault in made.damaged:
        print(fault)
    told = f"{made.files} files, {made.bytes:,} bytes, {made.entries} entries in {made.streams} streams verified"
    print(f"{made.output}: {told}", file=sys.stderr)
    return 1 if made.damaged else 0
