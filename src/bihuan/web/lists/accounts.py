"""The accounts of an authority as a list: what the address asks for, the roles each holds today, where each works."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from operator import itemgetter

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from bihuan.access.models import Account, Assignment
from bihuan.access.name_order import by_sound
from bihuan.domain.jurisdiction import Actor
from bihuan.organizations.models import Organization


class Asked(forms.Form):
    """What the filter row of the accounts asks for."""

    q = forms.CharField(label=_("Name or sign-in name"), required=False, max_length=60)
    ended = forms.BooleanField(
        label=_("Ended ones too"), required=False, widget=forms.CheckboxInput(attrs={"value": "1"})
    )


def accounts_asked(actor: Actor, asked: QueryDict) -> QuerySet[Account]:
    """Return the accounts that an address asks for; ended ones only where they are asked for, too."""
    rows = Account.objects.filter(authority_id=actor.authority_id)
    wanted = asked.get("q", "").strip()
    if wanted:
        rows = rows.filter(Q(name__icontains=wanted) | Q(login_name__icontains=wanted))
    return rows if asked.get("ended") == "1" else rows.filter(ended_on=None)


def in_order(rows: QuerySet[Account]) -> list[uuid.UUID]:
    """Return the ids of accounts in the order of their names; the rows themselves are read for one page only."""
    found = rows.order_by("id").values_list("id", "name")
    return [account_id for account_id, _name in by_sound(found, itemgetter(1))]


def of_page(account_ids: Sequence[uuid.UUID], actor: Actor) -> list[Account]:
    """Return accounts in the order of their ids here."""
    rows = Account.objects.filter(authority_id=actor.authority_id).in_bulk(list(account_ids))
    return [rows[one] for one in account_ids]


def roles_of(account_ids: list[uuid.UUID], actor: Actor) -> dict[uuid.UUID, list[str]]:
    """Return the roles that accounts hold today."""
    rows = Assignment.objects.filter(authority_id=actor.authority_id, account_id__in=account_ids)
    running = rows.filter(Q(until_on=None) | Q(until_on__gte=actor.today), from_on__lte=actor.today)
    held: dict[uuid.UUID, list[str]] = {}
    for account_id, role in running.order_by("id").values_list("account_id", "role"):
        if role not in held.setdefault(account_id, []):
            held[account_id].append(role)
    return held


def organization_names(actor: Actor) -> dict[uuid.UUID, str]:
    """Return what the organizations are called."""
    rows = Organization.objects.filter(authority_id=actor.authority_id)
    return dict(rows.values_list("id", "name"))
