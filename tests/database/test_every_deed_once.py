"""One key, one effect: every deed of the house repeated under its key gives its first answer and changes nothing.

Just before each is done the first time, where it is open, it is tried without a ledger that takes its entry.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from bihuan.ledger.door import KeyReused
from bihuan.ledger.models import Entry
from bihuan.ledger.store import StoreFull
from bihuan.simulate.county import play
from bihuan.simulate.plans import Cut
from tests.county import new_key
from tests.database.every_deed import Play, all_deeds, the_rest
from tests.database.states import state_of_tables, strangers_in_streams
from tests.unwritable import unwritable_ledger

pytestmark = pytest.mark.django_db
EVERY_KIND_OF_STORY = (2, 4, 6, 8, 9, 11, 12, 13, 14, 15, 16, 18, 19, 22, 24)


@pytest.mark.long
def test_a_key_sent_twice_has_one_effect_whatever_the_deed_and_serves_no_other() -> None:
    deeds, refused = all_deeds(), set[str]()

    def refused_without_a_ledger(name: str, call: Mapping[str, Any]) -> None:
        with unwritable_ledger(), pytest.raises(StoreFull):
            deeds[name](**{**call, "key": new_key()})
        refused.add(name)

    played = Play(refused_without_a_ledger)
    with played.noted():
        play(today=date(2026, 11, 22), seed=7, say=lambda _: None, cut=Cut(EVERY_KIND_OF_STORY, 9))
        the_rest()
    assert set(deeds) - set(played.calls) == set(), "let every_deed.py do the new deed once, where it is open"
    assert refused == set(deeds)
    assert strangers_in_streams() == set(), "what pages keep of a dossier would not see it (web/by_dossier.py)"
    before, entries = state_of_tables(), Entry.objects.count()
    names = sorted(deeds)
    for name, other in zip(names, [*names[1:], names[0]], strict=True):
        call = played.calls[name]
        first = Entry.objects.get(authority_id=call["actor"].authority_id, key=call["key"])
        again = deeds[name](**call)
        assert (again.repeated, again.entry.pk) == (True, first.pk), name
        with pytest.raises(KeyReused):
            deeds[other](**{**played.calls[other], "actor": call["actor"], "key": call["key"]})
    assert (Entry.objects.count(), state_of_tables()) == (entries, before)
