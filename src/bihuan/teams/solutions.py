"""A solution: the teams, what they cost, how good that is, and the certificate; as a value and as a file."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bihuan.domain.eligibility import Seat
from bihuan.domain.pool import Round
from bihuan.domain.staffing import Certificate, Claim, Under
from bihuan.domain.staffing_cost import Levels, Team, gap_of, total_levels
from bihuan.domain.staffing_wishes import Pin, Wishes
from bihuan.teams.forms import CertificateForm, SolutionForm, WishesForm
from bihuan.teams.reading import RoundUnusable, plain, read_bytes, validated


@dataclass(frozen=True)
class Band:
    """One level of priorities: the value reached, its lower bound, and what it was bound to afterwards."""

    level: str
    value: int
    lower_bound: int
    proven: bool
    most: int


@dataclass(frozen=True)
class Draw:
    """How a published seed decided between equals: the sum of its numbers, and whether no equal has a lesser one."""

    seed: str
    sum: int
    proven: bool


@dataclass(frozen=True)
class Solution:
    """The best teams found, in the order of the round's groups. `proven`: no composition costs less.

    `under`: what these keep to, and how good they are among all that keep to it.
    """

    teams: tuple[Team, ...]
    levels: Levels
    cost: int
    lower_bound: int
    proven: bool
    certificate: Certificate
    seconds: float
    bands: tuple[Band, ...] = ()
    draw: Draw | None = None
    under: Under | None = None

    @property
    def gap(self) -> float | None:
        """By how much the cost may be above the best possible one, as a share of it; None where no bound tells."""
        return 0.0 if self.proven else gap_of(self.cost, self.lower_bound)

    def to_json(self) -> dict[str, Any]:
        """Return the solution as its file says it."""
        return {
            "cost": self.cost,
            "lower_bound": self.lower_bound,
            "proven": self.proven,
            "levels": asdict(self.levels),
            "certificate": told_certificate(self.certificate),
            "groups": [
                {"id": team.group, "leader": team.leader, "deputy": team.deputy, "members": list(team.members)}
                for team in self.teams
            ],
            "seconds": round(self.seconds, 3),
            **({"bands": [asdict(band) for band in self.bands]} if self.bands else {}),
            **({"draw": asdict(self.draw)} if self.draw else {}),
            **({"under": told_under(self.under)} if self.under else {}),
        }


def told_certificate(certificate: Certificate) -> dict[str, Any]:
    return {"instance": certificate.instance, "scale": certificate.scale, "duals": dict(certificate.duals)}


def told_under(under: Under) -> dict[str, Any]:
    """Return what is claimed under wishes as a file says it."""
    return {
        "wishes": told_wishes(under.wishes),
        "lower_bound": under.lower_bound,
        "proven": under.proven,
        "certificate": told_certificate(under.certificate),
    }


def told_wishes(wishes: Wishes) -> dict[str, Any]:
    """Return wishes as a file or a composition says them; nothing where there are none."""
    pins = [[one.inspector, one.group, one.seat.value if one.seat else ""] for one in wishes.pin]
    told = {"drop": list(wishes.drop), "pin": pins, "forbid": [list(one) for one in wishes.forbid]}
    return {name: value for name, value in told.items() if value}


def wishes_of(form: WishesForm) -> Wishes:
    return Wishes(
        drop=tuple(form.drop),
        pin=tuple(Pin(who, group, Seat(seat) if seat else None) for who, group, seat in form.pin),
        forbid=tuple((who, group) for who, group in form.forbid),
    )


def read_wishes(path: Path) -> Wishes:
    """Read wishes from a file; raise RoundUnusable where it does not look like some."""
    return wishes_of(validated(WishesForm, plain(read_bytes(path), path.name), path.name))


def nothing_yet(given: Round, fingerprint: str) -> Solution:
    """Return the solution of somebody who has not begun: nobody sits anywhere, the bound is that of no duals."""
    teams = tuple(Team(group.id) for group in given.groups)
    levels = total_levels(given, teams)
    certificate = Certificate(fingerprint, 1, {})
    return Solution(teams, levels, levels.cost(given.weights), 0, False, certificate, 0.0)


@dataclass(frozen=True)
class SolutionFile:
    """Teams, by the solver or by hand, and what their file claims."""

    teams: tuple[Team, ...]
    claim: Claim


def read_solution(path: Path) -> SolutionFile:
    """Read a solution; raise RoundUnusable where it does not look like one."""
    form = validated(SolutionForm, plain(read_bytes(path), path.name), path.name)
    names = [team.id for team in form.groups]
    for number, name in enumerate(names):
        if name in names[:number]:
            raise RoundUnusable(path.name, f"groups[{number}]", f"{name} stands here twice", "keep one of the two")
    teams = tuple(Team(team.id, team.leader, team.deputy, tuple(team.members)) for team in form.groups)
    return SolutionFile(teams, claim_from(form))


def claim_from(form: SolutionForm) -> Claim:
    levels = Levels(**form.levels.model_dump()) if form.levels else None
    certificate = certificate_from(form.certificate) if form.certificate else None
    under = None
    if form.under is not None:
        told = form.under
        under = Under(wishes_of(told.wishes), told.lower_bound, told.proven, certificate_from(told.certificate))
    return Claim(form.cost, form.lower_bound, form.proven, levels, certificate, under)


def certificate_from(form: CertificateForm) -> Certificate:
    return Certificate(form.instance, form.scale, form.duals)


def as_text(document: object) -> str:
    """Return a document as it stands in a file."""
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
