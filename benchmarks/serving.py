"""The server itself: how soon it answers, what it keeps of the machine's memory, how soon a command line helps."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from benchmarks.server import Server
from benchmarks.stopwatch import RUNS, Figure, seconds
from benchmarks.store import CITY, file_of

CHECKOUT = Path(__file__).resolve().parents[1]
START, SECOND_START, HELP = 2.0, 3.0, 0.3  # seconds
REQUESTS, RESIDENT = 1_000, 150.0  # MB
OK = 200
OF_EACH = 40


def measure() -> Iterator[Figure]:
    """Tell start, memory and help."""
    home = Path(os.environ["BIHUAN_HOME"])
    shutil.copyfile(file_of(CITY), home / "bihuan.sqlite3")
    product = [sys.executable, "-m", "bihuan.cli", "serve"]
    yield Figure("serve, until the first page", started(home, product), "s", START)
    dev = [sys.executable, "dev", "serve"]
    yield Figure("python3 dev serve, until the first page", started(home, dev), "s", SECOND_START)
    for name, command in {"python3 dev --help": ["dev", "--help"], "python3 dev help": ["dev", "help"]}.items():
        taken = statistics.median(seconds(lambda: quietly(command)) for _ in range(RUNS))  # noqa: B023
        yield Figure(name, taken, "s", HELP)
    with Server(home, product) as server:
        before = server.resident()
        server.signed_in("office")
        for address in islice(cycle(mixed()), REQUESTS):
            if server.ask(address) != OK:
                raise SystemExit(f"{address} gave no page; the figures would mean nothing")
        told = f"resident after {REQUESTS:,} mixed requests, {CITY:,} findings"
        yield Figure(told, server.resident(), "MB", RESIDENT)
        yield Figure("resident before the first", before, "MB", RESIDENT, at_most=None)


def mixed() -> Iterator[str]:
    """Yield the addresses of pages, lists, cards, a search and a workbook, as a day of work has them."""
    from bihuan.dossiers.models import Finding, Inspection

    dossiers = Inspection.objects.order_by("-id").values_list("id", "organization_id")[:OF_EACH]
    findings = Finding.objects.order_by("-id").values_list("id", flat=True)[:OF_EACH]
    for (dossier, unit), finding in zip(dossiers, findings, strict=True):
        yield from ("/todo/", "/cockpit/", "/dossiers/", "/findings/", "/findings/?stage=open&lamp=red&page=2")
        yield from (f"/findings/?unit={unit}&stage=rectifying", f"/dossiers/{dossier}/", f"/findings/{finding}/")
        yield from ("/search/?q=%E5%88%B6%E5%BA%A6", f"/dossiers/{dossier}/lists/tasks/", "/static/bihuan/bihuan.js")
        yield f"/dossiers/{dossier}/lists/tasks/workbook/"


def started(home: Path, command: list[str]) -> float:
    """Return the median of how long a server takes until it shows its first page."""
    times = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        with Server(home, command):
            times.append(time.perf_counter() - begun)
    return statistics.median(times)


def quietly(command: list[str]) -> None:
    subprocess.run([sys.executable, *command], cwd=CHECKOUT, capture_output=True, check=True)
