"""The tests with every one of their databases on PostgreSQL: `python -m tests.on_postgres PYTEST-ARGUMENTS`.

A cluster of its own is started beside the run and removed after it; each worker of pytest-xdist has its own database
there. Left out is what is about one store only, brings a store of its own (`one_store`) or asks none at all
(conftest.py): the run on SQLite has it.
"""

from __future__ import annotations

import os
import subprocess
import sys

from tests.postgres import cluster, programs


def main(arguments: list[str]) -> int:
    """Run pytest on PostgreSQL; 2 where there is none."""
    if programs() is None:
        print("tests: PostgreSQL is not installed; run: apt-get install postgresql", file=sys.stderr)
        return 2
    own = {name: value for name, value in os.environ.items() if name != "BIHUAN_HOME"}
    with cluster() as dsn:
        command = [sys.executable, "-m", "pytest", *arguments]
        return subprocess.run(command, env={**own, "BIHUAN_POSTGRES": dsn}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
