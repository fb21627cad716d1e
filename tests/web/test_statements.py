"""How often each page asks the store at most; more rows must not make it ask more often."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.county import County
from tests.web.desks import Desks, at, at_most

pytestmark = pytest.mark.django_db

PAGES = {  # page → statements at most, for the office
    "todo": 16,  # a score more first after a deed
    "findings": 9,  # 12 at most first after a deed
    "dossiers": 13,
    "cockpit": 13,  # first after a deed; 6 until the next
    "reminders": 16,
    "dossier": 35,
    "finding": 36,
}


@pytest.fixture
def desks(monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(County().found().fed_back().planned_and_accepted(), monkeypatch)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_the_store_no_more_often_than_the_table_says(page: str, desks: Desks) -> None:
    county = desks.county
    ids = {"dossier": [county.inspection_id], "finding": [county.finding("1").id]}.get(page)
    office = desks("office")
    address = reverse(page, args=ids)
    office.get(address)
    with at_most(PAGES[page]):
        assert office.get(address).status_code == 200


def test_the_account_filtered_by_unit_and_stage_asks_twelve_times_at_most(desks: Desks) -> None:
    asked = {"unit": str(desks.county.unit_id), "stage": "rectifying", "sort": "due"}
    office = desks("office")
    office.get(reverse("findings"), asked)
    with at_most(PAGES["findings"]):
        assert office.get(reverse("findings"), asked).status_code == 200


def test_first_after_a_deed_the_account_asks_twelve_times_at_most(desks: Desks) -> None:
    county, asked = desks.county, {"unit": str(desks.county.unit_id), "stage": "rectifying", "sort": "due"}
    office = desks("office")
    office.get(reverse("findings"), asked)
    county.do(county.unit_liaison, "state_result", county.finding("1").id, result="已整改")
    with at_most(12):
        assert office.get(reverse("findings"), asked).status_code == 200


@pytest.mark.parametrize("page", ["todo", "findings", "cockpit", "dossier"])
def test_both_pieces_of_a_page_are_as_of_one_entry_which_is_asked_for_once(page: str, desks: Desks) -> None:
    office = desks("office")
    address = reverse(page, args=[desks.county.inspection_id] if page == "dossier" else None)
    with CaptureQueriesContext(connection) as asked:
        assert office.get(address).status_code == 200
    newest = [one for one in asked if re.search(r'FROM "ledger_entry" ORDER BY .* DESC LIMIT 1$', one["sql"])]
    assert len(newest) == 1
