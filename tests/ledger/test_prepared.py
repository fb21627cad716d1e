"""Prepared statements answer as the queries do from which they were written, in every thread, for any value."""

from __future__ import annotations

import uuid
from threading import Thread
from typing import Any

import pytest
from django.db import connection
from django.db.models import CharField, QuerySet
from tests.county import County

from bihuan.dossiers.models import Finding, Inspection
from bihuan.ledger.models import only_shown
from bihuan.ledger.prepared import ROOMS, Prepared, Slot, asked_once, read_rows, room_for, slots

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    return County().found().fed_back().planned_and_accepted()


def refuse(*_: Any) -> None:
    raise AssertionError("the store was asked")


def numbered(county: County) -> QuerySet[Finding]:
    return Finding.objects.filter(authority_id=county.authority_id).order_by("place")


def test_rows_and_what_belongs_to_them_are_made_as_ever(county: County) -> None:
    asked = Prepared(lambda: numbered(county).filter(inspection_id=Slot("dossier")).select_related("inspection"))
    for _ in range(2):
        found = asked.ask(dossier=county.inspection_id)
        assert found == list(numbered(county))
        assert [type(one.due_on) for one in found] == [type(one.due_on) for one in numbered(county)]
        with connection.execute_wrapper(refuse):
            assert {one.inspection_id for one in found} == {one.inspection.id for one in found}
    assert asked.ask(dossier=uuid.uuid4()) == []


def test_deferred_columns_and_changes_are_known_of_such_rows(county: County) -> None:
    row = Prepared(lambda: numbered(county).only("id", "authority_id", "number")).ask()[0]
    assert row.get_deferred_fields() >= {"text", "title"}
    assert row.as_loaded == {"id": row.id, "authority_id": row.authority_id, "number": "1"}


def test_values_are_put_in_each_time_and_never_into_the_words(county: County) -> None:
    by_number = Prepared(
        lambda: numbered(county).filter(number=Slot("number", CharField())).values_list("number", flat=True)
    )
    assert [by_number.ask(number=number) for number in ("1", "3", "1", "' OR 1=1 --")] == [["1"], ["3"], ["1"], []]
    with pytest.raises(KeyError):
        by_number.ask()


def test_pages_and_numbers_are_those_of_the_query(county: County) -> None:
    all_of_them = Prepared(lambda: numbered(county).values_list("number", flat=True))
    whole = list(numbered(county).values_list("number", flat=True))
    assert len(whole) == 3
    assert all_of_them.ask(most=2) == whole[:2]
    assert all_of_them.ask(most=2, after=2) == whole[2:]
    assert (all_of_them.count(2), all_of_them.count(100)) == (2, 3)


@pytest.mark.parametrize("number", [0, 1, 2, 3, 5, 40])
def test_as_many_values_as_are_told_are_asked_for(county: County, number: int) -> None:
    ids = [*numbered(county).values_list("id", flat=True)[:number]]
    ids += [uuid.uuid4() for _ in range(number - len(ids))]
    rows = numbered(county).filter(pk__in=slots("id", room_for(len(ids))))
    for told in (ids, set(ids)):
        assert Prepared(lambda: rows).ask(id=told) == list(numbered(county).filter(pk__in=ids))
    assert room_for(number) in ROOMS
    assert room_for(max(ROOMS) + 1) == max(ROOMS) + 1


def test_what_no_row_can_fit_is_asked_of_nobody(county: County) -> None:
    nothing = Prepared(lambda: numbered(county).filter(pk__in=[]))
    with connection.execute_wrapper(refuse):
        assert (nothing.ask(), nothing.count(9)) == ([], 0)


class Asked(Exception):
    """The store was asked."""


def test_each_thread_asks_by_its_own_connection(county: County) -> None:
    by_name = Prepared(lambda: Inspection.objects.filter(authority_id=county.authority_id))
    assert by_name.ask() == list(Inspection.objects.filter(authority_id=county.authority_id))
    seen = []

    def note(*_: Any) -> None:
        raise Asked

    def look() -> None:
        with connection.execute_wrapper(note), pytest.raises(Asked):
            by_name.ask()
        seen.append(True)
        connection.close()

    beside = Thread(target=look)
    beside.start()
    beside.join()
    assert seen


