"""Where an inspection of the demo is played: whose, by whom, on which days; deeds are done from here."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from bihuan.desk.performing import offer_named, perform
from bihuan.desk.seeing import seen_now
from bihuan.ledger.door import Receipt
from bihuan.simulate.agenda import Agenda
from bihuan.simulate.cast import Cast, Clock
from bihuan.simulate.stories import Goes, Story
from bihuan.simulate.tree import Made

HEAD, LIAISON, OFFICE, RESIDENT = "unit_head", "unit_liaison", "office", "resident_discipline"
SUPERVISION, LEADER, LEADING_GROUP = "supervision_office", "team_leader", "leading_group"
ORDER = list(Goes)


def days(count: int) -> timedelta:
    return timedelta(days=count)


@dataclass
class Setting:
    """An inspection with everybody who works on it, and the agenda of what happens."""

    inspection_id: uuid.UUID
    unit: Made
    story: Story
    cast: Cast
    logins: dict[str, str]
    clock: Clock
    receiver: Made
    chance: Random
    today: date
    next_head: tuple[date, str] | None = None
    agenda: Agenda = field(default_factory=Agenda)
    confirmed: int = 0  # findings that came out of working papers

    def has_come_to(self, goes: Goes) -> bool:
        return ORDER.index(self.story.goes) >= ORDER.index(goes)

    @property
    def feedback_on(self) -> date:
        return self.today - days(self.story.feedback_before)

    def login_of(self, who: str) -> str:
        """Return who acts in a role today; the head's post may have changed hands."""
        if who == HEAD and self.next_head is not None and self.clock.day >= self.next_head[0]:
            return self.next_head[1]
        return self.logins[who]

    def do(self, who: str, deed: str, target: uuid.UUID | None = None, **told: Any) -> Receipt:
        """Do a deed by name as one of those who work on this dossier."""
        now, key = self.clock.tick()
        actor = self.cast.on(self.login_of(who), self.clock.day)
        target_id = target or self.inspection_id
        told |= seen_now(offer_named(deed), actor.authority_id, target_id)
        return perform(deed, actor=actor, target_id=target_id, told=told, now=now, key=key)

    def then(self, day: date, who: str, deed: str, **told: Any) -> None:
        """Enter a deed on the dossier for a day to come."""
        self.agenda.on(day, lambda: self.do(who, deed, **told))

    def live(self) -> None:
        """Let everything entered happen, day by day."""
        entered, self.agenda = self.agenda, Agenda()
        entered.live(self.clock.at)
