"""Compositions on their way: scratch that a job works on. The round stays as it is until a deed keeps the outcome."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from bihuan.domain.jurisdiction import Actor
from bihuan.dossiers.models import Round
from bihuan.ledger.door import batch
from bihuan.ledger.models import new_id
from bihuan.teams.apart import SolverEnded, solve_apart
from bihuan.teams.instances import file_of, instance_of
from bihuan.teams.models import BROKEN, DONE, RUNNING, STOPPED, WAITING, Solve
from bihuan.teams.reading import RoundFile
from bihuan.teams.solutions import Solution

KEPT_OF_A_ROUND = 5


def begin_solve(actor: Actor, at: Round, now: datetime) -> Solve:
    """Put the round down as it is now, to be composed by a job; one at a time for a round."""
    with batch():
        rows = Solve.objects.filter(authority_id=at.authority_id, round=at)
        running = rows.filter(state__in=(WAITING, RUNNING)).first()
        if running is not None:
            return running
        one = Solve(id=new_id(), authority_id=at.authority_id, round=at, by_name=actor.name)
        one.instance, one.made_at, one.changed_at = instance_of(at).content, now, now
        one.save(force_insert=True)
        old = rows.order_by("-made_at").values_list("pk", flat=True)[KEPT_OF_A_ROUND:]
        Solve.objects.filter(authority_id=at.authority_id, pk__in=list(old)).delete()
        return one


def last_solve(at: Round) -> Solve | None:
    """Return the last composition that was asked for in a round."""
    return Solve.objects.filter(authority_id=at.authority_id, round=at).order_by("-made_at", "-id").first()


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
    given: RoundFile, *, seconds: float, progress: Callable[[Solution], None], stop: Callable[[], bool]
) -> Solution:
    """Solve here: for whoever is no server."""
    from bihuan.teams.solving import solve

    return solve(given.round, fingerprint=given.fingerprint, seconds=seconds, progress=progress, stop=stop)


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
    try:
        best = (run or solve_apart)(given, seconds=seconds, progress=note, stop=is_stopped)
        state = STOPPED if is_stopped() else DONE
    except SolverEnded as ended:
        best, state = ended.best, BROKEN
    changed(one, best=best.to_json(), state=state, changed_at=clock())


def day_of(one: Solve) -> date:
    return one.round.from_on


def give_up_solve(authority_id: uuid.UUID, solve_id: uuid.UUID, *, now: datetime) -> None:
    """Note that nobody works on it any more; what was found so far stays."""
    rows = Solve.objects.filter(authority_id=authority_id, pk=solve_id, state__in=(WAITING, RUNNING))
    rows.update(state=BROKEN, changed_at=now)
