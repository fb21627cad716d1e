"""The demo county's clue register: who is named for it, and five clues, each as far as it has come."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache, partial
from typing import Any

from bihuan.clues import actions
from bihuan.clues.people import name_for_clues
from bihuan.clues.records import Words
from bihuan.domain.clues import persons_in
from bihuan.domain.roles import Role
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.rulebooks import pins_of
from bihuan.ledger.door import Receipt
from bihuan.organizations.own_packs import choose_packs, release_pack
from bihuan.rules.documents import read_document
from bihuan.simulate.agenda import Agenda
from bihuan.simulate.founding import County, shown_team
from bihuan.simulate.plans import team_login
from bihuan.simulate.setting import days
from bihuan.simulate.vocabulary import HERE

PACK = "qingshi-clues"
NAMED_BEFORE, NAMED_FOR_ONE_BEFORE = 169, 20
DEEDS: Mapping[str, Callable[..., Receipt]] = {
    "transfer_clue": actions.transfer_clue,
    "receive_clue": actions.receive_clue,
    "answer_clue": actions.answer_clue,
    "state_clue_outcome": actions.state_clue_outcome,
    "close_clue": actions.close_clue,
}


@cache
def told() -> Mapping[str, Any]:
    """Return what the register tells."""
    return {str(key): value for key, value in read_document(HERE / "clues.yaml").content.items()}


def follow_clues(county: County) -> None:
    """Name two people, one for the whole register and one for one dossier, and let each clue go its way."""
    agenda = Agenda()
    agenda.on(county.today - days(NAMED_BEFORE), partial(choose_period, county))
    agenda.on(county.today - days(NAMED_BEFORE), partial(name_the_keeper, county))
    for number, clue in enumerate(told()["clues"]):
        clue_id = uuid.uuid5(county.cast.authority_id, f"clue {number}")
        begun = county.today - days(clue["before"])
        agenda.on(begun, partial(register, county, clue_id, clue))
        for deed in clue["life"]:
            agenda.on(begun + days(deed["after"]), partial(go_on, county, clue_id, clue, deed))
    agenda.on(county.today - days(NAMED_FOR_ONE_BEFORE), partial(name_for_one, county))
    agenda.live(county.clock.at)


def choose_period(county: County) -> None:
    """Let the office choose a pack that says when answers are due: the national one of today sets no period."""
    county.keep(release_pack, text=told()["pack"], reason=told()["released"])
    chosen = [pack_id for pack_id, _sha256 in pins_of(county.cast.authority_id)]
    county.keep(choose_packs, packs=[*chosen, PACK], reason=told()["released"])


def name_the_keeper(county: County) -> None:
    """Open the keeper's account and have the leading group name him for the whole register."""
    login, name = told()["keeper"]["login"], told()["keeper"]["name"]
    county.cast.enrol(Role.OFFICE, login, name=name)
    county.cast.grant(login)
    county.cast.choose_password(login)
    county.shown.append(county.cast.people[login])
    name_somebody(county, login, None, may_write=True)


def name_for_one(county: County) -> None:
    """Name the leader of the team on the sign-in page for the clues of one dossier."""
    dossier_id = dossier_called(county, told()["for_one"])
    if dossier_id is not None:
        name_somebody(county, team_login(shown_team()), dossier_id, may_write=True)


def name_somebody(county: County, login: str, dossier_id: uuid.UUID | None, *, may_write: bool) -> None:
    now, key = county.clock.tick()
    name_for_clues(
        actor=county.cast.on("leading-group", county.clock.day),
        account_id=county.cast.people[login].account_id,
        dossier_id=dossier_id,
        may_write=may_write,
        from_on=county.clock.day,
        until_on=None,
        now=now,
        key=key,
    )


def dossier_called(county: County, unit: str) -> uuid.UUID | None:
    rows = Inspection.objects.filter(authority_id=county.cast.authority_id, organization_name=unit)
    return rows.order_by("id").values_list("id", flat=True).first()


def register(county: County, clue_id: uuid.UUID, clue: Mapping[str, Any]) -> None:
    words = {name: clue[name] for name in ("source", "summary", "evidence", "proposal")}
    words |= {"persons": persons_in(clue["persons"]), "disciplines": tuple(clue["disciplines"])}
    words["registered_on"] = county.clock.day
    do(county, actions.register_clue, clue_id, words, dossier_id=dossier_called(county, clue["unit"]))


def go_on(county: County, clue_id: uuid.UUID, clue: Mapping[str, Any], step: Mapping[str, Any]) -> None:
    do(county, DEEDS[step["deed"]], clue_id, words_of(step["deed"], clue, step, county.clock.day))


def words_of(deed: str, clue: Mapping[str, Any], step: Mapping[str, Any], day: date) -> dict[str, Any]:
    """Return what the form of a deed would tell."""
    if deed == "transfer_clue":
        return {"receiver": step["receiver"], "proposal": clue["proposal"], "transferred_on": day}
    if deed == "receive_clue":
        return {"received_by": step["by"], "received_on": day}
    if deed == "answer_clue":
        return {"handling": step["handling"], "answer": step["answer"], "answered_on": day}
    if deed == "close_clue":
        return {"closing": step["closing"], "closed_on": day}
    return {"code": step["code"], "count": step["count"], "on": day, "remark": step.get("remark", "")}


def do(county: County, verb: Callable[..., Receipt], clue_id: uuid.UUID, words: Mapping[str, Any], **more: Any) -> None:
    now, key = county.clock.tick()
    keeper = county.cast.on(told()["keeper"]["login"], county.clock.day)
    verb(actor=keeper, clue_id=clue_id, told=Words(words), **more, now=now, key=key)
