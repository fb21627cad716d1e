"""An upload that is cut off: nothing of it is kept, and the server serves the next one."""

from __future__ import annotations

import socket
import time

import pytest

from tests.faults.installation import OK, Installation

pytestmark = pytest.mark.one_store


def send_half(house: Installation, path: str, *, chunked: bool) -> None:
    """Announce a megabyte, send half of it and hang up."""
    length = "Transfer-Encoding: chunked" if chunked else f"Content-Length: {2**20}"
    head = [f"POST {path} HTTP/1.1", "Host: 127.0.0.1", "Content-Type: application/json", length]
    head += [f"Authorization: Bearer {house.county['unit_liaison']}", "Idempotency-Key: cut-off-upload", "", ""]
    body = b'{"file": {"name": "a.txt", "content": "' + b"QUJD" * 2**17
    with socket.create_connection(("127.0.0.1", house.port)) as line:
        line.sendall("\r\n".join(head).encode() + (b"%x\r\n" % len(body) if chunked else b"") + body)


def test_nothing_of_a_cut_off_upload_is_kept(house: Installation) -> None:
    house.serve()
    stored = sorted((house.home / "uploads").rglob("*"))
    path = f"/api/findings/{house.county['findings'][0]}/deeds/attach_evidence"
    for chunked in (False, True):
        send_half(house, path, chunked=chunked)
    time.sleep(0.5)
    assert sorted((house.home / "uploads").rglob("*")) == stored
    assert house.evidence("cut-off-upload", b"now it is whole")[0] == OK
    house.kill()
    verdict = house.verdict()
    assert (verdict["faults"], verdict["keys"].count("cut-off-upload")) == ([], 1)
