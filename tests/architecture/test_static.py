"""What the browsers of offices can read (Chromium 88), and how much a first view weighs."""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.test import Client

WEB = Path(__file__).resolve().parents[2] / "src/bihuan"
STATIC = WEB / "web/static"
OWN = WEB / "web/styles"  # what house.css and the head of each page are made of
SHEETS = sorted([*STATIC.rglob("*.css"), *OWN.glob("*.css")])
SCRIPTS = sorted(STATIC.rglob("*.js"))
OUTSIDE = {"archive.html"}  # opened from a disk, years later, without Bihuan
TEMPLATES = sorted(file for file in WEB.rglob("*.html") if file.name not in OUTSIDE)
TOO_NEW = {  # for Chromium 88: what is told, and how a sheet writes it
    "colours": r"oklch|oklab|color-mix|light-dark",
    ":has": r":has\(",
    "at-rules": r"@(?:layer|container|property|scope|starting-style)",
    "accent-color": r"accent-color\s*:",
    "units of a window that changes": r"\d(?:d|s|l)v(?:h|w|i|b|min|max)\b",
    "text-wrap": r"[;{\s]text-wrap\s*:",
    "overflow: clip": r"overflow(?:-[xy])?\s*:[^;}]*\bclip\b",
    "subgrid": r"\bsubgrid\b",
    "ranges in queries": r"@media[^{]*(?:width|height)\s*[<>]|@media[^{]*[<>]=?\s*(?:width|height)",
    "inert": r"\[inert",
    "popover": r"\[popover|:popover-open",
}
# read by Chromium 88, and not there when it is called
MISSING = (
    "structuredClone",
    "Object.hasOwn",
    "randomUUID",
    ".findLast",
    ".toSorted(",
    ".toReversed(",
    "Object.groupBy",
)
AWAITED_OUTSIDE = re.compile(r"^(?!async )(?:\S.*[\s=(])?(?:for )?await\b", re.MULTILINE)  # of any function
FIRST_VIEW = ("bihuan/house.css", "bihuan/bihuan.js", "bihuan/mark.svg")
FIRST_VIEW_BYTES = 60 * 1024
PAGE_BYTES = 6 * 1024  # kept free for the page itself


def named(file: Path) -> str:
    return file.relative_to(WEB).as_posix()


@pytest.mark.parametrize("sheet", SHEETS, ids=named)
@pytest.mark.parametrize("feature", TOO_NEW)
def test_no_sheet_uses_what_an_old_browser_cannot_read(sheet: Path, feature: str) -> None:
    assert not re.search(TOO_NEW[feature], re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL))


@pytest.mark.parametrize(
    ("rule", "feature"),
    [
        ("a { color: oklch(1 0 0); }", "colours"),
        ("li:has(a) {}", ":has"),
        ("@layer base {}", "at-rules"),
        ("progress{accent-color:red}", "accent-color"),
        ("main { height: 100dvh; }", "units of a window that changes"),
        ("h1 {text-wrap: balance}", "text-wrap"),
        ("p { overflow-x: clip; }", "overflow: clip"),
        ("ul { grid-template-rows: subgrid; }", "subgrid"),
        ("@media (width >= 600px) {}", "ranges in queries"),
        ("@media (400px <= width) {}", "ranges in queries"),
        ("[inert] {}", "inert"),
        ("p:popover-open {}", "popover"),
    ],
)
def test_what_an_old_browser_cannot_read_is_known(rule: str, feature: str) -> None:
    assert [name for name, written in TOO_NEW.items() if re.search(written, rule)] == [feature]


@pytest.mark.parametrize("sheet", SHEETS, ids=named)
def test_no_sheet_nests_its_rules(sheet: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)
    text = re.sub(r'"[^"]*"|\'[^\']*\'|url\([^)]*\)', "", text)
    stack: list[bool] = []
    start = 0
    for place, sign in enumerate(text):
        if sign == "{":
            is_rule = not text[start:place].strip().startswith("@")
            assert not (is_rule and True in stack), text[start : place + 1]
            stack.append(is_rule)
        elif sign == "}":
            stack.pop()
        if sign in "{};":
            start = place + 1


@pytest.mark.parametrize("script", [file for file in SCRIPTS if "vendor" not in file.parts], ids=named)
def test_our_own_scripts_are_es2019(script: Path) -> None:
    text = script.read_text()
    for word in ("?.", "??", "||=", "&&=", "??=", "static {", ".replaceAll(", ".at(", "import ", "import("):
        assert word not in text, word
    for missing in MISSING:
        assert missing not in text, missing
    assert not AWAITED_OUTSIDE.search(text)
    if shutil.which("node"):
        subprocess.run(["node", "--check", script], check=True)


@pytest.mark.parametrize("script", ["await load();", "const told = await load();", "x();\nfor await (const a of b) {}"])
def test_a_script_that_waits_before_it_is_read_whole_is_known(script: str) -> None:
    assert AWAITED_OUTSIDE.search(script)
    inside = "".join(f"    {line}\n" for line in script.splitlines())
    assert not AWAITED_OUTSIDE.search(f"async function read() {{\n{inside}}}\nasync () => await load();")


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_no_template_carries_script_or_style_of_its_own(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle=|javascript:|\son[a-z]+=\"", text)
    assert not re.findall(r"<script(?![^>]*\ssrc=)", text)
    assert "hx-on" not in text
    assert not re.search(r"type=[\"']?module", text), "every script is classic: an old browser is asked to read it so"


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_no_template_asks_anything_of_another_house(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    assert not re.search(r"(?:src|href|action|url)=[\"']?(?:https?:)?//", text)


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_chinese_stands_in_the_catalogue_not_in_a_template(template: Path) -> None:
    assert not re.findall(r"[\u4e00-\u9fff]+", template.read_text(encoding="utf-8"))


@pytest.mark.parametrize("file", [*SHEETS, *SCRIPTS], ids=named)
def test_no_sheet_or_script_loads_from_elsewhere(file: Path) -> None:
    assert not re.search(r"@import|url\(\s*[\"']?(?:https?:)?//", file.read_text())


def test_a_first_view_is_light(db: None) -> None:
    weight = sum(len(gzip.compress((STATIC / name).read_bytes())) for name in FIRST_VIEW)
    assert weight + PAGE_BYTES <= FIRST_VIEW_BYTES
    assert len(gzip.compress(Client().get("/sign-in/").content)) <= PAGE_BYTES


def test_the_page_of_first_view_loads_nothing_else(db: None) -> None:
    page = Client().get("/sign-in/")
    for name in re.findall(r'(?:src|href)="/static/([^"#]+)', page.content.decode()):
        assert name in FIRST_VIEW


def test_a_page_may_carry_two_texts_of_its_own_and_its_policy_names_both(db: None) -> None:
    page = Client().get("/sign-in/")
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    for kind, directive in (("style", "style-src"), ("script", "script-src")):
        (text,) = re.findall(rf"<{kind}>(.*?)</{kind}>", page.content.decode(), re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{directive} 'self' 'sha256-{digest}'" in policy
