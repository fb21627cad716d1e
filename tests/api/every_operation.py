"""Every operation that the description of the API promises, tried on what the plays of every deed come to.

Just before a deed is done in a play it is asked about, looked for in its list and done by the API, as whoever does it
and told what it is told there; that is taken back, and the play goes on.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import jsonschema_rs
import pytest
from django.db import transaction
from django.test import Client
from pydantic_core import to_jsonable_python

from bihuan.api import clock, doors
from bihuan.api.deeds import address_of
from bihuan.api.house import OK, api
from bihuan.desk.offers import OFFERS, Offer
from bihuan.desk.performing import perform
from bihuan.desk.supervising import DEEDS
from bihuan.desk.targets import Aim, aim_at
from bihuan.domain.jurisdiction import Actor
from bihuan.ledger.door import Receipt
from bihuan.simulate import setting
from tests import county
from tests.api.callers import body
from tests.county import new_key
from tests.database.every_deed import Play

JSON = "application/json"
# as what answers tell what a deed names; an id is told as the id of its thing
TOLD_AS = {"number": ("number",), "shown": ("fingerprint",), "seen_version": ("version",)}
TOLD_AS |= dict.fromkeys(("seen_report", "seen_draft"), ("number",))
TOLD_AS |= {"guide": ("key",), "point": ("code",), "area": ("code",)}
UNDER_CODES = ("marks", "settled", "reasons", "grounds")  # told under codes instead of names
BY_VERB = {one.act.__qualname__: one for one in DEEDS}
PLACE, OF_ROUTE = re.compile(r"{[\w:]+}"), re.compile(r"<\w+:(\w+)>")


class Description:
    """What `/api/openapi.json` promises: the operations, what each is told and what it answers."""

    def __init__(self) -> None:
        self.whole = json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/"), default=str))
        self.operations: Mapping[str, Any] = {
            f"{method.upper()} {path}": told for path, of in self.whole["paths"].items() for method, told in of.items()
        }

    @property
    def reads(self) -> list[str]:
        """Return the addresses of what can be read of things, deeds and tokens apart."""
        found = [one.removeprefix("GET ") for one in self.operations if one.startswith("GET ")]
        return [one for one in found if "/deeds" not in one and "/tokens" not in one]

    def faults(self, operation: str, sent: Any, answered: Any) -> list[str]:
        """Return where what was sent and answered well is not as it is described."""
        described = self.operations[operation]
        of_sent = self._faults_of(described.get("requestBody", {}).get("content", {}), sent)
        of_answer = self._faults_of(described["responses"][str(OK)].get("content", {}), answered)
        return [f"sent {one}" for one in of_sent] + [f"answered {one}" for one in of_answer]

    def _faults_of(self, content: Mapping[str, Any], value: Any) -> list[str]:
        if JSON not in content:
            return []
        schema = {**content[JSON]["schema"], "components": self.whole["components"]}
        found = jsonschema_rs.validator_for(schema).iter_errors(value)
        return [f"{'/'.join(map(str, fault.instance_path))}: {fault.message}" for fault in found]


@dataclass
class Tried:
    """What was tried: what was answered well, and what each of the others answered last."""

    description: Description = field(default_factory=Description)
    well: set[str] = field(default_factory=set)
    last: dict[str, str] = field(default_factory=dict)
    misdescribed: dict[str, list[str]] = field(default_factory=dict)
    untold: set[str] = field(default_factory=set)  # what deeds had to name though no answer had told it

    def note(self, method: str, answer: Any, sent: Any = None, tells: Callable[[Any], object] | None = None) -> bool:
        """Note an answer, and return whether it is good: one that tells nothing shows nothing."""
        operation = f"{method} /" + OF_ROUTE.sub(r"{\1}", answer.resolver_match.route)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        told = None if answer.streaming else json.loads(content)
        self.last[operation] = f"{answer.status_code} {content.decode(errors='replace')[:2000]}"
        if answer.status_code != OK or not (tells or says_something)(content if answer.streaming else told):
            return False
        self.well.add(operation)
        if faults := self.description.faults(operation, sent, told):
            self.misdescribed.setdefault(operation, faults)
        return True

    @property
    def without_a_good_answer(self) -> Mapping[str, str]:
        """Return each operation that nobody could do, with its last answer."""
        return {one: self.last.get(one, "never tried") for one in self.description.operations if one not in self.well}


def says_something(told: Any) -> bool:
    """True for an answer in which there is anything; one of empty lists has none."""
    lists = [one for one in told.values() if isinstance(one, list)] if isinstance(told, dict) else []
    return any(lists) if lists else bool(told)


# --- deeds, from the plays ---------------------------------------------------------------------------


@contextmanager
def tried_in_plays(tried: Tried, patch: pytest.MonkeyPatch) -> Iterator[None]:
    """Try by the API each deed that is begun inside, until it was answered well."""
    trial = Trial(tried, patch)

    def performed(name: str, **call: Any) -> Receipt:
        trial.of_dossier(OFFERS[name], **call)
        return perform(name, **call)

    for playing in (county, setting):
        patch.setattr(playing, "perform", performed)
    with Play(trial.of_supervision).noted():
        yield


@dataclass
class Trial:
    """Calls of the API as whoever acts in a play, at its instant; what they write is taken back."""

    tried: Tried
    patch: pytest.MonkeyPatch
    done: set[str] = field(default_factory=set)

    def of_dossier(
        self, offer: Offer, *, actor: Actor, target_id: uuid.UUID, told: Any, now: datetime, key: str
    ) -> None:
        """Ask about a deed of a dossier, find it in its list, and do it."""
        if offer.name in self.done:
            return
        address = address_of(offer, target_id)
        with self.as_somebody(actor, now) as client:
            is_open = self.tried.note("GET", client.get(address), tells=lambda verdict: verdict["allowed"])
            listed = client.get(address.rpartition("/")[0])
            self.tried.note("GET", listed, tells=lambda deeds: address in (one["link"] for one in deeds))
            self.look_for(client, offer.name, told, aim_at(actor, offer.target, target_id))
            if self.send(client, address, told) and is_open:
                self.done.add(offer.name)

    def look_for(self, client: Client, deed: str, told: Any, aim: Aim) -> None:
        """Look whether whoever does a deed can read by the API what he has to name."""
        named = set(names_in(to_jsonable_python(told, bytes_mode="base64")))
        if named:
            at = {"inspections": aim.inspection.id, "sites": aim.inspection.id}
            at |= {"findings": aim.finding.id} if aim.finding else {}
            at |= {"working-papers": aim.paper.id} if aim.paper else {}
            answers = [client.get(one) for one in readable(self.tried.description, at)]
            known = {known for answer in answers if answer.status_code == OK for known in leaves_of(body(answer))}
            self.tried.untold |= {f"{deed}: {name}" for name, wanted in named if not wanted & known}

    def of_supervision(self, name: str, call: Mapping[str, Any]) -> None:
        """Do a deed of supervision, told what its verb is told."""
        one = BY_VERB.get(name)
        if one is None:
            return
        told = {key: value for key, value in call.items() if key not in ("actor", "now", "key", one.argument)}
        address = "/api" + PLACE.sub(str(call.get(one.argument)), one.address)
        with self.as_somebody(call["actor"], call["now"]) as client:
            self.send(client, address, told.get("wanted", told))

    @contextmanager
    def as_somebody(self, actor: Actor, now: datetime) -> Iterator[Client]:
        """Give a client that comes in as whoever acts."""
        with self.patch.context() as patch, transaction.atomic():
            patch.setattr(clock, "now", lambda: now)
            patch.setattr(clock, "today", lambda: actor.today)
            patch.setattr(doors.TokenDoor, "authenticate", lambda *_: actor)
            yield Client(headers={"Authorization": "Bearer as-in-the-play"})
            transaction.set_rollback(True)

    def send(self, client: Client, address: str, told: Any) -> bool:
        sent = to_jsonable_python(told, bytes_mode="base64")
        answer = client.post(address, sent, content_type=JSON, headers={"Idempotency-Key": new_key()})
        return self.tried.note("POST", answer, sent)


def readable(description: Description, at: Mapping[str, uuid.UUID]) -> Iterator[str]:
    """Yield what can be read by whoever knows these ids: lists, and what is told of these things."""
    for operation in description.reads:
        of = operation.split("/")[2]
        if not PLACE.search(operation):
            yield operation
        elif of in at:
            yield PLACE.sub(str(at[of]), operation)


def leaves_of(told: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Yield each value that an answer or a form holds, with the name it stands under."""
    if isinstance(told, dict):
        for name, value in told.items():
            yield from leaves_of(value, name)
    elif isinstance(told, list):
        for value in told:
            yield from leaves_of(value, key)
    else:
        yield key, str(told)


