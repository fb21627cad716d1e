"""The palette: pages, deeds and records by a few letters of their names – characters, syllables or initials.

It lists nothing that its reader could not open by links: pages by the table of permissions, deeds by the machine's own
tables, records by `sight`. Of every kind of record the newest are held against what was typed, gaps between its letters
allowed; older ones, and findings, are asked of the index of words: by their words, and by initials that stand together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bihuan.access.models import Account
from bihuan.desk.chances import chances_on_finding
from bihuan.desk.searching import accounts_with, first, of_dossiers, of_findings, of_organizations
from bihuan.desk.sight import inspections_seen
from bihuan.desk.sounding import WITHIN, heard
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.inspection import RUNNING
from bihuan.domain.sounds import Asked, asked_of
from bihuan.dossiers.models import Finding
from bihuan.dossiers.steps import NoSuchThing
from bihuan.ledger.pinyin import sounds_of
from bihuan.organizations.models import Organization
from bihuan.web.menu import BY_WHO_ONE_IS, ENTRIES, Entry
from bihuan.web.offered import Button, finding_buttons, idle_on_finding
from bihuan.web.pages.dossier import rows_of, standing_of
from bihuan.web.permissions import may_open
from bihuan.web.things import dossier_of, finding_of

OF_EACH = 6  # lines of one kind
NEWEST = 3_000  # records of one kind that are held against what was typed
LAST = 3  # the distance of what ranks behind all names
LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")


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


@dataclass(frozen=True)
class Shortcut:
    """A page that is no entry of the menu: the name of its url, what its address asks for, its words."""

    name: str
    icon: str
    words: Promise
    asked: Mapping[str, str]


SHORTCUTS = (
    Shortcut("reminders", "bell", _("Due soon and overdue"), {}),
    Shortcut("findings", "alert-triangle", _("Overdue findings"), {"lamp": "red"}),
    Shortcut("findings", "clock", _("Findings due soon"), {"lamp": "yellow"}),
    Shortcut("findings", "send", _("Findings whose sign-off was requested"), {"stage": "sign_off_requested"}),
    Shortcut("search", "search", _("Search"), {}),
    Shortcut("round_open", "plus", _("Open a round"), {}),
    Shortcut("rounds", "history", _("Rounds"), {}),
    Shortcut("dossier_open", "plus", _("Open a dossier"), {}),
    Shortcut("organization_add", "plus", _("Add an organization"), {}),
    Shortcut("account_open", "plus", _("Open an account"), {}),
    Shortcut("import_template", "download", _("Template for importing findings"), {}),
    Shortcut("change_password", "key", _("Change password"), {}),
)
PAGE, DEED, DOSSIER = _("page"), _("deed"), _("dossier")
ORGANIZATION, FINDING, ACCOUNT = _("organization"), _("finding"), _("account")


@dataclass(frozen=True)
class Shown:
    """The lines of the palette, and what is said of records that were not looked through like the others."""

    lines: list[Line]
    left_out: tuple[str, ...] = ()


def lines_for(actor: Actor, typed: str, at: str) -> Shown:
    """Return what fits what was typed, the closest first; `at` is the page on which the palette was opened."""
    commands = sorted([*deeds_at(actor, at), *pages(actor)], key=lambda line: line.is_barred)
    if not typed.strip():
        return Shown(commands)
    kinds, left_out = [commands], dict[str, None]()
    for records in RECORDS:
        lines = list(records.newest(actor))
        if len(lines) > NEWEST:
            known = {line.record for line in lines}
            lines += dict.fromkeys(line for line in records.older(actor, typed) if line.record not in known)
            left_out[str(records.said) % {"number": NEWEST}] = None
        kinds.append(lines)
    titles, is_all = findings_by_sound(actor, typed)
    if not is_all:
        left_out[gettext("Not every finding that may sound so was looked through; type more of it.")] = None
    asked = asked_of(typed, sounds_of(name for kind in (*kinds, titles) for line in kind for name in line.names))
    found = [one for kind in kinds for one in closest(kind, asked)]
    found += [(WITHIN, line) for line in findings_by_words(actor, typed)]
    # letters sound like many a title by chance: those come last
    found += [(distance + LAST, line) for distance, line in closest(titles, asked) if distance <= WITHIN]
    lines = list(dict.fromkeys(line for _distance, line in sorted(found, key=lambda one: one[0])))
    return Shown(lines, tuple(left_out))


def closest(lines: Iterable[Line], asked: Asked) -> list[tuple[int, Line]]:
    """Return the lines of one kind that fit best with their distances, the shorter ones first."""
    told = ((asked.distance(*line.names), line) for line in lines)
    fitting = [(distance, line) for distance, line in told if distance is not None]
    return sorted(fitting, key=lambda one: (one[0], len(one[1].words)))[:OF_EACH]


# --- commands -----------------------------------------------------------------------------------------


def pages(actor: Actor) -> Iterator[Line]:
    """Return the pages that the reader may open."""
    entries: list[Entry | Shortcut] = [one for one in ENTRIES if one.name not in BY_WHO_ONE_IS]
    for entry in (*entries, *SHORTCUTS):
        url = url_of(entry) if may_open(entry.name, actor) else ""
        if url:
            yield Line(url, str(entry.words), PAGE, entry.icon)


def url_of(entry: Entry | Shortcut) -> str:
    """Return where an entry leads; nothing where its page does not exist."""
    asked = urlencode(entry.asked) if isinstance(entry, Shortcut) else ""
    try:
        return reverse(entry.name) + (f"?{asked}" if asked else "")
    except NoReverseMatch:
        return ""


def deeds_at(actor: Actor, at: str) -> Iterator[Line]:
    """Return the deeds that fit the reader's roles on the dossier or finding he looks at, or on the only one he has."""
    try:
        told = resolve(at.partition("?")[0].partition("#")[0]).kwargs if at else {}
    except Resolver404:
        told = {}
    try:
        if isinstance(told.get("finding_id"), UUID):
            yield from on_finding(actor, told["finding_id"])
            return
        inspection_id = told.get("inspection_id") or only_dossier(actor)
        if isinstance(inspection_id, UUID):
            yield from on_dossier(actor, inspection_id)
    except NoSuchThing:
        return


