"""Pages in Chromium on the loopback, a city's five years in the store: first paint, weight, requests, and to whom.

Each page is opened in a fresh browser profile, nothing cached; the paint is the median, weight and requests the most of
any time. One visit before them is not counted: it is the browser's own start. The largest paint, told without a limit,
is that of the biggest piece of text in sight. An old PC is played by a browser that has a sixth of the processor.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from benchmarks.pages import busy_dossier, grid_of
from benchmarks.server import Server
from benchmarks.stopwatch import Figure
from benchmarks.store import CITY, file_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAINT, WEIGHT, REQUESTS = 200.0, 60.0, 8  # milliseconds, KB, requests
SLOWER, SLOW_PAINT = 6, 400.0  # times, milliseconds
TIMES = 9
FIRST_PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
LARGEST_PAINT = """new Promise(told => new PerformanceObserver(list => told(list.getEntries().pop().startTime))
    .observe({type: "largest-contentful-paint", buffered: true}))"""
A_KB = 1024


@dataclass(frozen=True)
class Visit:
    """One visit to a page: when something could be seen, what came over the wire."""

    paint: float
    largest: float
    size: float
    requests: int
    elsewhere: int


def measure() -> Iterator[Figure]:
    """Tell what a browser has to do for the pages that are looked at most."""
    from playwright.sync_api import sync_playwright

    home = Path(os.environ["BIHUAN_HOME"])
    shutil.copyfile(file_of(CITY), home / "bihuan.sqlite3")
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        raise SystemExit("browsing: no Chromium here (sudo apt-get install chromium fonts-noto-cjk)")
    busy = busy_dossier()
    pages = {"grid": grid_of(busy), "dossier with 60 findings": f"/dossiers/{busy.pk}/", "leader's page": "/cockpit/"}
    with Server(home, [sys.executable, "-m", "bihuan.cli", "serve"]) as server:
        key = server.signed_in("office")
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        with sync_playwright() as playwright:
            options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
            browser = playwright.chromium.launch(executable_path=program, args=options)
            visit(browser, server, key, pages["grid"])
            for name, address in pages.items():
                yield from told(name, [visit(browser, server, key, address) for _ in range(TIMES)])
                slow = statistics.median(visit(browser, server, key, address, SLOWER).paint for _ in range(TIMES))
                yield Figure(f"{name}: first contentful paint with a sixth of the processor", slow, "ms", SLOW_PAINT)
            browser.close()


def told(name: str, visits: list[Visit]) -> Iterator[Figure]:
    yield Figure(f"{name}: first contentful paint", statistics.median(one.paint for one in visits), "ms", PAINT)
    largest = statistics.median(one.largest for one in visits)
    yield Figure(f"{name}: largest contentful paint", largest, "ms", PAINT, at_most=None)
    yield Figure(f"{name}: over the wire, compressed", max(one.size for one in visits), "KB", WEIGHT)
    yield Figure(f"{name}: requests", max(one.requests for one in visits), "requests", REQUESTS)
    yield Figure(f"{name}: requests to elsewhere", max(one.elsewhere for one in visits), "requests", 0)


def visit(browser: Browser, server: Server, key: str, address: str, slower: int = 1) -> Visit:
    """Open a page in a fresh profile; the browser is so many times slower than it could be."""
    from django.conf import settings

    home = f"http://127.0.0.1:{server.port}"
    context = browser.new_context()
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": home}])
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    asked: list[str] = []
    sizes: list[float] = []
    wire.on("Network.requestWillBeSent", lambda event: asked.append(event["request"]["url"]))
    wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(home + address, wait_until="networkidle")
    paint: float = page.evaluate(FIRST_PAINT)
    largest: float = page.evaluate(LARGEST_PAINT)
    elsewhere = [one for one in asked if urlsplit(one).netloc != urlsplit(home).netloc and not one.startswith("data:")]
    context.close()
    own = [one for one in asked if not one.startswith("data:")]
    return Visit(paint, largest, sum(sizes) / A_KB, len(own), len(elsewhere))
