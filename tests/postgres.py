"""A PostgreSQL cluster of one's own for a test run: on a unix socket in a temporary folder, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

OWNER = "bihuan"
UNPRIVILEGED = ("postgres", "nobody")  # PostgreSQL does not run as root; in CI the tests do
IN_MEMORY = Path("/dev/shm")  # quick without unsafe settings, which the product refuses
START_SECONDS = 30


def programs() -> Path | None:
    """Return the folder of the newest PostgreSQL's programs, None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def runner() -> dict[str, Any]:
    """Return as whom the cluster runs: oneself, or an unprivileged account where one is root."""
    if os.geteuid() != 0:
        return {}
    for name in UNPRIVILEGED:
        try:
            account = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    return {}


@contextmanager
def cluster(disk: Path | None = None) -> Iterator[str]:
    """Start a cluster, on a disk of its own where one is given, and return how to reach it; remove it afterwards."""
    bin_folder = programs()
    assert bin_folder is not None
    folder = Path(
        tempfile.mkdtemp(prefix="bihuan-pg-", dir=disk or (IN_MEMORY if os.access(IN_MEMORY, os.W_OK) else None))
    )
    as_whom, data = runner(), folder / "data"
    if as_whom:
        os.chown(folder, as_whom["user"], as_whom["group"])

    def run(program: str, *arguments: str) -> None:
        command = [str(bin_folder / program), *arguments]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, **as_whom)
        if done.returncode != 0:
            raise RuntimeError(f"{program}: {done.stderr or done.stdout}")

    try:
        run("initdb", "-D", str(data), "-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        options = f"-k {folder} -c listen_addresses="
        log = str(folder / "log")
        run("pg_ctl", "-D", str(data), "-l", log, "-w", "-t", str(START_SECONDS), "-o", options, "start")
        try:
            yield f"host={folder} user={OWNER} dbname=postgres"
        finally:
            run("pg_ctl", "-D", str(data), "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
