"""Pages asked for in this process, through every middleware, as somebody signed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from benchmarks.stopwatch import MS, cpu_seconds, idle, middle

RUNS = 25
OK = 200


@dataclass(frozen=True)
class Cost:
    """What a page costs: milliseconds of the processor, statements to the store, bytes of the answer."""

    milliseconds: float
    queries: int
    size: int


class Asker:
    """Somebody of the county, signed in."""

    def __init__(self, login_name: str) -> None:
        from django.test import Client

        from bihuan.access.models import Account

        self.account = Account.objects.get(login_name=login_name)
        self.client = Client(headers={"accept-encoding": "gzip", "host": "127.0.0.1"})
        self.client.force_login(self.account, backend="bihuan.access.sign_in.AccountBackend")

    def page(self, url: str) -> bytes:
        """Return a page, read to its end; anything but a page is a benchmark wrongly written."""
        answer = self.client.get(url)
        if answer.status_code != OK:
            raise SystemExit(f"{url}: {answer.status_code}; the figures would mean nothing")
        page = b"".join(answer) if answer.streaming else answer.content
        if getattr(answer, "ended", OK) != OK:  # what fails after the top of a page is told in its rest
            raise SystemExit(f"{url}: {answer.ended}; the figures would mean nothing")
        return page

    def statements(self, url: str) -> list[str]:
        """Return the statements that a page puts to the store."""
        from django.db import connection

        asked: list[str] = []

        def note(execute: Any, sql: str, *rest: Any) -> Any:
            asked.append(sql)
            return execute(sql, *rest)

        with connection.execute_wrapper(note):
            self.page(url)
        return asked

    def cost(self, url: str, runs: int = RUNS, before: Callable[[], object] = idle) -> Cost:
        """Return the median cost of a page, warm; `before` is done before each time and not counted."""
        size = len(self.page(url))
        before()
        asked = self.statements(url)
        seconds = middle(lambda: self.page(url), runs=runs, clock=cpu_seconds, before=before)
        return Cost(MS * seconds, len(asked), size)
