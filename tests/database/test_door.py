"""What the one door for writing sees, and what it does not let through."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest

from bihuan.dossiers.models import Inspection
from bihuan.ledger.door import (
    AnotherAuthority,
    ClockNaive,
    CommittedTwice,
    Note,
    NulInText,
    Receipt,
    TooLong,
    commit,
    deed,
)
from bihuan.ledger.models import Entry, Kept
from tests.county import County, new_key

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    return County().found()


@deed
def keep(*, actor: Any, county: County, rows: list[Kept], now: datetime, key: str) -> Receipt:
    return commit(note=Note(county.inspection.stream, "enter_site", actor, now), rows=rows)


def kept(county: County, *rows: Kept) -> dict[str, Any]:
    """Write rows and return what the entry records of the first."""
    receipt = keep(actor=county.office, county=county, rows=list(rows), now=county.now, key=new_key())
    changes: list[dict[str, Any]] = json.loads(bytes(receipt.entry.content))["rows"]
    return changes[0]["set"] if changes else {}


def test_a_change_inside_a_list_is_seen(county: County) -> None:
    row = county.inspection
    row.packs.append(["national-2017", "0" * 64])
    assert kept(county, row) == {"packs": [["national-2017", "0" * 64]], "version": 2}
    row.packs.append(["national-2024", "1" * 64])
    assert len(kept(county, row)["packs"]) == 2
    assert Inspection.objects.get(pk=row.pk).packs == row.packs


def test_a_column_that_was_not_loaded_and_is_given_a_value_is_written(county: County) -> None:
    row = Inspection.objects.only("id", "authority_id", "version").get(pk=county.inspection_id)
    row.team_name = "县委第二巡察组"
    assert kept(county, row) == {"team_name": "县委第二巡察组", "version": 2}
    assert county.inspection.team_name == "县委第二巡察组"
    untouched = Inspection.objects.only("id", "authority_id", "version").get(pk=county.inspection_id)
    assert kept(county, untouched) == {}


def test_text_that_a_column_cannot_hold_is_refused_in_words_on_every_store(county: County) -> None:
    row = county.inspection
    row.team_name = "组" * 61
    with pytest.raises(TooLong, match="team_name: 61 characters, where 60 are kept"):
        kept(county, row)
    assert county.inspection.team_name == "县委第一巡察组"


@pytest.mark.parametrize("place", ["team_name", "packs"])
def test_text_with_a_nul_is_refused_in_words_on_every_store(county: County, place: str) -> None:
    row = county.inspection
    setattr(row, place, "第\x00组" if place == "team_name" else [["national\x00", "0"]])
    with pytest.raises(NulInText):
        kept(county, row)


def test_a_deed_commits_once(county: County) -> None:
    @deed
    def twice(*, actor: Any, key: str) -> Receipt:
        keep_once = Note(county.inspection.stream, "enter_site", actor, county.now)
        commit(note=keep_once, rows=[])
        return commit(note=keep_once, rows=[])

    entries = Entry.objects.count()
    with pytest.raises(CommittedTwice):
        twice(actor=county.office, key=new_key())
    assert Entry.objects.count() == entries


def test_a_deed_inside_a_deed_has_its_own_entry_and_falls_with_it(county: County) -> None:
    @deed
    def outer(*, actor: Any, fails: bool, key: str) -> Receipt:
        keep(actor=actor, county=county, rows=[], now=county.now, key=f"inner-{key}")
        if fails:
            raise ValueError
        return commit(note=Note(county.inspection.stream, "enter_site", actor, county.now), rows=[])

    entries = Entry.objects.count()
    with pytest.raises(ValueError):
        outer(actor=county.office, fails=True, key=new_key())
    assert Entry.objects.count() == entries
    outer(actor=county.office, fails=False, key=new_key())
    assert Entry.objects.count() == entries + 2


def test_an_instant_without_a_time_zone_is_refused(county: County) -> None:
    with pytest.raises(ClockNaive):
        keep(actor=county.office, county=county, rows=[], now=county.now.replace(tzinfo=None), key=new_key())


def test_a_row_of_another_authority_is_not_written(county: County) -> None:
    other = County().found().inspection
    other.team_name = "别处"
    with pytest.raises(AnotherAuthority):
        kept(county, other)


def test_the_ledger_of_a_dossier_holds_no_name_of_an_owner_or_signer(county: County) -> None:
    county.closable()
    told = b"".join(bytes(entry.content) for entry in Entry.objects.all()).decode()
    assert "分管副局长" not in told
    assert "沈知远" not in told
