"""Deeds wait for the disk together: each for a sync that began after its commit, and never inside the writer gate."""

from __future__ import annotations

import threading
import time
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bihuan.ledger import group_commit, writer_gate
from bihuan.ledger.door import Note, Receipt, batch, commit, deed
from bihuan.ledger.group_commit import Syncs
from bihuan.ledger.store import StoreFull
from tests.county import County, new_key

PATIENCE = 10


class SlowDisk:
    """A disk whose syncs take as long as somebody says; it notes what had been written when each began."""

    def __init__(self) -> None:
        self.written: list[int] = []
        self.began_with: list[int] = []
        self.may_go_on = threading.Event()

    def sync(self, _path: str) -> None:
        self.began_with.append(len(self.written))
        assert self.may_go_on.wait(PATIENCE)


def test_one_sync_serves_everybody_who_wrote_before_it_began(monkeypatch: pytest.MonkeyPatch) -> None:
    disk, syncs = SlowDisk(), Syncs()
    monkeypatch.setattr(group_commit, "sync", disk.sync)
    served: dict[int, int] = {}

    def write(number: int) -> None:
        disk.written.append(number)
        mine = len(disk.written)
        syncs.wait("log")
        served[mine] = max(disk.began_with)

    threads = [threading.Thread(target=write, args=(n,)) for n in range(20)]
    for thread in threads:
        thread.start()
        while len(disk.written) < threads.index(thread) + 1:
            time.sleep(0.001)
    time.sleep(0.05)
    disk.may_go_on.set()
    for thread in threads:
        thread.join(PATIENCE)
    assert disk.began_with == [1, 20]
    assert len(served) == 20
    assert all(began >= mine for mine, began in served.items()), "somebody was answered before he was on the disk"


def test_a_sync_that_fails_is_told_to_all_who_waited_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_path: str) -> None:
        raise OSError(5, "Input/output error")

    syncs = Syncs()
    monkeypatch.setattr(group_commit, "sync", broken)
    with pytest.raises(OSError, match="Input/output"):
        syncs.wait("log")
    assert syncs.is_in_doubt


class Connection:
    """SQLite's connection as far as the waiting asks it; it notes what is set."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def execute(self, words: str) -> Any:
        self.said.append(words)
        return self

    def fetchone(self) -> tuple[int]:
        return (0,)


@deed
def enter(*, actor: Any, stream: str, now: datetime, key: str) -> Receipt:
    return commit(note=Note(stream, "enter_site", actor, now), rows=[])


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Connection:
    raw = Connection()
    monkeypatch.setattr(group_commit, "unsynced_store", lambda: (raw, str(tmp_path / "log")))
    monkeypatch.setattr(group_commit, "_syncs", Syncs())
    return raw


@pytest.mark.django_db
def test_the_gate_is_free_while_a_deed_waits_for_the_disk(monkeypatch: pytest.MonkeyPatch, store: Connection) -> None:
    seen: list[bool] = []
    monkeypatch.setattr(group_commit, "sync", lambda _: seen.append(getattr(writer_gate._held, "inside", False)))
    with batch():
        assert seen == []
    assert seen == [False]


@pytest.mark.django_db
def test_a_repeated_deed_is_answered_only_when_the_first_one_is_on_the_disk(
    monkeypatch: pytest.MonkeyPatch, store: Connection
) -> None:
    synced: list[str] = []
    monkeypatch.setattr(group_commit, "sync", synced.append)
    county = County().found()
    actor, stream, key = county.office, county.inspection.stream, new_key()
    first = enter(actor=actor, stream=stream, now=county.now, key=key)
    synced.clear()
    again = enter(actor=actor, stream=stream, now=county.now, key=key)
    assert (again.repeated, again.entry.pk) == (True, first.entry.pk)
    assert len(synced) == 1, "the first may have committed without being on the disk"


@pytest.mark.django_db
def test_after_a_failed_sync_the_next_deed_first_writes_the_log_into_the_database(
    monkeypatch: pytest.MonkeyPatch, store: Connection
) -> None:
    def broken(_path: str) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(group_commit, "sync", broken)
    with pytest.raises(StoreFull), batch():
        pass
    monkeypatch.setattr(group_commit, "sync", lambda _: None)
    store.said.clear()
    with batch():
        pass
    assert store.said[0] == "PRAGMA wal_checkpoint(TRUNCATE)"
    store.said.clear()
    with batch():
        pass
    assert store.said == ["PRAGMA synchronous=NORMAL"]
