"""Every refusal that a page can show is said in Chinese on a Chinese page, whoever raises it and with whatever.

The classes are found in the source, and so are the words they are raised with: what a call tells literally is told
here, too. A new refusal without its words, a code without a term or an English sentence inside one goes red.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
import uuid
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from types import ModuleType
from typing import Any, get_type_hints

import pytest

import bihuan
from bihuan.desk.offers import OFFERS
from bihuan.desk.refusals import Kind, kind_of
from bihuan.domain.clues import ClueFault
from bihuan.domain.field_guides import Fault as GuideFault
from bihuan.domain.inspectors import Fault
from bihuan.domain.lifecycle.facts import Tenure
from bihuan.domain.lifecycle.inspection import STEPS
from bihuan.domain.lifecycle.machine import Blocker, Verdict
from bihuan.domain.lifecycle.steps import Step
from bihuan.domain.planning import Unmet
from bihuan.domain.readiness import Lack
from bihuan.domain.reorganisation import Lack as ReviewLack
from bihuan.domain.roles import Role
from bihuan.domain.score_forms import Indicator, Item
from bihuan.domain.staffing import Violation
from bihuan.dossiers.files import FileRefused
from bihuan.intake import refusals as of_documents
from bihuan.rectification.models import Report
from bihuan.teams.models import Inspector, Tour
from bihuan.teams.readying import Lacking
from bihuan.web.reading_notes import told_failure
from bihuan.web.refusals import TITLES, refusal_of
from bihuan.web.sayings import SAYINGS
from tests.architecture.test_the_house import SOURCE, place, sources

SHELLS = {"cli", "installation", "simulate", "api", "tips"}  # they speak English; tips has words of its own
# faults of the program, not refusals: a page shows its 500
NOT_ANTICIPATED = {
    "AnotherAuthority",
    "CellWrong",  # said in the reader's language where it is raised; its cell carries it
    "ChainBroken",
    "ClockNaive",
    "CommittedTwice",
    "DoesNotHold",
    "NoDeedUnderWay",
    "NoIcon",  # a template that is wrongly written
    "NothingRecorded",
    "OutsideTheLedgerError",
    "RuleOfAnotherKind",
    "TermMissing",
    "Unusable",
    "Unusual",  # annotate then writes the workbook anew
    "Uneven",  # a verb that is wrongly written
    "UploadTooLarge",  # answered by web.uploads itself
    "_OneRefused",
    "_Undone",
}
# of tools and of the command line, never of a deed
NOT_FOR_PAGES = {
    "CalendarContradiction",
    "CatalogueBroken",
    "ExplainerEnded",
    "FormatWrong",
    "DataUnusable",
    "DrawRefuted",
    "DrawUnusable",
    "FontUnreadable",
    "NoChoice",
    "NoSuchKind",
    "OutOfTime",
    "RoundContradicted",
    "RoundUnusable",
    "SolverEnded",
    "SolverFailed",
    "TemplateFault",
    "TermsMissing",
    "WeightsMissing",
}
# what stands in Chinese sentences as it is
NAMES = re.compile(
    r"\b(?:Word|Excel|WPS|PDF|OFD|PNG|JPEG|MB|GB|UTF|OCR|GB18030|XML|YAML|Office|docx|xlsx|pdf|txt|rulepacks|earlier|yaml"
    r"|sha256|csv|xls|xlsb)\b"
)
TOLD = "某事"  # whatever a refusal tells in somebody's own words
LATIN = re.compile(r"[A-Za-z]{2,}")
CHINESE = re.compile("[\u4e00-\u9fff]")

SAMPLES: Mapping[str, Any] = {
    "step": "close",
    "role": Role.OFFICE,
    "roles": frozenset({Role.OFFICE}),
    "verdict": Verdict("close", (Blocker("report.missing", "report", Role.UNIT_HEAD, "method · close"),)),
    "first": Tenure("甲", date(2017, 1, 1)),
    "second": Tenure("乙", date(2018, 1, 1)),
    "report": Report(number=2),
    "faults": {"title": "String should have at least 1 character", "findings.3.number": "Field required"},
    "deed": "correct_finding",
    "packs": ["national-2017"],
    "pack_id": "national-2017",
    "rule_id": "evaluation/weights",
    "allowed": ["office"],
    "earlier_role": "office",
    "made_by": "team",
    "aspect": "plan",
    "what": "due_on",
    "to": "leader_in_charge",
    "kind": "acceptance",
    "code": "report.missing",
    "stage": "closed",
    "table": "dossiers_finding",
    "action": "close",
    "which": "甲局",
    "lacks": (ReviewLack("feedback", "县水利局"),),
    "lacking": (Lacking(Tour(inspector=Inspector(name="沈某")), Lack("released_too_short", "2018-07-27")),),
    "broken": (Violation("kin_pair", "g1", ("i1",)),),
    "wrong": (Fault("kin", "no_relative", "甲"),),
    "miswritten": (GuideFault(1, "point", "point_missing"),),
    "groundless": (Item("plan", "plan", 15, Indicator("plan", 15)),),
    "unfit": (ClueFault("persons", "nameless", "甲局"),),
    "unmet": (Unmet("look_back.too_soon", "甲局"),),
    "refusals": (FileRefused("某事", "it is empty", "choose the file again"),),
    "pool": "市本级",
    "doing": "end",
}
BY_TYPE: Mapping[Any, Any] = {
    int: 3,
    float: 3.0,
    str: TOLD,
    object: TOLD,
    date: date(2018, 3, 1),
    uuid.UUID: uuid.UUID(int=7),
    Decimal: Decimal("3.5"),
    Role: Role.OFFICE,
}


def modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(bihuan.__path__, "bihuan."):
        room = found.name.split(".")[1]
        if room not in SHELLS and ".migrations" not in found.name:
            yield importlib.import_module(found.name)


@cache
def classes() -> dict[str, type[Exception]]:
    """Return every exception that Bihuan defines outside its English shells."""
    found: dict[str, type[Exception]] = {}
    for module in modules():
        for name, kind in vars(module).items():
            if isinstance(kind, type) and issubclass(kind, Exception) and kind.__module__ == module.__name__:
                assert name not in found, f"two exceptions are called {name}"
                found[name] = kind
    return found


@cache
def calls() -> dict[str, list[ast.Call]]:
    """Return every call that makes one of them, by name."""
    found: dict[str, list[ast.Call]] = {}
    for path in sources(".py"):
        if path.relative_to(SOURCE).parts[0] in SHELLS:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if name in classes():
                    found.setdefault(name, []).append(node)
    return found


def literals(node: ast.expr) -> list[str]:
    """Return the words that an argument may be: a literal, either of two, or a sentence with numbers in it."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return [*literals(node.body), *literals(node.orelse)]
    if isinstance(node, ast.JoinedStr):
        return ["".join(str(part.value) if isinstance(part, ast.Constant) else "300" for part in node.values)]
    return []


