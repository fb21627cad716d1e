"""When an installation is sound: what was looked at → ok, warn or fail, with the remedy. Pure; start_up.py looks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from ipaddress import ip_address

MB = 2**20
LEAST_ROOM, LITTLE_ROOM = 200 * MB, 1024 * MB
CLOCK_SLACK = timedelta(minutes=5)  # several machines on one PostgreSQL never agree to the second
SOUND_SQLITE = (3, 51, 3)  # the WAL-reset bug is mended from here on (SQLite release notes, 2026-03-13)
OLDEST_POSTGRES = 150000
OTHERS_MAY_WRITE, OTHERS_MAY_READ, NOT_OF_THE_OWNER = 0o002, 0o004, 0o077
OF_A_DAMAGED_FILE = ("file is not a database", "disk image is malformed")  # as SQLite says it
MUST_BE_ON = ("fsync", "full_page_writes", "synchronous_commit")


class State(StrEnum):
    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True)
class Found:
    """What one look has found; warn and fail come with what to do."""

    name: str
    state: State
    told: str
    remedy: str = ""

    def __str__(self) -> str:
        return f"{self.told}; {self.remedy}" if self.remedy else self.told


def ok(name: str, told: str) -> Found:
    return Found(name, State.OK, told)


def warn(name: str, told: str, remedy: str) -> Found:
    return Found(name, State.WARN, told, remedy)


def fail(name: str, told: str, remedy: str) -> Found:
    return Found(name, State.FAIL, told, remedy)


def judge_room(free: int, place: str) -> Found:
    """Refuse to start where a day's work might not fit any more."""
    told = f"{place}: {free // MB:,} MB free"
    remedy = f"make room (at least {LEAST_ROOM // MB} MB, better {LITTLE_ROOM // MB} MB) or move the folder"
    if free < LEAST_ROOM:
        return fail("room", told, remedy)
    return warn("room", told, remedy) if free < LITTLE_ROOM else ok("room", told)


def judge_rights(name: str, place: str, mode: int) -> Found:
    """A folder of the installation: others may never write into it, and had better not read it."""
    told = f"{place}: rights {mode & 0o777:o}"
    if mode & OTHERS_MAY_WRITE:
        return fail(name, f"{told}, everybody may write", f"run: chmod o-rwx {place}")
    if mode & OTHERS_MAY_READ:
        return warn(name, f"{told}, everybody on this machine may read", f"run: chmod o-rwx {place}")
    return ok(name, told)


def judge_secret(place: str, mode: int, content: str) -> Found:
    """The secret is its user's alone, and there."""
    if not content.strip():
        return fail("secret", f"{place}: empty", "remove it; the next start makes a new one (everybody signs in again)")
    if mode & NOT_OF_THE_OWNER:
        return fail("secret", f"{place}: rights {mode & 0o777:o}, others may use it", f"run: chmod 600 {place}")
    return ok("secret", f"{place}: for its user only")


def judge_key(place: str, mode: int, content: str) -> Found:
    """A key file is its user's alone, and holds its key: whoever reads it opens what lies sealed."""
    if not content.strip():
        return fail("keys", f"{place}: empty", "put it back from where the key files are kept apart")
    if mode & NOT_OF_THE_OWNER:
        return fail("keys", f"{place}: rights {mode & 0o777:o}, others may use it", f"run: chmod 600 {place}")
    return ok("keys", f"{place}: for its user only")


def judge_proxy(proxy: str, *, https: bool) -> Found:
    """Behind https somebody has to say so, and only one machine may."""
    remedy = "set BIHUAN_PROXY to the address the reverse proxy comes from (on this machine: 127.0.0.1)"
    if not proxy:
        told = "BIHUAN_HTTPS=1 without BIHUAN_PROXY: the server cannot know what came by https and refuses every form"
        return fail("proxy", told, remedy) if https else ok("proxy", "none; browsers come straight here")
    try:
        ip_address(proxy)
    except ValueError:
        return fail("proxy", f"BIHUAN_PROXY={proxy} is not one IP address", remedy)
    if not https:
        return warn("proxy", f"{proxy}, without https: passwords cross the network in the open", "set BIHUAN_HTTPS=1")
    return ok("proxy", f"{proxy}, by https")


