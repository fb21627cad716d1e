"""How many tips an hour: from one address few, from all together so many that the folder does not fill.

Addresses are counted as hashes under a salt that lives in memory only and is dropped with its counters every hour.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
from collections import Counter
from collections.abc import Callable

HOUR = 3600


class Limits:
    """The counters of one hour."""

    def __init__(self, *, one: int, all_together: int, clock: Callable[[], float]) -> None:
        self.one, self.all_together, self.clock = one, all_together, clock
        self._lock = threading.Lock()
        self._begin(clock())

    def _begin(self, now: float) -> None:
        self._until, self._salt, self._counts, self._all = now + HOUR, secrets.token_bytes(32), Counter[bytes](), 0

    def allows(self, address: str) -> bool:
        """Count one from an address; False where it, or all together, have had theirs this hour."""
        with self._lock:
            now = self.clock()
            if now >= self._until:
                self._begin(now)
            who = hashlib.blake2b(address.encode(), key=self._salt, digest_size=16).digest()
            if self._counts[who] >= self.one or self._all >= self.all_together:
                return False
            self._counts[who] += 1
            self._all += 1
            return True
