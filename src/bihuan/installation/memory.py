"""How the server keeps its memory: in one pool for all threads, and what stays is not looked through for garbage."""

from __future__ import annotations

import ctypes
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

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


@contextmanager
def loading() -> Iterator[None]:
    """Load the program: while it grows nobody looks for garbage, and what it has become is never looked through again.

    To look through everything loaded takes a tenth of a second, which some page or other had to wait now and then.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
