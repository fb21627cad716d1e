"""How the C library keeps the server's memory: in one pool for all threads."""

from __future__ import annotations

import ctypes
import sys

MOST_ARENAS = -8  # M_ARENA_MAX of glibc's malloc.h


def keep_in_one_pool() -> None:
    """Let all threads take memory from one pool; to be called before the first of them.

    glibc gives each thread a pool of its own, and what one page has freed in one of them the next page, in another
    thread, cannot use: eight threads kept forty megabytes that nobody needed. They hardly ever wait for the one pool,
    since Python lets one of them run at a time. Elsewhere than on Linux nothing happens.
    """
    if sys.platform != "linux":
        return
    library = ctypes.CDLL(None)
    if hasattr(library, "mallopt"):  # musl has none
        library.mallopt(MOST_ARENAS, 1)
