"""The sheet of every page: the part of Bootstrap that our pages use, an eighth of it, and our own rules after it.

A first view has to read its sheets before it shows anything; of Bootstrap's a page used one rule in ten, and each sheet
is a request of its own. A rule is kept while each class in one of its selectors is a word that stands in a template, a
script or a module of the pages: rather one too many than one too few. `python3 dev generate` writes the sheet anew
after a change of one of our own sheets, which are served as parts of it only; a test compares it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
WEB = HERE.parent
WHOLE = WEB / "static/vendor/bootstrap/bootstrap.min.css"
OWN = ("first_sight.css", "bihuan.css", "dossiers.css")
SHEET = WEB / "static/bihuan/house.css"
WORD = re.compile(r"[A-Za-z][\w-]*")
CLASS = re.compile(r"\.([A-Za-z][\w-]*)")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
NEVER = ("[data-bs-theme=dark]", "[dir=rtl]")  # what our pages never are
HEAD = "/* The part of Bootstrap that our pages use, then our own; written by: python3 dev generate */"


def house_sheet() -> str:
    """Return the sheet of every page."""
    return part_of_bootstrap() + "".join((HERE / own).read_text(encoding="utf-8") for own in OWN)


def part_of_bootstrap() -> str:
    """Return the part of Bootstrap's sheet that our pages use, a rule a line, under Bootstrap's own notice."""
    whole = WHOLE.read_text(encoding="utf-8")
    notice = COMMENT.search(whole)
    words = frozenset(words_of_the_pages())
    rules = "\n".join(rules_kept(COMMENT.sub("", whole), words))
    return f"{HEAD}\n{notice[0] if notice else ''}\n{rules}\n"


def words_of_the_pages() -> Iterator[str]:
    """Yield the words among which the names of all classes are that a page can have."""
    for file in WEB.rglob("*"):
        if file.suffix in (".html", ".py", ".js") and "vendor" not in file.parts:
            yield from WORD.findall(file.read_text(encoding="utf-8"))


def rules_kept(sheet: str, words: frozenset[str]) -> Iterator[str]:
    """Yield the rules of which at least one selector can match; those in a query of the window stay in it."""
    for head, body in blocks(sheet):
        if head.startswith(("@media", "@supports")):
            kept = "".join(rules_kept(body, words))
            if kept:
                yield f"{head}{{{kept}}}"
        elif head.startswith("@keyframes"):
            if head.split()[1] in words:
                yield f"{head}{{{body}}}"
        elif selectors := [one for one in selectors_in(head) if can_match(one, words)]:
            yield f"{','.join(selectors)}{{{body}}}"


def can_match(selector: str, words: frozenset[str]) -> bool:
    """True while every class that a selector asks for is a word of the pages."""
    return not any(never in selector for never in NEVER) and words.issuperset(CLASS.findall(without_not(selector)))


def without_not(selector: str) -> str:
    return re.sub(r":not\([^)]*\)", "", selector)


def blocks(sheet: str) -> Iterator[tuple[str, str]]:
    """Yield what stands before the braces of each outermost block, and what in them."""
    begin = 0
    while (opens := sheet.find("{", begin)) >= 0:
        depth, end = 1, opens + 1
        while depth:
            depth += {"{": 1, "}": -1}.get(sheet[end], 0)
            end += 1
        head = sheet[begin:opens].rpartition(";")[2].strip()  # without an @charset before it
        yield head, sheet[opens + 1 : end - 1]
        begin = end


def selectors_in(head: str) -> Iterator[str]:
    """Yield the selectors of a rule: parted by commas that stand in no brackets."""
    depth, begin = 0, 0
    for place, sign in enumerate(head):
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(sign, 0)
        if sign == "," and depth == 0:
            yield head[begin:place]
            begin = place + 1
    yield head[begin:]
