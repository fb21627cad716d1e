"""Prints the figures of each benchmark as ratios: python3 dev bench [NAME …].

A ratio compares Bihuan with a peer that does less, or with a limit that was set beforehand, in the same run on the same
machine; absolute times are printed only to show what was compared. Nothing is averaged away: the best of a few runs of
each side is taken, alternately.
"""

from __future__ import annotations

import importlib
import os
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
NAMES = ("reading", "importing", "judging", "writing")


def main(arguments: list[str]) -> int:
    """Run the named benchmarks, or all; 2 for a name that is none."""
    unknown = [name for name in arguments if name not in NAMES]
    if unknown:
        print(f"bench: no such benchmark: {', '.join(unknown)}; there are {', '.join(NAMES)}", file=sys.stderr)
        return 2
    sys.path[:0] = [str(HERE.parent), str(HERE.parent / "src")]
    with tempfile.TemporaryDirectory(prefix="bihuan-bench-") as home:
        os.environ |= {"BIHUAN_HOME": home, "BIHUAN_TASKS": "django_tasks.backends.immediate.ImmediateBackend"}
        os.environ["DJANGO_SETTINGS_MODULE"] = "bihuan.installation.settings"
        for name in arguments or NAMES:
            importlib.import_module(f"benchmarks.{name}").measure()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
