"""The queue before the writer gate lets everybody in, in the order of their coming."""

from __future__ import annotations

import threading
import time

import pytest

from bihuan.ledger.writer_gate import Queue


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
