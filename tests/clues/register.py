"""A clue register in a test county, made through the room's own deeds."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bihuan.access.actors import actor_of
from bihuan.access.models import Account
from bihuan.clues.actions import (
    answer_clue,
    close_clue,
    receive_clue,
    register_clue,
    state_clue_outcome,
    transfer_clue,
)
from bihuan.clues.models import ClueRecord
from bihuan.clues.people import name_for_clues
from bihuan.clues.records import Words, read
from bihuan.domain.clues import Clue, Person
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.roles import Role
from bihuan.ledger.door import Receipt
from tests.county import County, new_key
from tests.people import open_account

PLAIN: dict[str, Any] = {
    "persons": (Person("褚砚舟", "青石县砚溪矿务局", "副局长", "副科级", "县管干部"), Person("苗若谷", "砚溪矿务局")),
    "disciplines": ("integrity", "work"),
    "source": "interview",
    "summary": "在砚溪矿采购中收受溪石礼盒",
    "evidence": "谈话笔录第三页",
    "proposal": "移送核实",
}

TODAY = date(2018, 1, 8)
TRANSFER = {"receiver": "discipline", "proposal": "移送核实", "transferred_on": TODAY}
LIFE: tuple[tuple[Any, dict[str, Any]], ...] = (
    (transfer_clue, TRANSFER),
    (receive_clue, {"received_by": "县纪委收件人", "received_on": TODAY}),
    (answer_clue, {"handling": "filed", "answer": "已立案", "answered_on": TODAY}),
    (state_clue_outcome, {"code": "filed", "on": TODAY, "count": 1, "remark": ""}),
    (close_clue, {"closing": "已办结", "closed_on": TODAY}),
)


@dataclass
class Register:
    """The register of a county, with people named for it."""

    county: County
    accounts: dict[str, Account] = field(default_factory=dict)

    def account(self, name: str, role: Role) -> Account:
        """Return an account, opened when it is first asked for."""
        if name not in self.accounts:
            self.accounts[name] = open_account(self.county, role, name, "", None)
        return self.accounts[name]

    def actor(self, name: str, role: Role = Role.OFFICE) -> Actor:
        return actor_of(self.account(name, role), self.county.today)

    def do(self, deed: Any, actor: Actor, **told: Any) -> Receipt:
        done: Receipt = deed(actor=actor, **told, now=self.county.now, key=new_key())
        return done

    def name(
        self, account: str, *, may_write: bool = True, dossier_id: uuid.UUID | None = None, until_on: date | None = None
    ) -> uuid.UUID:
        """Name somebody, as the leading group does."""
        told = {
            "account_id": self.account(account, Role.OFFICE).id,
            "dossier_id": dossier_id,
            "may_write": may_write,
            "from_on": date(2018, 1, 1),
            "until_on": until_on,
        }
        receipt = self.do(name_for_clues, self.county.leading_group, **told)
        return uuid.UUID(receipt.told["grant"])

    def clue(self, by: Actor, *, dossier_id: uuid.UUID | None = None, **told: Any) -> uuid.UUID:
        one = uuid.uuid4()
        self.do(register_clue, by, clue_id=one, dossier_id=dossier_id, told=Words(PLAIN | told))
        return one

    def row(self, one: uuid.UUID) -> ClueRecord:
        return ClueRecord.objects.get(authority_id=self.county.authority_id, pk=one)

    def said(self, one: uuid.UUID) -> Clue:
        return read(self.row(one).record)
