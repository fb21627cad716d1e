"""How the adopted people of a round stand before they are authorised or announced, gathered anew each time.

A head appointed, a successor named or a dossier opened since the adoption shows here, because the ties are read again.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bihuan.domain.eligibility import Seat
from bihuan.domain.readiness import Ask, Lack, Standing, lacks_of
from bihuan.domain.ties import Exclusion, Subject
from bihuan.dossiers.models import Round
from bihuan.organizations.models import Organization
from bihuan.rules.recusal import asks_on
from bihuan.teams.models import Declaration, Tour
from bihuan.teams.preparation import Preparation
from bihuan.teams.ties import Bonds, bonds_of

TRAINING = "training"


@dataclass(frozen=True)
class Lacking:
    """One tour and one thing that it lacks."""

    tour: Tour
    lack: Lack


class TeamsNotReady(ValueError):
    """Adopted people who still lack something; everything of everybody at once."""

    def __init__(self, lacking: Sequence[Lacking]) -> None:
        self.lacking = tuple(lacking)
        told = ", ".join(dict.fromkeys(one.lack.code for one in self.lacking))
        super().__init__(f"{len(self.lacking)} things are lacking ({told}); the authorisation's page lists them")


def before_authorising(at: Round, tours: Sequence[Tour]) -> list[Lacking]:
    """Return what whoever awaits the authorisation lacks."""
    return lacking(at, [one for one in tours if one.authorisation_id is None], asks_on(at.from_on).authorise)


def before_announcing(at: Round, tours: Sequence[Tour]) -> list[Lacking]:
    """Return what whoever is authorised lacks before he is announced."""
    return lacking(at, [one for one in tours if one.authorisation_id is not None], asks_on(at.from_on).announce)


def refuse_unready(found: Sequence[Lacking]) -> None:
    if found:
        raise TeamsNotReady(found)


def lacking(at: Round, tours: Sequence[Tour], asked: Collection[Ask]) -> list[Lacking]:
    """Return everything that the people of these tours lack of what is asked."""
    bonds = bonds_of(at, [one.inspector for one in tours])
    wanted = {uuid.UUID(key) for one in tours for key in one.organizations}
    rows = Organization.objects.filter(authority_id=at.authority_id, pk__in=wanted)
    organizations = {str(row.id): row for row in rows}
    made = Declaration.objects.filter(authority_id=at.authority_id, round=at)
    declared = set(made.values_list("inspector_id", flat=True))
    trained = trained_for(at)
    found: list[Lacking] = []
    for tour in tours:
        one = tour.inspector
        standing = Standing(
            excluded=tuple(excluded(bonds, tour, [organizations[key] for key in tour.organizations])),
            has_declared=one.id in declared,
            is_vouched=bool(one.vouched or one.vouched_on),
            released_until=one.released_until,
            is_trained=str(one.id) in trained,
            until_on=tour.until_on,
        )
        found += [Lacking(tour, lack) for lack in lacks_of(standing, asked)]
    return found


def excluded(bonds: Bonds, tour: Tour, organizations: Sequence[Organization]) -> list[tuple[str, Exclusion]]:
    """Return why somebody is kept out of what his team inspects; rules for leaders count for leaders and deputies."""
    leads = tour.seat == Seat.LEADER.value
    return [
        (row.name, why)
        for row in organizations
        for why in bonds.exclusions(tour.inspector_id, row)
        if leads or why.rule.subject is not Subject.LEADER
    ]


def trained_for(at: Round, *, without: uuid.UUID | None = None) -> set[str]:
    """Return the ids of those who were at a training before the round, or at another one than that told."""
    rows = Preparation.objects.filter(authority_id=at.authority_id, round=at, kind=TRAINING, withdrawn_on=None)
    if without is not None:
        rows = rows.exclude(pk=without)
    return {one for people in rows.values_list("people", flat=True) for one in people}
