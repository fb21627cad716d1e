"""Tips for the team of a dossier: the door with its poster, what was carried in, a tip and its deeds."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.clues.people import reach_of
from bihuan.domain.jurisdiction import roles_on
from bihuan.domain.tips import COURIERS, DOOR_KEEPERS, OPENED_AT, TIP_READERS
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.steps import NoSuchThing
from bihuan.mailroom import answering, carrying
from bihuan.mailroom.doors import PassphraseWrong, close_tip_door, door_for, open_tip_door, private_of
from bihuan.mailroom.models import TipDoor
from bihuan.mailroom.queries import Card, card_read, course_of_tip, doors_of, lines_read, photo_read, tips_of
from bihuan.organizations.models import Authority
from bihuan.papers.posters import Poster, poster_pdf
from bihuan.tips.carrying import WHOLE, PackageUnusable
from bihuan.web import clock, keys
from bihuan.web.forms import Crumb, attempt, deed_page, posted
from bihuan.web.forms.tip import AnswerForm, CarryForm, OpenDoorForm, SettleForm, UnlockForm
from bihuan.web.requests import SignedRequest
from bihuan.web.screens.clues import kept_nowhere
from bihuan.web.screens.deeds import way_to_dossier
from bihuan.web.serving.downloads import download
from bihuan.web.things import Aim, dossier_of
from bihuan.web.tip_keys import drop_key, keep_key, key_held
from bihuan.web.words import word

ROWS_A_PAGE = 50
Screen = Callable[..., HttpResponse]


def reached(request: SignedRequest, inspection_id: uuid.UUID) -> Aim:
    """Return a dossier for its team and the office; there is no such page for anybody else."""
    aim = dossier_of(request.actor, inspection_id)
    if not aim.held & COURIERS:
        raise NoSuchThing("tips", inspection_id)
    return aim


def door_of(request: SignedRequest, inspection_id: uuid.UUID) -> TipDoor | None:
    """Return the latest door of a dossier."""
    doors = doors_of(reached(request, inspection_id).inspection)
    return doors[0] if doors else None


def the_door(request: SignedRequest, inspection_id: uuid.UUID) -> TipDoor:
    """Return the latest door of a dossier; raise NoSuchThing where none was opened."""
    door = door_of(request, inspection_id)
    if door is None:
        raise NoSuchThing("door", inspection_id)
    return door


@kept_nowhere
def tips(request: SignedRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """Show the door of a dossier, and, for who has unlocked it, what came through it."""
    aim, door = reached(request, inspection_id), door_of(request, inspection_id)
    return tips_page(request, aim, door)


def tips_page(
    request: SignedRequest,
    aim: Aim,
    door: TipDoor | None,
    *,
    unlock: forms.Form | None = None,
    carry: forms.Form | None = None,
    refused: list[tuple[str, str]] | None = None,
) -> HttpResponse:
    """Show the page, with a form that came back, or with the boxes that were refused."""
    is_reader = bool(aim.held & TIP_READERS)
    private = key_held(request, door, clock.now()) if door and is_reader else ""
    page = Paginator(tips_of(door), ROWS_A_PAGE).get_page(request.GET.get("page")) if door and private else None
    lines = lines_read(request.actor, door, list(page), private, clock.now()) if door and page is not None else []
    keeps = bool(aim.held & DOOR_KEEPERS)
    is_open = door is not None and door.closed_on is None
    context = {
        "one": aim.inspection,
        "door": door,
        "is_reader": is_reader,
        "is_unlocked": bool(private),
        "lines": lines,
        "page": page,
        "may_open": keeps and not is_open and aim.inspection.stage in OPENED_AT,
        "may_close": keeps and is_open,
        "unlock": unlock or UnlockForm(),
        "carry": carry or CarryForm(),
        "refused": refused or [],
        "crumbs": [*way_to_dossier(aim), Crumb(_("What the public sent"))],
    }
    faulty = any(form is not None and form.errors for form in (unlock, carry))
    return render(request, "web/tips.html", context, status=422 if faulty else 200)


@kept_nowhere
def tip_door_open(request: SignedRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """Open a door."""
    aim = reached(request, inspection_id)
    if not aim.held & DOOR_KEEPERS:
        raise NoSuchThing("tips", inspection_id)
    row = aim.inspection
    start = {"title": row.team_name, "address": last_address(row), "until_on": row.round.until_on}
    form, back = OpenDoorForm(posted(request), initial=start), reverse("tips", args=[inspection_id])

    def told() -> dict[str, Any]:
        return {**form.told(), "inspection_id": inspection_id}

    title = _("Open a door for the public")
    said = _("The door is open. Print the poster, and carry the package to the public host.")
    note = _("The passphrase is kept nowhere. Whoever loses it loses every tip; write it down and lock it away.")
    way = [*way_to_dossier(aim), Crumb(_("What the public sent"), back), Crumb(title)]
    shown = {"title": title, "back": back, "said": said, "note": note}
    return deed_page(request, form, open_tip_door, told, crumbs=way, **shown)


def last_address(row: Inspection) -> str:
    """Return the address that the last door of the house has: the public host is one for all."""
    rows = TipDoor.objects.filter(authority_id=row.authority_id).order_by("-id")
    return rows.values_list("address", flat=True).first() or "https://"


@kept_nowhere
def tip_door_close(request: SignedRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """Close the door."""
    door = the_door(request, inspection_id)
    if request.method == "POST":
        close_tip_door(actor=request.actor, door_id=door.id, now=clock.now(), key=keys.key_of(request))
        messages.success(request, _("The door is closed inside. Carry the package out, so that the page closes, too."))
    return redirect("tips", inspection_id=inspection_id)


@kept_nowhere
def tip_poster(request: SignedRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """Hand out the poster."""
    door = the_door(request, inspection_id)
    unit = door.inspection.organization_name
    name = Authority.objects.get(authority_id=door.authority_id).name
    poster = Poster(name, door.title, unit, door.url, door.until_on, door.notice)
    return download(poster_pdf(poster), "application/pdf", f"{_('Poster')}-{unit}.pdf")


@kept_nowhere
def tip_carry_out(request: SignedRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """Hand out what goes to the public host: the door and all answers, sealed."""
    door = the_door(request, inspection_id)
    if request.method != "POST":
        return redirect("tips", inspection_id=inspection_id)
    now, key = clock.now(), keys.key_of(request)
    carrying.carry_answers_out(actor=request.actor, door_id=door.id, now=now, key=key)
    return download(carrying.package_out(door), "application/zip", f"{door.name}-out.zip")


@kept_nowhere
def tip_unlock(request: SignedRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """Give the key of the door to the browser, for half an hour."""
    aim, door = reached(request, inspection_id), the_door(request, inspection_id)
    door_for(request.actor, door.id)
    form = UnlockForm(posted(request))
    if request.method != "POST" or not form.is_valid():
        return tips_page(request, aim, door, unlock=form)
    try:
        private = private_of(door, form.cleaned_data["passphrase"])
    except PassphraseWrong:
        form.add_error("passphrase", _("This is not the passphrase of the door. Ask whoever opened it."))
        return tips_page(request, aim, door, unlock=form)
    response = redirect("tips", inspection_id=inspection_id)
    keep_key(response, request, door, private, clock.now())
    return response


@kept_nowhere
def tip_lock(request: SignedRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """Take the key out of the browser."""
    response = redirect("tips", inspection_id=inspection_id)
    drop_key(response, the_door(request, inspection_id))
    return response


def unlocked(screen: Screen) -> Screen:
    """Let a page be opened by who holds the key; others are asked for the passphrase first."""

    @wraps(screen)
    def shown(request: HttpRequest, inspection_id: uuid.UUID, *args: Any, **kwargs: Any) -> HttpResponse:
        door = the_door(request, inspection_id)  # type: ignore[arg-type]
        door_for(request.actor, door.id)  # type: ignore[attr-defined]
        private = key_held(request, door, clock.now())
        if not private:
            messages.warning(request, _("The tips are locked. Type the passphrase to go on."))
            return redirect("tips", inspection_id=inspection_id)
        return screen(request, door, private, *args, **kwargs)

    return kept_nowhere(shown)


@unlocked
def tip_carry_in(request: SignedRequest, door: TipDoor, private: str) -> HttpResponse:
    """Take a package in; what is refused in it is told place by place."""
    aim = reached(request, door.inspection_id)
    form = CarryForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return tips_page(request, aim, door, carry=form if request.method == "POST" else None)
    content = form.cleaned_data["package"].read()
    told = {"door_id": door.id, "content": content, "password": private, "now": clock.now()}
    try:
        found = carrying.look_through(door, content, private, request.actor.today)
    except PackageUnusable as error:
        form.add_error("package", package_fault(error, form.cleaned_data["package"].name))
        return tips_page(request, aim, door, carry=form)
    refused = [(place, word("box_fault", code)) for place, code in found.refused]
    key = keys.key_of(request)
    if attempt(form, carrying.carry_tips_in, actor=request.actor, **told, key=key) is None:
        return tips_page(request, aim, door, carry=form, refused=refused)
    said = _("Carried in: %(new)s new, %(there)s had come before.") % {"new": len(found.new), "there": found.there}
    messages.success(request, said)
    if refused:
        return tips_page(request, aim, the_door(request, aim.inspection.id), refused=refused)
    return redirect("tips", inspection_id=aim.inspection.id)


def package_fault(error: PackageUnusable, name: str) -> str:
    """Say what is wrong with a package, where – the whole file by its own name – and what to do."""
    place = name if error.place == WHOLE else error.place
    said = _("%(place)s cannot be used: the file is no package of the public host, or it was cut off or changed.")
    return f"{said % {'place': place}} {_('Pack it anew there and carry that file.')}"


def card_of(request: SignedRequest, door: TipDoor, tip_id: uuid.UUID, private: str) -> Card:
    """Return a tip of this door; the read stands in its stream."""
    card = card_read(request.actor, tip_id, private, clock.now())
    if card.tip.door_id != door.id:
        raise NoSuchThing("tip", tip_id)
    return card


@unlocked
def tip(request: SignedRequest, door: TipDoor, private: str, tip_id: uuid.UUID) -> HttpResponse:
    """Show a tip, and what can be done with it."""
    return tip_page(request, door, card_of(request, door, tip_id, private))


def tip_page(
    request: SignedRequest,
    door: TipDoor,
    card: Card,
    answer: forms.Form | None = None,
    settle: forms.Form | None = None,
) -> HttpResponse:
    aim = reached(request, door.inspection_id)
    reach = reach_of(request.actor)
    number = _("Tip %(number)s") % {"number": card.tip.number}
    context = {
        "one": aim.inspection,
        "door": door,
        "card": card,
        "answers": list(zip(card.record.answers, card.answers, strict=True)),
        "photos": {one.number: range(1, one.photos + 1) for one in card.messages},
        "answer": answer or AnswerForm(),
        "settle": settle or SettleForm(initial={"seen": len(card.record.settlements)}),
        "writes_papers": bool(roles_on(request.actor, aim.inspection.thing) & TIP_READERS),
        "writes_clues": reach is not None and reach.may_write(str(aim.inspection.id)),
        "course": course_of_tip(card.tip),
        "crumbs": [
            *way_to_dossier(aim),
            Crumb(_("What the public sent"), reverse("tips", args=[aim.inspection.id])),
            Crumb(number),
        ],
    }
    faulty = any(form is not None and form.errors for form in (answer, settle))
    return render(request, "web/tip.html", context, status=422 if faulty else 200)


@unlocked
def tip_photo(
    request: SignedRequest, door: TipDoor, private: str, tip_id: uuid.UUID, box: int, place: int
) -> HttpResponse:
    """Show a photo."""
    content = photo_read(request.actor, tip_id, box, place, private, clock.now())
    kind = "image/png" if content.startswith(b"\x89PNG") else "image/jpeg"
    return HttpResponse(content, content_type=kind)


@unlocked
def tip_answer(request: SignedRequest, door: TipDoor, private: str, tip_id: uuid.UUID) -> HttpResponse:
    """Answer a tip."""
    form = AnswerForm(request.POST)
    if request.method == "POST" and form.is_valid():
        told = {"tip_id": tip_id, **form.told(), "password": private, "now": clock.now(), "key": keys.key_of(request)}
        if attempt(form, answering.answer_tip, actor=request.actor, **told) is not None:
            messages.success(request, _("The answer is sealed. Carry the package out, so that the sender can read it."))
            return redirect("tip", inspection_id=door.inspection_id, tip_id=tip_id)
    return tip_page(request, door, card_of(request, door, tip_id, private), answer=form)


@unlocked
def tip_settle(request: SignedRequest, door: TipDoor, private: str, tip_id: uuid.UUID) -> HttpResponse:
    """Say how a tip was dealt with."""
    form = SettleForm(request.POST)
    if request.method == "POST" and form.is_valid():
        told = {"tip_id": tip_id, **form.told(), "password": private, "now": clock.now(), "key": keys.key_of(request)}
        if attempt(form, answering.settle_tip, actor=request.actor, **told) is not None:
            messages.success(request, _("It is entered."))
            return redirect("tips", inspection_id=door.inspection_id)
    card = card_of(request, door, tip_id, private)
    form.look_again(len(card.record.settlements))
    return tip_page(request, door, card, settle=form)
