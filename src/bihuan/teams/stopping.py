"""How long a solve may take, and whether somebody stopped it."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import highspy  # the server has to know of the clock, not of the solver: that costs it 30 MB


def never() -> bool:
    return False


class Clock:
    """Seconds from now on, by the clock on the wall; `stop` is asked often and ends everything at once."""

    def __init__(self, seconds: float | None, stop: Callable[[], bool] = never) -> None:
        self.begun, self.cpu_begun = time.monotonic(), time.process_time()
        self.seconds, self.stop = seconds, stop

    @property
    def passed(self) -> float:
        return time.monotonic() - self.begun

    @property
    def left(self) -> float:
        return math.inf if self.seconds is None else max(0.0, self.seconds - self.passed)

    def is_over(self) -> bool:
        return self.left <= 0 or self.stop()

    def limit(self, solver: highspy.Highs) -> None:
        """Let a solver run for what is left; its own clock counts all its runs together."""
        solver.setOptionValue("time_limit", solver.getRunTime() + self.left)
