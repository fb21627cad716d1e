"""`doctor [--json] [--ledger]`: look at the installation and tell what is wrong, with the remedy."""

from __future__ import annotations

import json
import os
import platform
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from bihuan.installation.spoken import say

if TYPE_CHECKING:
    from bihuan.installation.soundness import Found

HELP = "Look at the installation: each check with ok, warn or fail, and what to do. Exit code 1 when something fails."
EXAMPLE = "python3 dev doctor --ledger"
SAMPLE = 20  # streams whose chains are verified without --ledger
LEDGER = f"verify every chain, not {SAMPLE} of them, and every row and file by the ledger"
DAY, OLD_BACKUP_DAYS, LONG_QUEUE = 24 * 3600, 7, 100
MARKS = {"ok": "ok  ", "warn": "warn", "fail": "FAIL"}
Figures = dict[str, Any]


def configure(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--ledger", action="store_true", help=LEDGER)


def run(arguments: Namespace) -> int:
    """Look, print, and tell by the exit code whether something fails."""
    from django.apps import apps

    from bihuan.installation.soundness import State, worst
    from bihuan.installation.start_up import before_the_house, look_at_founding, with_the_house

    found, figures = before_the_house(), versions()
    if worst(found) is not State.FAIL and not apps.ready:  # else looking would make what it looks for
        found += look_at_founding()
    if worst(found) is not State.FAIL:
        open_quietly()
        found += with_the_house()
        figures["store"] = store_words(found)
    if worst(found) is not State.FAIL:
        found.extend(looks_inside(figures, whole=arguments.ledger))
    print(as_json(found, figures) if arguments.json else "\n".join(as_lines(found, figures)))
    return 1 if worst(found) is State.FAIL else 0


def looks_inside(figures: Figures, *, whole: bool) -> Iterator[Found]:
    """Look at what the store holds; the first look that a damaged store breaks is the last."""
    from django.db import DatabaseError

    from bihuan.installation.soundness import State, worst
    from bihuan.installation.start_up import look_at_each_day, unusable

    try:
        for look in (look_at_pages, look_at_rows, look_at_jobs, look_at_uploads, look_at_keys, look_at_backups):
            yield from look(figures)
        yield look_at_each_day()
        yield from (ledger := look_at_ledger(figures, whole=whole))
        if whole:
            yield from look_at_contents()
        if whole and worst(ledger) is not State.FAIL:
            yield from look_at_tables(figures)
    except DatabaseError as error:
        yield unusable(error)


def open_quietly() -> None:
    from bihuan.cli.house import open_house

    open_house()


def versions() -> Figures:
    """Return what runs here."""
    import django

    from bihuan import VERSION

    return {"bihuan": VERSION, "python": platform.python_version(), "django": django.get_version()}


def store_words(found: list[Found]) -> str:
    return next((one.told for one in found if one.name in ("sqlite", "postgresql")), "")


def look_at_rows(figures: Figures) -> list[Found]:
    """Count what there is."""
    from django.apps import apps

    own = [m for m in apps.get_models() if m.__module__.startswith("bihuan.")]
    figures["rows"] = {m._meta.db_table: m._base_manager.count() for m in own}
    return []


def look_at_pages(_figures: Figures) -> Iterator[Found]:
    """Let SQLite look over its own pages, before anything is read out of them."""
    from django.db import connection

    from bihuan.installation.soundness import fail, ok

    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check(1)")
        told = str(cursor.fetchone()[0])
    place = str(connection.settings_dict["NAME"])
    if told == "ok":
        yield ok("pages", f"{place}: whole")
    else:
        yield fail("pages", f"{place}: damaged ({told})", "stop the server and restore the last backup")


def look_at_jobs(figures: Figures) -> Iterator[Found]:
    """Tell the queue: waiting, failed, and those whose worker died."""
    from django_tasks_db.models import DBTaskResult

    from bihuan.installation.jobs import lost_jobs
    from bihuan.installation.soundness import ok, warn

    waiting = DBTaskResult.objects.filter(status="READY").count()
    failed = DBTaskResult.objects.filter(status="FAILED").count()
    lost = len(lost_jobs())
    figures["jobs"] = {"waiting": waiting, "failed": failed, "lost": lost}
    told = f"{waiting} jobs wait, {failed} have failed, {lost} were lost with their worker"
    if lost or waiting > LONG_QUEUE:
        yield warn("jobs", told, "start a worker (python3 dev worker): it takes lost ones up again")
    else:
        yield ok("jobs", told)


def look_at_uploads(figures: Figures) -> Iterator[Found]:
    """Remove what cut-off uploads left more than a day ago, and see whether the files that rows name are there."""
    from bihuan.dossiers.files import path_of, tidy
    from bihuan.dossiers.models import StoredFile
    from bihuan.installation.soundness import fail, ok

    removed = tidy(time.time() - DAY)
    rows = StoredFile.objects.values_list("sha256", flat=True).order_by().distinct()
    gone = [sha256 for sha256 in rows.iterator() if not path_of(sha256).exists()]
    figures["uploads"] = {"missing": len(gone), "leftovers_removed": removed}
    if gone:
        remedy = "copy it back from a backup (uploads/ in it)"
        yield fail("uploads", f"{len(gone)} files are missing, the first is {path_of(gone[0])}", remedy)
    else:
        yield ok("uploads", f"every file is there; {removed} leftovers of cut-off uploads removed")


def look_at_keys(figures: Figures) -> Iterator[Found]:
    """See whether the keys are there that no backup holds: what is about persons, ballots, laptops that are out."""
    from django.conf import settings

    from bihuan.exchange import own_keys
    from bihuan.exchange.models import Loan
    from bihuan.installation.home import KEY_FILES
    from bihuan.installation.soundness import fail, ok
    from bihuan.ledger.sealed import shut_keys

    shut = [f"{what} cannot be opened with {key}" for key, what in shut_keys().items()]
    if not (settings.HOME / own_keys.FILE).exists() and Loan.objects.filter(home_on=None, lost_on=None).exists():
        shut.append(f"a laptop is out and cannot be brought home without {own_keys.FILE}")
    figures["keys"] = [name for name in KEY_FILES if (settings.HOME / name).exists()]
    remedy = f"put the key files of this installation back into {settings.HOME}"
    yield from (fail("keys", told, remedy) for told in shut)
    if not shut:
        yield ok("keys", "what lies sealed can be opened; keep the key files apart from the backups, too")


def look_at_backups(figures: Figures) -> Iterator[Found]:
    """Tell how old the last backup is."""
    from bihuan.installation.backup import last_backup
    from bihuan.installation.soundness import ok, warn

    remedy = "run: python3 dev backup -o FILE.zip, and keep the file on another machine"
    last = last_backup()
    figures["last_backup"] = last["made_at"] if last else None
    if last is None:
        yield warn("backup", "no backup has been made of this installation", remedy)
        return
    days = (datetime.now(UTC) - datetime.fromisoformat(last["made_at"])).days
    told = f"the last backup is {days} days old ({last['output']})"
    yield warn("backup", told, remedy) if days >= OLD_BACKUP_DAYS else ok("backup", told)


def look_at_ledger(figures: Figures, *, whole: bool) -> list[Found]:
    """Verify every chain, or the ones that were written to last."""
    from bihuan.domain.ledger import ChainBroken
    from bihuan.installation.soundness import fail, ok

    started = time.monotonic()
    try:
        entries, streams = verified(latest_streams() if not whole else None)
    except ChainBroken as broken:
        remedy = "let nobody write; compare with the last backup and with checkpoints kept elsewhere"
        return [fail("ledger", f"the ledger does not hold: {broken}", remedy)]
    seconds = time.monotonic() - started
    figures["ledger"] = {"entries_verified": entries, "streams_verified": streams, "seconds": round(seconds, 2)}
    scope = "all" if whole else "the latest"
    return [ok("ledger", f"{entries} entries in {streams} streams verified ({scope})")]


def look_at_contents() -> Iterator[Found]:
    """See whether every file is what it was: its name is the sha256 of its content."""
    from bihuan.dossiers.files import path_of
    from bihuan.dossiers.models import StoredFile
    from bihuan.installation.container import sha256_of
    from bihuan.installation.soundness import fail, ok

    rows = StoredFile.objects.values_list("sha256", flat=True).order_by().distinct()
    count, spoilt = 0, []
    for sha256 in rows.iterator():
        count += 1
        if path_of(sha256).exists() and sha256_of(path_of(sha256)) != sha256:
            spoilt.append(path_of(sha256))
    if spoilt:
        remedy = "copy it back from a backup (uploads/ in it)"
        yield fail("contents", f"{len(spoilt)} files are not what they were, the first is {spoilt[0]}", remedy)
    else:
        yield ok("contents", f"{count} files are what they were")


def look_at_tables(figures: Figures) -> Iterator[Found]:
    """Compare every row with what the ledger leads to."""
    from django.conf import settings

    from bihuan.installation.snapshots import asked_as_it_is
    from bihuan.installation.soundness import fail, ok
    from bihuan.installation.tables import compare
    from bihuan.ledger.sealed import shut_keys

    started = time.monotonic()
    with asked_as_it_is(settings.HOME, os.environ.get("BIHUAN_POSTGRES")) as (query, store):
        found = compare(query, store, shut_keys())
    figures["tables"] = {"rows_compared": found.rows, "seconds": round(time.monotonic() - started, 2)}
    if found.untold:
        figures["tables"]["younger_than_rows"] = list(found.untold)
    if found.on_a_stay:
        yield ok("tables", "a laptop: its rows are compared with the ledger where they are brought home")
    elif found.differ:
        remedy = (
            "let nobody write, find out who wrote into the database beside the product, and restore the last backup "
            "that verifies"
        )
        yield fail("tables", f"{found.differ} rows are not what the ledger leads to: {found}", remedy)
    else:
        yield ok("tables", f"{found.rows} rows are what the ledger leads to")


def latest_streams() -> list[tuple[Any, str]]:
    """Return the streams that the newest entries belong to."""
    from bihuan.ledger.models import Entry

    newest = Entry.objects.order_by("-id").values_list("authority_id", "stream")[: SAMPLE * 50]
    return list(dict.fromkeys(newest))[:SAMPLE]


def verified(streams: list[tuple[Any, str]] | None) -> tuple[int, int]:
    """Verify chains; return how many entries and streams hold."""
    from bihuan.installation.chains import COLUMNS, heads_of
    from bihuan.ledger.models import Entry

    columns = COLUMNS.split(", ")
    asked = Entry.objects.order_by("authority_id", "stream", "number").values_list(*columns)
    parts = [asked] if streams is None else [asked.filter(authority_id=a, stream=s) for a, s in streams]
    heads = [head for part in parts for head in heads_of(part.iterator(chunk_size=500))]
    return sum(head.number for head in heads), len(heads)


# --- telling ----------------------------------------------------------------------------------------


def as_json(found: list[Found], figures: Figures) -> str:
    checks = [{"name": o.name, "state": o.state.value, "told": o.told, "remedy": o.remedy} for o in found]
    sound = all(one.state != "fail" for one in found)
    return json.dumps({"ok": sound, "checks": checks, "figures": figures}, ensure_ascii=False, indent=1)


def as_lines(found: list[Found], figures: Figures) -> Iterator[str]:
    for one in found:
        yield f"{MARKS[one.state]} {one.name:<11} {say(one.told)}"
        if one.remedy:
            yield f"     {'':<11} → {say(one.remedy)}"
    yield ""
    for name, value in figures.items():
        yield f"{name}: {json.dumps(value) if isinstance(value, dict) else value}"
