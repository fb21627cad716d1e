"""What select boxes offer: organizations as an indented tree, accounts, dossiers, terms of the glossary."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date
from operator import attrgetter
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from bihuan.access.models import Account
from bihuan.access.name_order import by_sound
from bihuan.desk.sight import inspections_seen
from bihuan.domain.glossary import FAMILIES
from bihuan.domain.jurisdiction import Actor
from bihuan.dossiers.models import Round
from bihuan.ledger.prepared import Prepared, Slot
from bihuan.organizations.actions import SEGMENT
from bihuan.organizations.models import Organization
from bihuan.web.words import in_brackets, word

Choice = tuple[str, str]
INDENT = " · "


def all_rounds() -> QuerySet[Round, Any]:
    rows = Round.objects.filter(authority_id=Slot("authority")).exclude(term="").order_by("-from_on", "-number")
    return rows.values_list("id", "name", "term", "ended_on")


ROUNDS = Prepared(all_rounds)


def nothing() -> Choice:
    """Return the line of a select box that chooses nothing, so that nothing is chosen by leaving it as it is."""
    return ("", _("choose"))


def living_organizations(authority_id: uuid.UUID, today: date) -> list[Organization]:
    """Return the organizations that have not ended, as the tree runs."""
    rows = Organization.objects.filter(authority_id=authority_id)
    return list(rows.filter(Q(until_on=None) | Q(until_on__gte=today)).order_by("path"))


def depth_of(organization: Organization) -> int:
    """Return how deep an organization stands in the tree; the top is 0."""
    return len(organization.path) // SEGMENT - 1


def indented(organization: Organization) -> str:
    return INDENT * depth_of(organization) + organization.name


def by_id(organizations: Iterable[Organization]) -> list[Choice]:
    return [(str(row.id), indented(row)) for row in organizations]


def by_path(organizations: Iterable[Organization]) -> list[Choice]:
    return [(row.path, indented(row)) for row in organizations]


def accounts(authority_id: uuid.UUID) -> list[Choice]:
    """Return the accounts that have not ended, by name."""
    rows = Account.objects.filter(authority_id=authority_id, ended_on=None).order_by("login_name")
    return called(by_sound(rows, attrgetter("name")))


def called(rows: Iterable[Account]) -> list[Choice]:
    """Return accounts as a select box offers them, by their name and the one they sign in with."""
    return [(str(row.id), in_brackets(row.name, row.login_name)) for row in rows]


def dossiers(actor: Actor) -> list[Choice]:
    """Return the dossiers within an actor's sight, the newest first."""
    rows = inspections_seen(actor).order_by("-id")
    return [(str(row.id), in_brackets(row.organization_name, row.round.name)) for row in rows]


def rounds(actor: Actor, *, running: bool = False) -> list[Choice]:
    """Return the rounds of the authority, the newest first; of `running` ones those that have not ended."""
    rows = ROUNDS.ask(authority=actor.authority_id)
    return [
        (str(row_id), name if term in name else f"{term} {name}")
        for row_id, name, term, ended_on in rows
        if not running or ended_on is None
    ]


def terms(family: str, codes: Iterable[str] | None = None) -> list[Choice]:
    """Return the codes of a family of the glossary with their words."""
    return [(code, word(family, code)) for code in (FAMILIES[family] if codes is None else codes)]
