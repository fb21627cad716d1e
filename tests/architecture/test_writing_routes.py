"""Whatever writes takes an idempotency key: each page that takes a form, each call of the API.

Which pages take a form, and which of them ask for the key, is read from the code that the page can reach. That a key
has one effect, whatever the deed, is shown in tests/database/test_every_deed_once.py.
"""

from __future__ import annotations

import ast
import inspect
import json
import sys
import textwrap
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.urls import get_resolver

from bihuan.api.house import api
from bihuan.web import keys
from bihuan.web.serving.middleware import API
from tests.architecture.test_permissions import named

# pages that take a form and need no key, with what makes a second click harmless
HARMLESS: Mapping[str, str] = {
    "sign_in": "a session, no record",
    "sign_out": "a session, no record",
    "language": "a cookie",
    "look": "a cookie",
    "tip_unlock": "a cookie",
    "import_findings": "the same file is one draft",
    "take_over": "the same file is one draft",
    "draft_row": "its revision: a second click is refused",
    "draft_read": "reading twice changes nothing",
    "draft_confirm": "the key is the draft's own, with its revision",
    "list_return": "nothing is written",
    "list_marked": "nothing is written",
    "sheet_return": "nothing is written",
    "sheet_marked": "nothing is written",
    "reminder_put_aside": "the same row with the same day",
    "compose": "one solve of a round at a time; scratch",
    "compose_stop": "stopping twice changes nothing",
    "conflict_ask": "one explanation of a round at a time; scratch",
    "pool_import": "nothing is written",
    "pool_marked": "nothing is written",
    "mandates_import": "nothing is written",
    "mandates_marked": "nothing is written",
    "ledger_verify": "nothing is written",
    "proposal_stop": "a planner stops once",
}
View = Callable[..., Any]


def reached(view: View) -> set[View]:
    """Return the functions of the web's room that a view can come to."""
    waiting, found = [inspect.unwrap(view)], set[View]()
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += [f for f in named_in(one) if f.__module__.startswith("bihuan.web")]
    return found


def named_in(function: View) -> Iterator[View]:
    module = sys.modules[function.__module__]
    for node in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(function)))):
        target: Any = None
        if isinstance(node, ast.Name):
            target = getattr(module, node.id, None)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            target = getattr(getattr(module, node.value.id, None), node.attr, None)
        if callable(target) and inspect.isfunction(inspect.unwrap(target)):
            yield inspect.unwrap(target)


def takes_a_form(view: View, functions: set[View]) -> bool:
    text = "\n".join(map(inspect.getsource, functions))
    return "request.POST" in text or 'method == "POST"' in text or "require_POST" in inspect.getsource(view)


def test_every_page_that_takes_a_form_asks_for_its_key() -> None:
    keyless = set()
    for name, pattern, _ in named(get_resolver()):
        view = inspect.unwrap(pattern.callback)
        if name.startswith(f"{API}:"):
            continue
        functions = reached(view)
        if takes_a_form(view, functions) and keys.key_of not in functions:
            keyless.add(name)
    assert keyless == set(HARMLESS), "ask for the form's key (web/keys.py), or say here why a second click does no harm"


def test_every_call_that_writes_asks_for_its_key() -> None:
    schema = json.loads(json.dumps(api.get_openapi_schema(), default=str))
    writing = [
        (f"{method} {path}", told)
        for path, operations in schema["paths"].items()
        for method, told in operations.items()
        if method != "get"
    ]
    assert len(writing) > 40
    for name, told in writing:
        headers = {p["name"]: p["required"] for p in told.get("parameters", []) if p["in"] == "header"}
        assert headers.get("Idempotency-Key"), f"{name} asks for no Idempotency-Key"
