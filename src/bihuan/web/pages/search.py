"""What a search shows: of each kind the rows found, with their words marked and the page where each is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bihuan.access.models import Account
from bihuan.desk.searching import (
    accounts_with,
    first,
    of_dossiers,
    of_findings,
    of_measures,
    of_organizations,
    search,
)
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.marking import Piece, excerpt, marked, places
from bihuan.dossiers.models import Finding, Inspection
from bihuan.organizations.models import Organization
from bihuan.rectification.models import Measure
from bihuan.web.permissions import may_open

OF_EACH = 5  # rows of each kind where all kinds are shown
A_PAGE = 20
MOST_PAGES = 50  # nobody reads on after a thousand rows; more words find less
BEFORE, LENGTH = 24, 110  # characters of an excerpt before the first place, and altogether


@dataclass(frozen=True)
class Hit:
    """One row found: its heading and where it belongs with the words marked, the stretch of text that has them."""

    url: str
    heading: Sequence[Piece]
    place: Sequence[Piece] = ()
    stretch: Sequence[Piece] = ()
    stage_family: str = ""
    stage: str = ""
    is_over: bool = False


@dataclass(frozen=True)
class Kind:
    """A kind of row that is searched: its name in the address, its words, the page that has to be open for it."""

    name: str
    words: Promise
    page: str


@dataclass(frozen=True)
class Group:
    """What was found of one kind: some hits, and whether there are others after or before them."""

    kind: Kind
    hits: Sequence[Hit]
    has_more: bool
    number: int = 1

    @property
    def previous(self) -> int:
        return self.number - 1

    @property
    def next(self) -> int:
        return self.number + 1


KINDS = (
    Kind("dossiers", _("Dossiers"), "dossiers"),
    Kind("organizations", _("Organizations"), "organizations"),
    Kind("accounts", _("Accounts"), "accounts"),
    Kind("findings", _("Findings"), "findings"),
    Kind("measures", _("Measures"), "findings"),
)


def kinds_for(actor: Actor) -> list[Kind]:
    """Return the kinds whose own pages the reader may open."""
    return [kind for kind in KINDS if may_open(kind.page, actor)]


def of_each_kind(actor: Actor, asked: str) -> list[Group]:
    """Return the newest hits of each kind that has any."""
    kinds = kinds_for(actor)
    names = {kind.name for kind in kinds}
    found = search(actor, asked, most=OF_EACH, whole_tree="organizations" in names)
    rows: dict[str, Sequence[Row]] = {
        "findings": found.findings,
        "measures": found.measures,
        "dossiers": found.dossiers,
        "organizations": found.organizations,
        "accounts": list(accounts_with(actor, asked)[: OF_EACH + 1]) if "accounts" in names else (),
    }
    groups = (grouped(kind, rows[kind.name], asked, OF_EACH) for kind in kinds)
    return [group for group in groups if group.hits]


def of_one_kind(actor: Actor, asked: str, kind: Kind, number: int) -> Group:
    """Return one page of the hits of one kind."""
    number = min(max(number, 1), MOST_PAGES)
    end = number * A_PAGE
    rows = ROWS[kind.name](actor, asked, end)[end - A_PAGE :]
    group = grouped(kind, rows, asked, A_PAGE)
    return Group(kind, group.hits, group.has_more and number < MOST_PAGES, number)


Row = Finding | Inspection | Measure | Organization | Account


def grouped(kind: Kind, rows: Sequence[Row], asked: str, most: int) -> Group:
    return Group(kind, [hit(row, asked) for row in rows[:most]], len(rows) > most)


ROWS: Mapping[str, Callable[[Actor, str, int], Sequence[Row]]] = {
    "findings": lambda actor, asked, most: first(of_findings(actor, asked), most),
    "dossiers": lambda actor, asked, most: first(of_dossiers(actor, asked), most),
    "measures": lambda actor, asked, most: first(of_measures(actor, asked), most),
    "organizations": lambda actor, asked, most: first(of_organizations(actor, asked), most),
    "accounts": lambda actor, asked, most: list(accounts_with(actor, asked)[: most + 1]),
}


# --- one row ------------------------------------------------------------------------------------------


def hit(row: Row, asked: str) -> Hit:
    """Return a row found as it is shown."""
    match row:
        case Finding():
            return of_finding(row, asked)
        case Measure():
            return of_measure(row, asked)
        case Inspection():
            return of_dossier(row, asked)
        case Organization():
            return of_organization(row, asked)
        case Account():
            return of_account(row, asked)


def of_finding(row: Finding, asked: str) -> Hit:
    return Hit(
        reverse("finding", args=[row.id]),
        with_marks(f"{row.number} {row.title}", asked),
        with_marks(row.inspection.organization_name, asked),
        stretch_of([row.text], asked),
        "finding_stage",
        row.stage,
    )


def of_measure(row: Measure, asked: str) -> Hit:
    return Hit(
        reverse("finding", args=[row.finding_id]) + "#measures",
        cut_short(f"{row.number} {row.text}", asked),
        [Piece(f"{row.inspection.organization_name} · {row.finding.number} {row.finding.title}", False)],
        stretch_of([row.expected_result, row.progress], asked),
        is_over=row.done_on is not None,
    )


def of_dossier(row: Inspection, asked: str) -> Hit:
    return Hit(
        reverse("dossier", args=[row.id]),
        with_marks(row.organization_name, asked),
        with_marks(f"{row.round.name} · {row.team_name}", asked),
        stage_family="inspection_stage",
        stage=row.stage,
    )


def of_organization(row: Organization, asked: str) -> Hit:
    return Hit(
        reverse("organization", args=[row.id]),
        with_marks(row.name, asked),
        with_marks(" · ".join(filter(None, [row.parent.name if row.parent else "", row.credit_code])), asked),
        stage_family="category",
        stage=row.category,
        is_over=row.until_on is not None,
    )


def of_account(row: Account, asked: str) -> Hit:
    pieces = marked(row.name, any_places(row.name, asked))
    signs_in = marked(row.login_name, any_places(row.login_name, asked))
    return Hit(reverse("account", args=[row.id]), pieces, signs_in, is_over=row.ended_on is not None)


def with_marks(text: str, asked: str) -> list[Piece]:
    return marked(text, places(text, asked))


def cut_short(text: str, asked: str) -> list[Piece]:
    return excerpt(text, places(text, asked), before=BEFORE, length=LENGTH)


def stretch_of(texts: Iterable[str], asked: str) -> list[Piece]:
    """Return the stretch of the first text that has one of the words; nothing where none has."""
    for text in texts:
        spans = places(text, asked)
        if spans:
            return excerpt(text, spans, before=BEFORE, length=LENGTH)
    return []


def any_places(text: str, asked: str) -> list[tuple[int, int]]:
    """Return where the terms stand in a name, be it within a word: accounts are looked up by any part of them."""
    lower = text.lower()
    found = [(at, at + len(term)) for term in asked.lower().split() if (at := lower.find(term)) >= 0]
    kept: list[tuple[int, int]] = []
    for begin, end in sorted(found):
        if not kept or begin >= kept[-1][1]:
            kept.append((begin, end))
    return kept
