"""A real installation in a folder of its own: its commands, its server, and clients that note what was acknowledged."""

from __future__ import annotations

import base64
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parents[2]
PATIENCE = 40  # seconds until a server has to answer
OK, GONE = 200, (ConnectionError, http.client.HTTPException, TimeoutError, OSError)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
    return port


@dataclass
class Installation:
    """A home folder with a county in it."""

    home: Path
    dsn: str = ""
    port: int = field(default_factory=free_port)
    county: dict[str, Any] = field(default_factory=dict)
    server: subprocess.Popen[bytes] | None = None

    @property
    def log_file(self) -> Path:
        """Where the server's words go: never onto the disk under test."""
        return Path(tempfile.gettempdir()) / f"bihuan-faults-{os.getpid()}-{self.port}.log"

    @property
    def environment(self) -> dict[str, str]:
        own = {k: v for k, v in os.environ.items() if not k.startswith(("BIHUAN_", "DJANGO_"))}
        own |= {"BIHUAN_TOKEN_DAYS": "1000", "BIHUAN_HOME": str(self.home)}
        own |= {"PYTHONPATH": f"{CHECKOUT / 'src'}{os.pathsep}{CHECKOUT}"}
        return own | ({"BIHUAN_POSTGRES": self.dsn} if self.dsn else {}) | {"PYTHONUTF8": "1"}

    def run(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the product to its end."""
        command = [sys.executable, "-m", "bihuan.cli", *arguments]
        environment = self.environment | more
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)

    def founded(self, findings: int = 0, *stage: str) -> Installation:
        """Make the tables and lay the county in, with more findings or with its dossier "accepted"."""
        made = self.run("database")
        assert made.returncode == 0, made.stderr
        script = [sys.executable, "-m", "tests.faults.county_at_home", str(findings), *stage]
        laid = subprocess.run(script, env=self.environment, capture_output=True, text=True, cwd=CHECKOUT, check=False)
        assert laid.returncode == 0, laid.stderr
        self.county = json.loads(laid.stdout)
        return self

    def verdict(self) -> dict[str, Any]:
        """Judge the installation from a process of its own: pages, chains, tables, files; and the keys it keeps."""
        script = [sys.executable, "-m", "tests.faults.verdict_at_home"]
        judged = subprocess.run(script, env=self.environment, capture_output=True, text=True, cwd=CHECKOUT, check=False)
        assert judged.returncode == 0, judged.stderr
        told: dict[str, Any] = json.loads(judged.stdout)
        return told

    # --- the server -------------------------------------------------------------------------------

    def serve(self, *options: str, **more: str) -> None:
        """Start the server, by default without the worker's thread, and wait until it answers."""
        command = [sys.executable, "-m", "bihuan.cli", "serve", "--port", str(self.port), *(options or ["--no-worker"])]
        log = self.log_file.open("ab")
        environment = self.environment | more
        self.server = subprocess.Popen(command, env=environment, stdout=log, stderr=log, start_new_session=True)
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            assert self.server.poll() is None, self.log()
            try:
                if self.get("/healthz")[0]:
                    return
            except GONE:
                time.sleep(0.05)
        raise AssertionError(f"the server does not answer: {self.log()}")

    def log(self) -> str:
        return self.log_file.read_text(errors="replace")[-3000:]

    def faults_told(self) -> list[str]:
        """Return the lines in which the server told of a fault that nobody had foreseen."""
        return [line for line in self.log_file.read_text(errors="replace").splitlines() if '"fault"' in line]

    def kill(self) -> None:
        """End the server's whole group as a power switch would, without a word to it."""
        if self.server is not None and self.server.poll() is None:
            os.killpg(self.server.pid, signal.SIGKILL)
            self.server.wait()
        self.server = None
        self.log_file.unlink(missing_ok=True)

    # --- its clients ------------------------------------------------------------------------------

    def get(self, path: str, role: str = "") -> tuple[int, Any]:
        return self.ask("GET", path, None, {"Authorization": f"Bearer {self.county[role]}"} if role else {})

    def ask(self, method: str, path: str, body: Any, headers: Mapping[str, str]) -> tuple[int, Any]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            content = None if body is None else json.dumps(body).encode()
            connection.request(method, path, content, {"Content-Type": "application/json", **headers})
            answer = connection.getresponse()
            told = answer.read()
            is_json = "json" in answer.headers.get("Content-Type", "")
            return answer.status, json.loads(told) if is_json else told.decode()
        finally:
            connection.close()

    def deed(self, name: str, finding: str, key: str, told: Any) -> tuple[int, Any]:
        """Do a deed on a finding as the unit's liaison."""
        headers = {"Authorization": f"Bearer {self.county['unit_liaison']}", "Idempotency-Key": key}
        return self.ask("POST", f"/api/findings/{finding}/deeds/{name}", told, headers)

    def measure(self, key: str, place: int = 0) -> tuple[int, Any]:
        told = {"text": f"按月检查台账 {key}", "owner": "分管副局长", "expected_result": "台账齐全"}
        return self.deed("add_measure", self.county["findings"][place], key, told)

    def evidence(self, key: str, content: bytes, place: int = 0) -> tuple[int, Any]:
        told = {"file": {"name": "evidence.txt", "content": base64.b64encode(content).decode()}, "label": "台账"}
        return self.deed("attach_evidence", self.county["findings"][place], key, told)


@dataclass
class Clients:
    """Threads that post deeds without rest and note every answer that said it was done."""

    house: Installation
    threads: int = 6
    acknowledged: dict[str, Any] = field(default_factory=dict)
    refused: list[tuple[int, Any]] = field(default_factory=list)
    _stop: threading.Event = field(default_factory=threading.Event)
    _running: list[threading.Thread] = field(default_factory=list)

    def start(self) -> None:
        self._stop.clear()
        self._running = [threading.Thread(target=self.post, args=(n,), daemon=True) for n in range(self.threads)]
        for thread in self._running:
            thread.start()

    def stop(self) -> None:
        self._stop.set()
        for thread in self._running:
            thread.join(60)

    def wait_for(self, count: int) -> None:
        """Wait until so many deeds were acknowledged."""
        until = time.monotonic() + PATIENCE
        while len(self.acknowledged) < count:
            assert time.monotonic() < until, f"{len(self.acknowledged)} of {count} deeds: {self.house.log()}"
            time.sleep(0.05)

    def post(self, number: int) -> None:
        count = 0
        while not self._stop.is_set():
            kind = "evidence" if count % 5 == 0 else "measure"
            key, count = f"{number % 3}-{kind}-{uuid.uuid4()}", count + 1
            try:
                status, told = self.again(key)
            except GONE:
                time.sleep(0.02)
                continue
            if status == OK:
                self.acknowledged[key] = told
            else:
                self.refused.append((status, told))

    def again(self, key: str) -> tuple[int, Any]:
        """Post the deed of a key, for the first time or once more; the key tells which it is."""
        place, kind = int(key[0]), key.split("-")[1]
        if kind == "evidence":
            return self.house.evidence(key, f"台账 {key}".encode(), place)
        return self.house.measure(key, place)
