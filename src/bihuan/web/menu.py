"""The left menu: the entries whose pages exist and may be opened by whoever looks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from bihuan.domain.jurisdiction import Actor
from bihuan.web.permissions import is_for_named, may_open
from bihuan.web.permissions.doors import SUPERVISERS


@dataclass(frozen=True)
class Entry:
    """One line of the menu: the name of its url, its icon (static/vendor/tabler-icons), its words."""

    name: str
    icon: str
    words: object  # a lazy translation


@dataclass(frozen=True)
class Shown:
    """An entry as somebody sees it on a page."""

    entry: Entry
    url: str
    is_here: bool


BY_WHO_ONE_IS = frozenset({"own_rounds"})
BY_A_SEAT = frozenset({"supervision_plans"})  # for whoever supervises anyway, and for the people of a joint team
ENTRIES = (
    Entry("todo", "checklist", _("My to-do")),
    Entry("own_rounds", "user", _("My rounds")),
    Entry("cockpit", "gauge", _("Cockpit")),
    Entry("findings", "list-details", _("Findings")),
    Entry("dossiers", "folders", _("Dossiers")),
    Entry("planning", "calendar", _("Plans")),
    Entry("field_guides", "checklist", _("Guides and methods")),
    Entry("pool", "users", _("Pool")),
    Entry("clues", "shield-check", _("Clues")),
    Entry("asked_of_us", "clipboard-check", _("Asked of us")),
    Entry("announced", "users", _("Inspection team")),
    Entry("coverage", "flag", _("Coverage")),
    Entry("filings", "send", _("Filings and records")),
    Entry("evaluations", "clipboard-check", _("Evaluation")),
    Entry("supervision_plans", "calendar", _("Supervision plans")),
    Entry("consequences", "flag", _("Consequences")),
    Entry("errands", "send", _("Papers and answers")),
    Entry("extracts", "send", _("What others get")),
    Entry("draws", "eye", _("Surprise draws")),
    Entry("loans", "download", _("Laptops")),
    Entry("paper_numbers", "file-text", _("Numbers of papers")),
    Entry("organizations", "building", _("Organizations")),
    Entry("accounts", "users", _("Accounts")),
    Entry("clue_people", "users", _("People named for clues")),
    Entry("recent", "clock", _("Recent deeds")),
    Entry("ledger", "history", _("Ledger")),
    Entry("doctor", "shield-check", _("Health of the server")),
    Entry("rules", "book-2", _("Rules")),
)


def menu_for(actor: Actor | None, path: str, *, is_named: bool, own: frozenset[str] = frozenset()) -> Iterator[Shown]:
    """Return the entries an actor may open; `path` is where he is, `is_named` whether the register is open to him.

    `own` are the entries that he has by who he is; somebody else's door to them would open on nothing.
    """
    for entry in ENTRIES:
        if not (is_named if is_for_named(entry.name) else may_open(entry.name, actor)):
            continue
        if entry.name in BY_WHO_ONE_IS and entry.name not in own:
            continue
        if entry.name in BY_A_SEAT - own and actor is not None and not actor.roles & SUPERVISERS:
            continue
        url = url_of(entry.name)
        if url:
            yield Shown(entry, url, path.startswith(url))


@cache
def url_of(name: str) -> str:
    """Return the page of an entry; nothing where this installation has none."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
