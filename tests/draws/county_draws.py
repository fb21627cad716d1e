"""A test county with several dossiers under rectification, and the way to a draw among them."""

from __future__ import annotations

import copy
import uuid
from dataclasses import dataclass, field
from typing import Any

from bihuan.closeout.drawing import arrange_draw
from bihuan.domain.draws import Party, hashed, share_commitment
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.roles import Role
from bihuan.dossiers import actions as dossiers
from bihuan.ledger.door import Receipt
from bihuan.supervision.drawing import commit_share, open_share
from bihuan.supervision.models import Draw
from tests.county import County, new_key
from tests.people import open_account

UNITS = ("县水利局", "县文化和旅游局", "青石镇")


@dataclass
class Draws:
    """A county whose dossiers were all fed back on one day; its supervision office is the second body."""

    county: County = field(default_factory=lambda: County().found().fed_back().planned_and_accepted())
    others: list[County] = field(default_factory=list)

    def __post_init__(self) -> None:
        for place, name in enumerate(UNITS, 2):
            self.others.append(self.one_more(name, place))
        open_account(self.county, Role.SUPERVISION_OFFICE, "second-body", self.county.office_path, None)

    def one_more(self, name: str, number: int) -> County:
        """Return the same county with its eyes on another unit, fed back too."""
        one = copy.copy(self.county)
        one.unit_id, one.unit_path = one.organization(name, "department")
        told = dossiers.open_inspection(
            actor=one.office,
            round_id=one.round_id,
            organization_id=one.unit_id,
            supervision_office_id=one.office_id,
            number=number,
            kind="routine",
            team_name="县委第一巡察组",
            responsible_department_needed=False,
            now=one.now,
            key=new_key(),
        ).told
        one.inspection_id = uuid.UUID(told["inspection"])
        return one.fed_back()

    def do(self, deed: Any, actor: Actor | None = None, **told: Any) -> Receipt:
        done: Receipt = deed(actor=actor or self.county.office, **told, now=self.county.now, key=new_key())
        return done

    def giver(self, party: Party) -> Actor:
        return self.county.office if party is Party.OFFICE else self.county.supervision_office

    def arranged(self, count: int = 2, round_id: uuid.UUID | None = None) -> uuid.UUID:
        told = {"count": count, "round_id": round_id, "second_body_id": self.county.office_id}
        return uuid.UUID(self.do(arrange_draw, **told).told["draw"])

    def share(self, draw_id: uuid.UUID, party: Party) -> str:
        return hashed("invented", str(draw_id), party)[:32]

    def committed(self, **told: Any) -> uuid.UUID:
        draw_id = self.arranged(**told)
        for party in Party:
            fitting = share_commitment(str(draw_id), party, self.share(draw_id, party))
            self.do(commit_share, self.giver(party), draw_id=draw_id, commitment=fitting)
        return draw_id

    def opened(self, draw_id: uuid.UUID, party: Party) -> Receipt:
        return self.do(open_share, self.giver(party), draw_id=draw_id, share=self.share(draw_id, party))

    def drawn(self, **told: Any) -> uuid.UUID:
        draw_id = self.committed(**told)
        for party in Party:
            self.opened(draw_id, party)
        return draw_id

    def row(self, draw_id: uuid.UUID) -> Draw:
        return Draw.objects.get(authority_id=self.county.authority_id, pk=draw_id)