def judge_clock(
    now: datetime, newest: datetime | None, released_on: date, *, trusted: bool = False, moved: bool = False
) -> Found:
    """A clock that runs behind would date deeds wrongly, and no ledger entry is ever put right.

    `trusted`: somebody has looked and says that it is right, after a clock that ran ahead has dated an entry.
    `moved`: it was set elsewhere while the server ran, which takes no deed until somebody has looked.
    """
    told, remedy = f"the clock shows {now:%Y-%m-%d %H:%M %Z}", "set the clock of this machine (timedatectl), then start"
    if moved:
        right = "set the clock of this machine (timedatectl), or, where it is right now, start the server anew"
        return fail("clock", f"{told}, set elsewhere while the server ran", right)
    if trusted:
        return ok("clock", f"{told}, trusted by BIHUAN_TRUST_CLOCK")
    if now.date() < released_on:
        return fail("clock", f"{told}, before this version was released ({released_on})", remedy)
    if newest is not None and now + CLOCK_SLACK < newest:
        remedy += " (where it is right and that entry was dated by a wrong clock: BIHUAN_TRUST_CLOCK=1)"
        return fail("clock", f"{told}, before the newest entry of the ledger ({newest:%Y-%m-%d %H:%M %Z})", remedy)
    if newest is not None and now < newest:
        return warn("clock", f"{told}, a little before the newest entry of the ledger", remedy)
    return ok("clock", told)


def judge_sqlite(version: Sequence[int], journal: str, synchronous: int) -> list[Found]:
    """WAL needs a SQLite that keeps it whole; FULL is what makes an answer outlive a power cut."""
    told = f"SQLite {'.'.join(map(str, version))}, journal {journal}"
    remedy = "install pysqlite3 (it brings its own SQLite) or a system with SQLite 3.51.3"
    found = []
    if tuple(version) >= SOUND_SQLITE:
        found.append(ok("sqlite", told))
    elif journal.lower() == "wal":
        found.append(fail("sqlite", f"{told}: this version can corrupt a WAL database", f"stop all users, {remedy}"))
    else:
        slower = "sound, but writers and readers wait for each other"
        found.append(warn("sqlite", f"{told}, because WAL is not safe before 3.51.3: {slower}", remedy))
    if synchronous < 2:
        found.append(
            fail("synchronous", f"SQLite synchronous={synchronous}: a power cut loses deeds", "remove that setting")
        )
    return found


def judge_postgres(version: int, settings: Mapping[str, str]) -> list[Found]:
    """Refuse a server that answers before the disk has what it answers for."""
    told = f"PostgreSQL {version // 10000}.{version % 10000}"
    found = [ok("postgresql", told)]
    if version < OLDEST_POSTGRES:
        found = [warn("postgresql", f"{told} is older than what is tested", "upgrade to PostgreSQL 15 or later")]
    for name in MUST_BE_ON:
        value = settings.get(name, "")
        if value == "off":
            remedy = f"set {name} = on in postgresql.conf (or ALTER SYSTEM, ALTER ROLE), then reload"
            found.append(fail("postgresql", f"{told}: {name} is off, so a power cut loses deeds", remedy))
    return found


def judge_order(place: str, *, by_bytes: bool) -> list[Found]:
    """Paths of the tree are searched as ranges of text: an order of some language would hide dossiers from lists."""
    if by_bytes:
        return []
    told = f"the database {place} sorts text by the rules of a language"
    remedy = "make one with LC_COLLATE 'C.UTF-8' (deploy/postgresql.sql) and restore a backup into it"
    return [fail("postgresql", told, remedy)]


def judge_migrations(waiting: int, *, empty: bool, place: str) -> Found:
    """Only tables of this version are written to."""
    if empty:
        remedy = "run: python3 dev database (where there should be one: check BIHUAN_HOME, and that its disk is there)"
        return fail("database", f"{place}: no database of Bihuan yet", remedy)
    if waiting:
        return fail("database", f"the database is {waiting} steps behind this version", "run: python3 dev database")
    return ok("database", "the database is up to date")


def judge_unusable(place: str, reason: str) -> Found:
    """A database that cannot be asked: out of reach, or a file of SQLite that is none any more."""
    told = f"the database {place} cannot be used ({reason})"
    if any(words in reason for words in OF_A_DAMAGED_FILE):
        return fail("database", told, "stop the server and restore the last backup")
    return fail("database", told, "check BIHUAN_HOME or BIHUAN_POSTGRES and the rights on them")


def judge_each_day(now: datetime, looked_at: datetime | None, failed: Sequence[str], *, late: timedelta) -> Found:
    """Whether reorganisations take effect, and mail goes out, by themselves; pages work without that."""
    remedy = "start the server or a worker (python3 dev worker); where one runs, its log says why"
    if looked_at is None:
        return warn("each day", "nothing has looked after the work of each day yet (reorganisations, mail)", remedy)
    told = f"the work of each day was last looked after at {looked_at:%Y-%m-%d %H:%M %Z}"
    if now - looked_at >= late:
        return warn("each day", f"{told}, and is not now (reorganisations, mail)", remedy)
    if failed:
        remedy = "look into the log for step.failed and step.waits; it is tried again every ten minutes"
        return warn("each day", f"{told}; what failed: {', '.join(failed)}", remedy)
    return ok("each day", told)


def worst(found: Sequence[Found]) -> State:
    """Return the worst state among what was found."""
    states = {one.state for one in found}
    return next((state for state in (State.FAIL, State.WARN) if state in states), State.OK)
