"""A backup whose ZIP cannot be read is refused as a backup, whatever the reader of ZIPs raises."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

import pytest

from bihuan.installation.container import SEAL, BackupBroken, opened

METHOD_IN_CATALOGUE, METHOD_IN_HEAD = 10, 8


def sealed(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "backup.zip"
    body = content + SEAL
    path.write_bytes(body + hashlib.sha256(body).hexdigest().encode())
    return path


def packed(text: bytes = b"a part " * 100) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("part", text)
        archive.comment = b" " * (len(SEAL) + 64)  # the seal stands in its place
    return out.getvalue()[: -(len(SEAL) + 64)]


def with_method(method: int) -> bytes:
    """Return a ZIP that says that its part is packed by another method."""
    data = bytearray(packed())
    data[METHOD_IN_HEAD] = data[data.index(b"PK\x01\x02") + METHOD_IN_CATALOGUE] = method
    return bytes(data)


def with_spoilt_part() -> bytes:
    data = bytearray(packed())
    data[40] ^= 0xFF
    return bytes(data)


def read_through(path: Path) -> None:
    with opened(path) as (names, open_part):
        for name in names:
            open_part(name).read()


def test_a_sound_backup_is_read(tmp_path: Path) -> None:
    with opened(sealed(tmp_path, packed())) as (names, open_part):
        assert list(names) == ["part"]
        assert open_part("part").read().startswith(b"a part")


@pytest.mark.parametrize("content", [with_method(99), with_spoilt_part(), b"no zip"], ids=["method", "part", "none"])
def test_what_no_reader_unpacks_is_a_broken_backup(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(BackupBroken):
        read_through(sealed(tmp_path, content))


def test_a_fault_of_another_kind_meanwhile_stays_what_it_is(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="no room"), opened(sealed(tmp_path, packed())):
        raise OSError("no room")