def names_in(sent: Any) -> Iterator[tuple[str, frozenset[tuple[str, str]]]]:
    """Yield what a form names of what is there, and as what any answer may have told it."""
    for name in UNDER_CODES:
        told_under = sent.get(name)
        for code in told_under if isinstance(told_under, dict) else ():
            yield name, frozenset((told, code) for told in ("key", "code"))
    for key, value in leaves_of(sent):
        if key in TOLD_AS and value not in ("0", ""):
            yield key, frozenset((name, value) for name in TOLD_AS[key])
        elif key.endswith(("_id", "_ids")) and value != "None":
            yield key, frozenset((name, value) for name in ("id", key))


# --- reading, from list to thing ---------------------------------------------------------------------


def read_through(tried: Tried, client: Client) -> None:
    """Read what is described as a client does who knows nothing else: each list, and each thing that a list names."""
    named: dict[str, set[str]] = {}  # by collection, the ids that its lists tell
    asked: set[str] = set()
    while fresh := set(addresses(tried.description, named)) - asked:
        asked |= fresh
        for address in sorted(fresh):
            answer: Any = client.get(address)
            if tried.note("GET", answer) and not answer.streaming:
                told, last = body(answer), address.split("/")[-1]
                rows = told.get("items", []) if isinstance(told, dict) else told
                known = (row.get("id") or row.get("key") for row in rows)
                named.setdefault(last, set()).update(one for one in known if one)
                named["sites"] = named.get("inspections", set())  # a dossier, as its unit meets it


def addresses(description: Description, named: Mapping[str, set[str]]) -> Iterator[str]:
    for address in [*description.reads, "/api/tokens"]:
        of = address.split("/")[2]
        yield from (PLACE.sub(one, address) for one in (named.get(of, ()) if PLACE.search(address) else [""]))
