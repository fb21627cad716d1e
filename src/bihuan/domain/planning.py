"""What an inspection is by form and manner, how levels link up for a round, and what each of these demands.

Two axes combine: the form says what is looked at and how often, the manner by whom and how deep. A round has one form,
any manners, and at most one mode of linkage. Every demand is answered by a fact; all that is missing is told at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bihuan.domain.jurisdiction import is_under
from bihuan.domain.offices import SUPERVISING

LEVELS = ("province", "city", "county")  # from the top down
TOWN, VILLAGE = "town", "village"


class Form(StrEnum):
    """What kind of look it is."""

    ROUTINE = "routine"
    SPECIAL = "special"
    MOBILE = "mobile"
    LOOK_BACK = "look_back"
    SECOND_LOOK_BACK = "second_look_back"


class Manner(StrEnum):
    """By whom and how deep; several may go together."""

    ELEVATED = "elevated"
    CROSS = "cross"
    SECTOR = "sector"
    EXTENDED = "extended"
    SYNCHRONOUS = "synchronous"
    DIRECT = "direct"
    WITH_AUDIT = "with_audit"


class Linkage(StrEnum):
    """How several levels, or several counties, go in together."""

    COUNTERPART = "counterpart"
    RELAY = "relay"
    COORDINATED = "coordinated"
    ELEVATED_CROSS = "elevated_cross"
    ELEVATED_LOOK_BACK = "elevated_look_back"


LOOKS_BACK = frozenset({Form.LOOK_BACK, Form.SECOND_LOOK_BACK})


@dataclass(frozen=True)
class Unmet:
    """Something a plan lacks: a code, and what it is about."""

    code: str
    subject: str = ""


@dataclass(frozen=True)
class Design:
    """A round as it is planned: its kind, and the facts that its kind demands."""

    form: Form = Form.ROUTINE
    manners: frozenset[Manner] = frozenset()
    linkage: Linkage | None = None
    subject: str = ""
    sector: str = ""
    ordered_by: str = ""
    ordered_by_level: str = ""
    order_paper: str = ""
    lenders: tuple[str, ...] = ()
    partner: str = ""
    lead_team: str = ""
    relay_teams: tuple[str, ...] = ()
    audit_body: str = ""


@dataclass(frozen=True)
class Visit:
    """One time that an organization is or was in a round; `rounds_before` counts back from the round in question."""

    form: Form
    rounds_before: int
    is_over: bool = False  # its feedback was given
    same_term: bool = True


@dataclass(frozen=True)
class Candidate:
    """An organization that is to be put into a round."""

    name: str
    category: str
    path: str
    sector: str = ""
    is_alive: bool = True
    visits: tuple[Visit, ...] = ()


# --- what a round demands ---------------------------------------------------------------------------


def is_above(level: str, own: str) -> bool:
    """True where one level stands above another; an unknown one stands nowhere."""
    return level in LEVELS and own in LEVELS and LEVELS.index(level) < LEVELS.index(own)


def _elevated(design: Design, level: str) -> Iterator[str]:
    if not (design.ordered_by.strip() and design.order_paper.strip()):
        yield "elevated.order_missing"
    if not is_above(design.ordered_by_level, level):
        yield "elevated.not_ordered_from_above"


def _cross(design: Design, _level: str) -> Iterator[str]:
    if not design.lenders:
        yield "cross.nobody_from_elsewhere"


def _sector(design: Design, _level: str) -> Iterator[str]:
    if not design.sector.strip():
        yield "sector.not_named"


def _synchronous(design: Design, _level: str) -> Iterator[str]:
    if not design.partner.strip():
        yield "synchronous.partner_missing"


def _with_audit(design: Design, _level: str) -> Iterator[str]:
    if not design.audit_body.strip():
        yield "with_audit.body_missing"


def _nothing(_design: Design, _level: str) -> Iterator[str]:
    yield from ()


def _counterpart(design: Design, _level: str) -> Iterator[str]:
    if not design.sector.strip():
        yield "counterpart.sector_missing"
    if not design.partner.strip():
        yield "counterpart.partner_missing"


def _relay(design: Design, _level: str) -> Iterator[str]:
    if not design.lead_team.strip():
        yield "relay.lead_missing"
    if len(set(design.relay_teams) - {design.lead_team}) <= 1:
        yield "relay.too_few_teams"


def _coordinated(design: Design, _level: str) -> Iterator[str]:
    if not design.partner.strip():
        yield "coordinated.partner_missing"


def _elevated_cross(design: Design, _level: str) -> Iterator[str]:
    if not {Manner.ELEVATED, Manner.CROSS} <= design.manners:
        yield "elevated_cross.manners_missing"


def _elevated_look_back(design: Design, _level: str) -> Iterator[str]:
    if Manner.ELEVATED not in design.manners or design.form not in LOOKS_BACK:
        yield "elevated_look_back.kind_missing"


Demand = Callable[[Design, str], Iterator[str]]
OF_MANNERS: Mapping[Manner, Demand] = {
    Manner.ELEVATED: _elevated,
    Manner.CROSS: _cross,
    Manner.SECTOR: _sector,
    Manner.EXTENDED: _nothing,  # asked when the plan is adopted: somebody below has to be in it
    Manner.SYNCHRONOUS: _synchronous,
    Manner.DIRECT: _nothing,  # asked of each organization: villages only
    Manner.WITH_AUDIT: _with_audit,
}
OF_LINKAGES: Mapping[Linkage, Demand] = {
    Linkage.COUNTERPART: _counterpart,
    Linkage.RELAY: _relay,
    Linkage.COORDINATED: _coordinated,
    Linkage.ELEVATED_CROSS: _elevated_cross,
    Linkage.ELEVATED_LOOK_BACK: _elevated_look_back,
}


def round_demands(design: Design, *, level: str) -> tuple[Unmet, ...]:
    """Return everything that the kind and the linkage of a round demand and that its plan lacks."""
    codes: list[str] = []
    if design.form in (Form.SPECIAL, Form.MOBILE) and not design.subject.strip():
        codes.append("subject.missing")
    for manner in Manner:
        if manner in design.manners:
            codes.extend(OF_MANNERS[manner](design, level))
    if design.linkage is not None:
        codes.extend(OF_LINKAGES[design.linkage](design, level))
    return tuple(Unmet(code) for code in codes)


# --- what an organization demands in a round ----------------------------------------------------------


def place_demands(design: Design, form: Form, one: Candidate, *, least_gap: int) -> tuple[Unmet, ...]:
    """Return what keeps an organization out of a round; `least_gap` rounds lie between a look and its look-back."""
    codes = [*_of_the_organization(design, one), *_of_earlier_visits(form, one.visits, least_gap)]
    return tuple(Unmet(code, one.name) for code in codes)


def _of_the_organization(design: Design, one: Candidate) -> Iterator[str]:
    if not one.is_alive:
        yield "organization.ended"
    if one.category in SUPERVISING:
        yield "organization.supervises"
    if any(visit.rounds_before == 0 for visit in one.visits):
        yield "organization.in_this_round"
    if Manner.DIRECT in design.manners and one.category != VILLAGE:
        yield "direct.not_a_village"
    if Manner.SECTOR in design.manners and design.sector.strip() != one.sector.strip():
        yield "sector.organization_outside"


def _of_earlier_visits(form: Form, visits: Iterable[Visit], least_gap: int) -> Iterator[str]:
    others = [visit for visit in visits if visit.rounds_before != 0]
    if form is Form.ROUTINE and any(v.form is Form.ROUTINE and v.same_term for v in others):
        yield "routine.twice_in_term"
    wanted = {Form.LOOK_BACK: frozenset(Form) - LOOKS_BACK, Form.SECOND_LOOK_BACK: frozenset({Form.LOOK_BACK})}
    if form in wanted:
        earlier = [v for v in others if v.form in wanted[form] and v.rounds_before > 0]
        if not earlier:
            yield "look_back.no_earlier_inspection" if form is Form.LOOK_BACK else "second_look_back.no_look_back"
        elif all(v.rounds_before < least_gap for v in earlier):
            yield "look_back.too_soon"


def adoption_demands(design: Design, placed: Iterable[Candidate], name: str) -> Iterator[Unmet]:
    """Return what a round still lacks when its plan is adopted: extended reaches somebody below somebody in it."""
    paths = [one.path for one in placed]
    reaches = any(one != other and is_under(other, one) for one in paths for other in paths)
    if Manner.EXTENDED in design.manners and not reaches:
        yield Unmet("extended.nobody_below", name)