def test_rows_are_read_by_the_ids_in_their_columns(county: County) -> None:
    own = {"authority_id": county.authority_id, "inspection_id": county.inspection_id}
    assert read_rows(Finding, own, "-place") == list(numbered(county).reverse())
    assert read_rows(Finding, own, "place", most=1) == list(numbered(county)[:1])
    assert read_rows(Finding, own, "place", empty=("signed_off_on",)) == list(numbered(county))
    assert read_rows(Finding, own | {"authority_id": uuid.uuid4()}) == []
    [first, *_] = read_rows(Finding, own, "place", related=("inspection",))
    with connection.execute_wrapper(refuse):
        assert first.inspection.id == county.inspection_id


def test_within_a_block_that_only_reads_a_question_is_put_once(county: County) -> None:
    own = {"authority_id": county.authority_id, "inspection_id": county.inspection_id}
    expected = list(numbered(county))
    with asked_once():
        read_rows(Finding, own, "place").clear()  # the list is the asker's own
        with connection.execute_wrapper(refuse):
            assert read_rows(Finding, own, "place") == expected
        assert read_rows(Finding, own, "number", "-id") == list(numbered(county).order_by("number", "-id"))
        assert read_rows(Finding, own | {"inspection_id": uuid.uuid4()}, "place") == []
    Finding.objects.filter(pk=expected[0].pk).update(title="written since")
    assert read_rows(Finding, own, "place")[0].title == "written since", "after the block everything is asked anew"


def test_an_id_may_be_written_as_text_and_a_column_of_words_is_asked_for_as_it_stands(county: County) -> None:
    [row] = read_rows(Inspection, {"authority_id": str(county.authority_id), "id": str(county.inspection_id)})
    assert row.id == county.inspection_id
    assert read_rows(Inspection, {"organization_name": row.organization_name}) == [row]


def test_what_is_among_the_rows_that_were_read_is_not_asked_for_again(county: County) -> None:
    own = {"authority_id": county.authority_id, "inspection_id": county.inspection_id}
    first, second, third = numbered(county)
    Finding.objects.filter(pk=second.pk).update(signed_off_on=county.today)
    with asked_once():
        read_rows(Finding, own, "place", related=("inspection",))
        with connection.execute_wrapper(refuse):
            assert read_rows(Finding, own, "-place") == [third, second, first]
            assert read_rows(Finding, own, "-place", most=2) == [third, second]
            assert read_rows(Finding, own, "place", empty=("signed_off_on",)) == [first, third]
            assert read_rows(Finding, own, "-place", empty=("signed_off_on",), most=1) == [third]
    for narrow in (
        {"empty": ("signed_off_on",)},
        {"most": 2},
        {"empty": ("signed_off_on",), "related": ("inspection",)},
    ):
        with asked_once():
            read_rows(Finding, own, "place", **narrow)
            assert read_rows(Finding, own, "place") == [first, second, third], "some are not all"
    with asked_once():
        read_rows(Finding, own, "place")
        [row, *_] = read_rows(Finding, own, "place", related=("inspection",), empty=("signed_off_on",))
        with connection.execute_wrapper(refuse):
            assert row.inspection.id == county.inspection_id, "what belongs to it was read with it"


def test_lists_of_rows_that_are_only_shown_are_not_copied_and_of_others_are(county: County) -> None:
    with only_shown():
        row = Inspection.objects.get(pk=county.inspection_id)
    assert row.as_loaded is not None
    assert row.as_loaded["packs"] is row.packs
    later = Inspection.objects.get(pk=county.inspection_id)
    assert later.as_loaded is not None
    assert later.as_loaded["packs"] == later.packs
    assert later.as_loaded["packs"] is not later.packs
