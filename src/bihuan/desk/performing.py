"""Doing a deed by name, from whatever shell it was asked."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from bihuan.desk.forms import Form
from bihuan.desk.offers import OFFERS, Offer
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.revising import SEEN
from bihuan.ledger.door import Receipt


class NoSuchDeed(LookupError):
    """A name that is no deed (404)."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"there is no deed {name}; the deeds are {', '.join(OFFERS)}")


class FormRefused(ValueError):
    """A form that cannot be used: place → what is wrong (422); `empty`: the places where nothing was told."""

    def __init__(self, deed: str, faults: Mapping[str, str], empty: Collection[str] = ()) -> None:
        self.deed, self.faults, self.empty = deed, dict(faults), frozenset(empty)
        told = "; ".join(f"{place}: {fault}" for place, fault in faults.items())
        super().__init__(f"{deed}: {told}; correct it and send it again")


class NotSeen(ValueError):
    """A deed that writes over what stands, by somebody who does not say what he saw of it (428)."""

    def __init__(self, deed: str) -> None:
        self.deed, self.told = deed, SEEN[deed]
        super().__init__(
            f"{deed} writes over what stands, and {self.told} is missing; look at it and state {self.told}"
        )


def offer_named(name: str) -> Offer:
    """Return a deed by name; raise NoSuchDeed."""
    found = OFFERS.get(name)
    if found is None:
        raise NoSuchDeed(name)
    return found


def checked(offer: Offer, told: Mapping[str, Any], form: type[Form] | None = None) -> Form:
    """Return what was told as the deed's form, or another with its fields; raise NotSeen, or FormRefused."""
    try:
        return (form or offer.form).model_validate(dict(told))
    except ValidationError as error:
        if any(fault["type"] == "missing" and fault["loc"] == (SEEN.get(offer.name),) for fault in error.errors()):
            raise NotSeen(offer.name) from error
        found = [(".".join(map(str, fault["loc"])), fault) for fault in error.errors(include_url=False)]
        empty = {place for place, fault in found if fault["type"] == "missing" or fault["input"] in ("", None)}
        raise FormRefused(offer.name, {place: fault["msg"] for place, fault in found}, empty) from error


def perform(
    name: str, *, actor: Actor, target_id: uuid.UUID, told: Mapping[str, Any] | Form, now: datetime, key: str
) -> Receipt:
    """Do one deed; every refusal is the deed's own."""
    offer = offer_named(name)
    form = told if isinstance(told, Form) else checked(offer, told)
    return offer.act(actor=actor, **{offer.argument: target_id}, **form.arguments(), now=now, key=key)
