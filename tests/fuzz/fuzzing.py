"""A parser fuzzed in a process of its own, and what came of it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.fuzz.parsers import HOUSE

SEED = 20261125
# a process begins with the peak of whoever started it as its own, so a small one stands between: else memory is hidden
BY_A_SMALL_ONE = ("sh", "-c", '"$@"; exit $?', "sh")


@dataclass(frozen=True)
class Fuzzed:
    """How many inputs a parser was given, what was found, and what the harness said."""

    inputs: int
    finds: list[str]
    seconds: float  # of the processor for the slowest input
    megabytes: int  # above where the process began, at most
    said: str


def fuzzed(parser: str, runs: int, finds: Path) -> Fuzzed:
    """Give a parser so many inputs; it ends at the first find, which is left in a folder."""
    command = [*BY_A_SMALL_ONE, sys.executable, "-m", "tests.fuzz.harness", parser, str(runs), str(SEED)]
    own = {name: value for name, value in os.environ.items() if not name.startswith(("BIHUAN_", "DJANGO_"))}
    environment = own | {"PYTHONPATH": str(HOUSE / "src"), "PYTHONUTF8": "1"}
    environment |= {"BIHUAN_FUZZ_FINDS": str(finds), "BIHUAN_HOME": str(finds / "home")}
    done = subprocess.run(command, cwd=HOUSE, env=environment, capture_output=True, text=True, errors="replace")
    said = done.stderr
    told = dict(re.findall(r"^(?:stat::)?(\w+): +(\d+)$", said, re.MULTILINE))
    number = {name: int(value) for name, value in told.items()}
    units, slowest = number.get("number_of_executed_units", 0), number.get("slowest_ms", 0) / 1000
    finds_left = [path.name for path in sorted(finds.glob(f"{parser}-*"))]
    if not finds_left and (done.returncode != 0 or units != runs):
        finds_left = [f"{parser}: ended with {done.returncode} after {units} inputs"]
    grown = number.get("peak_rss_mb", 0) - number.get("began_with_mb", 0)
    return Fuzzed(units, finds_left, slowest, grown, said)
