"""The pictures of the guide: real screens of the demo county, driven in Chromium, in both languages.

    python3 dev guide-pictures [NAME …]

loads a fresh county into a folder of its own, serves it, walks through it and writes docs/screenshots/<language>/*.png.
guide_scenes.py says what is on each picture.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page, Response, sync_playwright

from tests.browser.guide_scenes import SCENES, Shot
from tests.browser.small_png import smaller
from tests.faults.installation import free_port

HOUSE = Path(__file__).resolve().parents[2]
PICTURES = HOUSE / "docs/screenshots"
PASSWORD = "qingshi-2026"
LANGUAGES = {"zh": "zh-hans", "en": "en"}
WIDTH, HEIGHT, TALLEST, ROOM = 1010, 900, 620, 6
PATIENCE = 240  # seconds: the county is played first
NO_FILE = {"zh": ("选择文件", "未选择文件"), "en": ("Choose file", "No file chosen")}
# a Chromium without its language files draws days and file buttons in American English; a reader's does not
AS_AT_HOME = """([choose, none]) => {
  document.querySelectorAll("main input[type=date], main input[type=file]").forEach(one => {
    const shown = document.createElement("input");
    shown.className = one.className || "form-control form-control-sm";
    shown.value = one.type === "date" ? one.value : `${choose} │ ${one.files.length ? one.files[0].name : none}`;
    one.replaceWith(shown);
  });
  if (document.activeElement) { document.activeElement.blur(); }
}"""
OUTLINE = "outline: 3px solid #c62f26 !important; outline-offset: 3px; border-radius: 3px;"


@contextmanager
def demo_county() -> Iterator[tuple[str, Path]]:
    """Serve a fresh demo county; return its address and where its papers lie."""
    home, port = Path(tempfile.mkdtemp(prefix="bihuan-pictures-")), free_port()
    environment = {**os.environ, "BIHUAN_HOME": str(home), "PYTHONPATH": str(HOUSE / "src"), "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "bihuan.cli", "demo", "--port", str(port)]
    with (home / "log").open("wb") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(address, server)
        yield address, home / "demo/papers"
    finally:
        server.terminate()
        server.wait()
        shutil.rmtree(home, ignore_errors=True)


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(PATIENCE * 4):
        try:
            urllib.request.urlopen(f"{address}/healthz").close()
        except OSError:
            if server.poll() is not None:
                raise SystemExit("the demo county did not start") from None
            time.sleep(0.25)
        else:
            return
    raise SystemExit("the demo county does not answer")


@dataclass
class Photographer:
    """Signs people in, in one language, and takes the pictures."""

    browser: Browser
    language: str
    address: str
    papers: Path
    windows: dict[str, Page] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def page(self, name: str) -> Page:
        """Return somebody's window, signed in."""
        if name not in self.windows:
            context = self.browser.new_context(
                viewport={"width": WIDTH, "height": HEIGHT}, bypass_csp=True, reduced_motion="reduce"
            )
            language = {"name": "django_language", "value": LANGUAGES[self.language], "url": self.address}
            context.add_cookies([language])  # type: ignore[list-item]
            page = context.new_page()
            page.set_default_timeout(30_000)
            page.on("response", self.note_refusal)
            page.on("pageerror", lambda error: self.faults.append(str(error)))
            page.goto(f"{self.address}/sign-in/")
            page.fill("[name=username]", name)
            page.fill("[name=password]", PASSWORD)
            page.click(".panel-sign-in button[type=submit]")
            page.wait_for_selector("nav.side")
            self.windows[name] = page
        return self.windows[name]

    def note_refusal(self, response: Response) -> None:
        if response.status >= 400:
            self.faults.append(f"{response.status} {response.url}")

    def play(self, name: str) -> tuple[Page, Shot]:
        """Play one scene; what it shows must be there, for a refusal makes a picture, too."""
        scene = SCENES[name]
        page = self.page(scene.who)
        self.faults.clear()
        shot = scene.play(page, self.address, self.papers)
        page.wait_for_load_state()
        absent = [one for one in (*shot.parts, *shot.marks) if not page.locator(one).count()]
        assert not absent, f"{name}: not on the page: {absent}"
        assert not self.faults, f"{name}: {self.faults}"
        assert not page.locator("#dead-end").count(), f"{name}: {page.inner_text('#dead-end')}"
        return page, shot

    def take(self, name: str, blank: Page) -> None:
        """Take one picture."""
        page, shot = self.play(name)
        for mark in shot.marks:
            page.add_style_tag(content=f"{mark} {{ {OUTLINE} }}")
        page.add_style_tag(content=".top { position: static !important; }")
        page.evaluate(AS_AT_HOME, NO_FILE[self.language])
        png = smaller(blank, page.screenshot(full_page=True, clip=frame(page, shot)))
        target = PICTURES / self.language / f"{name}.png"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(png)
        print(f"{target.relative_to(HOUSE)}  {len(png) // 1024} KB", file=sys.stderr, flush=True)


def frame(page: Page, shot: Shot) -> Any:
    """Return what to cut out: everything named, not taller than a picture may be."""
    boxes = [box for part in shot.parts for one in page.locator(part).all() for box in [box_of(one)] if box["height"]]
    assert boxes, shot
    left, top = min(b["x"] for b in boxes), min(b["y"] for b in boxes)
    right, bottom = max(b["x"] + b["width"] for b in boxes), max(b["y"] + b["height"] for b in boxes)
    height = min(bottom - top + 2 * ROOM, shot.tallest or TALLEST)
    return {"x": left - ROOM, "y": max(top - ROOM, 0), "width": right - left + 2 * ROOM, "height": height}


def box_of(part: Locator) -> dict[str, float]:
    """Return where a part lies on the whole page."""
    told = part.evaluate(
        "one => { const b = one.getBoundingClientRect();"
        " return {x: b.x + scrollX, y: b.y + scrollY, width: b.width, height: b.height}; }"
    )
    return dict(told)


def main(wanted: Sequence[str]) -> int:
    """Take all pictures, or those named; the ones named must be known."""
    unknown = set(wanted) - set(SCENES)
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if unknown or program is None:
        print(f"no such picture: {', '.join(sorted(unknown))}" if unknown else "Chromium is missing", file=sys.stderr)
        return 2
    with demo_county() as (address, papers), sync_playwright() as playwright:
        for language in LANGUAGES:
            browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
            photographer, blank = Photographer(browser, language, address, papers), browser.new_page()
            for name in SCENES:
                if not wanted or name in wanted:
                    photographer.take(name, blank)
            browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
