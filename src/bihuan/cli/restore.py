"""`restore FILE --into HOME`: put a backup into an empty folder, verified to the last byte and the last entry."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from bihuan.cli.main import UnusableInput
from bihuan.installation.spoken import say

HELP = "Put a backup into an empty folder (a PostgreSQL backup: into the empty database of BIHUAN_POSTGRES, too)."
EXAMPLE = "python3 dev restore bihuan-2026-03-01.zip --into /srv/bihuan"


def configure(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("backup", type=Path, metavar="FILE.zip|FOLDER")
    parser.add_argument("--into", type=Path, required=True, metavar="HOME", help="a folder that is empty or not there")


def run(arguments: Namespace) -> int:
    """Restore; 1 where the backup is not what was written, or rows in it were written beside the product."""
    from bihuan.cli.house import heed_connection
    from bihuan.installation.container import BackupBroken
    from bihuan.installation.restore import restore
    from bihuan.installation.snapshots import StoreUnusable

    heed_connection()
    if not arguments.backup.exists():
        raise UnusableInput(f"{arguments.backup}: there is no such backup; name one that `backup` wrote")
    try:
        manifest = restore(arguments.backup, arguments.into, os.environ.get("BIHUAN_POSTGRES"))
    except BackupBroken as broken:
        print(f"{broken}; nothing was restored")
        return 1
    except StoreUnusable as problem:
        raise UnusableInput(str(problem)) from problem
    except OSError as error:
        raise UnusableInput(
            f"{arguments.into}: cannot be written ({error.strerror}); name another folder, with room"
        ) from error
    for fault in manifest["damaged"]:
        print(f"already so when the backup was made: {fault}")
    if manifest["beside"]:
        print(f"{manifest['beside']}; restored all the same: see what doctor --ledger says, and older backups")
        return 1
    told = f"{arguments.into}: restored as of {manifest['made_at']}; hashes, ledger and rows verified"
    print(say(told), file=sys.stderr)
    print(say(f"start it with BIHUAN_HOME={arguments.into}"), file=sys.stderr)
    return 0