def sample_of(name: str, parameter: inspect.Parameter, hints: Mapping[str, Any]) -> Any:
    if hints.get(name) is Step:
        return STEPS["close"]
    if name in SAMPLES:
        return SAMPLES[name]
    hint = hints.get(name, str)
    for kind, value in BY_TYPE.items():
        if hint == kind or kind in getattr(hint, "__args__", ()):
            return value
    return [TOLD]


def examples(kind: type[Exception]) -> Iterator[Exception]:
    """Return one of a class as samples make it, and one for every literal that the source tells it."""
    if kind.__init__ in (Exception.__init__, ValueError.__init__, object.__init__):
        yield kind()
        return
    parameters = {n: p for n, p in inspect.signature(kind).parameters.items() if p.kind is not p.VAR_KEYWORD}
    hints = get_type_hints(kind.__init__)
    plain = {
        n: sample_of(n, p, hints)
        for n, p in parameters.items()
        if p.kind is not p.VAR_POSITIONAL and p.default is p.empty
    }
    yield kind(**plain)
    names = list(parameters)
    for call in calls().get(kind.__name__, []):
        given = [*zip(names, call.args, strict=False), *((k.arg, k.value) for k in call.keywords if k.arg in names)]
        for name, node in given:
            for words in literals(node):
                yield kind(**{**plain, str(name): words})


def english_in(text: str) -> list[str]:
    """Return what is not Chinese in a sentence, names of programs and formats apart; and holes left open."""
    bare = NAMES.sub("", text.replace(TOLD, ""))
    return [*LATIN.findall(bare), *re.findall(r"%\(|[{}]", text)]


def said_in_chinese(error: Exception) -> list[str]:
    refusal = refusal_of(error)
    assert refusal is not None, error
    faults = english_in(f"{refusal.title} {refusal.what} {refusal.remedy}")
    return faults if CHINESE.search(refusal.what) else [*faults, f"no Chinese: {refusal.what}"]


@pytest.mark.parametrize("name", sorted(classes()))
def test_a_refusal_is_told_in_chinese(name: str) -> None:
    kind = classes()[name]
    if name in NOT_ANTICIPATED | NOT_FOR_PAGES:
        return
    for error in examples(kind):
        assert kind_of(error) is not None, f"{name}: say in desk/refusals.py which sort of no it is"
        assert said_in_chinese(error) == [], f"{name}: {vars(error)}"


def test_what_is_no_refusal_is_still_there() -> None:
    assert set(classes()) >= NOT_ANTICIPATED | NOT_FOR_PAGES


def test_no_row_is_left_of_a_refusal_that_is_gone() -> None:
    assert set(SAYINGS) - set(classes()) == set()


def test_a_name_that_looks_like_a_code_is_told_as_it_was_typed() -> None:
    refusal = refusal_of(classes()["LoginNameTaken"]("office"))
    assert refusal is not None
    assert "office" in refusal.what


def test_every_sort_of_no_has_a_chinese_title() -> None:
    for kind, title in TITLES.items():
        assert english_in(str(title)) == [], kind
    assert set(Kind) - set(TITLES) <= {Kind.UNUSABLE, Kind.FORM_REFUSED}


DOCUMENT_REFUSALS = [name for name, kind in sorted(classes().items()) if issubclass(kind, of_documents.Unreadable)]


@pytest.mark.parametrize("name", DOCUMENT_REFUSALS)
def test_why_a_document_could_not_be_read_is_told_in_chinese(name: str) -> None:
    for error in examples(classes()[name]):
        assert isinstance(error, of_documents.Unreadable)
        failure = {"kind": name, "file": TOLD, "place": "file", "problem": error.problem, "remedy": error.remedy}
        told = told_failure(failure)
        assert english_in(f"{told.what} {told.remedy}") == [], vars(error)
        assert CHINESE.search(told.what), vars(error)


def test_every_field_of_every_deed_is_called_by_its_chinese_name() -> None:
    from bihuan.web.words import spoken

    for offer in OFFERS.values():
        for field in offer.form.model_fields:
            assert english_in(spoken(field)) == [], f"{offer.name}.{field}"


def test_pages_never_show_an_exception_s_own_words() -> None:
    strays = [
        f"{place(path)}:{number}"
        for path in sources(".py")
        if path.relative_to(SOURCE).parts[0] == "web"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(r"str\((?:error|refused|refusal|failure)\)", line)
    ]
    assert strays == [], "let web.refusals.refusal_of say it"
