"""The queue before the writer gate lets everybody in, in the order of their coming."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from bihuan.ledger.writer_gate import Queue, take_turn


def test_threads_come_in_one_by_one_in_the_order_of_their_coming() -> None:
    queue, counts, inside = Queue(), [], []
    came.clear()
    threads = [threading.Thread(target=lambda n=n: come_in(queue, n, counts, inside)) for n in range(12)]
    with queue:
        for thread in threads:
            thread.start()
            time.sleep(0.01)
    for thread in threads:
        thread.join(10)
    assert came == list(range(12))
    assert set(counts) == {1}, "two were inside at once"


def come_in(queue: Queue, number: int, order: list[int], inside: list[int]) -> None:
    with queue:
        inside.append(number)
        order.append(len(inside))
        time.sleep(0.002)
        inside.remove(number)
        came.append(number)


came: list[int] = []


def test_somebody_who_gives_up_waiting_leaves_no_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    queue, order = Queue(), []

    class Interrupted:
        """A turn whose waiting is interrupted."""

        def __init__(self) -> None:
            self.taken = False

        def acquire(self) -> None:
            if self.taken:
                raise KeyboardInterrupt
            self.taken = True

    def wait_in_vain() -> None:
        with monkeypatch.context() as patch:
            patch.setattr("bihuan.ledger.writer_gate.threading.Lock", Interrupted)
            with pytest.raises(KeyboardInterrupt), queue:
                order.append(-1)

    with queue:
        wait_in_vain()
        later = threading.Thread(target=lambda: come_in(queue, 7, order, []))
        later.start()
        time.sleep(0.05)
    later.join(10)
    assert order == [1]


def test_whoever_fails_inside_lets_the_next_one_in() -> None:
    queue = Queue()
    with pytest.raises(ValueError, match="inside"), queue:
        raise ValueError("inside")
    with queue:
        pass


PATIENCE = 120  # seconds: on a busy machine five processes begin slowly
WAITER = """
import os, sys, time
from bihuan.ledger.writer_gate import take_turn
handle = os.open(sys.argv[1], os.O_RDWR)
take_turn(handle)
with open(sys.argv[2], "a") as told:
    told.write(f"in {sys.argv[3]}\\n")
    told.flush()
    time.sleep(0.05)
    told.write(f"out {sys.argv[3]}\\n")
"""


def drawn(handle: int) -> int:
    return int.from_bytes(os.pread(handle, 8, 0), "big")


def told_by_processes(folder: Path, killed: frozenset[int]) -> list[str]:
    """Let five processes come to a gate that is taken, kill some of them there, and open it; return what is told."""
    lock, told = folder / "store.writer", folder / "told"
    handle = os.open(lock, os.O_RDWR | os.O_CREAT)
    take_turn(handle)
    first = drawn(handle)
    waiting = []
    for number in range(5):
        command = [sys.executable, "-c", WAITER, str(lock), str(told), str(number)]
        waiting.append(subprocess.Popen(command))
        until = time.monotonic() + PATIENCE
        while drawn(handle) == first + number and time.monotonic() < until:
            time.sleep(0.01)
    for number in killed:
        waiting[number].kill()
        waiting[number].wait()
    time.sleep(0.1)
    assert not told.exists(), "somebody came in while the gate was taken"
    os.close(handle)
    assert [one.wait(PATIENCE) for one in waiting] == [-9 if n in killed else 0 for n in range(5)]
    return told.read_text().split("\n")[:-1]


def test_processes_come_in_one_by_one_in_the_order_of_their_coming(tmp_path: Path) -> None:
    assert told_by_processes(tmp_path, frozenset()) == [f"{way} {n}" for n in range(5) for way in ("in", "out")]


def test_whoever_is_killed_while_he_waits_holds_nobody_up(tmp_path: Path) -> None:
    told = told_by_processes(tmp_path, frozenset({1, 3}))
    assert sorted(told[::2]) == ["in 0", "in 2", "in 4"]
    assert [one.replace("in", "out") for one in told[::2]] == told[1::2], "two were inside at once"
