"""What a tip leads to: a working paper of the team, or a clue for who is named for the register."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.clues.actions import register_clue
from bihuan.clues.people import reach_of
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.tips import LEAD, OTHER
from bihuan.dossiers.steps import NoSuchThing
from bihuan.fieldwork.drafting import PaperWords, write_working_paper
from bihuan.ledger.door import batch
from bihuan.mailroom.answering import settle_tip
from bihuan.mailroom.models import TipDoor
from bihuan.mailroom.queries import Card
from bihuan.mailroom.records import Said
from bihuan.web import clock, keys
from bihuan.web.forms import Crumb, attempt, form_page, posted
from bihuan.web.forms.tip import LeadForm, LeadToClueForm
from bihuan.web.requests import SignedRequest
from bihuan.web.screens.deeds import way_to_dossier
from bihuan.web.screens.tips import card_of, reached, unlocked

TITLE_LONGEST = 60


def way_from(request: SignedRequest, door: TipDoor, card: Card, title: str) -> list[Crumb]:
    number = _("Tip %(number)s") % {"number": card.tip.number}
    return [
        *way_to_dossier(reached(request, door.inspection_id)),
        Crumb(_("What the public sent"), reverse("tips", args=[door.inspection_id])),
        Crumb(number, reverse("tip", args=[door.inspection_id, card.tip.id])),
        Crumb(title),
    ]


@unlocked
def tip_paper(request: SignedRequest, door: TipDoor, private: str, tip_id: uuid.UUID) -> HttpResponse:
    """Begin a working paper with what a tip says; the paper tells that the public told it, and nothing of whom."""
    card = card_of(request, door, tip_id, private)
    first = card.messages[0].what
    start = {"title": " ".join(first.split())[:TITLE_LONGEST], "phenomenon": first, "seen": seen_of(card)}
    form = LeadForm(posted(request), initial=start)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        words = PaperWords(
            title=given["title"],
            phenomenon=given["phenomenon"],
            found_on=request.actor.today,
            found_how=_("Told by the public"),
        )
        done = attempt(form, lambda: begin_paper(request, card, private, words, given["seen"]))
        if done is not None:
            messages.success(request, _("The working paper is begun. Complete it there."))
            return redirect("working_paper", paper_id=done.told["working_paper"])
        form.look_again(seen_of(card))
    title = _("Write a working paper from it")
    note = _("The paper is read by more people than the tip: leave out whatever could show who sent it.")
    back = reverse("tip", args=[door.inspection_id, tip_id])
    way = way_from(request, door, card, title)
    return form_page(request, form, title=title, submit=title, back=back, crumbs=way, note=note)


def seen_of(card: Card) -> int:
    return len(card.record.settlements)


def begin_paper(request: SignedRequest, card: Card, private: str, words: PaperWords, seen: int) -> Any:
    """Begin the paper and settle the tip: both or neither."""
    key, now, actor = keys.key_of(request), clock.now(), request.actor
    with batch():
        at = card.tip.inspection_id
        done = write_working_paper(actor=actor, inspection_id=at, words=words, now=now, key=key)
        said = Said({"way": LEAD, "paper": str(done.told["working_paper"])})
        settle(actor, card, said, seen, private=private, now=now, key=key)
        return done


def settle(actor: Actor, card: Card, said: Said, seen: int, *, private: str, now: datetime, key: str) -> None:
    """Settle a tip within the deed that it led to."""
    settle_tip(actor=actor, tip_id=card.tip.id, said=said, seen=seen, password=private, now=now, key=f"{key}-tip")


@unlocked
def tip_clue(request: SignedRequest, door: TipDoor, private: str, tip_id: uuid.UUID) -> HttpResponse:
    """Register a clue with what a tip says; the tip is settled like any other, and nothing tells of the clue."""
    reach = reach_of(request.actor)
    if reach is None or not reach.may_write(str(door.inspection_id)):
        raise NoSuchThing("page", "clues")
    card = card_of(request, door, tip_id, private)
    start = {
        "dossier_id": str(door.inspection_id),
        "source": "petition",
        "summary": "\n\n".join(one.what for one in card.messages),
        "registered_on": request.actor.today,
        "seen": seen_of(card),
    }
    form = LeadToClueForm(posted(request), actor=request.actor, reach=reach, initial=start)
    if request.method == "POST" and form.is_valid():
        new = keys.id_of(request)
        if attempt(form, lambda: begin_clue(request, card, private, form, new)) is not None:
            messages.success(request, _("It is registered."))
            return redirect("clue", clue_id=new)
        form.look_again(seen_of(card))
    title = _("Register a clue from it")
    note = _("The tip will stand as dealt with, like any other; nothing of it tells that there is a clue.")
    back = reverse("tip", args=[door.inspection_id, tip_id])
    way = way_from(request, door, card, title)
    return form_page(request, form, title=title, submit=title, back=back, crumbs=way, note=note)


def begin_clue(request: SignedRequest, card: Card, private: str, form: LeadToClueForm, new: uuid.UUID) -> Any:
    """Register the clue and settle the tip: both or neither."""
    key, now, actor = keys.key_of(request), clock.now(), request.actor
    with batch():
        done = register_clue(actor=actor, clue_id=new, **form.told(), now=now, key=key)
        settle(actor, card, Said({"way": OTHER}), form.cleaned_data["seen"], private=private, now=now, key=key)
        return done
