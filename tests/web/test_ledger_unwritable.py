"""Where the ledger takes no entry nothing is shown of what may be read only with one."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from django.test import Client
from django.urls import reverse
from tests.api.callers import stand_at_its_day
from tests.clues.register import PLAIN, Register
from tests.county import County
from tests.mailroom.public_host import PASSPHRASE, opened_door
from tests.mailroom.test_mailroom import BACKEND, WORD, box_of, carry, posted
from tests.people import people_of
from tests.unwritable import unwritable_ledger

from bihuan.access.models import Account
from bihuan.clues.models import ClueRecord
from bihuan.domain.roles import Role
from bihuan.ledger.models import Entry
from bihuan.mailroom.models import Tip
from bihuan.web.urls import clues, tips

pytestmark = pytest.mark.django_db
SENSITIVE = (PLAIN["summary"], PLAIN["evidence"], PLAIN["persons"][0].name, WORD)
FULL = 507


@pytest.fixture
def accounts(monkeypatch: pytest.MonkeyPatch) -> Mapping[Role, Account]:
    """Return the people of a county with a clue, a tip and a dossier whose plan was accepted."""
    county = County().found()
    stand_at_its_day(county, monkeypatch)
    door = opened_door(county)
    carry(county, door, dict([box_of(door, day=county.today.isoformat())]))
    county.fed_back().planned_and_accepted()
    opened = people_of(county)
    register = Register(county, {"keeper": opened[Role.OFFICE]})
    register.name("keeper")
    register.clue(register.actor("keeper"))
    return opened


def browser(account: Account) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(account, backend=BACKEND)
    return client


def addresses() -> list[str]:
    """Return the addresses of all pages about clues and tips, of what is there."""
    tip, one = Tip.objects.get(), ClueRecord.objects.get()
    known = {"clue_id": one.id, "tip_id": tip.id, "inspection_id": tip.inspection_id, "box": 1, "place": 1}
    found = []
    for pattern in (*clues.urlpatterns, *tips.urlpatterns):
        asked = {name: known[name] for name in pattern.pattern.converters if name in known}
        if len(asked) == len(pattern.pattern.converters) and pattern.name != "tip_lock":  # it would end the reading
            found.append(reverse(str(pattern.name), kwargs=asked))
    return found


def told(client: Client) -> dict[str, int]:
    """Return which pages tell what is sensitive, and how much of it."""
    shown = {address: client.get(address).content.decode(errors="replace") for address in addresses()}
    return {address: n for address, text in shown.items() if (n := sum(text.count(word) for word in SENSITIVE))}


@pytest.mark.parametrize("role", [Role.OFFICE, Role.TEAM_LEADER])
def test_no_clue_and_no_tip_is_shown_where_no_entry_can_be_written(
    accounts: Mapping[Role, Account], role: Role
) -> None:
    client = browser(accounts[role])
    if role is Role.TEAM_LEADER:
        unlock = reverse("tip_unlock", args=[Tip.objects.get().inspection_id])
        assert posted(client, unlock, {"passphrase": PASSPHRASE}).status_code == 302
    sound = told(client)
    assert len(sound) >= 2, addresses()
    entries = Entry.objects.count()
    with unwritable_ledger():
        assert told(client) == {}
        assert {client.get(address).status_code for address in sound} == {FULL}
    assert Entry.objects.count() == entries
    assert told(client) == sound, "it works again by itself"
