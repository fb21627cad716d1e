"""A door of a test county, with the real process of the public page behind it."""

from __future__ import annotations

import contextlib
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bihuan.cli import main as command
from bihuan.mailroom.carrying import package_out
from bihuan.mailroom.doors import open_tip_door, private_of
from bihuan.mailroom.models import TipDoor
from bihuan.tips.carrying import put_out
from tests.county import County, new_key
from tests.faults.installation import CHECKOUT
from tests.tips.test_tips import form

PASSPHRASE = "青石河口村二〇一八年一月"
KIND = "multipart/form-data; boundary=xyz"


def opened_door(county: County, until_on: date | None = None) -> TipDoor:
    """Let the leader of the team open a door."""
    open_tip_door(
        actor=county.team_leader,
        inspection_id=county.inspection_id,
        title="县委第一巡察组",
        address="https://tips.example",
        notice="",
        until_on=until_on,
        password=PASSPHRASE,
        now=county.now,
        key=new_key(),
    )
    return TipDoor.objects.get(authority_id=county.authority_id, closed_on=None)


def key_of(door: TipDoor) -> str:
    return private_of(door, PASSPHRASE)


@dataclass
class PublicProcess:
    """The process `tips serve` over a folder, spoken to by HTTP as a telephone would."""

    folder: Path
    address: str
    log: Path

    def send(self, path: str, texts: dict[str, str] | None = None, photos: tuple[bytes, ...] = ()) -> tuple[int, str]:
        body = form(texts, photos) if texts is not None else None
        asked = urllib.request.Request(f"{self.address}{path}", data=body)
        if body is not None:
            asked.add_header("Content-Type", KIND)
        try:
            with urllib.request.urlopen(asked, timeout=20) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def tell(self, door: TipDoor, photos: tuple[bytes, ...] = (), **texts: str) -> str:
        """Send a tip; return its receipt code."""
        status, body = self.send(f"/{door.name}/?l=zh", texts, photos)
        assert status == 200, body
        found = re.search(r"<span class=code>([^<]+)<", body)
        assert found
        return found[1]

    def answers(self, door: TipDoor, code: str, more: str = "") -> str:
        told = {"code": code} | ({"more": more} if more else {})
        return self.send(f"/{door.name}/follow?l=zh", told)[1]

    def carried(self, to: Path) -> bytes:
        """Pack what came in, by the command, as whoever runs the host does."""
        name = to / f"carried-{uuid.uuid4().hex[:6]}"
        assert command.main(["tips", "pack", "--folder", str(self.folder), "-o", str(name)]) == 0
        return name.with_name(f"{name.name}-1.zip").read_bytes()


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[PublicProcess]:
    """Run the public page's own process; it has no database, no home, no key, and a clock of another zone."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder.mkdir(parents=True, exist_ok=True)
    log = folder.parent / "public.log"
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(CHECKOUT / "src"), "HOME": str(folder.parent)}
    environment["TZ"] = "Pacific/Honolulu"  # a day behind the office until six in the evening there
    told = [sys.executable, "-m", "bihuan.cli", "tips", "serve", "--folder", str(folder), "--port", str(port)]
    with log.open("wb") as out:
        process = subprocess.Popen(told, env=environment, stdout=out, stderr=out, cwd=folder.parent)
    host = PublicProcess(folder, f"http://127.0.0.1:{port}", log)
    try:
        for _ in range(100):
            with contextlib.suppress(urllib.error.URLError):
                host.send("/style.css")
                break
            assert process.poll() is None, log.read_text()
            time.sleep(0.1)
        yield host
    finally:
        process.terminate()
        process.wait(timeout=20)


def carry_out(door: TipDoor, host: PublicProcess) -> tuple[int, int]:
    return put_out(package_out(door), host.folder)
