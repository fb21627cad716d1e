"""Behind a reverse proxy: it alone says from where, and whether by https, a request came."""

from __future__ import annotations

import http.client
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from bihuan.cli.serve import listening
from bihuan.installation.soundness import State, judge_proxy
from tests.faults.installation import Installation

pytestmark = pytest.mark.one_store
FORGED = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https"}
Ask = Callable[[str], str]


def told(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    """Answer what the product would be told of a request."""
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [f"{environ['wsgi.url_scheme']} {environ['REMOTE_ADDR']}".encode()]


@pytest.fixture
def ask(settings: Any) -> Iterator[Ask]:
    """Ask a server of ours, behind the proxy named, with the headers of a proxy."""
    over, threads = threading.Event(), []

    def asked(proxy: str) -> str:
        settings.TRUSTED_PROXY = proxy
        server = listening(told, "127.0.0.1", 0, threads=1)
        threads.append(threading.Thread(target=serve, args=(server, over)))
        threads[-1].start()
        connection = http.client.HTTPConnection("127.0.0.1", server.effective_port, timeout=10)
        connection.request("GET", "/", headers=FORGED)
        answer = connection.getresponse().read().decode()
        connection.close()
        return answer

    yield asked
    over.set()
    for thread in threads:
        thread.join()


def serve(server: Any, over: threading.Event) -> None:
    while not over.is_set():
        server.asyncore.loop(timeout=0.05, map=server._map, count=1)
    server.close()


def test_the_proxy_named_tells_from_where_and_how_a_request_came(ask: Ask) -> None:
    assert ask("127.0.0.1") == "https 203.0.113.9"


@pytest.mark.parametrize("proxy", ["", "192.0.2.1"], ids=["none", "another machine"])
def test_nobody_else_can_say_so(ask: Ask, proxy: str) -> None:
    assert ask(proxy) == "http 127.0.0.1"


@pytest.mark.parametrize(
    ("proxy", "https", "state"),
    [
        ("", False, State.OK),
        ("127.0.0.1", True, State.OK),
        ("::1", True, State.OK),
        ("127.0.0.1", False, State.WARN),
        ("", True, State.FAIL),
        ("*", True, State.FAIL),
        ("10.0.0.0/8", True, State.FAIL),
    ],
)
def test_https_needs_one_proxy_by_its_address(proxy: str, https: bool, state: State) -> None:
    found = judge_proxy(proxy, https=https)
    assert (found.state, bool(found.remedy)) == (state, state is not State.OK)


def test_a_server_that_could_take_no_form_does_not_start(tmp_path: Any) -> None:
    refused = Installation(tmp_path / "home").run("serve", BIHUAN_HTTPS="1")
    assert (refused.returncode, "BIHUAN_PROXY" in refused.stderr) == (2, True)


SHOW = """
from django.conf import settings as s
print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.LANGUAGE_COOKIE_SECURE, s.SECURE_HSTS_SECONDS)
"""


@pytest.mark.parametrize(
    ("told_by", "wanted"),
    [
        ({}, "False False False 0"),
        ({"BIHUAN_HTTPS": "1"}, "True True True 2592000"),
        ({"BIHUAN_HTTPS": "1", "BIHUAN_HSTS_SECONDS": "60"}, "True True True 60"),
    ],
    ids=["http", "https", "https with a time of its own"],
)
def test_by_https_cookies_stay_on_it_and_browsers_remember_it(
    tmp_path: Any, told_by: dict[str, str], wanted: str
) -> None:
    environment = Installation(tmp_path).environment | {"DJANGO_SETTINGS_MODULE": "bihuan.installation.settings"}
    done = subprocess.run([sys.executable, "-c", SHOW], env=environment | told_by, capture_output=True, text=True)
    assert done.stdout.strip() == wanted, done.stderr
