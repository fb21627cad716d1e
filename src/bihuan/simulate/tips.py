"""The demo county's door for the public: opened, written to by three people, carried in twice, answered."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache, partial
from typing import Any

from bihuan.dossiers.models import Inspection
from bihuan.ledger.door import Receipt
from bihuan.mailroom.answering import answer_tip, settle_tip
from bihuan.mailroom.carrying import carry_answers_out, carry_tips_in
from bihuan.mailroom.doors import open_tip_door, private_of
from bihuan.mailroom.models import Tip, TipDoor
from bihuan.mailroom.records import Said
from bihuan.rules.documents import read_document
from bihuan.simulate.agenda import Agenda
from bihuan.simulate.founding import County, shown_team
from bihuan.simulate.plans import team_login
from bihuan.simulate.setting import days
from bihuan.simulate.vocabulary import HERE
from bihuan.tips.boxes import sealed
from bihuan.tips.carrying import packed

ANSWERED_AFTER = 1


@cache
def told() -> Mapping[str, Any]:
    """Return what the public tells."""
    return {str(key): value for key, value in read_document(HERE / "tips.yaml").content.items()}


def hear_the_public(county: County) -> None:
    """Play the door of one inspection, where the demo has it."""
    rows = Inspection.objects.filter(authority_id=county.cast.authority_id, organization_name=told()["unit"])
    inspection = rows.order_by("-id").first()
    if inspection is None:
        return
    agenda = Agenda()
    agenda.on(county.today - days(told()["opened_before"]), partial(open_door, county, inspection.id))
    for place, before in enumerate(told()["carried"]):
        agenda.on(county.today - days(before), partial(carry_in, county, place))
    first = county.today - days(told()["carried"][0] - ANSWERED_AFTER)
    for number, tip in enumerate(told()["tips"]):
        if "answer" in tip:
            agenda.on(first, partial(answer, county, number, tip))
    agenda.on(first, partial(carry_out, county))
    agenda.live(county.clock.at)


def do(county: County, verb: Callable[..., Receipt], **given: Any) -> None:
    now, key = county.clock.tick()
    verb(actor=county.cast.on(team_login(shown_team()), county.clock.day), **given, now=now, key=key)


def open_door(county: County, inspection_id: uuid.UUID) -> None:
    shown = {name: told()[name] for name in ("title", "address", "notice")}
    passphrase = told()["passphrase"]
    do(county, open_tip_door, inspection_id=inspection_id, **shown, until_on=None, password=passphrase)


def the_door(county: County) -> tuple[TipDoor, str]:
    door = TipDoor.objects.get(authority_id=county.cast.authority_id)
    return door, private_of(door, told()["passphrase"])


def case_of(number: int) -> tuple[str, str]:
    """Return the case and the answers' key of a tip, as a receipt code that nobody has would make them."""
    made = hashlib.sha512(f"demo tip {number}".encode()).hexdigest()
    return made[:32], made[64:]


def carry_in(county: County, place: int) -> None:
    door, private = the_door(county)
    files: dict[str, bytes] = {}
    for number, tip in enumerate(told()["tips"]):
        messages = [tip, tip["more"]] if "more" in tip else [tip]
        for at, message in enumerate(messages, start=1):
            if message["carried"] == place:
                name = f"{door.name}/inbox/{case_of(number)[0]}/{at:03}.box"
                files[name] = box(door, number, message, county.today - days(message["day_before"]))
    do(county, carry_tips_in, door_id=door.id, content=packed(files), password=private)


def box(door: TipDoor, number: int, message: Mapping[str, Any], day: date) -> bytes:
    case, key = case_of(number)
    words = {name: message.get(name, "") for name in ("what", "whom", "name", "contact")}
    return sealed({**words, "photos": [], "case": case, "day": day.isoformat(), "answer_key": key}, door.public)


def answer(county: County, number: int, tip: Mapping[str, Any]) -> None:
    door, private = the_door(county)
    row = Tip.objects.get(authority_id=door.authority_id, door=door, case=case_of(number)[0])
    do(county, answer_tip, tip_id=row.id, said=Said({"text": tip["answer"]}), password=private)
    if "settled" in tip:
        do(county, settle_tip, tip_id=row.id, said=Said({"way": tip["settled"]}), seen=0, password=private)


def carry_out(county: County) -> None:
    do(county, carry_answers_out, door_id=the_door(county)[0].id)
