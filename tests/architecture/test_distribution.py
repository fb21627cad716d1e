"""What lets the tables be distributed by authority beyond one machine (design.md §7), and what Citus refuses.

Statements are watched in every test (tests/watching.py); here are the rules that no statement shows.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import connection, models

from bihuan.ledger.links import Link
from tests.architecture.test_the_house import own_models, place, sources
from tests.watching import faults_of, tables

# keys that are no UUIDv7: an index made again from the rows, whose number FTS5 needs
NUMBERED = {"ledger_words"}


@pytest.mark.parametrize("model", own_models(), ids=lambda m: m._meta.label)
def test_a_row_names_another_by_a_link_that_adds_the_authority(model: type[models.Model]) -> None:
    keys = [field for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)]
    assert [field.name for field in keys if not isinstance(field, Link)] == [], "use ledger.links.Link"


@pytest.mark.parametrize("model", own_models(), ids=lambda m: m._meta.label)
def test_a_primary_key_is_a_uuid(model: type[models.Model]) -> None:
    assert model._meta.db_table in NUMBERED or isinstance(model._meta.pk, models.UUIDField)


@pytest.mark.django_db
def test_every_unique_key_in_the_database_itself_carries_the_authority() -> None:
    """Models say it of themselves (test_the_house.py); a migration can write SQL of its own."""
    bare = []
    with connection.cursor() as cursor:
        for table in sorted(tables()):
            for name, told in connection.introspection.get_constraints(cursor, table).items():
                if told["unique"] and not told["primary_key"] and "authority_id" not in told["columns"]:
                    bare.append(f"{table}: {name} {told['columns']}")
    assert bare == []


def calls_of(name: str) -> Iterator[tuple[str, ast.Call]]:
    for path in sources(".py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == name:
                yield f"{place(path)}:{node.lineno}", node


def test_no_sql_asks_recursively_or_moves_a_row_to_another_authority() -> None:
    strays = [place(p) for p in sources(".py") if re.search(r"\bRECURSIVE\b", p.read_text(encoding="utf-8"))]
    moved = [where for where, call in calls_of("update") if any(k.arg == "authority_id" for k in call.keywords)]
    assert strays + moved == []


@pytest.mark.parametrize(
    ("sql", "fault"),
    [
        ('SELECT * FROM "dossiers_finding" WHERE "dossiers_finding"."id" = %s', "names no authority"),
        ('SELECT * FROM "dossiers_finding" ORDER BY "dossiers_finding"."authority_id" LIMIT 1', "names no authority"),
        (
            'SELECT * FROM "dossiers_finding" INNER JOIN "dossiers_inspection" ON '
            '("dossiers_finding"."inspection_id" = "dossiers_inspection"."id") '
            'WHERE "dossiers_finding"."authority_id" = %s',
            "asks dossiers_inspection without",
        ),
        (
            'SELECT (SELECT 1 FROM "rectification_measure" U0 WHERE U0."finding_id" = ("dossiers_finding"."id")) FROM '
            '"dossiers_finding" WHERE "dossiers_finding"."authority_id" = %s',
            "asks rectification_measure without",
        ),
        ('UPDATE "dossiers_finding" SET "stage" = %s WHERE "dossiers_finding"."id" = %s', "names no authority"),
        (
            'UPDATE "dossiers_finding" SET "authority_id" = %s WHERE "dossiers_finding"."authority_id" = %s',
            "changes an authority_id",
        ),
        ('WITH RECURSIVE x AS (SELECT 1) SELECT * FROM "dossiers_round" WHERE "authority_id" = %s', "recursively"),
        ('SELECT * FROM "access_account" WHERE "access_account"."id" = %s FOR UPDATE', "locks rows"),
        ('SELECT * FROM "axes_accessattempt", "dossiers_finding" FOR UPDATE', "not understood"),
        ('TABLE "dossiers_finding"', "not understood"),
    ],
)
def test_the_watch_sees_what_cannot_be_routed(sql: str, fault: str) -> None:
    assert any(fault in told for told in faults_of(sql)), faults_of(sql)


@pytest.mark.parametrize(
    "sql",
    [
        'SELECT * FROM "access_account" WHERE "access_account"."login_name" = %s',
        'SELECT * FROM "django_session" WHERE "django_session"."session_key" = %s',
        'SELECT * FROM "dossiers_finding" INNER JOIN "dossiers_inspection" T4 ON ("dossiers_finding"."inspection_id" = '
        'T4."id" AND (T4."authority_id" = ("dossiers_finding"."authority_id"))) WHERE '
        '"dossiers_finding"."authority_id" = %s FOR UPDATE',
        'INSERT INTO "dossiers_finding" ("id", "authority_id") VALUES (%s, %s)',
        'SELECT * FROM "axes_accessattempt" WHERE "axes_accessattempt"."username" = %s FOR UPDATE',
    ],
)
def test_the_watch_lets_through_what_can(sql: str) -> None:
    assert faults_of(sql) == ()


def test_the_tables_watched_are_all_of_the_house() -> None:
    assert {"dossiers_inspection", "ledger_entry", "intake_draft", "access_assignment"} <= tables()
    assert len(tables()) == sum(model.__module__.startswith("bihuan.") for model in apps.get_models())
