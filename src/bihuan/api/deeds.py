"""Deeds: what is open, why something is not, and doing it. One address a deed, made from the desk's list."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from ninja import Router
from ninja.params import functions as parts

from bihuan.api import clock
from bihuan.api.doors import actor_from
from bihuan.api.problems import VERDICT_REFUSALS, WRITING_REFUSALS, NotNow
from bihuan.api.shapes import ChanceShape, DoneShape, VerdictShape
from bihuan.desk.chances import Chance, chances_on_finding, chances_on_inspection, chances_on_paper, cut, verdict_for
from bihuan.desk.mending import mending_of, plain_panel
from bihuan.desk.moving import moves_of
from bihuan.desk.offers import OFFERS, Offer, Target
from bihuan.desk.performing import NoSuchDeed, perform
from bihuan.desk.targets import Aim, aim_at
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.machine import Blocker, StepRefused, Verdict
from bihuan.domain.lifecycle.revising import SEEN
from bihuan.ledger.door import Receipt, by_way_of

router = Router()
COLLECTIONS: Mapping[Target, str] = {
    Target.INSPECTION: "inspections",
    Target.FINDING: "findings",
    Target.MEASURE: "measures",
    Target.EVIDENCE: "evidence",
    Target.CHECK: "checks",
    Target.EVALUATION: "evaluations",
    Target.CONSENT: "consents",
    Target.EXEMPTION: "exemptions",
    Target.WORKING_PAPER: "working-papers",
    Target.SITE: "sites",
}
WAY = "api"
Route = Callable[..., Any]


def address_of(offer: Offer, target_id: uuid.UUID) -> str:
    """Return where a deed is asked about and done."""
    return reverse(f"api:{offer.name}", args=[target_id])


def linked(aim: Aim) -> Callable[[Blocker], str]:
    """Return how a blocker of this dossier leads to the deed that mends it."""

    def link_of(blocker: Blocker) -> str:
        mending = mending_of(blocker, aim.inspection)
        return address_of(*mending) if mending else ""

    return link_of


def plain_verdict(actor: Actor, aim: Aim, verdict: Verdict) -> dict[str, Any]:
    """Return a verdict, cut to its reader, with the links that mend it."""
    panel = cut(actor, aim.inspection, verdict)
    return plain_panel(panel, linked(aim), moves_of(aim.inspection, panel.blockers))


def chances_at(actor: Actor, aim: Aim) -> list[Chance]:
    if aim.paper is not None:
        chances = chances_on_paper(actor, aim.paper, aim.inspection)
    elif aim.finding is None:
        chances = chances_on_inspection(actor, aim.inspection)
    else:
        chances = chances_on_finding(actor, aim.finding, aim.inspection)
    return [chance for chance in chances if chance.offer.target is aim.target]


def told_chance(actor: Actor, aim: Aim, chance: Chance) -> dict[str, Any]:
    words = chance.offer.words
    return {
        "deed": chance.offer.name,
        "zh": words.zh,
        "en": words.en,
        "role": chance.role.value,
        "link": address_of(chance.offer, aim.target_id),
        "verdict": plain_verdict(actor, aim, chance.verdict),
    }


def done(receipt: Receipt) -> dict[str, Any]:
    """Return what a deed answers."""
    entry = receipt.entry
    return {
        "entry": {"stream": entry.stream, "number": entry.number, "digest": entry.digest},
        "told": receipt.told,
        "repeated": receipt.repeated,
    }


def asking(offer: Offer) -> Route:
    """Return the route that tells a deed's verdict."""

    def ask(request: HttpRequest, target_id: uuid.UUID) -> Any:
        actor = actor_from(request)
        aim = aim_at(actor, offer.target, target_id)
        return plain_verdict(actor, aim, verdict_for(actor, offer, aim.inspection, aim.thing))

    ask.__doc__ = f"Tell whether the reader may {offer.words.en} now, and what is missing."
    return ask


def doing(offer: Offer) -> Route:
    """Return the route that does a deed; its body is the deed's own form."""

    def do(request: HttpRequest, target_id: uuid.UUID, told: Any, key: str) -> Any:
        actor = actor_from(request)
        aim = aim_at(actor, offer.target, target_id)
        try:
            with by_way_of(WAY):
                receipt = perform(offer.name, actor=actor, target_id=target_id, told=told, now=clock.now(), key=key)
        except StepRefused as error:
            raise NotNow(plain_verdict(actor, aim, error.verdict)) from error
        return done(receipt)

    needed = any(field.is_required() for field in offer.form.model_fields.values())
    default: Any = parts.Body(...) if needed else parts.Body(offer.form())
    header: Any = parts.Header(..., alias="Idempotency-Key")
    do.__annotations__ |= {"told": offer.form, "key": str}
    do.__defaults__ = (default, header)
    do.__doc__ = f"{offer.words.zh} · {offer.words.en}. A repeated key gives the first answer again."
    if offer.name in SEEN:
        do.__doc__ += f" It writes over what stands, so it names {SEEN[offer.name]}: what was read of it."
    return do


def listing(target: Target) -> Route:
    """Return the route that lists the deeds that fit the reader's role and the stage."""

    def deeds(request: HttpRequest, target_id: uuid.UUID) -> Any:
        actor = actor_from(request)
        aim = aim_at(actor, target, target_id)
        return [told_chance(actor, aim, chance) for chance in chances_at(actor, aim)]

    deeds.__doc__ = "List the deeds that fit the reader's role and the stage, each with its verdict."
    return deeds


def unnamed(request: HttpRequest, target_id: uuid.UUID, deed: str) -> Any:
    """Answer for a name that is no deed of this sort of thing."""
    raise NoSuchDeed(deed)


def hang() -> None:
    """Hang one address a deed and method, and the lists."""
    for target, collection in COLLECTIONS.items():
        base = f"/{collection}/{{uuid:target_id}}/deeds"
        router.get(
            base,
            response={200: list[ChanceShape], **VERDICT_REFUSALS},
            url_name=f"{target}_deeds",
            operation_id=f"{target}_deeds",
            tags=["deeds"],
            summary=f"deeds on {collection.replace('-', ' ')}",
        )(listing(target))
        for offer in (offer for offer in OFFERS.values() if offer.target is target):
            hang_one(f"{base}/{offer.name}", offer)
        methods, name = ["GET", "POST"], f"{target}_no_deed"
        router.api_operation(methods, f"{base}/{{deed}}", include_in_schema=False, url_name=name)(unnamed)


def hang_one(address: str, offer: Offer) -> None:
    """Hang one deed: GET tells its verdict, POST does it."""
    summary = offer.words.en
    router.get(
        address,
        response={200: VerdictShape, **VERDICT_REFUSALS},
        operation_id=f"ask_{offer.name}",
        url_name=offer.name,
        tags=["deeds"],
        summary=f"may I {summary}?",
    )(asking(offer))
    router.post(
        address,
        response={200: DoneShape, **WRITING_REFUSALS},
        operation_id=offer.name,
        url_name=offer.name,
        tags=["deeds"],
        summary=summary,
    )(doing(offer))


hang()
