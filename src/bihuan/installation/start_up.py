"""What is looked at before anything is served: the home folder and the time zone first, then, with Django, the store.

Each look gives Founds (soundness.py judges them). Commands that serve refuse to start on a fail; `doctor` shows all.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bihuan import RELEASED_ON
from bihuan.domain.office_day import ZONE
from bihuan.installation.environment import look_at_settings
from bihuan.installation.home import KEY_FILES, OWNER_ONLY, database_file, home_folder, secret_file
from bihuan.installation.soundness import (
    Found,
    fail,
    judge_clock,
    judge_each_day,
    judge_key,
    judge_migrations,
    judge_order,
    judge_postgres,
    judge_proxy,
    judge_rights,
    judge_room,
    judge_secret,
    judge_sqlite,
    judge_unusable,
    ok,
)

WINDOWS = os.name == "nt"
SORTS_BY_BYTES = "SELECT '{' > 'z' AND 'a' > 'Z' AND 'Z' > '9'"
MILLISECONDS_AT = 80  # in a UUIDv7 the instant of its making stands above these bits


# --- before Django: settings write the secret, so the folder has to be sound by then -----------------


def before_the_house() -> list[Found]:
    """Look at everything that needs no Django."""
    home = home_folder()
    found = [look_at_home(home)]
    if found[0].state == "ok":
        found += [judge_room(shutil.disk_usage(home).free, str(home)), *looks_at_rights(home)]
    return [*found, look_at_zone(), look_at_proxy(), *look_at_settings()]


def look_at_home(home: Path) -> Found:
    """Make the home folder where it is missing, and write something into it."""
    remedy = "name another folder in BIHUAN_HOME, or give this user the right to write there"
    try:
        home.mkdir(mode=OWNER_ONLY, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=home) as trial:
            trial.write(b"bihuan")
            trial.flush()
    except OSError as error:
        return fail("home", f"{home}: cannot be written ({error.strerror or error})", remedy)
    return ok("home", str(home))


def looks_at_rights(home: Path) -> Iterator[Found]:
    """Look at who else may use what is in the home folder. Windows keeps its rights elsewhere."""
    if WINDOWS:
        return
    yield judge_rights("home", str(home), home.stat().st_mode)
    uploads = home / "uploads"
    if uploads.exists() and not os.access(uploads, os.R_OK | os.W_OK | os.X_OK):
        yield fail("uploads", f"{uploads}: this user may not write there", f"run: chown -R $USER {uploads}")
    elif uploads.exists() and uploads.stat().st_mode & 0o002:
        yield judge_rights("uploads", str(uploads), uploads.stat().st_mode)
    if "BIHUAN_SECRET" not in os.environ:
        yield from looks_at_secret("secret", secret_file(), judge_secret)
    for name in KEY_FILES:
        yield from looks_at_secret("keys", home / name, judge_key)


def looks_at_secret(name: str, file: Path, judge: Callable[[str, int, str], Found]) -> Iterator[Found]:
    """Have a file judged that nobody else may read, where there is one."""
    if not file.exists():
        return
    try:
        yield judge(str(file), file.stat().st_mode, file.read_text(errors="replace"))
    except OSError as error:
        yield fail(name, f"{file}: cannot be read ({error.strerror})", f"run: chown $USER {file}")


def look_at_zone() -> Found:
    try:
        ZoneInfo(ZONE)
    except (ZoneInfoNotFoundError, OSError, ValueError):
        return fail("time zone", f"this machine has no data of {ZONE}", "install tzdata (apt-get install tzdata)")
    return ok("time zone", ZONE)


def look_at_proxy() -> Found:
    return judge_proxy(os.environ.get("BIHUAN_PROXY", ""), https=os.environ.get("BIHUAN_HTTPS") == "1")


def look_at_founding() -> list[Found]:
    """Look for the file of the database where it is one; PostgreSQL is asked once it is connected."""
    store = database_file()
    if os.environ.get("BIHUAN_POSTGRES") or store.exists():
        return []
    return [judge_migrations(0, empty=True, place=str(store))]


# --- with Django ------------------------------------------------------------------------------------


def with_the_house(*, current: bool = True) -> list[Found]:
    """Look at the store; `current` asks for tables of this version, too."""
    from django.db import DatabaseError

    looks: list[Callable[[], list[Found]]] = [look_at_store]
    if current:
        looks += [look_at_migrations, look_at_clock]
    found: list[Found] = []
    for look in looks:
        try:
            found += look()
        except DatabaseError as error:
            return [*found, unusable(error)]
        if any(one.state == "fail" for one in found):
            break
    return found


def unusable(error: Exception) -> Found:
    """Return what an error of the database says of it, on one line."""
    from django.db import connection

    return judge_unusable(str(connection.settings_dict["NAME"]), " ".join(str(error).split()))


def look_at_store() -> list[Found]:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT sqlite_version()")
            version = tuple(int(part) for part in cursor.fetchone()[0].split("."))
            return judge_sqlite(version, str(pragma("journal_mode")), int(pragma("synchronous")))
        cursor.execute("SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'full_page_writes')")
        settings = dict(cursor.fetchall())
        cursor.execute("SHOW synchronous_commit")
        settings["synchronous_commit"] = cursor.fetchone()[0]
        cursor.execute("SHOW server_version_num")
        number = int(cursor.fetchone()[0])
        cursor.execute(SORTS_BY_BYTES)
        order = judge_order(str(connection.settings_dict["NAME"]), by_bytes=bool(cursor.fetchone()[0]))
        return [*judge_postgres(number, settings), *order]


def pragma(name: str) -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name}")
        return str(cursor.fetchone()[0])


def waiting_migrations() -> list[str]:
    """Return the migrations that have not run; raise DatabaseError where the database cannot be reached."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def look_at_migrations() -> list[Found]:
    from django.db import connection

    empty = "ledger_entry" not in connection.introspection.table_names()
    return [judge_migrations(len(waiting_migrations()), empty=empty, place=str(connection.settings_dict["NAME"]))]


def look_at_clock() -> list[Found]:
    from bihuan.ledger.clock import is_moved

    now, trusted = datetime.now(UTC).astimezone(ZoneInfo(ZONE)), os.environ.get("BIHUAN_TRUST_CLOCK") == "1"
    return [judge_clock(now, newest_entry_at(), RELEASED_ON, trusted=trusted, moved=is_moved())]


def look_at_each_day() -> Found:
    """Look when the thread last looked that sees to each day."""
    from bihuan.web.serving.unattended import LATE, last_look

    look, zone = last_look(), ZoneInfo(ZONE)
    at, failed = (look.at.astimezone(zone), look.failed) if look else (None, ())
    return judge_each_day(datetime.now(zone), at, failed, late=LATE)


def newest_entry_at() -> datetime | None:
    """Return when the newest entry was made: the clock that gave its id, or what it says, whichever is later."""
    from bihuan.ledger.models import Entry

    newest = Entry.objects.order_by("-id").only("id", "recorded_at").first()
    if newest is None:
        return None
    made_at = datetime.fromtimestamp((newest.id.int >> MILLISECONDS_AT) / 1000, UTC)
    return max(made_at, newest.recorded_at).astimezone(ZoneInfo(ZONE))
