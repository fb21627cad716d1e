"""Prints the figures of each benchmark as ratios: python3 dev bench [--full] [--write] [NAME …].

A ratio compares Bihuan with a peer that does less, or with a limit that was set beforehand, in the same run on the same
machine; the measured values stand beside it to show what was compared. Each benchmark runs in a process and a home
folder of its own. --write puts what was measured into docs/figures.md; sections of benchmarks that were not run stay as
they are. --full runs the long ones at their full length.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
NAMES = (
    "reading",
    "importing",
    "printing",
    "judging",
    "trying",
    "writing",
    "verifying",
    "drawing",
    "holding",
    "vagueness",
    "pages",
    "updating",
    "searching",
    "browsing",
    "serving",
    "terms",
    "staffing",
)
FLAGS = ("--full", "--write")


def main(arguments: list[str]) -> int:
    """Run the named benchmarks, or all; 2 for a name that is none, 1 when one broke off."""
    if {"-h", "--help"} & set(arguments):
        print(f"{(__doc__ or '').strip()}\n\nNAME is one or several of {', '.join(NAMES)}.")
        return 0
    strange = [flag for flag in arguments if flag.startswith("-") and flag not in FLAGS]
    if strange:
        print(f"bench: no such flag: {', '.join(strange)}; there are {', '.join(FLAGS)}", file=sys.stderr)
        return 2
    names = [name for name in arguments if not name.startswith("-")]
    unknown = [name for name in names if name not in NAMES]
    if unknown:
        print(f"bench: no such benchmark: {', '.join(unknown)}; there are {', '.join(NAMES)}", file=sys.stderr)
        return 2
    sys.path[:0] = [str(HERE.parent), str(HERE.parent / "src")]
    broken = []
    with tempfile.TemporaryDirectory(prefix="bihuan-bench-") as shared:
        for name in names or NAMES:
            print(f"\n{name}", flush=True)
            kept = Path(shared) / f"{name}.json"
            if run_alone(name, Path(shared), kept, full="--full" in arguments) != 0:
                broken.append(name)
            elif "--write" in arguments:
                from benchmarks import paper

                paper.put(name, kept)
    if broken:
        print(f"\nbench: broke off: {', '.join(broken)}", file=sys.stderr)
    return 1 if broken else 0


def run_alone(name: str, shared: Path, kept: Path, *, full: bool) -> int:
    """Measure one benchmark in a process of its own; what it yields is kept in a file."""
    command = [sys.executable, "-m", "benchmarks.one", name, str(kept)]
    environment = environment_of(name, shared) | {"BIHUAN_BENCH_FULL": "1" if full else "0"}
    return subprocess.run(command, env=environment, cwd=HERE.parent, check=False).returncode


def environment_of(name: str, shared: Path) -> dict[str, str]:
    """Return the environment of one benchmark: an empty home of its own, the big stores shared by all."""
    home = shared / name
    home.mkdir()
    own = {key: value for key, value in os.environ.items() if not key.startswith("BIHUAN_")}
    return own | {
        "BIHUAN_HOME": str(home),
        "BIHUAN_DEMO": "1",
        "BIHUAN_LOG": "WARNING",
        "BIHUAN_TASKS": "django_tasks.backends.immediate.ImmediateBackend",
        **{name: value for name, value in os.environ.items() if name == "BIHUAN_BENCH_PEERS"},
        "BIHUAN_BENCH_SHARED": os.environ.get("BIHUAN_BENCH_SHARED", str(shared)),
        "DJANGO_SETTINGS_MODULE": "bihuan.installation.settings",
        "PYTHONPATH": f"{HERE.parent}{os.pathsep}{HERE.parent / 'src'}",
        "PYTHONUTF8": "1",
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
