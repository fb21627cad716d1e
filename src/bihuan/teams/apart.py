"""A solve in a process of its own: it can be stopped, and when it is killed the best so far is still here."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any

from bihuan.teams.reading import RoundFile
from bihuan.teams.solutions import Solution, nothing_yet
from bihuan.teams.stopping import never
from bihuan.teams.wishes import WishesImpossible, WishUnlawful

if TYPE_CHECKING:
    from bihuan.teams.solving import Manner

BEAT = 0.1  # seconds between two looks whether somebody stopped it


class SolverEnded(Exception):
    """The solver's process ended before it was done; `best` is what it had found, proven by nothing."""

    def __init__(self, code: int | None, best: Solution) -> None:
        self.code, self.best = code, best
        how = f"was killed by signal {-code}" if code is not None and code < 0 else f"ended with code {code}"
        super().__init__(f"the solver {how}; what it had found so far is kept, not proven; run it again")


class ExplainerEnded(Exception):
    """The explaining process ended before it was done; `told` is what it had found."""

    def __init__(self, told: dict[str, Any]) -> None:
        self.told = told
        super().__init__("the explanation was not finished; what was found so far is kept; ask again")


def solve_apart(
    given: RoundFile,
    *,
    manner: Manner | None = None,
    seconds: float | None = None,
    progress: Callable[[Solution], None] = lambda told: None,
    stop: Callable[[], bool] = never,
) -> Solution:
    """Solve in a child process. Stopped or interrupted: the best so far.

    Raise SolverEnded where the child dies, WishUnlawful or WishesImpossible where no teams keep to the wishes.
    """
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    child = context.Process(target=work, args=(there, given, manner, seconds), daemon=True)
    child.start()
    there.close()
    best = nothing_yet(given.round, given.fingerprint)
    try:
        while not stop():
            if not here.poll(BEAT):
                continue
            told = here.recv()
            if told is None:
                return best
            if isinstance(told, WishUnlawful | WishesImpossible):
                raise told
            best = told
            progress(best)
    except EOFError:
        child.join()
        raise SolverEnded(child.exitcode, best) from None
    except KeyboardInterrupt:
        pass
    finally:
        child.kill()
        child.join()
        here.close()
    return best


def explain_apart(
    given: RoundFile,
    *,
    seconds: float,
    progress: Callable[[dict[str, Any]], None] = lambda told: None,
    stop: Callable[[], bool] = never,
) -> dict[str, Any]:
    """Tell in a child process why a round cannot be staffed, and the cheapest way out; what is known when it ends.

    Raise ExplainerEnded where the child dies, or is not done in time.
    """
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    child = context.Process(target=explain, args=(there, given, seconds), daemon=True)
    child.start()
    there.close()
    told: dict[str, Any] = {}
    ends = time.monotonic() + seconds
    try:
        while not stop():
            if time.monotonic() > ends:
                raise ExplainerEnded(told)
            if not here.poll(BEAT):
                continue
            more = here.recv()
            if more is None:
                return told
            told = told | more
            progress(told)
    except EOFError:
        raise ExplainerEnded(told) from None
    finally:
        child.kill()
        child.join()
        here.close()
    return told


def explain(out: Connection, given: RoundFile, seconds: float) -> None:
    """Explain in the child: the conflict first, the way out of it, then None."""
    from bihuan.teams.conflict import conflict_of
    from bihuan.teams.waiving import cheapest_way_out
    from bihuan.teams.words import told_conflict, told_way_out

    conflict = conflict_of(given.round)
    out.send({"possible": conflict is None, "conflict": conflict and told_conflict(conflict)})
    if conflict is not None:
        out.send({"relaxation": told_way_out(cheapest_way_out(given.round, seconds=seconds / 2))})
    out.send(None)


def work(out: Connection, given: RoundFile, manner: Manner | None, seconds: float | None) -> None:
    """Solve in the child: tell each better solution, the last one too, then None."""
    from bihuan.teams.solving import Manner, solve

    asked = manner or Manner()
    try:
        out.send(solve(given.round, fingerprint=given.fingerprint, manner=asked, seconds=seconds, progress=out.send))
    except (WishUnlawful, WishesImpossible) as refused:
        out.send(refused)
    out.send(None)
