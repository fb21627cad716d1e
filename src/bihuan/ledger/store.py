"""The store as it can fail under a deed: no room, not writable, not there. Each is one refusal, told where it happened.

`fault_of` is the only place that reads the errors of disk, SQLite and PostgreSQL; nothing is written when it speaks.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, InterfaceError
from django.utils.translation import gettext_noop

DATABASE, FOLDER = "database", "folder"
NO_ROOM = gettext_noop("the disk is full")
NO_QUOTA = gettext_noop("the disk quota is used up")
READ_ONLY = gettext_noop("the disk is read-only")
NO_RIGHTS = gettext_noop("the rights do not allow writing")
BROKEN = gettext_noop("the disk is full or reports errors")
MAKE_ROOM = gettext_noop("make room on the disk, then repeat: nothing was written")
MAKE_WRITABLE = gettext_noop("make it writable again, then repeat: nothing was written")
CHECK_DISK = gettext_noop("make room on the disk, or have it checked, then repeat: nothing was written")

# errno of the disk → what is wrong, what to do
_OF_DISK = {
    errno.ENOSPC: (NO_ROOM, MAKE_ROOM),
    errno.EDQUOT: (NO_QUOTA, MAKE_ROOM),
    errno.EFBIG: (NO_ROOM, MAKE_ROOM),
    errno.EROFS: (READ_ONLY, MAKE_WRITABLE),
    errno.EIO: (BROKEN, CHECK_DISK),
}
# what SQLite says → errno
_OF_SQLITE = (
    ("database or disk is full", errno.ENOSPC),
    ("readonly database", errno.EROFS),
    ("disk i/o error", errno.EIO),
)
# SQLSTATE of PostgreSQL → errno
_OF_POSTGRES = {"53100": errno.ENOSPC, "25006": errno.EROFS, "58030": errno.EIO}
_GOING = ("57P01", "57P02", "57P03")  # shut down, crashed, cannot connect now
_BUSY = ("database is locked", "database table is locked")


class StoreFull(OSError):
    """The store takes nothing now: what, where, what to do. Nothing was written; it works again by itself (507)."""

    def __init__(self, number: int, place: str, problem: str, remedy: str) -> None:
        super().__init__(number, problem)
        self.place, self.problem, self.remedy = place, problem, remedy

    def __str__(self) -> str:
        return f"{self.place}: {self.problem}; {self.remedy}"


class StoreAway(Exception):
    """The database does not answer, or is busy for too long; nothing was written (503)."""

    problem = "the database does not answer"
    remedy = "repeat in a moment, and where it stays so, tell whoever runs the server"

    def __init__(self, place: str = DATABASE) -> None:
        self.place = place
        super().__init__(f"{place}: {self.problem}; {self.remedy}")


def fault_of(error: BaseException, place: str = DATABASE) -> StoreFull | StoreAway | None:
    """Return what an error says about the store; None where it says nothing about it."""
    if isinstance(error, StoreFull | StoreAway):
        return error
    if isinstance(error, OSError):
        return of_number(error.errno, place)
    if isinstance(error, InterfaceError):
        return StoreAway(place)
    return of_database(error, place) if isinstance(error, DatabaseError) else None


def of_number(number: int | None, place: str) -> StoreFull | None:
    if number is None or number not in _OF_DISK:
        return None
    return StoreFull(number, place, *_OF_DISK[number])


def of_database(error: DatabaseError, place: str) -> StoreFull | StoreAway | None:
    """Read an error of SQLite by its words, of PostgreSQL by its SQLSTATE; no state means no connection."""
    told = str(error).lower()
    for words, number in _OF_SQLITE:
        if words in told:
            return of_number(number, place)
    if any(words in told for words in _BUSY):
        return StoreAway(place)
    cause = error.__cause__
    if not type(cause).__module__.startswith("psycopg"):
        return StoreAway(place) if "unable to open database file" in told else None
    state = getattr(cause, "sqlstate", None)
    if state in _OF_POSTGRES:
        return of_number(_OF_POSTGRES[state], place)
    is_connection_gone = type(cause).__name__ == "OperationalError" and state is None
    return StoreAway(place) if is_connection_gone or state in _GOING or str(state).startswith("08") else None


@contextmanager
def store_watched(place: str = DATABASE) -> Iterator[None]:
    """Raise what the store's errors inside mean; every other error goes on as it is."""
    try:
        yield
    except (OSError, DatabaseError, InterfaceError) as error:
        fault = fault_of(error, place)
        if fault is None or fault is error:
            raise
        raise fault from error


@contextmanager
def folder_watched(place: str = FOLDER) -> Iterator[None]:
    """The same for files, where missing rights are the installation's fault, too."""
    try:
        with store_watched(place):
            yield
    except PermissionError as error:
        raise StoreFull(error.errno or errno.EACCES, place, NO_RIGHTS, MAKE_WRITABLE) from error
