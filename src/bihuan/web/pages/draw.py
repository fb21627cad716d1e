"""A surprise draw as a page shows it: to its readers with weights and result, to its second body without."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.urls import reverse

from bihuan.domain.draws import Party, read
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.inspection import STEPS
from bihuan.domain.roles import Role
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.steps import NoSuchThing
from bihuan.supervision.draw_files import whole_commitment
from bihuan.supervision.draw_parties import party_of
from bihuan.supervision.drawing import APPOINTERS, DRAW_READERS, reads, shares_of, state_of
from bihuan.supervision.models import Check, Draw, DrawnDossier, DrawReader, DrawShare
from bihuan.supervision.re_checks import checks_that_answer

RE_CHECKERS = STEPS["record_check"].roles & {Role.OFFICE, Role.SUPERVISION_OFFICE}


@dataclass(frozen=True)
class Line:
    """One draw of the list: what everybody may know of it."""

    row: Draw
    state: str
    commitment: str
    shares: dict[str, DrawShare]


@dataclass(frozen=True)
class Weighed:
    """One candidate: its name, its weight, its chance to be drawn first, of what the weight is made."""

    name: str
    weight: int
    percent: float
    factors: Sequence[tuple[str, int]]
    url: str


@dataclass(frozen=True)
class Drawn:
    """A dossier that was drawn, and the check that looked at it again."""

    row: DrawnDossier
    check: Check | None
    url: str
    check_url: str


@dataclass(frozen=True)
class Card:
    """A draw for whoever looks."""

    line: Line
    party: Party | None
    is_reader: bool
    may_call_off: bool
    may_appoint: bool
    count: int = 0
    basis: str = ""
    weighed: Sequence[Weighed] = ()
    drawn: Sequence[Drawn] = ()
    readers: Sequence[DrawReader] = field(default_factory=tuple)

    @property
    def gives(self) -> bool:
        """True while the share of whoever looks is to be committed to."""
        return self.party is not None and self.line.state == "arranged" and self.party not in self.line.shares

    @property
    def opens(self) -> bool:
        """True while the share of whoever looks is to be opened."""
        own = self.line.shares.get(self.party or "")
        return self.line.state == "committed" and own is not None and not own.share


def lines_of(authority_id: uuid.UUID) -> list[Line]:
    """Return every draw of an authority, the newest first."""
    rows = Draw.objects.filter(authority_id=authority_id).select_related("second_body").defer("population")
    shares: dict[uuid.UUID, dict[str, DrawShare]] = {}
    for one in DrawShare.objects.filter(authority_id=authority_id):
        shares.setdefault(one.draw_id, {})[one.party] = one
    return [line_of(row, shares.get(row.id, {})) for row in rows.order_by("-number")]


def line_of(row: Draw, shares: dict[str, DrawShare]) -> Line:
    return Line(row, state_of(row, shares), whole_commitment(row, shares), shares)


def draw_seen(actor: Actor, draw_id: uuid.UUID) -> Draw:
    """Return a draw of which somebody is a party or a reader; raise NoSuchThing for everybody else."""
    rows = Draw.objects.filter(authority_id=actor.authority_id, pk=draw_id).select_related("second_body")
    row = rows.first()
    if row is None or not (party_of(actor, row) or reads(actor, row)):
        raise NoSuchThing("draw", draw_id)
    return row


def card_of(actor: Actor, draw_id: uuid.UUID) -> Card:
    """Return a draw as somebody may see it."""
    row = draw_seen(actor, draw_id)
    line, is_reader = line_of(row, shares_of(row)), reads(actor, row)
    waits = line.state in ("arranged", "committed")
    may_call_off, may_appoint = waits and bool(actor.roles & DRAW_READERS), bool(actor.roles & APPOINTERS)
    if not is_reader:
        return Card(line, party_of(actor, row), is_reader, may_call_off, may_appoint)
    population = read(row.population)
    total = sum(one.weight for one in population.candidates)
    reachable = actor.roles & DRAW_READERS
    weighed = [
        Weighed(
            one.name,
            one.weight,
            100 * one.weight / total,
            list(one.factors.items()),
            reverse("dossier", args=[one.id]) if reachable else "",
        )
        for one in sorted(population.candidates, key=lambda one: (-one.weight, one.name))
    ]
    drawn_ones = drawn_rows(row)
    checks = checks_that_answer(row, drawn_ones)
    drawn = [drawn_of(actor, one, checks.get(one.dossier_id)) for one in drawn_ones]
    readers = DrawReader.objects.filter(authority_id=actor.authority_id, draw=row).select_related("account")
    return Card(
        line,
        party_of(actor, row),
        is_reader,
        may_call_off,
        may_appoint,
        population.count,
        population.basis,
        weighed,
        drawn,
        list(readers.order_by("id")),
    )


def drawn_rows(row: Draw) -> list[DrawnDossier]:
    rows = DrawnDossier.objects.filter(authority_id=row.authority_id, draw=row)
    return list(rows.select_related("dossier__round").order_by("place"))


def drawn_of(actor: Actor, one: DrawnDossier, check: Check | None) -> Drawn:
    may = check is None and actor.roles & RE_CHECKERS and one.dossier.stage in STEPS["record_check"].sources
    seen = actor.roles & DRAW_READERS
    url = reverse("dossier", args=[one.dossier_id]) if seen else ""
    return Drawn(one, check, url, check_address(one.dossier) if may else "")


def check_address(inspection: Inspection) -> str:
    """Return where a surprise check of a dossier is entered."""
    return reverse("dossier_do", args=[inspection.id, "record_check"]) + "?kind=surprise"
