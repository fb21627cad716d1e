"""Which tables deeds have written, and which an answer was read from."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.county import County

from bihuan.dossiers.models import Finding, Inspection
from bihuan.ledger import touched
from bihuan.ledger.models import Entry
from bihuan.ledger.prepared import Prepared, asked_once, read_rows
from bihuan.ledger.tables import note_read
from bihuan.ledger.touched import entries_after, kept_tables, tables_read, tables_written

pytestmark = pytest.mark.django_db


def newest() -> Entry:
    return Entry.objects.latest("id")


def test_the_tables_that_deeds_wrote_are_those_their_entries_tell() -> None:
    county = County().found().fed_back().planned_and_accepted()
    before = newest()
    county.do(county.unit_liaison, "state_result", county.finding("1").id, result='已整改："table":"access_account"')
    assert tables_written(before.authority_id, before.id, newest().id) == frozenset({"dossiers_finding"})


def test_what_another_authority_wrote_is_not_ours() -> None:
    ours = County().found().fed_back().planned_and_accepted()
    before = newest()
    County().found()
    assert tables_written(ours.office.authority_id, before.id, newest().id) == frozenset()


def test_after_many_deeds_any_table_may_have_been_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(touched, "MOST", 1)
    county = County().found().fed_back().planned_and_accepted()
    before = newest()
    for result in ("已整改", "已全部整改"):
        county.do(county.unit_liaison, "state_result", county.finding("1").id, result=result)
    assert tables_written(before.authority_id, before.id, newest().id) is None


def test_after_a_large_entry_any_table_may_have_been_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(touched, "LARGEST", 1000)
    monkeypatch.setattr(touched, "AFTER", Prepared(entries_after))
    county = County().found().fed_back().planned_and_accepted()
    before = newest()
    county.do(county.unit_liaison, "state_result", county.finding("1").id, result="改" * 1000)
    assert tables_written(before.authority_id, before.id, newest().id) is None


def test_what_is_read_in_a_block_is_collected_through_joins_and_conditions() -> None:
    county = County().found()
    own = Finding.objects.filter(authority_id=county.office.authority_id)
    with tables_read() as tables:
        assert list(own.filter(inspection__round__name="x")) == []
        with tables_read() as inner, connection.cursor() as cursor:
            cursor.execute("SELECT COUNT(*) FROM access_assignment")
    assert inner == {"access_assignment"}
    assert tables == {"dossiers_finding", "dossiers_inspection", "dossiers_round", "access_assignment"}


def test_what_was_read_before_the_block_counts_where_it_is_used_in_it() -> None:
    county = County().found()
    asked = {"authority_id": county.office.authority_id}
    with tables_read() as tables, CaptureQueriesContext(connection) as statements:
        read_rows(Inspection, asked)
        with tables_read() as inner:
            read_rows(Inspection, asked)
            note_read({"teams_tour"})
    assert len(statements) == 1, "an answer within another shares its rows"
    assert inner == {"dossiers_inspection", "teams_tour"}
    assert tables == inner


def test_rows_that_were_read_before_the_block_are_read_anew_in_it() -> None:
    county = County().found()
    asked = {"authority_id": county.office.authority_id}
    with asked_once():
        read_rows(Inspection, asked)
        with CaptureQueriesContext(connection) as statements, tables_read() as tables:
            read_rows(Inspection, asked)
    assert len(statements) == 1, "they may be older than the entry up to which the answer is to hold"
    assert tables == {"dossiers_inspection"}


def test_tables_that_change_without_an_entry_are_known_as_such() -> None:
    assert {"dossiers_finding", "rectification_measure", "access_account"} <= kept_tables()
    assert not {"access_putaside", "ledger_entry", "ledger_words", "django_session"} & kept_tables()
