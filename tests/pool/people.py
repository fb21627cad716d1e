"""A pool in a test county, made through the room's own deeds."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from bihuan.ledger.door import Receipt
from bihuan.teams.inspectors import enter_inspector
from bihuan.teams.models import Inspector
from tests.county import County, new_key

PLAIN: dict[str, Any] = {
    "name": "沈知远",
    "sex": "m",
    "born": "1984-05",
    "ethnicity": "汉族",
    "native_place": "云溪县",
    "party": "中共党员",
    "education": "大学",
    "unit": "云溪县审计局",
    "place": "云溪县",
    "km": 40,
    "post": "副局长",
    "rank": "",
    "level": 2,
    "category": "staff",
    "specialities": ["audit"],
    "may_lead": False,
    "may_deputise": False,
    "cleared": True,
    "key_post": False,
    "hard_to_spare": False,
    "posts_held": "",
    "kin": "",
    "grade": "",
    "appraisal": "",
    "recommended_by": "云溪县委组织部",
    "vouched": "作风过硬",
}


@dataclass
class Pool:
    """The people of a county's pool."""

    county: County

    def do(self, deed: Any, actor: Any = None, **told: Any) -> Receipt:
        done: Receipt = deed(actor=actor or self.county.office, **told, now=self.county.now, key=new_key())
        return done

    def enter(self, account_id: uuid.UUID | None = None, **told: Any) -> uuid.UUID:
        one = uuid.uuid4()
        self.do(enter_inspector, inspector_id=one, values=PLAIN | told, account_id=account_id)
        return one

    def row(self, one: uuid.UUID) -> Inspector:
        return Inspector.objects.get(authority_id=self.county.authority_id, pk=one)
