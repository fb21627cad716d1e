"""A real server in a process of its own, asked over the loopback by somebody signed in."""

from __future__ import annotations

import gzip
import http.client
import os
import signal
import socket
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Self

CHECKOUT = Path(__file__).resolve().parents[1]
SAID = "said.txt"  # in the home folder: what the server told its terminal
FAULT, BROKEN = b'<section class="refusal', 500
PATIENCE = 60  # seconds until the first page has to be there
GONE = (ConnectionError, http.client.HTTPException, OSError)


class Server:
    """The product serving a home folder; entered when its first page has been shown, ended with its block."""

    def __init__(self, home: Path, command: list[str]) -> None:
        self.home, self.port = home, free_port()
        self.command = [*command, "--port", str(self.port)]
        self.cookie = ""

    def __enter__(self) -> Self:
        environment = os.environ | {"BIHUAN_HOME": str(self.home), "BIHUAN_DEMO": "1", "BIHUAN_LOG": "WARNING"}
        with (self.home / SAID).open("wb") as said:
            self.process = subprocess.Popen(
                self.command, env=environment, cwd=CHECKOUT, start_new_session=True, stdout=said, stderr=said
            )
        ends = time.monotonic() + PATIENCE
        while time.monotonic() < ends and self.process.poll() is None:
            try:
                if self.ask("/sign-in/") == 200:
                    return self
            except GONE:
                time.sleep(0.02)
        self.end()
        said = (self.home / SAID).read_text(encoding="utf-8", errors="replace").strip()
        raise SystemExit(f"{' '.join(self.command)}: no page within {PATIENCE} s; it said:\n{said}")

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.end()

    def end(self) -> None:
        """End the server with whatever it has started."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            self.process.wait(timeout=PATIENCE)

    def ask(self, address: str) -> int:
        """Ask for an address to its end; return the status."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request("GET", address, headers={"Cookie": self.cookie, "Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        if answer.headers["Content-Encoding"] == "gzip" and FAULT in gzip.decompress(body):
            return BROKEN  # what fails after the top of a page is told in its rest
        return answer.status

    def signed_in(self, login_name: str) -> str:
        """Sign somebody in, as a browser would find itself afterwards; return the session's key."""
        from django.conf import settings
        from django.test import Client

        from bihuan.access.models import Account

        client = Client()
        client.force_login(Account.objects.get(login_name=login_name), backend="bihuan.access.sign_in.AccountBackend")
        key = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.cookie = f"{settings.SESSION_COOKIE_NAME}={key}"
        return key

    def resident(self) -> float:
        """Return the megabytes that the server keeps in memory."""
        told = Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8")
        line = next(line for line in told.splitlines() if line.startswith("VmRSS:"))
        return int(line.split()[1]) / 1024


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
    return port
