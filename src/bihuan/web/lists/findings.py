"""The account of findings: what the address asks for, as conditions in the database, cut to the reader's scope."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from operator import itemgetter
from typing import Any

from django.db.models import Case, F, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Concat

from bihuan.access.name_order import by_sound
from bihuan.desk.sight import findings_seen, inspections_seen, reaches_few
from bihuan.domain.deadlines import Lamp, LampThresholds
from bihuan.domain.jurisdiction import PATH_END, Actor
from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.dossiers.models import Finding, Inspection
from bihuan.ledger.prepared import Prepared, Slot, room_for, slots
from bihuan.organizations.models import Organization
from bihuan.rectification.models import Measure
from bihuan.rectification.stalling import stalled
from bihuan.web.lamps import Lamps, Shown

STAGE_IN_LIFE = Case(*(When(stage=stage, then=place) for place, stage in enumerate(FindingStage)), default=0)
OPEN = [FindingStage.RECTIFYING, FindingStage.SIGN_OFF_REQUESTED, FindingStage.LONG_TERM]
SORTS: Mapping[str, tuple[Any, ...]] = {
    "due": (F("due_on").asc(nulls_last=True), "organization_path", "place", "id"),
    "-due": (F("due_on").desc(nulls_last=True), "organization_path", "place", "id"),
    "unit": ("inspection__organization_name", "inspection_id", "place"),
    "-unit": ("-inspection__organization_name", "inspection_id", "place"),
    "number": ("place", "organization_path", "id"),
    "-number": ("-place", "organization_path", "id"),
    "stage": (STAGE_IN_LIFE, "due_on", "id"),
    "-stage": (STAGE_IN_LIFE.desc(), "due_on", "id"),
    "signed": (F("signed_off_on").desc(nulls_last=True), "organization_path", "id"),
    "-signed": (F("signed_off_on").asc(nulls_last=True), "organization_path", "id"),
    "round": ("-inspection__round__from_on", "organization_path", "place", "id"),
    "-round": ("inspection__round__from_on", "organization_path", "place", "id"),
    "category": ("category", "organization_path", "place", "id"),
    "-category": ("-category", "organization_path", "place", "id"),
    "money": ("-recovered_fen", "organization_path", "place", "id"),
    "-money": ("recovered_fen", "organization_path", "place", "id"),
}
# the same orders put so that no index has them: of a few dossiers the rows are looked up first and sorted then
SORTS_OF_FEW: Mapping[str, tuple[Any, ...]] = {
    "due": (Coalesce("due_on", Value(date.max)).asc(), *SORTS["due"][1:]),
    "-due": (Coalesce("due_on", Value(date.min)).desc(), *SORTS["-due"][1:]),
}
PLAIN_SORT = "due"
# the orders that begin with the last; of most columns the first click asks for the first, of these three for the last
DESCENDING = frozenset({"-due", "-unit", "-number", "-stage", "signed", "round", "-category", "money"})


# what the columns show of a finding; the dossiers of a page are read apart, since many rows share one
SHOWN = (
    *("id", "authority_id", "inspection_id", "number", "title", "headings", "category", "person_matter", "stage"),
    *("due_on", "recovered_fen", "signed_off_on", "handed_over_to_id", "taken_over", "hand_over_accepted_on"),
    "sign_off_requested_on",
)


@dataclass(frozen=True)
class Line:
    """One row of the account."""

    row: Finding
    lamp: Shown | None
    measures: tuple[Measure, ...] = ()
    waits: int | None = None  # days since its sign-off was requested, while it waits for it

    @property
    def is_late(self) -> bool:
        return self.lamp is not None and self.lamp.colour is Lamp.RED


def findings_asked(actor: Actor, asked: Mapping[str, Any]) -> QuerySet[Finding]:
    """Return the findings within reach that fit what was asked, in the order asked for."""
    rows = findings_seen(actor).select_related(None).only(*SHOWN)
    for name, condition in CONDITIONS.items():
        if asked.get(name):
            rows = rows.filter(condition(actor, asked[name]))
    sort = asked.get("sort") or PLAIN_SORT
    are_few = asked.get("unit") or asked.get("dossier") or reaches_few(actor, actor.roles)
    orders = SORTS_OF_FEW if are_few and sort in SORTS_OF_FEW else SORTS
    return rows.order_by(*orders.get(sort, SORTS[PLAIN_SORT]))


def has_words(_actor: Actor, words: str) -> Q:
    return Q(title__icontains=words) | Q(number=words) | Q(text__icontains=words)


def of_unit(actor: Actor, asked: str | Slot) -> Q:
    """Return the condition that a finding is of an organization (its id) or one below it, or of such a name."""
    at = actor.authority_id
    if isinstance(asked, str) and not is_id(asked):
        named = Inspection.objects.filter(authority_id=at, organization_name__contains=asked)
        return Q(inspection_id__in=named.values("pk"))
    root = Subquery(Organization.objects.filter(authority_id=at, pk=asked).values("path")[:1])
    below = {"organization_path__gte": root, "organization_path__lt": Concat(root, Value(PATH_END))}
    return Q(inspection_id__in=Inspection.objects.filter(authority_id=at, **below).values("pk"))


def name_of_unit(actor: Actor, organization_id: str) -> str:
    """Return what an organization is called, nothing where there is none of this id."""
    return next(iter(NAMES.ask(authority=actor.authority_id, id=organization_id)), "")


def names_by_id() -> QuerySet[Organization, str]:
    return Organization.objects.filter(authority_id=Slot("authority"), pk=Slot("id")).values_list("name", flat=True)


NAMES = Prepared(names_by_id)


def is_id(asked: str) -> bool:
    """True for an id as addresses have it, False for words."""
    try:
        return str(uuid.UUID(asked)) == asked
    except ValueError:
        return False


def of_stage(_actor: Actor, stage: str) -> Q:
    return Q(stage__in=OPEN) if stage == "open" else Q(stage=stage)


def by_lamp(actor: Actor, colour: str) -> Q:
    """Return the condition that an open finding shows a lamp today; thresholds differ from rules to rules."""
    condition = Q(pk__in=[])
    for bound, ids in rules_in_reach(actor).items():
        if bound is not None:
            condition |= Q(inspection_id__in=ids) & lit(colour, bound, actor.today)
    return condition & Q(stage__in=OPEN)


def rules_in_reach(actor: Actor) -> Mapping[LampThresholds | None, list[Any]]:
    """Return the dossiers within reach that have been fed back, by the thresholds of their lamps."""
    lamps = Lamps(actor.today)
    found: dict[LampThresholds | None, list[Any]] = {}
    rows = inspections_seen(actor).exclude(feedback_on=None)
    for row in rows.select_related(None).only("id", "authority_id", "packs", "feedback_on"):
        found.setdefault(lamps.limits(row), []).append(row.id)
    return found


def lit(colour: str, bound: LampThresholds, today: date) -> Q:
    """Return the days on which a lamp of these thresholds shows a colour."""
    if colour == Lamp.RED:
        return Q(due_on__lt=today)
    yellow = -1 if bound.yellow is None else bound.yellow
    green = yellow if bound.green is None else max(bound.green, yellow)
    if colour == Lamp.YELLOW:
        return Q(due_on__gte=today, due_on__lte=today + timedelta(days=yellow))
    return Q(due_on__gt=today + timedelta(days=yellow), due_on__lte=today + timedelta(days=green), due_on__gte=today)


def is_fed_back(actor: Actor, _asked: bool) -> Q:
    told = Inspection.objects.filter(authority_id=actor.authority_id, feedback_on__isnull=False)
    return Q(inspection_id__in=told.values("pk"))


def has_money(_actor: Actor, _asked: bool) -> Q:
    return Q(recovered_fen__gt=0)


def has_stalled(actor: Actor, _asked: bool) -> Q:
    rows = stalled(Measure.objects.filter(authority_id=actor.authority_id), actor.today)
    return Q(pk__in=rows.values("finding_id"))


ASKED_IN_TIME = Q(signed_off_on__gt=F("last_due_on"), sign_off_requested_on__lte=F("last_due_on"))
SIGNED: Mapping[str, Q] = {
    "on_time": Q(signed_off_on__lte=F("last_due_on")),
    "late": Q(signed_off_on__gt=F("last_due_on")),
    "asked_in_time": ASKED_IN_TIME,
    "no_day": Q(signed_off_on=None) | Q(last_due_on=None),
}


def signed_off(_actor: Actor, asked: str) -> Q:
    """Return the condition that a finding was signed off by the last due day of its measures, or after it, …"""
    return Q(stage=FindingStage.SIGNED_OFF) & SIGNED[asked]


CONDITIONS: Mapping[str, Any] = {
    "q": has_words,
    "unit": of_unit,
    "stage": of_stage,
    "lamp": by_lamp,
    "round": lambda _actor, round_id: Q(inspection__round_id=round_id),
    "dossier": lambda _actor, dossier_id: Q(inspection_id=dossier_id),
    "signed": signed_off,
    "fed_back": is_fed_back,
    "person": lambda _actor, _asked: Q(person_matter=True),
    "taken_over": lambda _actor, _asked: Q(taken_over=True),
    "money": has_money,
    "stalled": has_stalled,
}


def lines(
    actor: Actor, rows: list[Finding], *, with_measures: bool = False, with_receivers: bool = False
) -> list[Line]:
    """Return rows of one page with their dossiers and lamps; measures and receivers where a column shows them."""
    lamps = Lamps(actor.today)
    measures = measures_by_finding(actor, rows) if with_measures else {}
    know_dossiers(actor, rows)
    if with_receivers:
        know_receivers(actor, rows)
    return [line_of(row, lamps, measures.get(row.id, ())) for row in rows]


def line_of(row: Finding, lamps: Lamps, measures: Sequence[Measure] = ()) -> Line:
    """Return a finding with its lamp, none where it is signed off."""
    lamp = lamps.of(row.inspection, row.due_on) if row.stage != FindingStage.SIGNED_OFF else None
    return Line(row, lamp, tuple(measures), waits(row, lamps.today))


def waits(row: Finding, today: date) -> int | None:
    """Return for how many days a finding has waited for the answer to its request; None where it waits for none."""
    if row.stage != FindingStage.SIGN_OFF_REQUESTED or row.sign_off_requested_on is None:
        return None
    return (today - row.sign_off_requested_on).days


def know_dossiers(actor: Actor, rows: list[Finding]) -> None:
    """Put the dossiers of a page in their places: one query."""
    ids = {row.inspection_id for row in rows}
    told = {one.id: one for one in dossiers_asked(room_for(len(ids))).ask(authority=actor.authority_id, id=ids)}
    for row in rows:
        row.inspection = told[row.inspection_id]


@lru_cache
def dossiers_asked(number: int) -> Prepared[Inspection]:
    """Return the question for what the columns show of so many dossiers, and what says which deeds are offered."""
    shown = ("id", "authority_id", "organization_name", "team_name", "packs", "feedback_on", "round__name")
    asked = ("stage", "organization_path", "supervision_path")
    rows = Inspection.objects.filter(authority_id=Slot("authority"), pk__in=slots("id", number))
    return Prepared(lambda: rows.select_related("round").only(*shown, *asked))


def know_receivers(actor: Actor, rows: list[Finding]) -> None:
    """Put the bodies that findings were handed over to in their places: one query, or none."""
    wanted = {row.handed_over_to_id for row in rows if row.handed_over_to_id is not None}
    bodies = Organization.objects.filter(authority_id=actor.authority_id).only("id", "authority_id", "name")
    found = bodies.in_bulk(wanted) if wanted else {}
    for row in rows:
        row.handed_over_to = found[row.handed_over_to_id] if row.handed_over_to_id is not None else None


def measures_by_finding(actor: Actor, rows: list[Finding]) -> Mapping[uuid.UUID, list[Measure]]:
    """Return the measures of findings that were not struck out: one query for a page."""
    at = actor.authority_id
    found: dict[uuid.UUID, list[Measure]] = {}
    own = Measure.objects.filter(authority_id=at, finding_id__in=[row.id for row in rows], removed_on=None)
    for measure in own.only("id", "authority_id", "finding_id", "owner", "department", "done_on").order_by("id"):
        found.setdefault(measure.finding_id, []).append(measure)
    return found


@lru_cache(maxsize=256)
def units_asked(actor: Actor) -> Prepared[Any]:
    """Return the question for the organizations whose dossiers are within somebody's reach."""
    rows = inspections_seen(actor).select_related(None).order_by()
    return Prepared(lambda: rows.values_list("organization_id", "organization_name").distinct())


def units_in_reach(actor: Actor, most: int) -> list[tuple[str, str]] | None:
    """Return the organizations whose dossiers are within reach, by name; None where there are more than `most`."""
    units = {(str(one), name) for one, name in units_asked(actor).ask(most=most + 1)}
    return None if len(units) > most else by_sound(sorted(units), itemgetter(1))
