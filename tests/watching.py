"""Every statement that a page, a call of the API or a deed sends to the store names the authority it is about.

That is what lets the tables be distributed by authority: a statement then goes to one shard, and every join stays on
it. What Citus refuses outright is found here, too. Statements are seen where they are sent, so nothing that a test
walks through escapes by being written cleverly; what no test walks through is looked for in the source
(architecture/test_distribution.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.db import connection

# looked up before anybody knows whose they are: by session, by sign-in name, by token
AT_THE_DOOR = frozenset({"access_account", "access_accesstoken"})
# about the whole installation: whether its clock runs behind what was entered, what was entered since
OF_THE_WHOLE = (
    'FROM "ledger_entry" ORDER BY "ledger_entry"."id" DESC LIMIT 1',
    'SELECT "ledger_entry"."id" AS "id" FROM "ledger_entry" ORDER BY 1 DESC LIMIT 1',
    'FROM "ledger_entry" WHERE "ledger_entry"."id" > (%s) ORDER BY "ledger_entry"."id" ASC LIMIT 201 OFFSET 0',
)
NO_ALIAS = "ON|WHERE|SET|INNER|LEFT|CROSS|ORDER|LIMIT|GROUP|FOR|UNION|VALUES|AS"
NAMED = re.compile(rf'\b(?:FROM|JOIN|UPDATE)\s+"?(\w+)"?(?:\s+(?!(?:{NO_ALIAS})\b)"?(\w+)"?)?')
ANCHOR = re.compile(r"\bauthority_id\"? (?:= \(?|IN \()%s")


@lru_cache(maxsize=1)
def tables() -> frozenset[str]:
    """Return the tables whose rows belong to an authority."""
    own = (model for model in apps.get_models() if model.__module__.startswith("bihuan."))
    return frozenset(model._meta.db_table for model in own)


@lru_cache(maxsize=4096)
def faults_of(sql: str) -> tuple[str, ...]:
    """Return what is wrong with one statement."""
    return tuple(faults_in(sql))


def faults_in(sql: str) -> Iterator[str]:
    if sql.endswith(OF_THE_WHOLE):
        return
    if re.search(r"\bRECURSIVE\b", sql):
        yield "asks recursively, which cannot be routed to one shard"
    if sql.startswith("UPDATE ") and "authority_id" in sql.partition(" WHERE ")[0]:
        yield "changes an authority_id: to move a row is to make a new one and a link"
    asked = [(table, alias or table) for table, alias in NAMED.findall(sql) if table in tables()]
    yield from faults_of_asking(sql, asked)


def faults_of_asking(sql: str, asked: list[tuple[str, str]]) -> Iterator[str]:
    """Yield what is wrong with how our tables are asked, given each with the name the statement uses for it."""
    if not asked:  # libraries' tables only, such as the tries to sign in: of the installation, not of an authority
        if not sql.startswith("INSERT INTO ") and tables() & set(re.findall(r"\w+", sql)):
            yield "asks a table of ours in a way that is not understood here"
        return
    if {table for table, _ in asked} <= AT_THE_DOOR:
        if re.search(r"\bFOR UPDATE\b", sql) and not ANCHOR.search(sql):
            yield "locks rows without saying of which authority"
        return
    if not ANCHOR.search(sql):
        yield "names no authority"
    for table, name in asked:
        if not re.search(rf'(?<!\w)"?{name}"?\."?authority_id"? (?:=|IN) ', sql):
            yield f"asks {table} without naming the authority"


class Watch:
    """Collects what is wrong with the statements that were sent."""

    def __init__(self) -> None:
        self.faults: dict[str, str] = {}

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        for fault in faults_of(sql):
            self.faults.setdefault(fault, sql)
        return execute(sql, params, many, context)

    @contextmanager
    def watching(self) -> Iterator[None]:
        if self in connection.execute_wrappers:
            yield
            return
        with connection.execute_wrapper(self):
            yield
