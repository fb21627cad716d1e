"""Every refusal of the rooms is told in the reader's words."""

from __future__ import annotations

import importlib
import pkgutil
import re

import bihuan
from bihuan.domain.rulebook import PackSilent, PacksMissing, RuleMissing
from bihuan.intake.refusals import Unreadable
from bihuan.ledger.door import ChangedMeanwhile
from bihuan.ledger.store import StoreAway, StoreFull
from bihuan.rectification.cells import CellWrong
from bihuan.rectification.sheets import ReportChanged
from bihuan.web.sayings import SAYINGS

ROOMS = (
    "access",
    "closeout",
    "desk",
    "domain",
    "dossiers",
    "evaluation",
    "feedback",
    "ledger",
    "organizations",
    "rectification",
    "supervision",
    "views",
)
SAID_ELSEWHERE = {"NotYours"}  # web.refusals has words of its own for these
OTHERS = (
    RuleMissing,
    PacksMissing,
    PackSilent,
    ChangedMeanwhile,
    ReportChanged,
    StoreFull,
    StoreAway,
    CellWrong,
)  # no ValueErrors
NOT_FOR_PAGES = {"CalendarContradiction"}  # cannot come out of a deed


def refusals() -> dict[str, type[Exception]]:
    """Return the classes that the rooms raise for input they refuse."""
    found: dict[str, type[Exception]] = {}
    for room in ROOMS:
        package = importlib.import_module(f"bihuan.{room}")
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if ".migrations" in module.name or module.name.endswith("verifier"):
                continue
            for name, kind in vars(importlib.import_module(module.name)).items():
                ours = isinstance(kind, type) and kind.__module__.startswith(bihuan.__name__)
                if ours and issubclass(kind, ValueError | PermissionError) and not issubclass(kind, Unreadable):
                    found[name] = kind
    return found


def test_every_refusal_has_its_words() -> None:
    wordless = set(refusals()) - set(SAYINGS) - SAID_ELSEWHERE - NOT_FOR_PAGES
    assert not wordless, "give each a row in src/bihuan/web/sayings.py: what is wrong, what to do"


def test_no_row_is_left_of_a_refusal_that_is_gone() -> None:
    others = {kind.__name__ for kind in OTHERS}
    assert not set(SAYINGS) - set(refusals()) - others


def test_a_saying_asks_only_for_what_its_refusal_carries() -> None:
    for name, kind in refusals().items():
        code = kind.__init__.__code__  # type: ignore[misc]
        carried = {*code.co_varnames, *code.co_names}
        for sentence in SAYINGS.get(name, ()):
            for hole in re.findall(r"%\((\w+)\)s", str(sentence)):
                assert hole in carried, f"{name}: {hole}"
