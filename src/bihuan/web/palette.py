"""The palette: pages, deeds and records by a few letters of their names – characters, syllables or initials.

It lists nothing that its reader could not open by links: pages by the table of permissions, deeds by the machine's own
tables, records by `sight`. Of every kind of record the newest are held against what was typed, gaps between its letters
allowed; older ones, and findings, are asked of the index of words: by their words, and by initials that stand together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import TypeVar
from urllib.parse import urlencode
from uuid import UUID

from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bihuan.desk.chances import chances_on_finding
from bihuan.desk.sight import inspections_seen
from bihuan.desk.sounding import WITHIN
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.inspection import RUNNING
from bihuan.domain.sounds import Asked, asked_of
from bihuan.dossiers.steps import NoSuchThing
from bihuan.intake.lexicon import load
from bihuan.ledger.pinyin import sounds_of, usual_sounds_of
from bihuan.web.menu import BY_WHO_ONE_IS, ENTRIES, Entry
from bihuan.web.offered import Button, finding_buttons, idle_on_finding
from bihuan.web.pages.dossier import rows_of, standing_of
from bihuan.web.permissions import may_open
from bihuan.web.record_lines import OF_EACH, RECORDS, Line, Named, bare, findings_by_sound, findings_by_words
from bihuan.web.things import dossier_of, finding_of

T = TypeVar("T")
NEWEST = 3_000  # records of one kind that are held against what was typed
LAST = 5  # the rank of what comes behind all names, those that are found by rare readings too


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
PAGE, DEED = _("page"), _("deed")


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
    kinds, left_out = records_named(actor, typed)
    titles, is_all = findings_by_sound(actor, typed)
    if not is_all:
        left_out.append(gettext("Not every finding that may sound so was looked through; type more of it."))
    named = [row[1:] for _line, rows in kinds for row in rows]
    names = {name for names in (*named, *map(names_of, [*commands, *titles])) for name in names}
    asked = asked_of(typed, sounds_of(names), usual_sounds_of(names, load("readings")["also"]))
    found = closest(commands, names_of, asked)
    for line, rows in kinds:
        found += [(rank, line(*row)) for rank, row in closest(rows, itemgetter(slice(1, None)), asked)]
    found += [(WITHIN, line) for line in findings_by_words(actor, typed)]
    # letters sound like many a title by chance: those come last
    within = [line for line in titles if (asked.distance(*line.names) or 0) <= WITHIN]
    found += [(rank + LAST, line) for rank, line in closest(within, names_of, asked)]
    ranked = dict.fromkeys(line for _rank, line in sorted(found, key=itemgetter(0)))
    return Shown(list(ranked), tuple(dict.fromkeys(left_out)))


def records_named(actor: Actor, typed: str) -> tuple[list[tuple[Callable[..., Line], list[Named]]], list[str]]:
    """Return of each kind how a line is made and which records are held against what was typed; and what is said."""
    kinds, left_out = [], []
    for records in RECORDS:
        rows = list(records.newest(actor)[: NEWEST + 1]) if may_open(records.page, actor) else []
        if len(rows) > NEWEST:
            known = set(map(bare, rows))
            rows += dict.fromkeys(row for row in records.older(actor, typed) if bare(row) not in known)
            left_out.append(str(records.said) % {"number": NEWEST})
        kinds.append((records.line, rows))
    return kinds, left_out


def closest(some: Iterable[T], names_of: Callable[[T], Sequence[str]], asked: Asked) -> list[tuple[int, T]]:
    """Return what fits best of one kind by its names, with its rank, the shorter ones first."""
    told = ((asked.rank(*(names := names_of(one))), names, one) for one in some)
    fitting = [(rank, len(names[0]), one) for rank, names, one in told if rank is not None]
    fitting.sort(key=itemgetter(0, 1))
    return [(rank, one) for rank, _length, one in fitting[:OF_EACH]]


def names_of(line: Line) -> Sequence[str]:
    return line.names


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
