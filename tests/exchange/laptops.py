"""A team on site, its dossiers lent to a laptop, and what the laptop would bring home.

The laptop is played in the test's own store, in a transaction that is rolled back: what it packed is all that is left.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.db import transaction

from bihuan.dossiers.files import path_of
from bihuan.exchange import lending, staying
from bihuan.exchange.models import Loan, Stay
from bihuan.exchange.own_keys import OwnKeys, own_keys
from bihuan.exchange.parcels import Parcel, opened, packed
from bihuan.ledger.door import Receipt
from bihuan.ledger.models import Away
from tests.county import new_key
from tests.fieldwork.papers import Team
from tests.web.desks import opened as opened_account

TEAM_NAME = "县委第一巡察组"
BACK_BY = date(2018, 2, 8)


class _Undone(Exception):
    """The laptop's work is packed; the store goes back to what home knows."""


class Lent:
    """Dossiers of a team lent to one laptop, whose keys the test holds."""

    def __init__(self, team: Team | None = None, card: Mapping[str, str] | None = None) -> None:
        self.team = team or Team()
        self.county = self.team.county
        self.team_goes_in()
        self.keys = OwnKeys(X25519PrivateKey.generate(), Ed25519PrivateKey.generate())
        self.loan_id = uuid.UUID(self.lend(card=card or self.keys.card("一组笔记本")).told["loan"])

    def team_goes_in(self) -> None:
        """Give the people of the team accounts with their roles on the dossier: they are who goes along."""
        for actor in (self.team.member, self.team.deputy, self.team.leader):
            (duty,) = actor.duties
            name = f"{duty.role.value}-{uuid.uuid4().hex[:8]}"
            opened_account(self.county, name, duty.role, "", self.county.inspection_id, actor.account_id)

    def lend(self, **other: Any) -> Receipt:
        told = {"round_id": self.county.round_id, "team_name": TEAM_NAME, "back_by": BACK_BY}
        told |= {"card": self.keys.card("一组笔记本"), **other}
        return self.do(lending.lend_dossiers, **told)

    def do(self, deed: Callable[..., Receipt], **told: Any) -> Receipt:
        return deed(actor=self.team.office, now=self.county.now, key=new_key(), **told)

    @property
    def loan(self) -> Loan:
        return Loan.objects.select_related("round").get(pk=self.loan_id)

    @property
    def stay(self) -> Stay:
        return staying.stay_from(self.parcel())

    def parcel(self) -> Parcel:
        """Return what went out, as the laptop opens it."""
        return opened(path_of(self.loan.parcel).read_bytes(), self.keys)

    def as_laptop(self) -> None:
        """Let the test's own store be the laptop from here on."""
        stay = self.stay
        Stay.objects.bulk_create([stay])
        Away.objects.filter(authority_id=stay.authority_id).update(holder="")
        Away.objects.bulk_create([staying.away_from_home(stay)])

    def work(self, deeds: Callable[[], object]) -> bytes:
        """Do deeds as the laptop would, and return what it packs for home."""
        try:
            with transaction.atomic():
                Away.objects.filter(authority_id=self.county.authority_id).update(holder="")
                deeds()
                told, parts = staying.going_home(self.stay)
                raise _Undone
        except _Undone:
            return self.packed(told, parts)

    def packed(self, told: Mapping[str, Any], parts: Mapping[str, bytes]) -> bytes:
        own = own_keys().card("-")
        return packed(told, parts, own["box"], self.keys)

    def spoiled(self, content: bytes, name: str, spoil: Callable[[Any], Any]) -> bytes:
        """Return a package with one of its parts changed and everything around it made anew, as the laptop could."""
        parcel = opened(content, own_keys())
        parts = dict(parcel.files)
        document = json.loads(parts[name])
        changed = spoil(document)
        parts[name] = json.dumps(document if changed is None else changed).encode()
        told = {key: value for key, value in parcel.told.items() if key != "files"}
        return self.packed(told, parts)

    def bring_home(self, content: bytes) -> Receipt:
        return self.do(lending.bring_home, loan_id=self.loan_id, content=content)
