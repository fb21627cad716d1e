"""The bill of a dossier: as it stands, shown, handed over, signed for, looked into."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bihuan.access.actions import NotYours
from bihuan.domain.bills import LOOKERS, RENDERERS, NotInCharge, Waiting, may_hand_over, receivers_from, totals
from bihuan.domain.lifecycle.inspection import CHECKERS
from bihuan.domain.roles import UNIT, Role
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.steps import NoSuchThing
from bihuan.ledger.door import Receipt
from bihuan.supervision import billing
from bihuan.supervision.models import Bill, BillLook
from bihuan.web.forms import Crumb, choices, deed_page, offer_choices, posted
from bihuan.web.requests import SignedRequest
from bihuan.web.things import Aim, dossier_of
from bihuan.web.words import in_brackets


class WordsForm(forms.Form):
    """What is said beside the bill."""

    words = forms.CharField(
        label=gettext_lazy("Explanation"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class HandOverForm(WordsForm):
    """To whom the bill goes."""

    field_order = ("to_role", "words")
    to_role = forms.ChoiceField(label=gettext_lazy("Handed over to"))

    def __init__(self, *args: Any, dossier: Inspection, role: Role, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        office = dossier.supervision_office
        codes = [one.value for one in receivers_from(role, has_office=office is not None)]
        named = {Role.SUPERVISION_OFFICE.value: office.name} if office is not None else {}
        words = choices.terms("role", codes)
        offered = [(code, in_brackets(said, named[code]) if code in named else said) for code, said in words]
        offer_choices(self, "to_role", offered)
        self.initial.setdefault("to_role", codes[0])


class LookForm(forms.Form):
    """What a look into the bill found."""

    agrees = forms.BooleanField(label=gettext_lazy("The bill agrees with what was found"), required=False)
    found = forms.CharField(
        label=gettext_lazy("What was found"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 4})
    )


def dossier_bill(request: SignedRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """Show the bill of a dossier as it stands, the bills that were shown or handed over, the looks into it."""
    aim = dossier_of(request.actor, inspection_id)
    one, items = aim.inspection, billing.items_of(aim.inspection)
    mine: dict[str, Any] = {"authority_id": one.authority_id, "inspection": one}
    bills = Bill.objects.filter(**mine).order_by("-number")
    is_supervisor = bool(aim.held - UNIT)
    if not is_supervisor:
        bills = bills.filter(by_role__in=UNIT)
    is_told = one.stage in billing.BILLED
    stands = billing.standings(one, items)
    charge, giver = billing.in_charge_of(one, request.actor.today), giver_of(aim)
    may_hand = is_told and giver is not None and may_hand_over(giver, charge)
    context = {
        "one": one,
        "items": items,
        "late": [one for one in items if one.is_late(request.actor.today)],
        "sums": totals(items, request.actor.today),
        "bills": [(row, stands.get(row.id, ""), row.to_role in aim.held) for row in bills],
        "looks": BillLook.objects.filter(**mine).order_by("-number") if is_supervisor else (),
        "sees_looks": is_supervisor,
        "may": {
            "render": is_told and bool(aim.held & RENDERERS),
            "hand": may_hand,
            "look": is_told and bool(aim.held & LOOKERS),
        },
        "others_turn": charge.value if is_told and giver is not None and not may_hand else "",
        "crumbs": way(aim),
    }
    return render(request, "web/bill.html", context)


def giver_of(aim: Aim) -> Role | None:
    """Return as whom somebody would hand the bill over; None for whoever never does."""
    return min(aim.held & CHECKERS, default=None)


def way(aim: Aim, *more: Crumb) -> list[Crumb]:
    one = aim.inspection
    first = [Crumb(_("Dossiers"), reverse("dossiers")), Crumb(one.organization_name, reverse("dossier", args=[one.id]))]
    here = Crumb(_("Bill of the dossier"), reverse("dossier_bill", args=[one.id]) if more else "")
    return [*first, here, *more]


def do(
    request: SignedRequest,
    inspection_id: uuid.UUID,
    form: forms.Form,
    deed: Callable[..., Receipt],
    told: Callable[[], Mapping[str, Any]],
    *,
    title: str,
    note: str = "",
) -> HttpResponse:
    """Show a deed's form on a bill, or do it and go back."""
    aim = dossier_of(request.actor, inspection_id)
    back, crumbs = reverse("dossier_bill", args=[inspection_id]), way(aim, Crumb(title))
    return deed_page(request, form, deed, told, title=title, back=back, crumbs=crumbs, note=note)


def bill_render(request: SignedRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """Show the bill as the unit."""
    form, note = WordsForm(posted(request)), _("Whatever is said to be done needs its evidence.")

    def told() -> dict[str, Any]:
        return {"inspection_id": inspection_id, **form.cleaned_data}

    return do(request, inspection_id, form, billing.render_bill, told, title=_("Show the bill"), note=note)


def bill_hand_over(request: SignedRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """Hand the bill over to another body."""
    aim = dossier_of(request.actor, inspection_id)
    giver = giver_of(aim)
    if giver is None:
        raise NotYours("hand_bill_over", CHECKERS)
    charge = billing.in_charge_of(aim.inspection, request.actor.today)
    if not may_hand_over(giver, charge):
        raise NotInCharge(charge.value)
    form = HandOverForm(posted(request), dossier=aim.inspection, role=giver)
    note = _("Every finding goes with it, to the bottom; the other body signs for exactly this.")

    def told() -> dict[str, Any]:
        return {"inspection_id": inspection_id, **form.cleaned_data}

    return do(request, inspection_id, form, billing.hand_bill_over, told, title=_("Hand the bill over"), note=note)


def bill_accept(request: SignedRequest, bill_id: uuid.UUID) -> HttpResponse:
    """Sign for a bill that was handed over."""
    row = Bill.objects.filter(authority_id=request.actor.authority_id, pk=bill_id).first()
    if row is None:
        raise NoSuchThing("bill", bill_id)
    form = forms.Form(posted(request))

    def told() -> dict[str, Any]:
        return {"bill_id": bill_id}

    one = dossier_of(request.actor, row.inspection_id).inspection
    changed = billing.standings(one, billing.items_of(one)).get(row.id) is Waiting.CHANGED
    note = _("What this bill lists has changed since it was handed over: it is signed for once it is handed over anew.")
    title = _("Sign for the bill")
    return do(request, row.inspection_id, form, billing.accept_bill, told, title=title, note=note if changed else "")


def bill_look(request: SignedRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """Look into the bill."""
    form = LookForm(posted(request))

    def told() -> dict[str, Any]:
        return {"inspection_id": inspection_id, **form.cleaned_data}

    return do(request, inspection_id, form, billing.look_bill_up, told, title=_("Look into the bill"))
