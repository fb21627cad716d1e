"""Records as lines of the palette: the newest of each kind by their names, older ones and findings by the index."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bihuan.access.models import Account
from bihuan.desk.searching import accounts_with, first, of_dossiers, of_findings, of_organizations
from bihuan.desk.sight import inspections_seen
from bihuan.desk.sounding import heard
from bihuan.domain.jurisdiction import Actor
from bihuan.dossiers.models import Finding, Inspection
from bihuan.organizations.models import Organization

OF_EACH = 6  # lines of one kind
LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
DOSSIER, ORGANIZATION, FINDING, ACCOUNT = _("dossier"), _("organization"), _("finding"), _("account")
ID = Cast("id", TextField())
# the id of a record as text and its names: of thousands only a few become lines
Named = tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """One line of the palette: what it leads to, of which kind, where it belongs."""

    address: str  # an address; of a record the name of its page, whose address is asked for only where it is shown
    words: str
    kind: Promise
    icon: str
    place: str = ""
    other_name: str = ""
    is_barred: bool = False
    record: UUID | None = None

    @property
    def url(self) -> str:
        return reverse(self.address, args=[self.record]) if self.record else self.address

    @property
    def names(self) -> tuple[str, ...]:
        """Return what is looked through: the words, and another name of the same thing."""
        return (self.words, self.other_name) if self.other_name else (self.words,)


def bare(row: Named) -> str:
    """Return the id of a record as every store writes it."""
    return row[0].replace("-", "")


def dossiers(actor: Actor) -> QuerySet[Inspection, Named]:
    rows = inspections_seen(actor).select_related(None).order_by("-id")
    return rows.values_list(ID, "organization_name", "round__name")


def older_dossiers(actor: Actor, typed: str) -> Iterator[Named]:
    sought = of_dossiers(actor, typed)
    for row in [*first(sought, OF_EACH - 1), *heard(sought, typed, most=OF_EACH).rows]:
        yield row.id.hex, row.organization_name, row.round.name


def dossier_line(one: str, unit: str, round_name: str) -> Line:
    return Line("dossier", unit, DOSSIER, "folders", round_name, round_name, record=UUID(one))


def organizations(actor: Actor) -> QuerySet[Organization, Named]:
    rows = Organization.objects.filter(authority_id=actor.authority_id).order_by("-id")
    return rows.values_list(ID, "name")


def older_organizations(actor: Actor, typed: str) -> Iterator[Named]:
    sought = of_organizations(actor, typed)
    for row in [*first(sought, OF_EACH - 1), *heard(sought, typed, most=OF_EACH).rows]:
        yield row.id.hex, row.name


def organization_line(one: str, name: str) -> Line:
    return Line("organization", name, ORGANIZATION, "building", record=UUID(one))


def accounts(actor: Actor) -> QuerySet[Account, Named]:
    rows = Account.objects.filter(authority_id=actor.authority_id, ended_on=None).order_by("-id")
    return rows.values_list(ID, "name", "login_name")


def older_accounts(actor: Actor, typed: str) -> Iterator[Named]:
    for row in accounts_with(actor, typed).filter(ended_on=None)[:OF_EACH]:
        yield row.id.hex, row.name, row.login_name


def account_line(one: str, name: str, login_name: str) -> Line:
    return Line("account", name, ACCOUNT, "user", login_name, login_name, record=UUID(one))


def findings_by_words(actor: Actor, typed: str) -> Iterator[Line]:
    """Return the newest findings that have the words, out of all."""
    for row in first(of_findings(actor, typed), OF_EACH - 1):
        yield finding_line(row)


def findings_by_sound(actor: Actor, typed: str) -> tuple[list[Line], bool]:
    """Return the newest findings whose titles sound like letters that were typed; and whether all were asked."""
    if not LETTERS & set(typed.lower()):
        return [], True
    found = heard(of_findings(actor, typed), typed, most=OF_EACH)
    return [finding_line(row) for row in found.rows], found.is_all


def finding_line(row: Finding) -> Line:
    unit = row.inspection.organization_name
    return Line("finding", f"{row.number} {row.title}", FINDING, "list-details", unit, record=row.id)


@dataclass(frozen=True)
class Records:
    """A kind of records: its newest, those of the older ones that fit, and what is said where there are older ones."""

    page: str
    newest: Callable[[Actor], QuerySet[Any, Named]]
    older: Callable[[Actor, str], Iterator[Named]]
    line: Callable[..., Line]
    said: Promise


BY_WORDS_OR_TOGETHER = _(
    "Abbreviations are looked for among the newest %(number)s records of a kind; "
    "older ones are found by their words, or by initials that stand together."
)
BY_WORDS = _("Accounts older than the newest %(number)s are found by the characters of their names only.")
RECORDS = (
    Records("dossier", dossiers, older_dossiers, dossier_line, BY_WORDS_OR_TOGETHER),
    Records("organizations", organizations, older_organizations, organization_line, BY_WORDS_OR_TOGETHER),
    Records("accounts", accounts, older_accounts, account_line, BY_WORDS),
)
