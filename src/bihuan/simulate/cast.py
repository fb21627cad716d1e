"""Everybody who takes part: accounts opened and roles granted by deeds, and the actor each of them is on a day."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from bihuan.access import actions as access
from bihuan.access.actors import actor_of, installer
from bihuan.access.models import Account
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.roles import Role
from bihuan.dossiers import people
from bihuan.simulate.vocabulary import person_names

PASSWORD = "qingshi-2026"
FIRST_PASSWORD = f"first-{PASSWORD}"
SHANGHAI = ZoneInfo("Asia/Shanghai")
MORNING = time(9, 0)
WORKING_MINUTES = 480


@dataclass
class Clock:
    """Moves through days; each deed of a day comes a little later than the one before."""

    day: date
    prefix: str
    taken: int = 0
    deeds: int = 0

    def at(self, day: date) -> None:
        if day != self.day:
            self.day, self.taken = day, 0

    def tick(self) -> tuple[datetime, str]:
        """Return the moment and the key of the next deed."""
        self.taken, self.deeds = min(self.taken + 1, WORKING_MINUTES), self.deeds + 1
        moment = datetime.combine(self.day, MORNING, SHANGHAI) + timedelta(minutes=self.taken)
        return moment, f"{self.prefix}-{self.deeds:05}"


@dataclass(frozen=True)
class Person:
    """An account of the demo."""

    account_id: uuid.UUID
    login_name: str
    name: str
    role: Role


@dataclass
class Cast:
    """The accounts by their sign-in name, and the deeds that make them."""

    authority_id: uuid.UUID
    clock: Clock
    names: Iterator[str]
    people: dict[str, Person] = field(default_factory=dict)
    known: dict[str, Actor] = field(default_factory=dict)

    @classmethod
    def gather(cls, authority_id: uuid.UUID, clock: Clock, chance: Random) -> Cast:
        return cls(authority_id, clock, iter(person_names(chance)))

    @property
    def setup(self) -> Actor:
        return installer(self.authority_id, self.clock.day)

    def enrol(self, role: Role, login_name: str = "", *, name: str = "", unit: uuid.UUID | None = None) -> Person:
        """Open an account."""
        login_name = login_name or role.value.replace("_", "-")
        person = Person(uuid.uuid5(self.authority_id, login_name), login_name, name or next(self.names), role)
        now, key = self.clock.tick()
        access.open_account(
            actor=self.setup,
            account_id=person.account_id,
            login_name=login_name,
            name=person.name,
            password=FIRST_PASSWORD,
            organization_id=unit,
            now=now,
            key=key,
        )
        self.people[login_name] = person
        return person

    def grant(self, login_name: str, *, path: str = "", dossier_id: uuid.UUID | None = None) -> None:
        """Give an account its role over a part of the tree or one dossier, from today."""
        person = self.people[login_name]
        now, key = self.clock.tick()
        people.grant(
            actor=self.setup,
            account_id=person.account_id,
            role=person.role,
            path=path,
            dossier_id=dossier_id,
            from_on=self.clock.day,
            until_on=None,
            now=now,
            key=key,
        )
        self.known.pop(login_name, None)

    def choose_password(self, login_name: str) -> None:
        """Let an account choose its own password, so that nobody has to change it in the demo."""
        now, key = self.clock.tick()
        access.change_own_password(actor=self.on(login_name, self.clock.day), password=PASSWORD, now=now, key=key)

    def on(self, login_name: str, day: date) -> Actor:
        """Return somebody as the actor of a day."""
        if login_name not in self.known:
            account = Account.objects.get(pk=self.people[login_name].account_id)
            self.known[login_name] = actor_of(account, day)
        return replace(self.known[login_name], today=day)
