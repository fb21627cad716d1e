"""The round as wishes leave it: who may still sit where, who has to, and where those who are pinned could sit."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import numpy as np

from bihuan.domain.eligibility import Seat, exclusions, seat_exclusions
from bihuan.domain.pool import Round
from bihuan.domain.staffing import Certificate
from bihuan.domain.staffing_wishes import Wishes
from bihuan.teams.certificate import bound_of, certificate_of, whole_duals
from bihuan.teams.columns import Problem
from bihuan.teams.eligibility import Eligibility, Ints, eligibility
from bihuan.teams.exact import Choice
from bihuan.teams.relaxation import NoChoice, OutOfTime, Relaxation
from bihuan.teams.stopping import Clock
from bihuan.teams.wishes import WishesImpossible, WishUnlawful

WISH = np.uint16(1 << 15)  # beside the bits of the rules


def refuse_unlawful(given: Round, wishes: Wishes) -> None:
    """Raise WishUnlawful where a wish contradicts another, is about nobody, or asks for what a rule forbids."""
    for one in wishes.contradictions():
        raise WishUnlawful(one.pin.inspector, one.pin.group, one.reasons)
    for pin in wishes.pin:
        reasons = reasons_against(given, pin.inspector, pin.group, pin.seat or Seat.MEMBER)
        if reasons:
            raise WishUnlawful(pin.inspector, pin.group, reasons)
    for name in wishes.drop:
        if name not in given.inspector_by_id:
            raise WishUnlawful(name, "-", ["unknown"])
    for name, group in wishes.forbid:
        if name not in given.inspector_by_id or group not in given.group_by_id:
            raise WishUnlawful(name, group, ["unknown"])


def reasons_against(given: Round, name: str, group: str, seat: Seat) -> list[str]:
    """Return by code why somebody may not have a seat."""
    person, place = given.inspector_by_id.get(name), given.group_by_id.get(group)
    if person is None or place is None:
        return ["unknown"]
    return [rule.value for rule in (*exclusions(person, place, given), *seat_exclusions(person, place, seat, given))]


def eligible_under(given: Round, wishes: Wishes) -> Eligibility:
    """Return who may sit where, and who has to, under lawful wishes."""
    allowed = eligibility(given)
    person = {one.id: number for number, one in enumerate(given.inspectors)}
    group = {one.id: number for number, one in enumerate(given.groups)}
    not_member = np.zeros_like(allowed.local)
    for name in wishes.drop:
        allowed.excluded[person[name]] |= WISH
    for name, where in wishes.forbid:
        allowed.excluded[person[name], group[where]] |= WISH
    for pin in wishes.pin:
        row, at = person[pin.inspector], group[pin.group]
        elsewhere = np.arange(len(given.groups)) != at
        allowed.excluded[row, elsewhere] |= WISH
        if pin.seat is not None:
            not_member[row, at] = pin.seat is not Seat.MEMBER
            allowed.may_lead[row, at] &= pin.seat is Seat.LEADER
            allowed.may_deputise[row, at] &= pin.seat is Seat.DEPUTY
    musts = tuple(person[pin.inspector] for pin in wishes.pin)
    return replace(allowed, not_member=not_member, musts=musts)


def pinned_seats(problem: Problem) -> Ints:
    """Return lawful seats for all who have to sit; raise WishesImpossible where there are none for them together."""
    columns = np.nonzero(np.isin(problem.triples.person, problem.allowed.musts))[0]
    if not problem.allowed.musts:
        return columns
    try:
        answer = Choice(problem, columns).solve(Clock(None), None, lambda found: None)
    except NoChoice:
        raise WishesImpossible from None
    assert answer is not None, "without a limit of time there is an answer"
    return answer.columns


def free_bound(given: Round, fingerprint: str, clock: Clock) -> tuple[int, Certificate]:
    """Return what no composition of a round costs less than, whatever it keeps to, with the certificate for that."""
    problem = Problem(given)
    relaxation = Relaxation(problem, np.zeros(0, dtype=np.int64))
    with suppress(OutOfTime):  # the bound of the duals so far holds, too
        relaxation.solve(clock)
    duals, lazy = relaxation.duals, relaxation.lazy
    return bound_of(problem, whole_duals(problem, duals, lazy), lazy), certificate_of(problem, duals, lazy, fingerprint)
