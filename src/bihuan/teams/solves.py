"""Compositions on their way: scratch that a job works on. The round stays as it is until a deed keeps the outcome."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from bihuan.domain.jurisdiction import Actor
from bihuan.dossiers.models import Round
from bihuan.ledger.door import batch
from bihuan.ledger.models import new_id
from bihuan.teams.apart import ExplainerEnded, SolverEnded, explain_apart, solve_apart
from bihuan.teams.instances import file_of, instance_of
from bihuan.teams.mending import wishes_in
from bihuan.teams.models import BROKEN, CONFLICT, DONE, RUNNING, STOPPED, TEAMS, WAITING, Solve
from bihuan.teams.reading import RoundFile
from bihuan.teams.solutions import Solution
from bihuan.teams.wishes import WishesImpossible, WishUnlawful

if TYPE_CHECKING:
    from bihuan.teams.solving import Manner

KEPT_OF_A_ROUND = 5
NO_MANNER: Mapping[str, Any] = MappingProxyType({})


def begin_solve(
    actor: Actor, at: Round, now: datetime, *, kind: str = TEAMS, manner: Mapping[str, Any] = NO_MANNER
) -> Solve:
    """Put the round down as it is now, to be composed or explained by a job; one of a kind at a time for a round."""
    with batch():
        rows = Solve.objects.filter(authority_id=at.authority_id, round=at, kind=kind)
        running = rows.filter(state__in=(WAITING, RUNNING)).first()
        if running is not None:
            return running
        one = Solve(id=new_id(), authority_id=at.authority_id, round=at, by_name=actor.name)
        one.kind, one.manner = kind, dict(manner)
        one.instance, one.made_at, one.changed_at = instance_of(at).content, now, now
        one.save(force_insert=True)
        old = rows.order_by("-made_at").values_list("pk", flat=True)[KEPT_OF_A_ROUND:]
        Solve.objects.filter(authority_id=at.authority_id, pk__in=list(old)).delete()
        return one


def last_solve(at: Round, kind: str = TEAMS) -> Solve | None:
    """Return the last composition, or the last explanation, that was asked for in a round."""
    rows = Solve.objects.filter(authority_id=at.authority_id, round=at, kind=kind)
    return rows.order_by("-made_at", "-id").first()


def ask_to_stop(one: Solve) -> None:
    """Have the solver stop; the best so far stays."""
    changed(one, asked_to_stop=True)


def mark_kept(one: Solve) -> None:
    """Note that a deed has kept what was found."""
    changed(one, is_kept=True)


def changed(one: Solve, **values: Any) -> None:
    with batch():
        Solve.objects.filter(authority_id=one.authority_id, pk=one.pk).update(**values)


def in_this_process(
    given: RoundFile,
    *,
    manner: Manner,
    seconds: float,
    progress: Callable[[Solution], None],
    stop: Callable[[], bool],
) -> Solution:
    """Solve here: for whoever is no server."""
    from bihuan.teams.solving import solve

    how: dict[str, Any] = {"seconds": seconds, "progress": progress, "stop": stop}
    return solve(given.round, fingerprint=given.fingerprint, manner=manner, **how)


def work(
    authority_id: uuid.UUID,
    solve_id: uuid.UUID,
    *,
    clock: Callable[[], datetime],
    seconds: float,
    run: Callable[..., Solution] | None = None,
) -> None:
    """Compose in a process of its own, noting each better composition; doing it twice begins anew."""
    one = Solve.objects.filter(authority_id=authority_id, pk=solve_id, state__in=(WAITING, RUNNING)).first()
    if one is None:
        return
    changed(one, state=RUNNING, changed_at=clock())

    def note(best: Solution) -> None:
        changed(one, best=best.to_json(), changed_at=clock())

    def is_stopped() -> bool:
        asked = Solve.objects.filter(authority_id=authority_id, pk=solve_id).values_list("asked_to_stop", flat=True)
        return any(asked)

    given = file_of(one.instance, day_of(one))
    if one.kind == CONFLICT:
        explained(one, given, clock=clock, seconds=seconds, stop=is_stopped)
        return
    manner = manner_of(one, given)
    try:
        best = (run or solve_apart)(given, manner=manner, seconds=seconds, progress=note, stop=is_stopped)
        found, state = best.to_json(), STOPPED if is_stopped() else DONE
    except SolverEnded as ended:
        # whoever has not begun knows nothing of the wishes: it is no proposal under them
        found, state = {} if manner.wishes and ended.best.under is None else ended.best.to_json(), BROKEN
    except (WishUnlawful, WishesImpossible) as refused:
        found, state = {"refused": told_refusal(refused)}, BROKEN
    changed(one, best=found, state=state, changed_at=clock())


def told_refusal(refused: WishUnlawful | WishesImpossible) -> dict[str, Any]:
    """Return why no teams keep to what was asked: whom it is about where there is one."""
    if isinstance(refused, WishUnlawful):
        return {"inspector": refused.inspector, "group": refused.group, "reasons": list(refused.reasons)}
    return {}


def explained(
    one: Solve, given: RoundFile, *, clock: Callable[[], datetime], seconds: float, stop: Callable[[], bool]
) -> None:
    """Explain in a process of its own, noting the conflict before the way out of it is found."""

    def note(told: dict[str, Any]) -> None:
        changed(one, best=told, changed_at=clock())

    try:
        told, state = explain_apart(given, seconds=seconds, progress=note, stop=stop), DONE
    except ExplainerEnded as ended:
        told, state = ended.told, BROKEN
    changed(one, best=told, state=STOPPED if stop() else state, changed_at=clock())


def manner_of(one: Solve, given: RoundFile) -> Manner:
    """Return how a composition is asked for."""
    from bihuan.teams.solving import Manner

    wishes = wishes_in(one.manner.get("wishes", {}), given)
    return Manner(bool(one.manner.get("bands")), one.manner.get("seed"), wishes)


def day_of(one: Solve) -> date:
    return one.round.from_on


def give_up_solve(authority_id: uuid.UUID, solve_id: uuid.UUID, *, now: datetime) -> None:
    """Note that nobody works on it any more; what was found so far stays."""
    rows = Solve.objects.filter(authority_id=authority_id, pk=solve_id, state__in=(WAITING, RUNNING))
    rows.update(state=BROKEN, changed_at=now)
