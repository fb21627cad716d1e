"""What is larger than is taken reaches the pages, which say what to do; only what is far larger is cut off before."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from bihuan.cli.serve import BODY_ROOM, listening
from tests.installation.test_behind_a_proxy import serve, told

pytestmark = pytest.mark.one_store
LIMIT = 2**20


@pytest.fixture
def port(settings: Any) -> Iterator[int]:
    settings.UPLOAD_LIMIT = LIMIT
    server, over = listening(told, "127.0.0.1", 0, threads=1), threading.Event()
    thread = threading.Thread(target=serve, args=(server, over))
    thread.start()
    yield server.effective_port
    over.set()
    thread.join()


@pytest.mark.parametrize(("size", "status"), [(2 * LIMIT + BODY_ROOM - 1, 200), (2 * LIMIT + BODY_ROOM + 1, 413)])
def test_up_to_twice_the_limit_the_pages_answer(port: int, size: int, status: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.putrequest("POST", "/")
    connection.putheader("Content-Length", str(size))
    connection.endheaders()
    if status == 200:
        connection.send(b"x" * size)
    assert connection.getresponse().status == status
    connection.close()