def only_dossier(actor: Actor) -> UUID | None:
    """Return the dossier under way of somebody who has to do with one only, such as the inspected unit."""
    rows = inspections_seen(actor).filter(stage__in=RUNNING).order_by()
    found = list(rows.values_list("id", flat=True)[:2])
    return found[0] if len(found) == 1 else None


def on_dossier(actor: Actor, inspection_id: UUID) -> Iterator[Line]:
    aim = dossier_of(actor, inspection_id)
    for button in standing_of(actor, aim, rows_of(actor, aim)).buttons:
        yield deed_line(button, aim.inspection.organization_name)


def on_finding(actor: Actor, finding_id: UUID) -> Iterator[Line]:
    aim = finding_of(actor, finding_id)
    assert aim.finding is not None
    chances = chances_on_finding(actor, aim.finding, aim.inspection)
    for button in finding_buttons(chances, aim.finding.id, idle_on_finding(aim.finding)):
        yield deed_line(button, f"{aim.finding.number} {aim.finding.title}")


def deed_line(button: Button, place: str) -> Line:
    return Line(button.url, button.words, DEED, "pencil", place, is_barred=not button.is_open)


# --- records ------------------------------------------------------------------------------------------


def dossiers(actor: Actor) -> Iterator[Line]:
    rows = inspections_seen(actor).select_related(None).order_by("-id")
    for told in rows.values_list("id", "organization_name", "round__name")[: NEWEST + 1]:
        yield dossier_line(*told)


def older_dossiers(actor: Actor, typed: str) -> Iterator[Line]:
    sought = of_dossiers(actor, typed)
    for row in [*first(sought, OF_EACH - 1), *heard(sought, typed, most=OF_EACH).rows]:
        yield dossier_line(row.id, row.organization_name, row.round.name)


def dossier_line(one: UUID, unit: str, round_name: str) -> Line:
    return Line("dossier", unit, DOSSIER, "folders", round_name, round_name, record=one)


def organizations(actor: Actor) -> Iterator[Line]:
    if not may_open("organizations", actor):
        return
    rows = Organization.objects.filter(authority_id=actor.authority_id).order_by("-id")
    for told in rows.values_list("id", "name")[: NEWEST + 1]:
        yield organization_line(*told)


def older_organizations(actor: Actor, typed: str) -> Iterator[Line]:
    sought = of_organizations(actor, typed)
    for row in [*first(sought, OF_EACH - 1), *heard(sought, typed, most=OF_EACH).rows]:
        yield organization_line(row.id, row.name)


def organization_line(one: UUID, name: str) -> Line:
    return Line("organization", name, ORGANIZATION, "building", record=one)


def accounts(actor: Actor) -> Iterator[Line]:
    if not may_open("accounts", actor):
        return
    rows = Account.objects.filter(authority_id=actor.authority_id, ended_on=None).order_by("-id")
    for told in rows.values_list("id", "name", "login_name")[: NEWEST + 1]:
        yield account_line(*told)


def older_accounts(actor: Actor, typed: str) -> Iterator[Line]:
    for row in accounts_with(actor, typed).filter(ended_on=None)[:OF_EACH]:
        yield account_line(row.id, row.name, row.login_name)


def account_line(one: UUID, name: str, login_name: str) -> Line:
    return Line("account", name, ACCOUNT, "user", login_name, login_name, record=one)


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

    newest: Callable[[Actor], Iterator[Line]]
    older: Callable[[Actor, str], Iterator[Line]]
    said: Promise


BY_WORDS_OR_TOGETHER = _(
    "Abbreviations are looked for among the newest %(number)s records of a kind; "
    "older ones are found by their words, or by initials that stand together."
)
BY_WORDS = _("Accounts older than the newest %(number)s are found by the characters of their names only.")
RECORDS = (
    Records(dossiers, older_dossiers, BY_WORDS_OR_TOGETHER),
    Records(organizations, older_organizations, BY_WORDS_OR_TOGETHER),
    Records(accounts, older_accounts, BY_WORDS),
)
